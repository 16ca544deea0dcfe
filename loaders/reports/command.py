"""`python -m loaders report FILE`: a report's counts and contacts as lines of JSON.

Exit codes: 0 all is well, 1 the report cannot be read (the reason is on standard error).
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from ledger.words import LANGUAGES as SPOKEN
from ledger.words import say
from loaders.reports import (
    DraftContact,
    DraftCount,
    Reading,
    Unreadable,
    language_of,
    read,
    text_of,
)
from loaders.reports.language import LANGUAGES


def main(arguments: Sequence[str]) -> int:
    """Read the report that the arguments name; the exit code."""
    asked = _parser().parse_args(arguments)
    try:
        text = text_of(asked.file.name, asked.file.read_bytes())
        spoken = asked.lang or language_of(text)
        if spoken is None:
            raise Unreadable("report.other_language")
    except Unreadable as unreadable:
        sys.stderr.write(say(unreadable.message, asked.language, **unreadable.values) + "\n")
        return 1
    for line in lines(read(text, spoken, asked.published)):
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    return 0


def lines(reading: Reading) -> Iterator[dict[str, object]]:
    """What a text was found to say, one dictionary for each count and contact."""
    yield from map(_count, reading.counts)
    yield from map(_contact, reading.contacts)


def _count(count: DraftCount) -> dict[str, object]:
    start, end = count.reference_period_start, count.reference_period_end
    return {
        "kind": "count",
        "span": count.span,
        "start": count.start,
        "end": count.end,
        "value": count.value,
        "value_max": count.value_max,
        "qualifier": count.qualifier or "exact",
        "population_type": count.population_type,
        "measure": count.measure,
        "unit": count.unit,
        "origin_iso3": count.origin_iso3,
        "location_iso3": count.location_iso3,
        "nationality_iso3": count.nationality_iso3,
        "reference_date": end.isoformat() if end else None,
        "reference_period_start": start.isoformat() if start else None,
        "source": count.source,
        "confidence": count.confidence,
        "why": list(count.why),
    }


def _contact(contact: DraftContact) -> dict[str, object]:
    return {
        "kind": "contact",
        "country_iso3": contact.country_iso3,
        "phone": contact.phone,
        "note": contact.note,
        "url": contact.url,
        "start": contact.start,
        "end": contact.end,
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m loaders report", description=_help("report"))
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--lang", choices=LANGUAGES, help=_help("lang"))
    parser.add_argument(
        "--published", type=date.fromisoformat, metavar="DATE", help=_help("published")
    )
    parser.add_argument("--language", choices=SPOKEN, default="en")
    return parser


def _help(entry: str) -> str:
    return say(f"report.help.{entry}", "en")
