"""What counts add up to, without mixing what must not be mixed.

A table of counts comes in and a smaller one goes out, in the columns of ledger.tables.COUNTS. A
total is over one source, population type, measure and unit; joint counts (`MDA+SVK`) stay rows of
their own; regional totals are counts with a blank location and never the sum of countries.
"""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from ledger.tables import COUNTS
from ledger.vocabulary import QUALIFIERS

BREAKDOWNS = (
    "nationality_iso3",
    "sex",
    "age_range",
    "admin1_code",
    "admin2_code",
    "place_as_reported",
)


class MixedError(ValueError):
    """Counts that differ in source, population type, measure or unit were to be added."""


def newest(
    counts: pd.DataFrame, as_published: date | None = None, *, withheld: bool = False
) -> pd.DataFrame:
    """The newest vintage of every count, or the newest published by the end of a day.

    A count whose publication day is unknown is older than every other. Counts that their
    publisher withdrew are left out; those that are withheld too, unless they are asked for: an
    older vintage never stands in. Rows are in the order of their keys' last day.
    """
    if as_published is not None:
        end = pd.Timestamp(as_published, tz="UTC") + pd.Timedelta(days=1)
        counts = counts[counts["published_at"].isna() | (counts["published_at"] < end)]
    ordered = counts.sort_values("published_at", na_position="first", kind="stable")
    kept = ordered.drop_duplicates(COUNTS.subject, keep="last")
    shown = kept["count"].notna() & ~kept["status"].isin(["withdrawn", "suppressed"])
    kept = kept[shown | (kept["status"] == "suppressed")] if withheld else kept[shown]
    return kept.sort_values("reference_period_end", kind="stable")


def only(counts: pd.DataFrame, **equal: str | list[str] | None) -> pd.DataFrame:
    """The rows whose columns equal the values given; None asks for a blank."""
    mask = pd.Series(True, index=counts.index)
    for column, value in equal.items():
        if value is None:
            mask &= counts[column].isna()
        elif isinstance(value, list):
            mask &= counts[column].isin(value)
        else:
            mask &= counts[column] == value
    return counts[mask]


def not_broken_down(counts: pd.DataFrame) -> pd.DataFrame:
    """Counts of everybody: no nationality, sex, age, district or place."""
    return only(counts, **dict.fromkeys(BREAKDOWNS))


def until(counts: pd.DataFrame, start: date, end: date) -> pd.DataFrame:
    """Counts whose last day lies in a span of days."""
    last_day = counts["reference_period_end"]
    return counts[(last_day >= pd.Timestamp(start)) & (last_day <= pd.Timestamp(end))]


def latest(counts: pd.DataFrame, by: str) -> pd.DataFrame:
    """For each value of a column, blanks included, the row with the latest last day."""
    ordered = counts.sort_values(["reference_period_end", "published_at"], na_position="first")
    return ordered.drop_duplicates(by, keep="last")


def preferred(counts: pd.DataFrame, order: list[str]) -> pd.DataFrame:
    """The counts of the first source in the order that has any; others follow by name."""
    present = counts["source_id"].unique()
    rest = sorted(source for source in present if source not in order)
    for source in [*order, *rest]:
        if source in present:
            return counts[counts["source_id"] == source]
    return counts


def weakest(qualifiers: pd.Series) -> str:
    """The least certain of some qualifiers: that of their total."""
    present = set(qualifiers)
    return max(present, key=QUALIFIERS.index) if present else "exact"


@dataclass(frozen=True)
class Total:
    """A sum of counts and the span of their last days."""

    count: int
    qualifier: str
    first_day: date
    last_day: date
    parts: int


def total(counts: pd.DataFrame) -> Total:
    """Add counts of different places.

    Raises MixedError when they differ in source, population type, measure or unit, when one
    place stands there twice, or when a joint count or a regional total is among them.
    """
    for column in ("source_id", "population_type", "measure", "unit"):
        if len(counts[column].unique()) != 1:
            raise MixedError(f"different {column} cannot be added")
    places = counts["location_iso3"]
    if (
        places.isna().any()
        or places.duplicated().any()
        or places.astype(str).str.contains(r"\+").any()
    ):
        raise MixedError("only one count of each single country can be added")
    days = counts["reference_period_end"]
    return Total(
        int(counts["count"].sum()),
        weakest(counts["qualifier"]),
        days.min().date(),
        days.max().date(),
        len(counts),
    )


def running(flows: pd.DataFrame) -> pd.DataFrame:
    """Daily flows of each country added up from its first day.

    The running sum stops at the first day without a count: what follows a gap is not known.
    """
    ordered = flows.sort_values(["location_iso3", "reference_period_end"])
    by_place = ordered.groupby("location_iso3", observed=True)
    days_since_first = ordered["reference_period_end"] - by_place["reference_period_end"].transform(
        "min"
    )
    unbroken = days_since_first.dt.days == by_place.cumcount()
    return ordered.assign(count=by_place["count"].cumsum())[unbroken]


def totals_beside_countries(published: pd.DataFrame) -> pd.DataFrame:
    """Every published regional total beside the sum of what was then known of its countries.

    `published` has all vintages of one source's cumulative counts, totals with a blank location.
    One row for each total: as_of, published_at, total, sum, countries (how many), difference,
    note. The sum takes each country's newest count published no later than the total.
    """
    known: dict[str, tuple[pd.Timestamp, int]] = {}
    rows = []
    # Parts stored at the same moment as a total were known with it: blanks come last.
    ordered = published.sort_values(["published_at", "location_iso3"], na_position="last")
    told = ordered[["location_iso3", "reference_period_end", "published_at", "count", "note"]]
    for place, as_of, moment, count, note in told.itertuples(index=False, name=None):
        if pd.notna(place):
            if place not in known or as_of >= known[place][0]:
                known[place] = (as_of, count)
            continue
        added = sum(count for _, count in known.values())
        rows.append((as_of, moment, count, added, len(known), count - added, note))
    columns = ["as_of", "published_at", "total", "sum", "countries", "difference", "note"]
    return pd.DataFrame(rows, columns=columns)
