"""Small counts of people that could point to someone are withheld, once, for every output.

A count of 1 to 4 people broken down by nationality, sex, age or place keeps its row and loses its
number: status `suppressed`. The whole dashboard reads tables that went through here.
"""

import pandas as pd

from ledger.vocabulary import COUNT_STATUSES

SMALLEST_SHOWN = 5
POINTING = (
    "nationality_iso3",
    "sex",
    "age_range",
    "place_as_reported",
    "admin1_code",
    "admin2_code",
)


def suppress(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables with small counts withheld and points that are not public left out."""
    counts, points = tables["counts"], tables["assistance_points"]
    return tables | {
        "counts": _withheld(counts),
        "assisted_movements": _withheld(tables["assisted_movements"]),
        "assistance_points": points[points["public"] != "no"],
    }


def _withheld(counts: pd.DataFrame) -> pd.DataFrame:
    pointing = counts[[name for name in POINTING if name in counts]].notna().any(axis=1)
    small = pointing & counts["count"].between(1, SMALLEST_SHOWN - 1)
    if not small.any():
        return counts
    hidden = counts.assign(count=counts["count"].mask(small))
    if "measure" not in counts:
        return hidden
    known = hidden["status"].cat.set_categories(COUNT_STATUSES)
    return hidden.assign(status=known.mask(small, "suppressed"))
