"""How many people live in each country, for counts per 1,000 inhabitants."""

from functools import cache
from pathlib import Path

import pandas as pd

PATH = Path(__file__).parent.parent / "data" / "reference" / "populations.csv"


@cache
def read(path: Path = PATH) -> dict[str, int]:
    """Inhabitants by ISO 3166-1 alpha-3 code (World Bank, 2021)."""
    table = pd.read_csv(path, keep_default_na=False)
    return dict(zip(table["iso3"], table["population"].astype(int), strict=True))
