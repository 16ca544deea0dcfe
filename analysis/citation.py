"""What has to be said with rows that leave this dashboard: whose they are, which version, of when.

One function makes it for every form in which rows are given: CSV, JSON, Parquet, workbooks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analysis import disclosure, sources
from analysis.choices import called
from analysis.published import Tables, rule
from analysis.rows import as_rows, as_text
from analysis.view import LATEST, Days, codes
from analysis.wording import Wording
from ledger import crisis
from ledger.declaration import Column
from ledger.ledger import Version

OF_SOURCES = ("source_id", "publisher", "title", "url", "licence", "citation", "cadence_days")
OF_SOURCES += sources.DEFINES
# The last day that rows are about, by the first of these columns that they have.
LAST_DAYS = ("reference_period_end", "as_of", "last_verified", "date")
CHANGE_NO_ROW = ("scale", "rate")


@dataclass(frozen=True)
class Extract:
    """Rows as somebody asked for them.

    `what` names them and `columns` are declared, if they are rows of one of our tables. `asked` are
    the parameters of their view, `days` the days that it is about; `address` gives them again.
    """

    what: str
    rows: pd.DataFrame
    columns: Sequence[Column]
    asked: Mapping[str, str]
    days: Days | None
    tables: Tables
    version: Version
    address: str
    words: Wording


def metadata(extract: Extract) -> dict[str, Any]:
    """All that is said of an extract, in the types of JSON."""
    words = extract.words
    cards = cards_of(extract)
    as_of = last_day(extract.rows)
    return {
        "title": f"{extract.what}: {words.crisis()}",
        "address": extract.address,
        "language": words.language,
        "rows": len(extract.rows),
        "as_of": as_of and as_text(as_of),
        "version": {
            "number": extract.version.number,
            "published_at": as_text(pd.Timestamp(extract.version.published_at)),
        },
        "citation": citation(extract),
        "licences": sorted({card["licence"] for card in cards}),
        "filters": filters(extract),
        "disclosure": disclosed(words),
        "sources": cards,
        "columns": [described(column, words) for column in extract.columns],
    }


def citation(extract: Extract) -> str:
    """How to cite the rows: publishers, what they are, this site, its version, the address."""
    words, version = extract.words, extract.version
    publishers = dict.fromkeys(card["publisher"] for card in cards_of(extract))
    as_of = last_day(extract.rows)
    site = crisis.read().site_name[words.language]
    return words.say(
        "citation.text" if version.number else "citation.nothing",
        who="; ".join(publishers) or site,
        what=extract.what,
        crisis=words.crisis(),
        as_of=words.say("citation.as_of", day=words.day(as_of)) if as_of else "",
        site=site,
        version=str(version.number),
        day=words.moment(version.published_at),
        address=extract.address,
    )


def filters(extract: Extract) -> list[dict[str, str]]:
    """Which rows were asked for, by parameter: its value in the address, and in words.

    What an address does not say has its default; the days are always told, if rows have days.
    """
    days = {"time": LATEST} if extract.days else {}
    told = {name: _in_words(name, value, extract) for name, value in extract.asked.items()}
    if extract.days:
        told["time"] = extract.words.span(extract.days.start, extract.days.end)
    return [
        {
            "parameter": name,
            "value": {**days, **extract.asked}[name],
            "title": extract.words.say(f"choose.{name}"),
            "in_words": in_words,
        }
        for name, in_words in told.items()
        if in_words
    ]


def _in_words(name: str, value: str, extract: Extract) -> str:
    """The value of a parameter in words; blank where it chooses no rows."""
    words = extract.words
    if name == "as_published":
        return words.day(date.fromisoformat(value))
    if name == "find":
        return words.say("quoted", text=value)
    names = called(extract.tables, words)
    if name not in names or name in CHANGE_NO_ROW:
        return ""
    return words.listed(names[name](code) for code in codes(value))


def cards_of(extract: Extract) -> list[dict[str, Any]]:
    """The cards of the sources of the rows, in codes and as their publishers are told of."""
    named = [name for name in extract.rows if str(name).startswith("source_id")]
    present = {str(code) for name in named for code in extract.rows[name].dropna().unique()}
    cards = extract.tables["sources"]
    found = as_rows(cards.loc[cards["source_id"].isin(present), list(OF_SOURCES)])
    return [{name: _as_json(value) for name, value in card.items()} for card in found]


def last_day(rows: pd.DataFrame) -> pd.Timestamp | None:
    """The last day that the rows are about; None where they are about none."""
    known = (rows[name].max() for name in LAST_DAYS if name in rows)
    return next((day for day in known if isinstance(day, pd.Timestamp)), None)


def disclosed(words: Wording) -> dict[str, Any]:
    """The rule on small counts, by its numbers and in words."""
    chosen = rule()
    said = [words.say("citation.withheld", n=chosen.threshold - 1)]
    if chosen.rounding > 1:
        said.append(words.say("disclosure.rounded", base=chosen.rounding))
    numbers = {"threshold": chosen.threshold, "rounding": chosen.rounding}
    return {**numbers, "in_words": " ".join(said), "column": disclosure.WITHHELD}


def described(column: Column, words: Wording) -> dict[str, Any]:
    """A column as ledger.tables declares it, with its title, meaning and values in words."""
    return {
        "name": column.name,
        "title": words.say(f"label.{column.name}"),
        "meaning": words.say(column.meaning),
        "kind": column.kind,
        "required": column.required,
        "key": column.key,
        "values": {choice: words.name(column.name, choice) for choice in column.choices},
    }


def _as_json(value: Any) -> Any:
    return None if value == "" else int(value) if isinstance(value, float) else value
