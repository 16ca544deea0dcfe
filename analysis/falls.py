"""Where a cumulative series falls: it is drawn as reported, and the reason is told.

What is counted since a first day cannot become less. When a publisher's count does, it corrected
itself or counts in another way; we show both counts and what is known of the reason.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analysis import adding, identity
from analysis import breaks as method_breaks
from analysis.rows import Row, as_rows
from analysis.wording import Wording
from ledger.tables import COUNTS

COLUMN = "fall"
# What a fall is judged within: one source, place, breakdown, unit and first day.
SERIES = [*adding.OF_A_SERIES, *adding.SAME_DAYS["cumulative"]]


@dataclass(frozen=True)
class Fall:
    """Two counts that follow each other in a series, the later one, `at` that index, lower.

    `changed` are the days on which the way of counting changed between them; `revised` holds, of
    each of the two that replaced another number of the same day, the row it replaced.
    """

    at: int
    earlier: Row
    later: Row
    changed: list[date]
    revised: list[tuple[Row, Row]]


def find(series: pd.DataFrame, vintages: pd.DataFrame, breaks: pd.DataFrame) -> list[Fall]:
    """Every fall of the cumulative counts among some newest ones.

    `vintages` holds all that was published, in which the number before a revision is looked up.
    """
    found = pairs(series)
    both = series.loc[[at for pair in found for at in pair]]
    rows, replaced = as_rows(both), _replaced(both, vintages)
    each = list(zip(replaced, rows, strict=True))
    return [
        Fall(
            at,
            *rows[place : place + 2],
            method_breaks.between(*rows[place : place + 2], breaks),
            [(old, new) for old, new in each[place : place + 2] if old is not None],
        )
        for place, (_, at) in zip(range(0, len(rows), 2), found, strict=True)
    ]


def pairs(series: pd.DataFrame) -> list[tuple[int, int]]:
    """The indices of the two counts of every fall among the cumulative counts of `series`."""
    counted = series[series["measure"] == "cumulative"].sort_values("reference_period_end")
    by_series = identity.marks(counted, SERIES)
    before = counted["count"].groupby(by_series).shift()
    at = counted.index.to_series().groupby(by_series).shift()
    fell = (counted["count"] < before).fillna(False).astype(bool)
    return list(zip(at[fell].astype(int), counted.index[fell], strict=True))


def marked(
    series: pd.DataFrame, vintages: pd.DataFrame, breaks: pd.DataFrame, words: Wording
) -> pd.DataFrame:
    """The counts with a column (COLUMN) that tells, at the lower count of a fall, about it."""
    said = pd.Series("", index=series.index, dtype=object)
    for fall in find(series, vintages, breaks):
        said.loc[fall.at] = in_words(fall, words)
    return series.assign(**{COLUMN: said})


def in_words(fall: Fall, words: Wording) -> str:
    """From how many on which day to how many on which day, and why as far as it is known."""
    place = fall.later["place_as_reported"] or words.countries(fall.later["location_iso3"])
    told = words.say(
        "fall.told",
        place=place,
        before=_count(fall.earlier, words),
        first=words.day(_day(fall.earlier)),
        after=_count(fall.later, words),
        then=words.day(_day(fall.later)),
    )
    return f"{told} {' '.join(_reasons(fall, words))}"


def _replaced(rows: pd.DataFrame, vintages: pd.DataFrame) -> list[Row | None]:
    """Of each count the last other number that was published of it before its own."""
    near = vintages[vintages["count"].notna()]
    # Most others are of another source or day; what is left is cheap to compare in full.
    for column in ("source_id", "reference_period_end"):
        near = near[near[column].isin(rows[column].unique())]
    marks, wanted = (identity.marks(frame, COUNTS.subject) for frame in (near, rows))
    published, numbers = near["published_at"].to_numpy(), near["count"].to_numpy(float)
    own = zip(wanted, rows["published_at"].to_numpy(), rows["count"].to_numpy(float), strict=True)
    last: list[int | None] = []
    for mark, day, number in own:
        other = np.flatnonzero((marks == mark) & (published < day) & (numbers != number))
        last.append(int(other[published[other].argmax()]) if len(other) else None)
    told = iter(as_rows(near.iloc[[place for place in last if place is not None]]))
    return [None if place is None else next(told) for place in last]


def _reasons(fall: Fall, words: Wording) -> list[str]:
    told = []
    if fall.changed:
        days = words.listed(words.day(day) for day in fall.changed)
        told.append(words.say("fall.method", days=days))
    for old, new in fall.revised:
        told.append(
            words.say(
                "fall.revised",
                day=words.day(_day(new)),
                before=_count(old, words),
                after=_count(new, words),
                published=words.moment(new["published_at"]),
            )
        )
    if fall.later["note"]:
        told.append(words.say("fall.note", note=words.say("quoted", text=fall.later["note"])))
    return told or [words.say("fall.no_reason")]


def _count(row: Row, words: Wording) -> str:
    return words.count_in_words(row["count"], row["qualifier"])


def _day(row: Row) -> date:
    return row["reference_period_end"].date()
