"""What a draft would change, for the person who decides whether it may be public."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis import charts, lines, qualifiers
from analysis.listing import is_withheld, withheld
from analysis.rows import as_rows
from analysis.traces import Line
from analysis.wording import Wording
from ledger.changes import BEFORE, Changes
from ledger.declaration import Column, Table
from ledger.tables import COUNTS, TABLES

MOST_SERIES = 3
# A series: the same people counted in the same way, day after day.
SERIES = [name for name in COUNTS.subject if not name.startswith("reference_period")]


def revisions(changed: Changes) -> pd.DataFrame:
    """Revised and corrected rows together, the largest change first."""
    rows = pd.concat([changed.revised, changed.corrected], ignore_index=True)
    if "count" not in rows.columns:
        return rows
    before, now = (
        pd.to_numeric(rows[name]).astype("Float64") for name in (f"count{BEFORE}", "count")
    )
    rows = rows.assign(change=now - before, share=(now - before) / before.where(before != 0))
    order = rows["change"].abs().fillna(-1).sort_values(ascending=False, kind="stable").index
    return rows.loc[order]


def largest_first(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows by their count, the largest first; rows without counts stay in their order."""
    if "count" not in rows.columns:
        return rows
    return rows.sort_values("count", ascending=False, na_position="last", kind="stable")


def listed(
    name: str, rows: pd.DataFrame, words: Wording, *, before: str = "", now: str = ""
) -> pd.DataFrame:
    """Rows for a reader: what they are about, the count, and what changed in words.

    `before` and `now` are the titles of the columns of counts, if not those of a draft.
    """
    table = TABLES[name]
    before, now = before or words.say("differences.before"), now or words.say("label.count")
    said = []
    for row in as_rows(rows):
        line = {words.say("differences.about_row"): about(table, row, words)}
        if "count" in table.names:
            line[now] = _count(row, "", words)
        if f"{table.names[-1]}{BEFORE}" in rows.columns:
            line |= _what_changed(table, row, before, words)
        said.append(line)
    return pd.DataFrame(said)


def about(table: Table, row: Mapping, words: Wording) -> str:
    """What a row is about, in words: its key without the day of publication."""
    parts = [value(table.column(name), row[name], words) for name in table.subject]
    return " · ".join(dict.fromkeys(part for part in parts if part))


def changed_series(changed: Changes) -> pd.DataFrame:
    """The series with the largest changes, at most MOST_SERIES: one row of SERIES columns each."""
    revised = revisions(changed)
    size = revised["change"].abs() if len(revised) else pd.Series(dtype="Float64")
    rows = pd.concat([revised.assign(size=size), largest_first(changed.added)], ignore_index=True)
    rows = rows[rows["count"].notna()] if len(rows) else rows
    return rows.drop_duplicates(SERIES).head(MOST_SERIES)[SERIES] if len(rows) else rows


def series_name(series: Mapping, words: Wording) -> str:
    """What a series is about, in words."""
    parts = [value(COUNTS.column(name), series[name], words) for name in SERIES]
    return " · ".join(dict.fromkeys(part for part in parts if part))


def before_and_after(
    now: pd.DataFrame,
    then: pd.DataFrame,
    series: Mapping,
    breaks: pd.DataFrame,
    words: Wording,
) -> list[Line]:
    """One series as it is public now, and on top of it as it would be."""
    drawn = []
    # What is public now stands behind with larger dots, to be seen where both are the same.
    for rows, entry, colour, dot in (
        (now, "differences.now", charts.THEME_COLOURS[1], 9),
        (then, "differences.then", charts.THEME_COLOURS[0], 4),
    ):
        chosen = pd.Series(True, index=rows.index)
        for name, value in series.items():
            chosen &= rows[name].isna() if pd.isna(value) else rows[name] == value
        of_series = rows[chosen].sort_values("reference_period_end")
        line = lines.of_rows(as_rows(of_series), words.say(entry), breaks, words)
        drawn.append(replace(line, colour=colour, dot=dot))
    return [line for line in drawn if len(line.days)]


def _what_changed(table: Table, row: Mapping, before: str, words: Wording) -> dict[str, str]:
    """Old count, absolute and relative change, and every other value that differs."""
    said = {}
    if "count" in table.names:
        said[before] = _count(row, BEFORE, words)
        change, share = moved(row, words)
        said[words.say("differences.change")] = change
        said[words.say("differences.share")] = share
    others = [
        words.say(
            "differences.value",
            column=words.say(f"label.{column.name}"),
            before=value(column, row[column.name + BEFORE], words) or "–",
            now=value(column, row[column.name], words) or "–",
        )
        for column in table.columns
        if column.name + BEFORE in row
        and column.name not in ("count", "qualifier", "published_at")
        and row[column.name + BEFORE] != row[column.name]
    ]
    said[words.say("differences.others")] = " ; ".join(others)
    return said


def moved(row: Mapping, words: Wording) -> tuple[str, str]:
    """How far a count of `revisions` moved, and by which share of it; blank where not known."""
    change, share = row["change"], row["share"]
    if change == "" or pd.isna(change):
        return "", ""
    certain = qualifiers.of_difference(
        *(row[name] or qualifiers.EXACT for name in ("qualifier", f"qualifier{BEFORE}"))
    )
    known = share != "" and not pd.isna(share)
    return words.change(change, certain), words.share(share, certain) if known else ""


def _count(row: Mapping, suffix: str, words: Wording) -> str:
    # What was told of a version is withheld of both or of none; of two as they are shown, of each.
    why = row.get(f"withheld{suffix}", row.get("withheld"))
    if is_withheld(shown := {"withheld": why, "status": row.get(f"status{suffix}")}):
        return withheld(shown, words)
    count = row[f"count{suffix}"]
    if count == "" or pd.isna(count):
        return words.say("count.none")
    return words.count(count, row[f"qualifier{suffix}"] or "exact")


def value(column: Column, value: Any, words: Wording) -> str:
    """A value of a column as a sentence says it; blank for a blank."""
    if value == "" or value is None or pd.isna(value):
        return ""
    match column.kind:
        case "choice":
            return words.name(column.name, str(value))
        case "country" | "countries":
            return words.countries(str(value))
        case "day":
            return words.short_day(value)
        case "moment":
            return words.moment(value)
        case "whole":
            return words.number(value)
        case _:
            return str(value)
