"""Whether a newer count should have come by now, judged by how often its source publishes.

A series is one source, population type, measure, place and kind of breakdown. Its next count is
expected when its source's cadence has passed since the last day it is about; from sources slower
than weekly, whose counts come out long after the day they are about, as much later as the newest
did. After that day it is due, some days later overdue, then delinquent, and in the end the series
is taken to have ended. A figure of a series that is delinquent or has ended is past its expiry.

Which day it is judged against: the day the page is about, never today, where a reader looks back.
The page of a live deployment that follows new counts is about today: else a deployment to which
nothing comes any more would be the last to say so. When nothing came for a long time the whole
deployment is history, and opens on the last day that it knows.
"""

from datetime import date

import numpy as np
import pandas as pd

from analysis import counts, identity, leading
from analysis.adding import BREAKDOWNS
from analysis.leading import Leads
from analysis.view import Days

SERIES = ("source_id", "population_type", "measure", "location_iso3")
# For a cadence of at most so many days: overdue and delinquent so many days after it was due.
GRACE_DAYS = ((1, 1, 2), (7, 7, 14))
GRACE_DAYS_WHEN_SLOWER = (14, 30)
# What comes out at least weekly is judged by its last day alone, as a revision would be taken for
# a late first edition. Slower statistics take at most half a year.
LAG_COUNTS_ABOVE_DAYS = 7
MOST_LAG_DAYS = 183
# A silence after which nothing more is awaited: of a deployment, of a source without a cadence,
# and of a series, unless so many of its cadences are longer.
LONG_SILENCE_DAYS = 60
ENDED_AFTER_CADENCES = 3

# From what a reader must know first to what is only of the past.
LATE = ("delinquent", "overdue", "due")
STATES = (*LATE, "current", "irregular", "carried_on", "ended")
JUDGED = ("as_of", "next_by", "state", "is_expired")


def is_historical(last: date, today: date) -> bool:
    """Whether nothing was reported for so long that a deployment only looks back."""
    return (today - last).days > LONG_SILENCE_DAYS


def judged_on(days: Days, last: date, today: date, *, frozen: bool) -> date:
    """The day that counts are judged against: the end of the days chosen, or today.

    Today where the days follow new counts, unless the figures are `frozen` or only look back;
    `last` is the last day reported.
    """
    if not days.follows or frozen or is_historical(last, today):
        return days.end
    return max(days.end, today)


def series(
    newest: pd.DataFrame,
    sources: pd.DataFrame,
    order: Leads,
    day: date,
) -> pd.DataFrame:
    """Every series with its newest count's row, judged on a day; the most late first.

    `newest` are the newest vintages up to that day, in the order of their last days, those that
    are withheld included. Besides the columns of that row: `name` and `level` (what
    the series is called here and broken down by), as_of, cadence_days, next_by (NaT for a source
    without a cadence), state (one of STATES) and is_expired.
    """
    names = _names(newest)
    last = newest[~pd.Series(names).duplicated(keep="last").to_numpy()]
    cadence = sources.set_index("source_id")["cadence_days"].astype("float64")
    cadence = last["source_id"].astype(object).map(cadence.to_dict()).astype("float64")
    found = last.assign(
        name=_names(last),
        level=_levels(last),
        as_of=last["reference_period_end"],
        cadence_days=cadence,
    )
    found["next_by"] = found["as_of"] + pd.to_timedelta(cadence + _lag(found), unit="D")
    state = _state(found, day)
    expired = state.isin(["delinquent", "ended"])
    carried_on = state.isin(LATE) & _others_carry_on(found, order)
    found["state"] = pd.Categorical(state.mask(carried_on, "carried_on"), STATES, ordered=True)
    found["is_expired"] = expired
    return found.sort_values(["state", "next_by", "as_of"])


def late(judged: pd.DataFrame) -> pd.DataFrame:
    """The series whose next count is awaited and has not come, the most late first."""
    return judged[judged["state"].isin(LATE)]


def of(rows: pd.DataFrame, judged: pd.DataFrame) -> pd.DataFrame:
    """For each of some counts how its series was judged: the columns JUDGED, blank if it was not.

    A count that is not the newest of its series is judged like the newest, whose day is `as_of`.
    """
    known = judged.set_index("name")[list(JUDGED)]
    return known.reindex(_names(rows)).set_index(rows.index)


def broken_down_by(level: int) -> list[str]:
    """The columns that a series of this level is broken down by."""
    return [column for place, column in enumerate(BREAKDOWNS) if level >> place & 1]


def days_since(days: pd.Series, day: date) -> pd.Series:
    """How many days ago each was on a day; blank where there is none."""
    return (np.datetime64(day) - days).dt.days


def _names(counts: pd.DataFrame) -> np.ndarray:
    """A number for each count, the same in all counts of a series."""
    return identity.marks(counts, SERIES) + _levels(counts).astype(np.uint64)


def _levels(counts: pd.DataFrame) -> np.ndarray:
    """A number for each count that says by which columns it is broken down."""
    levels = np.zeros(len(counts), int)
    for place, column in enumerate(BREAKDOWNS):
        levels |= counts[column].notna().to_numpy().astype(int) << place
    return levels


def _lag(found: pd.DataFrame) -> pd.Series:
    """How many days after its last day the newest count came out, where that is allowed for."""
    published = found["published_at"].dt.tz_localize(None)
    lag = (published - found["as_of"]).dt.days.fillna(0).clip(0, MOST_LAG_DAYS)
    return lag.where(found["cadence_days"] > LAG_COUNTS_ABOVE_DAYS, 0)


def _state(found: pd.DataFrame, day: date) -> pd.Series:
    cadence = found["cadence_days"]
    silent, late = days_since(found["as_of"], day), days_since(found["next_by"], day)
    faster = [cadence <= longest for longest, *_ in GRACE_DAYS]
    overdue, delinquent = (
        np.select(faster, [grace[which] for grace in GRACE_DAYS], GRACE_DAYS_WHEN_SLOWER[which - 1])
        for which in (1, 2)
    )
    long = np.maximum(LONG_SILENCE_DAYS, (ENDED_AFTER_CADENCES * cadence).fillna(0))
    ended = np.where(cadence.isna(), silent, late + cadence) > long
    conditions = [ended, cadence.isna(), late <= 0, late <= overdue, late <= delinquent]
    states = ["ended", "irregular", "current", "due", "overdue"]
    return pd.Series(np.select(conditions, states, "delinquent"), found.index)


def _others_carry_on(found: pd.DataFrame, order: Leads) -> pd.Series:
    """Whether another source has a newer count of the same than a series that we do not lead with.

    What a page leads with stays awaited, whoever else has counted since.
    """
    is_lead = pd.Series(False, found.index)
    for kind in found["population_type"].dropna().astype(str).unique():
        of_kind = counts.only(found, population_type=kind)
        is_lead |= found.index.isin(leading.by_place(of_kind, order, kind).index)
    alike = identity.marks(found, SERIES[1:]) + found["level"].to_numpy().astype(np.uint64)
    newest = found["as_of"].groupby(alike).transform("max")
    return (found["as_of"] < newest) & ~is_lead
