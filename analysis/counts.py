"""Which counts are meant: the newest vintage of each, of some days, of one source.

A table of counts comes in and a smaller one goes out, in the columns of ledger.tables.COUNTS. Joint
counts (`MDA+SVK`) stay rows of their own; regional totals are counts with a blank location and
never the sum of countries. What counts add up to says analysis.adding.
"""

from collections.abc import Hashable, Iterable, Iterator
from datetime import date

import numpy as np
import pandas as pd

from analysis import adding, qualifiers
from analysis.adding import BREAKDOWNS
from ledger.tables import COUNTS


def newest(
    counts: pd.DataFrame, as_published: date | None = None, *, withheld: bool = False
) -> pd.DataFrame:
    """The newest vintage of every count, or the newest published by the end of a day.

    A count whose publication day is unknown is older than every other. Counts that their
    publisher withdrew are left out; those that are withheld too, unless they are asked for: an
    older vintage never stands in. Rows are in the order of their keys' last day.
    """
    ordered = published_by(counts, as_published).sort_values(
        "published_at", na_position="first", kind="stable"
    )
    kept = ordered.drop_duplicates(COUNTS.subject, keep="last")
    shown = kept["count"].notna() & ~kept["status"].isin(["withdrawn", "suppressed"])
    kept = kept[shown | (kept["status"] == "suppressed")] if withheld else kept[shown]
    return kept.sort_values("reference_period_end", kind="stable")


def published_by(counts: pd.DataFrame, as_published: date | None) -> pd.DataFrame:
    """The vintages published by the end of a day, or on an unknown one; all when it is None."""
    if as_published is None:
        return counts
    end = pd.Timestamp(as_published, tz="UTC") + pd.Timedelta(days=1)
    return counts[counts["published_at"].isna() | (counts["published_at"] < end)]


def publication_days(counts: pd.DataFrame) -> list[str]:
    """The days on which some of the counts were published, as links write them, oldest first."""
    days = counts["published_at"].dropna().dt.date.unique()
    return [day.isoformat() for day in sorted(days)]


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


def of_places(counts: pd.DataFrame, places: Iterable[str]) -> pd.DataFrame:
    """The counts of some places, joint counts of which any of them is a part among them."""
    labels = labels_of(counts["location_iso3"].cat.categories, places)
    return counts[counts["location_iso3"].isin(labels)]


def labels_of(labels: Iterable[str], places: Iterable[str]) -> list[str]:
    """Of places as they are written, joint ones such as `MDA+SVK` too, those that are meant."""
    wanted = {*places}
    return [label for label in labels if label in wanted or not wanted.isdisjoint(label.split("+"))]


def latest(counts: pd.DataFrame, by: str) -> pd.DataFrame:
    """For each value of a column, blanks included, the row with the latest last day."""
    ordered = counts.sort_values(["reference_period_end", "published_at"], na_position="first")
    return ordered.drop_duplicates(by, keep="last")


def totals_beside_countries(published: pd.DataFrame) -> pd.DataFrame:
    """Every published regional total beside the sum of what was then known of its countries.

    `published` has all vintages of one source's cumulative counts, totals with a blank location.
    One row for each total: as_of, published_at, total, sum, countries (how many), sum_as_of (the
    last day of any of them), difference, note; qualifier (the total's), sum_qualifier and
    difference_qualifier. The sum takes each country's newest count published no later than the
    total; a total of which no country was known has none and is left out. Rows keep the index of
    their totals. Raises adding.MixedError.
    """
    ordered = _as_they_came(published)
    found = dict(_beside(ordered))
    totals, parts = list(found), list(found.values())
    sizes = [len(rows) for rows in parts]
    every = ordered.loc[[row for rows in parts for row in rows]]
    of = np.repeat(totals, sizes)
    added = adding.sums(every, of)
    last_days = every["reference_period_end"].groupby(of).max()
    beside = ordered.loc[totals].rename(columns={"reference_period_end": "as_of", "count": "total"})
    of_sums = qualifiers.weakest_of(every["qualifier"], of)
    both = zip(beside["qualifier"], of_sums, strict=True)
    beside = beside.assign(
        sum=added,
        sum_qualifier=of_sums,
        countries=sizes,
        sum_as_of=last_days,
        difference=beside["total"] - added,
        difference_qualifier=[qualifiers.of_difference(*pair) for pair in both],
    )
    columns = ["as_of", "published_at", "total", "sum", "countries", "sum_as_of", "difference"]
    return beside[[*columns, "note", "qualifier", "sum_qualifier", "difference_qualifier"]]


def known_with(published: pd.DataFrame, total: Hashable) -> pd.DataFrame:
    """The counts that stand in the sum beside a published total, given by its index: its parts.

    `published` is that of totals_beside_countries.
    """
    ordered = _as_they_came(published)
    parts = next((parts for at, parts in _beside(ordered) if at == total), [])
    return ordered.loc[parts].sort_values("location_iso3")


def _beside(ordered: pd.DataFrame) -> Iterator[tuple[int, list[int]]]:
    """For each published total what was then known of countries, by the indices of the rows.

    A country's count that was withdrawn is not known any more. One that is withheld leaves the
    sum unknown: missing is not zero. Totals beside which there is no sum are left out.
    """
    known: dict[str, tuple[pd.Timestamp, int | None]] = {}
    has_number = ordered["count"].notna()
    columns = [ordered["location_iso3"], ordered["reference_period_end"], ordered["status"]]
    for at, place, as_of, status, is_known in zip(ordered.index, *columns, has_number, strict=True):
        if pd.isna(place):
            parts = [row for _, row in known.values()]
            whole = [row for row in parts if row is not None]
            if is_known and whole and len(whole) == len(parts):
                yield at, whole
        elif "+" not in place and (place not in known or as_of >= known[place][0]):
            known[place] = (as_of, at if is_known else None)
            if status == "withdrawn":
                del known[place]


def _as_they_came(published: pd.DataFrame) -> pd.DataFrame:
    """In the order of publication; what came at the same moment as a total was known with it."""
    return published.sort_values(["published_at", "location_iso3"], na_position="last")
