"""Where a way of counting changed: counts on two sides of it are neither joined nor compared.

A break is of one source. It is about the countries it names (one, or several joined by `+`), or,
with a blank place, about the total of all countries. Breaks are given as their table, or as its
rows by whoever asks often.
"""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from analysis.rows import Row, as_rows

Breaks = pd.DataFrame | Sequence[Row]
BEFORE, REWRITTEN, AFTER = "before", "rewritten", "after"


def between(earlier: Row, later: Row, breaks: Breaks) -> list[date]:
    """The days of the breaks that separate two counts of one source and place."""
    return _between(earlier, later, _rows(breaks))


def about(series: pd.DataFrame, breaks: pd.DataFrame) -> pd.DataFrame:
    """The breaks that are about some of the counts of a chart, by their sources and places."""
    counted = as_rows(series[["source_id", "location_iso3"]].drop_duplicates())
    covers = [any(_covers(change, row) for row in counted) for change in as_rows(breaks)]
    return breaks[pd.Series(covers, breaks.index, dtype=bool)]


def alike(earlier: Row, later: Row, breaks: Breaks) -> bool:
    """Whether two counts of one series were made in the same way, as far as their source says."""
    return _alike(earlier, later, _rows(breaks))


def cuts(rows: Sequence[Row], breaks: Breaks) -> list[bool]:
    """For each count of a series in its order: whether the line that leads to it is cut."""
    changes = _rows(breaks)
    joined = [_alike(*pair, changes) for pair in zip(rows, rows[1:], strict=False)]
    return [False] * min(len(rows), 1) + [not one for one in joined]


def _rows(breaks: Breaks) -> Sequence[Row]:
    return as_rows(breaks) if isinstance(breaks, pd.DataFrame) else breaks


def _between(earlier: Row, later: Row, changes: Sequence[Row]) -> list[date]:
    return [
        change["date"].date()
        for change in changes
        if _covers(change, later) and _side(change, earlier) != _side(change, later)
    ]


def _alike(earlier: Row, later: Row, changes: Sequence[Row]) -> bool:
    methods = {earlier["method"], later["method"]} - {""}
    return len(methods) < 2 and not _between(earlier, later, changes)


def _covers(change: Row, row: Row) -> bool:
    """Whether a break is about a count; a blank place, the total of all, meets only itself."""
    named = set(change["location_iso3"].split("+"))
    return change["source_id"] == row["source_id"] and not named.isdisjoint(
        row["location_iso3"].split("+")
    )


def _side(change: Row, row: Row) -> str:
    """On which side of a break a count is.

    An earlier day that was published after the break may have been counted anew: it is on neither
    side, since nobody says in which way.
    """
    if row["reference_period_end"] >= change["date"]:
        return AFTER
    published = row["published_at"]
    return REWRITTEN if published and published.date() > change["date"].date() else BEFORE
