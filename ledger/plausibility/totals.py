"""Doubts about a published total beside the places it is made of: their relation has changed.

Whether places add up to their total is for the publisher to say: a traveller may be counted by two
countries, and a total may hold people whom no place holds. What is news is that the relation is no
longer what it was. Stocks and cumulative counts only: each place stands with its newest day that
was known when the total was published, as publishers add up countries that report on different
days.
"""

import numpy as np
import pandas as pd

from ledger.plausibility.rows import FEWEST, LABELS, Doubt, numbered, reached
from ledger.vocabulary import MEASURES

# Of UNHCR's regional totals of 2022, ten in a row left a rest between 10.3 % and 11.7 %, and all
# 84 after them none: a share that moves by more than this is another way of counting.
SHARE_MOVES = 0.02
FIRST_REST = 0.05
# A relation is settled when it was about the same in so many totals.
SETTLED = 3


def doubts(rows: pd.DataFrame) -> list[Doubt]:
    """Fresh totals of side-by-side rows that relate to their places in another way than before.

    Told where the rest beside the places was about the same share of the last 3 totals and is
    another one now, or was nothing and is something; and at the first total that has a rest.
    """
    totals = _with_places(rows)
    if totals.empty:
        return []
    rest = totals["count"] - totals["places"]
    share = rest / totals["count"]
    by_group = share.groupby(totals["group"])
    earlier = pd.concat([by_group.shift(n) for n in range(1, SETTLED + 1)], axis=1)
    low, high = earlier.min(axis=1, skipna=False), earlier.max(axis=1, skipna=False)
    moved = (high - low <= SHARE_MOVES) & ((share - by_group.shift()).abs() > SHARE_MOVES)
    stopped_adding_up = (low == 0) & (high == 0) & (rest.abs() >= FEWEST)
    first = (by_group.cumcount() == 0) & (share.abs() > FIRST_REST)
    last = totals.groupby("group")[["count", "places"]].shift(fill_value=0).add_suffix("_before")
    found = totals.join(last)
    is_fresh = totals["is_fresh"]
    return [
        _doubt("total_and_places_changed", found[is_fresh & (moved | stopped_adding_up)]),
        _doubt("places_unequal_to_total", found[is_fresh & first]),
    ]


def _with_places(rows: pd.DataFrame) -> pd.DataFrame:
    """The totals of at least two places, as they were published, with the sum of the places."""
    counted = rows[_chosen(rows)]
    is_total = (counted["location_iso3"] < 0).to_numpy()
    start = np.where(counted["measure"] == MEASURES.index("cumulative"), counted["start"], 0)
    within = [name for name in LABELS if name != "location_iso3"]
    group = numbered(counted.assign(start=start), [*within, "start"])
    fresh_total = counted["is_fresh"].to_numpy() & is_total
    chosen = reached(group, fresh_total) & reached(group, ~is_total)
    counted = counted.assign(group=group, is_total=is_total)[chosen]
    known = _newest_known(counted)
    known = known.iloc[np.lexsort((known["is_total"], known["published"], known["group"]))]
    by_group = known.groupby("group")
    places = by_group["more"].cumsum()
    at_least_two = by_group["is_first"].cumsum() >= 2
    return known.assign(places=places)[known["is_total"] & at_least_two & (known["count"] > 0)]


def _chosen(rows: pd.DataFrame) -> pd.Series:
    """Counts that may be a total or a place of one; none where no total is blank on its place."""
    chosen = rows["count"].notna() & (rows["measure"] != MEASURES.index("flow"))
    chosen &= ~rows["is_joint"]
    totals = chosen & (rows["location_iso3"] < 0) & rows["is_fresh"]
    return chosen & rows["source_id"].isin(rows.loc[totals, "source_id"].unique())


def _newest_known(counted: pd.DataFrame) -> pd.DataFrame:
    """Each count that was its place's newest day when published; `more`: what it adds to the sum.

    `is_first` is whether it is the first one of a place. Totals add nothing.
    """
    place = numbered(counted, ["group", "location_iso3"])
    counted = counted.assign(place=place)
    counted = counted.iloc[np.lexsort((counted["end"], counted["published"], place))]
    newest = counted["end"] >= counted.groupby("place")["end"].cummax()
    counted = counted[newest]
    first = counted["place"].diff() != 0
    more = counted["count"] - counted["count"].shift().where(~first, 0)
    is_place = ~counted["is_total"]
    return counted.assign(more=more.where(is_place, 0), is_first=first & is_place)


def _doubt(rule: str, found: pd.DataFrame) -> Doubt:
    names = {"total": "count", "places": "places"}
    if rule == "total_and_places_changed":
        names |= {"total_before": "count_before", "places_before": "places_before"}
    params = {name: found[column].to_numpy().astype(np.int64) for name, column in names.items()}
    return Doubt(rule, "count", found["at"].to_numpy(), params)
