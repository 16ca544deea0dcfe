"""The sentence of a report in which a published number stands, and who may read it."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.disclosure import Rule
from analysis.rows import as_text
from analysis.wording import Wording, plain
from ledger.check_personal import gives_away
from ledger.reported import TAKEN, Found, Report

ALIKE = ("count", "population_type", "measure", "location_iso3", "nationality_iso3")
ALIKE += ("reference_period_end", "point_id", "phone")


def of_row(reports: Sequence[Report], table: str, row: Mapping[str, Any]) -> list[Found]:
    """What a published row was made of, and after it what else was found in its sentence.

    No thing where none of the reports has one there.
    """
    for report in reports:
        of_sentence = [one for one in report.found if one.sentence == row["received_row"]]
        taken = [one for one in of_sentence if one.table == table and one.decision in TAKEN]
        if taken:
            own = max(taken, key=lambda one: _likeness(one, row))
            return [own, *(one for one in of_sentence if one is not own)]
    return []


def may_be_public(found: Sequence[Found], row: Mapping, shown: pd.DataFrame, rule: Rule) -> bool:
    """Whether the sentence of a row may be read by everybody.

    `found` is everything in the sentence, `shown` the counts as readers see them. It may not when
    a count of it is withheld or so small that it could be, or when it gives a person's contact.
    """
    withheld = shown["status"] == "suppressed"
    withheld &= shown["received_file"] == row["received_file"]
    withheld &= shown["received_row"] == row["received_row"]
    numbers = [one.row.get("count", "") for one in found if one.table == "counts"]
    small = [n for n in numbers if n.isdecimal() and 0 < int(n) < rule.threshold]
    return not (withheld.any() or small or gives_away(_without(found)))


def quoted(one: Found, words: Wording) -> str:
    """The sentence as Markdown, with the number in bold between the marks of the language."""
    first, last = one.span
    before, number, after = (
        plain(" ".join(part.split()))
        for part in (one.quote[:first], one.quote[first:last], one.quote[last:])
    )
    gap = " " if one.quote[last : last + 1].isspace() else ""
    start = f"{before} " if one.quote[first - 1 : first].isspace() else before
    return "> " + words.say("quoted", text=f"{start}**{number}**{gap}{after}")


def _likeness(one: Found, row: Mapping[str, Any]) -> int:
    return len([n for n in ALIKE if n in row and one.row.get(n, "") == as_text(row[n])])


def _without(found: Sequence[Found]) -> str:
    """A sentence without the words that were recognised in it."""
    text, place = "", 0
    quote = found[0].quote if found else ""
    for first, last in sorted(one.span for one in found):
        text += quote[place : max(place, first)] + " … "
        place = max(place, last)
    return text + quote[place:]
