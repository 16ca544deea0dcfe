"""Doubts about how fast a cumulative count grows: as it never did before.

A series is judged by what it has done itself, by the median and the median distance from it
(Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993), which one wild day does not move.
The limits are tuned on UNHCR's counts of 2022 to 2024: see tests/benchmarks/anomalies.py.
"""

import numpy as np
import pandas as pd

from ledger.plausibility.rows import FEWEST, Doubt, days

# How many changes of a series are looked back on, and how many there must be.
LOOK_BACK = 7
CHANGES_BEFORE = 3
# 1.4826 makes the median distance comparable with a standard deviation of normal numbers.
NORMAL = 1.4826
LEAST_SPREAD = 0.05
SPREADS = 3
TIMES_THE_AVERAGE = 1.5
TIMES_THE_FASTEST = 1.5


def faster_than_before(series: pd.DataFrame, told: np.ndarray) -> Doubt:
    """A cumulative count that grows faster than it ever did (`series`: as in_order gives it).

    Its pace is its change for each day, as a multiple of its average day since the first one: 1 is
    steady, and growth that doubles every few days stays at a few. Told where the pace is above
    1.5, above 1.5 times the fastest so far, and above the median of the last 7 by 3 spreads.
    Rows that were `told` (positions in the upload) of a larger jump are not told again.
    """
    pace = _pace(series)
    fastest = pace.groupby(series["series"]).cummax().groupby(series["series"]).shift()
    candidate = series["is_fresh"] & (pace > TIMES_THE_AVERAGE) & ~series["at"].isin(told)
    candidate &= pace > TIMES_THE_FASTEST * fastest
    candidate &= series["count"] - series["before"] >= FEWEST
    places = np.flatnonzero(candidate)
    far = places[_far_from_usual(pace.to_numpy(), series["series"].to_numpy(), places)]
    found = series.iloc[far]
    params = {
        "before": found["before"].to_numpy().astype(np.int64),
        "before_day": days(found["before_day"]),
    }
    return Doubt("faster_than_before", "count", found["at"].to_numpy(), params)


def _pace(series: pd.DataFrame) -> pd.Series:
    """The change for each day over the average day until then; NaN where there is none."""
    daily = (series["count"] - series["before"]) / (series["end"] - series["before_day"])
    average = series["before"] / (series["before_day"] - series["start"] + 1)
    known = series["is_cumulative"] & (average > 0) & (series["end"] > series["before_day"])
    return (daily / average).where(known)


def _far_from_usual(pace: np.ndarray, series: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Which of the places are above the median of the changes just before them by 3 spreads."""
    back = places[:, None] - np.arange(1, LOOK_BACK + 1)
    same = (back >= 0) & (series[back] == series[places][:, None])
    earlier = np.where(same, pace[back], np.nan)
    enough = (~np.isnan(earlier)).sum(axis=1) >= CHANGES_BEFORE
    earlier[~enough] = 0
    usual = np.nanmedian(earlier, axis=1)
    spread = NORMAL * np.nanmedian(np.abs(earlier - usual[:, None]), axis=1)
    return enough & (pace[places] > usual + SPREADS * np.maximum(spread, LEAST_SPREAD))
