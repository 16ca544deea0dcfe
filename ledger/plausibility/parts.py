"""Doubts about a count seen beside its parts: nationalities, sexes, ages, districts, countries.

A total and its parts have the same source, type, measure, unit and period, and differ in one
breakdown only, which is blank in the total. Where any of them is not exact, they may differ by 5 %.
"""

import numpy as np
import pandas as pd

from ledger.plausibility.rows import SUBJECT, Doubt, numbered, reached
from ledger.vocabulary import SEXES

# Bands of age overlap, and a traveller may be counted by two countries: only each for itself.
NEVER_ADDED = ("age_range", "location_iso3")
ADDED = ("nationality_iso3", "admin1_code", "sex")
ROUNDING = 0.05


def doubts(rows: pd.DataFrame) -> list[Doubt]:
    """Where parts and totals of side-by-side rows do not fit, and one of them is fresh."""
    state = rows[rows["is_newest"] & rows["count"].notna()]
    return [doubt for name in (*ADDED, *NEVER_ADDED) for doubt in _of_breakdown(state, name)]


def _of_breakdown(state: pd.DataFrame, breakdown: str) -> list[Doubt]:
    if (state[breakdown] < 0).all():
        return []
    with_parts = _with_total(state, breakdown)
    parts = with_parts[with_parts["is_part"]].groupby("group")
    all_exact = with_parts.groupby("group")["is_exact"].all()
    totals = with_parts[~with_parts["is_part"]].set_index("group")["count"].sort_index()
    allowed = totals * ROUNDING * ~all_exact
    largest, added = parts["count"].max(), parts["count"].sum()
    one_larger = largest > totals + allowed
    found = [_doubt("part_larger_than_total", with_parts, largest[one_larger], totals)]
    if breakdown not in NEVER_ADDED:
        differs = (added > totals + allowed) & ~one_larger
        found.append(_doubt("parts_larger_than_total", with_parts, added[differs], totals))
    if breakdown == "sex":
        missing = (totals - added > allowed) & _has_both_sexes(with_parts)
        found.append(_doubt("parts_unequal_to_total", with_parts, added[missing], totals))
    return found


def _with_total(state: pd.DataFrame, breakdown: str) -> pd.DataFrame:
    """The counts that have a total or are one with parts, of groups with a fresh count."""
    groups = numbered(state, [name for name in SUBJECT if name != breakdown])
    is_part = (state[breakdown] >= 0).to_numpy()
    has_fresh = reached(groups, state["is_fresh"].to_numpy())
    chosen = has_fresh & reached(groups, is_part) & reached(groups, ~is_part)
    return state[chosen].assign(group=groups[chosen], is_part=is_part[chosen])


def _has_both_sexes(with_parts: pd.DataFrame) -> pd.Series:
    named = [SEXES.index("female"), SEXES.index("male")]
    both = with_parts[with_parts["sex"].isin(named)].groupby("group").size() == len(named)
    return both.reindex(with_parts["group"].unique(), fill_value=False).sort_index()


def _doubt(rule: str, with_parts: pd.DataFrame, part: pd.Series, totals: pd.Series) -> Doubt:
    """Told at the largest fresh part of each group, or at its total where no part is fresh."""
    fresh = with_parts[with_parts["is_fresh"] & with_parts["group"].isin(part.index)]
    ordered = fresh.sort_values(["is_part", "count"], ascending=False)
    told = ordered.drop_duplicates("group")
    params = {
        "total": totals.loc[told["group"]].to_numpy().astype(np.int64),
        "part": part.loc[told["group"]].to_numpy().astype(np.int64),
    }
    return Doubt(rule, "count", told["at"].to_numpy(), params)
