"""What may be wrong with counts that are well formed (being written)."""

from collections.abc import Mapping

import pandas as pd

from analysis.crisis import Crisis
from ledger.checks import Problem


def doubts(
    now: Mapping[str, pd.DataFrame], new: Mapping[str, pd.DataFrame], about: Crisis
) -> list[Problem]:
    """Warnings."""
    return []
