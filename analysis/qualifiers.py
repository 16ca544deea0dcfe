"""How certain a number is: what several counts together, and a difference, may be called."""

import numpy as np
import pandas as pd

from ledger.vocabulary import QUALIFIERS

EXACT = QUALIFIERS[0]
# A difference with a count that is not exact may be larger or smaller than it looks.
ABOUT = "about"


def weakest(qualifiers: pd.Series) -> str:
    """The least certain of some qualifiers: that of their total."""
    present = set(qualifiers)
    return max(present, key=QUALIFIERS.index) if present else EXACT


def weakest_of(qualifiers: pd.Series, of: np.ndarray) -> pd.Series:
    """The qualifier of each of many totals: `of` says for each part which total it is a part of."""
    ranks = _ranks(qualifiers).groupby(of).max()
    return ranks.map(dict(enumerate(QUALIFIERS)))


def weakest_yet(qualifiers: pd.Series) -> list[str]:
    """The least certain of each qualifier and those before it: that of a running sum."""
    return [QUALIFIERS[rank] for rank in _ranks(qualifiers).cummax()]


def of_difference(one: str, other: str) -> str:
    """The qualifier of what one count has more than another."""
    return EXACT if one == other == EXACT else ABOUT


def _ranks(qualifiers: pd.Series) -> pd.Series:
    return qualifiers.astype(object).map(QUALIFIERS.index).astype(int)
