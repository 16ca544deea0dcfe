"""What is public of the thing that a count in a report is about, to stand beside it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis import claims, pairing
from analysis.headlines import as_rows

RISING = "cumulative"


@dataclass(frozen=True)
class Beside:
    """A published count (a row as analysis.headlines.as_rows gives it), and how it fits."""

    row: dict[str, Any]
    contradicts: bool


def beside(newest: pd.DataFrame, drafts: pd.DataFrame) -> dict[int, Beside]:
    """For drafts (by their index) the published count of the same thing nearest to their day.

    Of several days as near, the same source's, then the earlier. It contradicts the draft when
    both are of one day and unit and no number is possible under both; of a cumulative count also
    when the later of the two allows only less than the earlier.
    """
    public = _of_same(newest, drafts)
    if drafts.empty or public.empty:
        return {}
    pairs = _pairs(public, drafts)
    one, other = drafts.iloc[pairs["draft"]], public.iloc[pairs["public"]]
    against = _contradict(one, other)
    told = zip(drafts.index[pairs["draft"]], as_rows(other), against, strict=True)
    return {int(at): Beside(row, bool(no)) for at, row, no in told}


def _of_same(newest: pd.DataFrame, drafts: pd.DataFrame) -> pd.DataFrame:
    """The published counts of the things that drafts are about."""
    asked = newest["count"].notna()
    for column in ("population_type", "measure"):
        asked &= newest[column].isin(drafts[column].dropna().unique())
    near = newest[asked]
    return near[np.isin(pairing.things(near), pairing.things(drafts))] if len(near) else near


def _pairs(public: pd.DataFrame, drafts: pd.DataFrame) -> pd.DataFrame:
    """Positions of each draft and of the published count that stands beside it."""
    drafted, published = (
        pd.DataFrame(
            {
                "thing": pairing.things(rows),
                "day": rows["reference_period_end"].to_numpy(),
                "source": rows["source_id"].astype(object).to_numpy(),
                name: np.arange(len(rows)),
            }
        )
        for name, rows in (("draft", drafts), ("public", public))
    )
    both = drafted.merge(published, on="thing", suffixes=("", "_public"))
    both["apart"] = (both["day"] - both["day_public"]).abs()
    both["is_other"] = both["source"] != both["source_public"]
    both = both.sort_values(["draft", "apart", "is_other", "day_public"], kind="stable")
    return both.drop_duplicates("draft")


def _contradict(one: pd.DataFrame, other: pd.DataFrame) -> np.ndarray:
    here, there = claims.of(one), claims.of(other)
    days = [rows["reference_period_end"].to_numpy() for rows in (one, other)]
    alike = one["unit"].astype(object).to_numpy() == other["unit"].astype(object).to_numpy()
    rising = (one["measure"] == RISING).to_numpy()
    falls = rising & (days[0] > days[1]) & (here.high < there.low)
    falls |= rising & (days[0] < days[1]) & (there.high < here.low)
    return alike & (((days[0] == days[1]) & ~here.agree(there)) | falls)
