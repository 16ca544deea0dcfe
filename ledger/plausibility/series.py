"""Doubts about a count seen in its series: what the source reported before and after it.

A series is everything that is counted the same way in the same place; cumulative counts from one
first day, flows over periods of about one length (a day, a week, a month, longer).
"""

from datetime import date

import numpy as np
import pandas as pd

from ledger.plausibility.pace import faster_than_before
from ledger.plausibility.rows import FEWEST, LABELS, Doubt, days, numbered, reached
from ledger.vocabulary import MEASURES, UNITS

WHERE = [name for name in LABELS if name != "unit"]
# Lengths in days from which a flow is one of a week, of a month, of more.
LENGTHS = (2, 11, 46)
TIMES_THE_LARGEST = 5
MOST_CHANGE = 0.5
POINTS_BEFORE = 5


def doubts(rows: pd.DataFrame, start: date) -> list[Doubt]:
    """What the series of side-by-side rows make doubtful; `start`: when the crisis began."""
    fresh = rows[rows["is_fresh"]]
    state = rows[rows["is_newest"] & rows["count"].notna()]
    series = in_order(state)
    beyond = beyond_the_series(series)
    return [
        before_the_crisis(fresh, start),
        cumulative_falls(series),
        above_a_later_count(series),
        beyond,
        faster_than_before(series, beyond.at),
        *other_unit(state),
    ]


def before_the_crisis(fresh: pd.DataFrame, start: date) -> Doubt:
    """A count of a day before the crisis began."""
    early = fresh[fresh["end"] < np.datetime64(start, "D").astype(np.int64)]
    params = {"start": np.full(len(early), start.isoformat(), dtype=object)}
    return _doubt("before_the_crisis", early, params, "reference_period_end")


def span(rows: pd.DataFrame) -> np.ndarray:
    """What parts series of one subject: the first day of cumulative counts, a flow's length."""
    cumulative = rows["measure"] == MEASURES.index("cumulative")
    flow = rows["measure"] == MEASURES.index("flow")
    length = np.digitize(rows["end"] - rows["start"] + 1, LENGTHS)
    return np.where(cumulative, rows["start"], np.where(flow, length, 0))


def in_order(state: pd.DataFrame) -> pd.DataFrame:
    """Every series that has a fresh count, by day, each count with its neighbours.

    Adds series, before and before_day, after, after_day and after_is_fresh; NaN at an end.
    """
    series = numbered(state.assign(span=span(state)), [*LABELS, "span"])
    chosen = reached(series, state["is_fresh"].to_numpy())
    ordered = state[chosen].assign(series=series[chosen])
    ordered = ordered.iloc[np.lexsort((ordered["end"], ordered["series"]))]
    same = ordered["series"].diff() == 0
    ends = same.shift(-1, fill_value=False)
    return ordered.assign(
        is_cumulative=ordered["measure"] == MEASURES.index("cumulative"),
        before=ordered["count"].shift().where(same),
        before_day=ordered["end"].shift(fill_value=0),
        after=ordered["count"].shift(-1).where(ends),
        after_day=ordered["end"].shift(-1, fill_value=0),
        after_is_fresh=ordered["is_fresh"].shift(-1, fill_value=False),
    )


def cumulative_falls(series: pd.DataFrame) -> Doubt:
    """A cumulative count below the one of the day before it in the series."""
    below = series["is_cumulative"] & (series["count"] < series["before"])
    return _doubt_with_before("cumulative_falls", series[below & series["is_fresh"]])


def above_a_later_count(series: pd.DataFrame) -> Doubt:
    """A cumulative count above the next one, which the ledger had already."""
    above = series["is_cumulative"] & (series["count"] > series["after"])
    found = series[above & series["is_fresh"] & ~series["after_is_fresh"]]
    params = {"after": _whole(found["after"]), "after_day": days(found["after_day"])}
    return _doubt("above_a_later_count", found, params)


def beyond_the_series(series: pd.DataFrame) -> Doubt:
    """A change that the series has never come near.

    Told where at least 5 counts stand before it, and the change for each day since the last one
    is more than 5 times the largest earlier one, more than half of the last count, and of at
    least FEWEST people. A cumulative count that falls is told as such only.
    """
    change = (series["count"] - series["before"]).abs()
    daily = change / (series["end"] - series["before_day"]).clip(lower=1)
    grouped = series["series"]
    largest = daily.groupby(grouped).cummax().shift()
    enough = series.groupby("series").cumcount() >= POINTS_BEFORE
    large = (change > MOST_CHANGE * series["before"]) & (change >= FEWEST)
    falls = series["is_cumulative"] & (series["count"] < series["before"])
    beyond = enough & large & ~falls & (daily > TIMES_THE_LARGEST * largest)
    return _doubt_with_before("beyond_the_series", series[beyond & series["is_fresh"]])


def other_unit(state: pd.DataFrame) -> list[Doubt]:
    """The first count in a unit, where the source used another one for the same before.

    Households after people or crossings are told apart. Units that are reported side by side for
    the same period are not doubted.
    """
    if state["unit"].nunique() < 2:
        return []
    where = numbered(state, WHERE)
    chosen = reached(where, state["is_fresh"].to_numpy())
    ordered = state[chosen].assign(where=where[chosen])
    ordered = ordered.iloc[np.lexsort((ordered["end"], ordered["where"]))]
    last = ordered[["where", "end", "unit", "count"]].shift(fill_value=-1)
    follows = (ordered["where"] == last["where"]) & (ordered["end"] > last["end"])
    first = ~ordered.duplicated(["where", "unit"])
    beside = ordered.duplicated(["where", "start", "end"], keep=False)
    changed = follows & first & (ordered["unit"] != last["unit"]) & ~beside & ordered["is_fresh"]
    found = ordered.assign(before=last["count"], before_day=last["end"], unit_before=last["unit"])
    households = found["unit"] == UNITS.index("households")
    return [
        _of_unit("households_before_people", found[changed & households]),
        _of_unit("unit_changed", found[changed & ~households]),
    ]


def _of_unit(rule: str, found: pd.DataFrame) -> Doubt:
    unit = np.array(UNITS, dtype=object)[found["unit_before"].to_numpy(int)]
    told = _doubt_with_before(rule, found)
    return Doubt(rule, "unit", told.at, told.params | {"unit": unit})


def _doubt_with_before(rule: str, found: pd.DataFrame) -> Doubt:
    params = {"before": _whole(found["before"]), "before_day": days(found["before_day"])}
    return _doubt(rule, found, params)


def _doubt(
    rule: str, found: pd.DataFrame, params: dict[str, np.ndarray], column: str = "count"
) -> Doubt:
    return Doubt(rule, column, found["at"].to_numpy(), params)


def _whole(counts: pd.Series) -> np.ndarray:
    return counts.to_numpy().astype(np.int64)
