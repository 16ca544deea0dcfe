"""Where a number comes from, in a reader's words."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from analysis import differences, disclosure, identity, listing, making
from analysis.wording import Wording, plain
from ledger.checks import Problem
from ledger.declaration import Column
from ledger.ledger import Version
from ledger.tables import COUNTS, TABLES
from ledger.tracing import FileKept

Facts = list[tuple[str, str]]
PART_COLUMNS = ("location_iso3", "count", "origin", "since", "as_of", "published_at", "note")
VINTAGE_COLUMNS = ("published_at", "count", "origin", "note")
# What a withheld count must not say, not even in its publisher's words.
TELLING_THE_NUMBER = ("count", "count_max", "qualifier", "note")
# Doubts about dates and places that a file may have and still be all that was read of it.
HARMLESS = ("published_before_as_of", "origin_is_location", "repeated_row", "encoding")
KINDS_OF_PLACE = {
    "row": "label.received_row",
    "record": "provenance.record",
    "sentence": "provenance.sentence_number",
}


def unknown(table: str, made: str) -> list[str]:
    """What a link asks for that is no table, or no way in which a total is made."""
    known = (("", *TABLES), ("", *making.MADE))
    return [asked for asked, those in zip((table, made), known, strict=True) if asked not in those]


def facts(name: str, row: Mapping[str, Any], words: Wording) -> Facts:
    """Everything that a row says, by the titles of its columns; blanks left out."""
    hidden = TELLING_THE_NUMBER if listing.is_withheld(row) else ()
    told = [
        (words.say(f"label.{column.name}"), _said(column, row, words))
        for column in TABLES[name].columns
        if row[column.name] != "" and column.name not in (*hidden, "qualifier", "source_url")
    ]
    if hidden:
        told.insert(0, (words.say("label.count"), listing.withheld(row, words)))
    return told


def said(told: Facts, words: Wording) -> str:
    """Facts as a Markdown list."""
    return "\n".join(words.say("source.fact", label=label, value=value) for label, value in told)


def title(name: str, row: Mapping[str, Any], words: Wording) -> str:
    """The number itself, with its qualifier and unit; for other rows, what they are."""
    if listing.is_withheld(row):
        return listing.withheld(row, words)
    if name != "counts":
        return words.say(f"table.{name}")
    if row["count"] == "":
        return words.say("count.none")
    number = words.count(row["count"], row["qualifier"] or "exact")
    return words.say("provenance.number", count=number, unit=words.name("unit", row["unit"]))


def about(name: str, row: Mapping[str, Any], words: Wording) -> str:
    """What a row is about: who is counted, how, on which days and where."""
    if name != "counts":
        return differences.about(TABLES[name], row, words)
    names = ("population_type", "measure", "nationality_iso3", "sex", "age_range")
    what = [_said(COUNTS.column(column), row, words) for column in names if row[column]]
    where = row["place_as_reported"] or words.countries(row["location_iso3"])
    origin = row["origin_iso3"]
    if origin and origin != row["location_iso3"]:
        where = words.say("provenance.from_to", origin=words.countries(origin), place=where)
    days = words.span(row["reference_period_start"], row["reference_period_end"])
    return words.say("provenance.about", what=" · ".join(what), days=days, place=where)


def place(
    row: Mapping[str, Any],
    file: FileKept | None,
    letter: str,
    words: Wording,
    kind: str = "row",
) -> Facts:
    """The file as received, and in it the sheet, row and cell, or the record or the sentence."""
    told = [(words.say("label.received_file"), words.say("unknown"))]
    if file:
        name = words.say("provenance.no_name") if file.quarantined_at else plain(file.name)
        received = words.moment(file.received_at.replace(microsecond=0))
        told = [
            (words.say("label.received_file"), name),
            (words.say("provenance.received_at"), received),
            (words.say("provenance.hash"), f"`{file.hash}`"),
        ]
    if row["received_sheet"]:
        told.append((words.say("label.received_sheet"), plain(str(row["received_sheet"]))))
    if row["received_row"] != "":
        number = str(int(row["received_row"]))
        told.append((words.say(KINDS_OF_PLACE[kind]), number))
        if letter:
            told.append((words.say("provenance.cell"), f"**{letter}{number}**"))
    return told


def first_version(
    changes: list[tuple[int, bool]], versions: Mapping[int, Version]
) -> Version | None:
    """The version that published a row; None when none of those known did."""
    return next((versions[n] for n, there in changes if there and n in versions), None)


def gone_since(changes: list[tuple[int, bool]]) -> tuple[int, int] | None:
    """The last version that had a row and the one that took it out; None if none took it out."""
    if not changes or changes[-1][1]:
        return None
    return changes[-1][0] - 1, changes[-1][0]


def vintages(rows: pd.DataFrame, row: pd.DataFrame) -> pd.DataFrame:
    """Every vintage of the count of one row (a table of one), the newest first.

    The note of a withheld count might tell its number, and is left out.
    """
    of_count = identity.same(rows, row, COUNTS.subject)
    withheld = of_count["status"] == "suppressed"
    of_count = of_count.assign(note=of_count["note"].mask(withheld))
    return of_count.sort_values("published_at", ascending=False, na_position="last")


def may_be_public(
    tables: Mapping[str, pd.DataFrame],
    problems: Iterable[Problem],
    shown: pd.DataFrame,
    rule: disclosure.Rule,
) -> bool:
    """Whether a file may be given to everybody, by what was read of it and what was not.

    `tables` are those in the file, `shown` the counts of the newest version as readers see them.
    A file is refused when a part of it was not read or is in doubt, when it holds a small count or
    a place that is not public, or a number that is withheld because of others.
    """
    if any(problem.rule not in HARMLESS for problem in problems):
        return False
    blank = {name: TABLES[name].schema.empty_table().to_pandas() for name in TABLES}
    disclosed = disclosure.suppress({**blank, **tables}, rule)
    if any(_numbers(disclosed[name]) != _numbers(rows) for name, rows in tables.items()):
        return False
    if "counts" not in tables:
        return True
    given = tables["counts"][tables["counts"]["count"].notna()]
    withheld = shown[shown["status"] == "suppressed"]
    marks = (identity.marks(rows, COUNTS.key) for rows in (given, withheld))
    return not set.intersection(*(set(found.tolist()) for found in marks))


def _numbers(rows: pd.DataFrame) -> tuple[int, int]:
    """How many rows there are, and how many have a number."""
    return len(rows), int(rows["count"].count()) if "count" in rows else 0


def listed(
    rows: pd.DataFrame, words: Wording, columns: tuple[str, ...], here: str = ""
) -> pd.DataFrame:
    """Counts as a reader's table without their source, which they have in common.

    `here` is the count that the page is about: no link leads to it again.
    """
    sources = pd.DataFrame({"source_id": [], "publisher": []})
    shown = listing.listed(rows, sources, words, columns)
    title = words.say("label.origin")
    return shown.assign(**{title: shown[title].where(shown[title] != f"count={here}", "")})


def _said(column: Column, row: Mapping[str, Any], words: Wording) -> str:
    value = row[column.name]
    match column.kind:
        case "choice":
            return words.name(column.name, value)
        case "country" | "countries":
            return words.countries(value)
        case "day":
            return words.day(value)
        case "moment":
            return words.moment(value)
        case "whole" if column.name == "count":
            return words.count(value, row.get("qualifier") or "exact")
        case "whole":
            return words.number(value)
        case "url":
            return f"<{value}>"
        case _:
            return plain(str(value))
