"""How many people live in each country, for counts per 1,000 inhabitants."""

from functools import cache
from pathlib import Path

import pandas as pd

PATH = Path(__file__).parent.parent / "data" / "reference" / "populations.csv"


@cache
def read(path: Path = PATH) -> dict[str, int]:
    """Inhabitants by ISO 3166-1 alpha-3 code (World Bank, 2021)."""
    return {place: int(row["population"]) for place, row in rows(path).items()}


@cache
def rows(path: Path = PATH) -> dict[str, dict[str, str]]:
    """What the file says of each country: its inhabitants, the year, who says so and where."""
    table = pd.read_csv(path, keep_default_na=False, dtype=str)
    return {row["iso3"]: row for row in table.to_dict("records")}
