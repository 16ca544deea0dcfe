"""People fleeing by country and day, as one source published them."""

from datetime import date

import numpy as np
import pandas as pd

from analysis import counts
from analysis.crisis import Crisis

PUBLISHED = "published"
ADDED_UP = "added_up"
MOST_DAYS_APART = 2


def everybody(newest: pd.DataFrame, start: date, end: date) -> pd.DataFrame:
    """Counts of people fleeing of all nationalities whose last day lies in a span of days."""
    chosen = counts.only(newest, population_type="people_fleeing")
    chosen = chosen[chosen["nationality_iso3"].isna() & chosen["sex"].isna() & chosen["age_range"].isna()]
    return counts.until(chosen, start, end)


def by_country(people: pd.DataFrame, crisis: Crisis) -> pd.DataFrame:
    """Counts of single countries, by the source that is shown first."""
    places = people["location_iso3"]
    single = people[places.notna() & people["place_as_reported"].isna()]
    single = single[~single["location_iso3"].astype(str).str.contains("+", regex=False)]
    return counts.preferred(single, crisis.source_order.get("people_fleeing", []))


def regional(people: pd.DataFrame) -> pd.DataFrame:
    """Totals of all countries together, as published, of every source."""
    chosen = counts.only(people, measure="cumulative", location_iso3=None)
    return chosen[chosen["place_as_reported"].isna()]


def daily(of_countries: pd.DataFrame) -> pd.DataFrame:
    """Crossings a day by country."""
    flows = counts.only(of_countries, measure="flow")
    one_day = flows["reference_period_start"] == flows["reference_period_end"]
    return flows[one_day].assign(how=PUBLISHED)


def cumulative(of_countries: pd.DataFrame) -> pd.DataFrame:
    """Crossings since the first day by country: as published, and before that added up.

    For days before a country's first published cumulative count, its daily counts of the same
    source, unit and vintage are added up from the first day (`how` = added_up); they may have
    been rewritten since, so they need not meet the first published count.
    """
    published = counts.only(of_countries, measure="cumulative").assign(how=PUBLISHED)
    added = counts.running(daily(of_countries)).assign(how=ADDED_UP)
    if published.empty:
        return added
    first = published.groupby("location_iso3", observed=True)["reference_period_end"].min()
    starts = added["location_iso3"].astype(str).map(first.rename(index=str))
    added = added[starts.isna() | (added["reference_period_end"] < starts)]
    added = added[added["unit"].isin(published["unit"].unique())]
    return pd.concat([added, published]).sort_values(["location_iso3", "reference_period_end"])


def newest_by_country(series: pd.DataFrame) -> pd.DataFrame:
    """Each country's count with the latest last day, the largest first."""
    return counts.latest(series, "location_iso3").sort_values("count", ascending=False)


def per_thousand(series: pd.DataFrame, populations: dict[str, int]) -> pd.DataFrame:
    """Counts for each 1,000 inhabitants; countries without a known population are left out."""
    known = series[series["location_iso3"].isin(list(populations))]
    inhabitants = known["location_iso3"].astype(str).map(populations)
    return known.assign(count=known["count"].astype(float) / inhabitants * 1000)


def differing_totals(published: pd.DataFrame, crisis: Crisis) -> pd.DataFrame:
    """Published regional totals beside the sum of countries, of the source shown first.

    `published` holds every vintage; the columns are those of counts.totals_beside_countries.
    """
    chosen = counts.only(published, population_type="people_fleeing", measure="cumulative")
    chosen = counts.not_broken_down(chosen)
    with_total = chosen[chosen["location_iso3"].isna()]["source_id"].unique()
    with_parts = chosen[chosen["location_iso3"].notna()]["source_id"].unique()
    both = chosen[chosen["source_id"].isin(set(with_total) & set(with_parts))]
    return counts.totals_beside_countries(
        counts.preferred(both, crisis.source_order.get("people_fleeing", []))
    )


def side_by_side(people: pd.DataFrame, crisis: Crisis) -> pd.DataFrame:
    """Cumulative counts of other sources that the source shown first does not agree with.

    A count disagrees when the first source says something else of the same day; or, when that is
    silent on the day, when it lies outside its counts of the days before and after. One row for
    each: location_iso3; count, qualifier, unit, as_of, source_id and source_url of the first
    source on the nearest day, and the same with `_other`; `ratio` of the two, the largest first.
    Counts of people and of crossings stand beside each other and are never subtracted.
    """
    columns = ["location_iso3", "as_of", "count", "qualifier", "unit", "source_id", "source_url"]
    chosen = counts.only(people, measure="cumulative")
    chosen = chosen[chosen["place_as_reported"].isna()]
    chosen = chosen.assign(
        as_of=chosen["reference_period_end"],
        location_iso3=chosen["location_iso3"].astype(object).fillna(""),
        count=chosen["count"].astype(float),
    )[columns].sort_values("as_of")
    first = counts.preferred(chosen, crisis.source_order.get("people_fleeing", []))
    other = chosen[~chosen.index.isin(first.index)]
    beside = _nearest(other, first, "nearest")
    around = [_nearest(other, first, way)["count"] for way in ("backward", "forward")]
    low, high = (np.minimum(*around), np.maximum(*around))
    outside = (beside["count_other"] < low) | (beside["count_other"] > high)
    ratio = beside["count_other"] / beside["count"]
    beside = beside.assign(ratio=ratio.where(ratio >= 1, 1 / ratio))
    return beside[outside].sort_values("ratio", ascending=False, kind="stable")


def _nearest(other: pd.DataFrame, first: pd.DataFrame, direction: str) -> pd.DataFrame:
    return pd.merge_asof(
        other.assign(day=other["as_of"]),
        first.assign(day=first["as_of"]),
        on="day",
        by="location_iso3",
        direction=direction,
        tolerance=pd.Timedelta(days=MOST_DAYS_APART),
        suffixes=("_other", ""),
    )
