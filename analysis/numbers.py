"""What comes of adding and subtracting counts: numbers that carry what they are."""

from dataclasses import dataclass, field
from datetime import date

import pandas as pd


@dataclass(frozen=True)
class Difference:
    """What one count has more than another: exact where both are, else about as much."""

    count: int
    qualifier: str


@dataclass(frozen=True)
class Number:
    """A sum of counts with what it is. `places` are ISO codes; days are the parts' last ones.

    `published_at` is the newest vintage among the parts (NaT if none is known), `parts` their rows.
    """

    count: int
    qualifier: str
    source_id: str
    population_type: str
    measure: str
    unit: str
    places: tuple[str, ...]
    first_day: date
    last_day: date
    published_at: pd.Timestamp
    parts: pd.DataFrame = field(compare=False, repr=False)
