"""Which counts are about the same thing: sorted merges, never each count with each.

A thing is who is counted, how, from where, where, broken down how: IN_COMMON; for a flow also its
days, for what is cumulative its first day. Units may differ.
"""

from datetime import timedelta

import numpy as np
import pandas as pd

from analysis import adding, identity
from analysis.leading import Leads

MOST_DAYS_APART = timedelta(days=2)
IN_COMMON = ("population_type", "measure", "origin_iso3", "location_iso3", *adding.BREAKDOWNS)


def things(counts: pd.DataFrame) -> np.ndarray:
    """A number for each count, equal where two are about the same thing."""
    numbers = identity.marks(counts, IN_COMMON)
    for measure, days in adding.SAME_DAYS.items():
        of_measure = (counts["measure"] == measure).to_numpy()
        if not of_measure.any():
            continue
        numbers[of_measure] += identity.marks(counts[of_measure], days)
    return numbers


def with_company(counts: pd.DataFrame) -> pd.DataFrame:
    """Counts of things that more than one source reports, by day."""
    sources = pd.Series(pd.factorize(counts["source_id"])[0]).groupby(things(counts))
    shared = (sources.transform("min") != sources.transform("max")).to_numpy()
    return counts[shared].sort_values("reference_period_end", kind="stable")


def pairs(counts: pd.DataFrame, order: Leads) -> pd.DataFrame:
    """Positions of two counts of one thing, of different sources, at most MOST_DAYS_APART apart.

    `counts` are sorted by day. `other` is set against `near`, the count of the nearest day by a
    source that leads before it, in the same unit if there is one. `far` is that source's count on
    the other side of the day, or `near` again; `on_day` and `between` say whether `near` is of the
    same day, and whether the day lies between the two.
    """
    rows = pd.DataFrame(
        {
            "day": counts["reference_period_end"].to_numpy(),
            "thing": things(counts),
            "unit": pd.factorize(counts["unit"])[0],
            "rank": _ranks(counts, order),
            "at": np.arange(len(counts)),
        }
    )
    rows["rank"] = rows.groupby("thing")["rank"].rank("dense").astype(int)
    found = [_nearest(rows[:0], rows[:0], ["thing"])]
    for rank in range(1, int(rows["rank"].max()) if len(rows) else 0):
        first, others = rows[rows["rank"] == rank], rows[rows["rank"] > rank]
        alike = _nearest(others, first, ["thing", "unit"])
        rest = others[~others["at"].isin(alike["other"])]
        found += [alike, _nearest(rest, first, ["thing"])]
    return pd.concat(found, ignore_index=True)


def _ranks(counts: pd.DataFrame, order: Leads) -> np.ndarray:
    """The place of each count's source among all that count these people in this place."""
    asked = ["population_type", "location_iso3", "source_id"]
    cases, distinct = pd.factorize(identity.marks(counts, asked))
    first_of_case = np.unique(cases, return_index=True)[1]
    said = counts[asked].iloc[first_of_case].astype(object).fillna("").reset_index(drop=True)
    ranks = np.zeros(len(distinct), int)
    for (kind, place), case in said.groupby(asked[:2]):
        ranked = order.ranked(case["source_id"], str(kind), str(place))
        ranks[case.index] = case["source_id"].map(ranked.index)
    return ranks[cases]


def _nearest(others: pd.DataFrame, first: pd.DataFrame, alike: list[str]) -> pd.DataFrame:
    """For each row of `others` those of `first` before and after it that are `alike`."""
    asked = others[["day", *alike, "at"]].rename(columns={"at": "other"}).reset_index(drop=True)
    known = first[["day", *alike, "at"]].assign(seen=first["day"])
    before, after = (
        pd.merge_asof(
            asked, known, on="day", by=alike, direction=way, tolerance=MOST_DAYS_APART
        ).rename(columns={"at": "near"})
        for way in ("backward", "forward")
    )
    earlier = before["day"] - before["seen"]
    later = after["seen"] - after["day"]
    after_is_nearer = before["near"].isna() | (later < earlier)
    near = before["near"].mask(after_is_nearer, after["near"])
    far = after["near"].mask(after_is_nearer, before["near"])
    on_day = (earlier == timedelta(0)) & ~after_is_nearer
    told = asked[["other"]].assign(
        near=near,
        far=far.fillna(near).mask(on_day, near),
        on_day=on_day,
        between=before["near"].notna() & after["near"].notna() & ~on_day,
    )
    return told[near.notna()].astype({"near": int, "far": int})
