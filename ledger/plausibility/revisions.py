"""Doubts about a count that is published again with another number: beyond what its series does.

Provisional days are rewritten as a matter of course, by very different shares in different series.
The limits are tuned on UNHCR's counts of 2022 to 2024: see tests/benchmarks/anomalies.py.
"""

import numpy as np
import pandas as pd

from ledger.plausibility.rows import FEWEST, LABELS, Doubt, numbered
from ledger.plausibility.series import span

MOST_CHANGE = 0.5
# From so many publications that revised a series, the largest of them says what it does.
REVISIONS_BEFORE = 5
TIMES_THE_LARGEST = 2
LEAST_CHANGE = 0.1


def doubts(rows: pd.DataFrame) -> list[Doubt]:
    """Fresh vintages and corrections of side-by-side rows that differ too much from those before.

    Where its series was revised by fewer than 5 publications, a count that differs by more than
    half; otherwise by more than a tenth, and twice as much as any earlier revision of the series,
    or by more than half and more than any of them. Rows of one publication do not excuse each
    other.
    """
    change = (rows["count"] - rows["before"]).abs()
    revised = rows.assign(change=change, share=change / rows["before"])
    revised = revised[(change > 0) & (rows["before"] > 0)]
    if not (revised["is_fresh"] & (revised["share"] > LEAST_CHANGE)).any():
        return []
    revised = _with_earlier_revisions(revised)
    told = revised["is_fresh"] & (revised["change"] >= FEWEST)
    knows = revised["revisions"] >= REVISIONS_BEFORE
    a_lot = (revised["share"] > MOST_CHANGE) & ~(knows & (revised["share"] <= revised["largest"]))
    unlike = revised["share"] > np.maximum(TIMES_THE_LARGEST * revised["largest"], LEAST_CHANGE)
    return [
        _doubt("revised_a_lot", revised[told & a_lot]),
        _doubt("revised_unlike_before", revised[told & knows & unlike & ~a_lot]),
    ]


def _with_earlier_revisions(revised: pd.DataFrame) -> pd.DataFrame:
    """With how many earlier publications revised the same series, and by how much at the most."""
    series = numbered(revised.assign(span=span(revised)), [*LABELS, "span"])
    each = revised.assign(series=series).groupby(["series", "published"])["share"].max()
    by_series = each.groupby("series")
    earlier = pd.DataFrame(
        {
            "largest": by_series.cummax().groupby("series").shift(fill_value=0),
            "revisions": by_series.cumcount(),
        }
    )
    return revised.assign(series=series).join(earlier, on=["series", "published"])


def _doubt(rule: str, found: pd.DataFrame) -> Doubt:
    params = {"before": found["before"].to_numpy().astype(np.int64)}
    if rule == "revised_unlike_before":
        params["percent"] = (100 * found["largest"]).round().to_numpy().astype(np.int64)
    return Doubt(rule, "count", found["at"].to_numpy(), params)
