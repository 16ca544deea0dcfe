"""People fleeing by country and day, as one source published them."""

from datetime import date

import pandas as pd

from analysis import adding, counts, leading
from analysis.leading import Leads
from ledger import populations

PUBLISHED = "published"
ADDED_UP = "added_up"
# A count, or daily counts added up, for each 1,000 inhabitants.
PER_1000 = "per_1000"
ADDED_UP_PER_1000 = "added_up_per_1000"


def everybody(newest: pd.DataFrame, start: date, end: date) -> pd.DataFrame:
    """Counts of people fleeing of all nationalities whose last day lies in a span of days."""
    chosen = counts.only(newest, population_type="people_fleeing")
    chosen = chosen[
        chosen["nationality_iso3"].isna() & chosen["sex"].isna() & chosen["age_range"].isna()
    ]
    return counts.until(chosen, start, end)


def by_country(people: pd.DataFrame, order: Leads) -> pd.DataFrame:
    """Counts of single countries, by the source that leads."""
    places = people["location_iso3"]
    single = people[places.notna() & people["place_as_reported"].isna()]
    single = single[~single["location_iso3"].astype(str).str.contains("+", regex=False)]
    return leading.by_place(single, order, "people_fleeing")


def regional(people: pd.DataFrame) -> pd.DataFrame:
    """Totals of all countries together, as published, of every source."""
    chosen = counts.only(people, measure="cumulative", location_iso3=None)
    return chosen[chosen["place_as_reported"].isna()]


def together(people: pd.DataFrame, order: Leads, measure: str) -> pd.DataFrame:
    """The published totals of all countries together, by the source that leads.

    `measure`: each day's (daily), or since the first day (cumulative).
    """
    totals = counts.only(people, location_iso3=None)
    totals = leading.of_one(totals[totals["place_as_reported"].isna()], order, "people_fleeing")
    if measure == "daily":
        return daily(totals)
    return counts.only(totals, measure="cumulative").assign(how=PUBLISHED)


def daily(of_countries: pd.DataFrame) -> pd.DataFrame:
    """Crossings a day by country."""
    flows = counts.only(of_countries, measure="flow")
    one_day = flows["reference_period_start"] == flows["reference_period_end"]
    return flows[one_day].assign(how=PUBLISHED)


def cumulative(of_countries: pd.DataFrame) -> pd.DataFrame:
    """Crossings since the first day by country: as published, and before that added up.

    For days before a country's first published cumulative count, its daily counts of the same
    source, unit and vintage are added up from the first day (`how` = added_up); they may have
    been rewritten since, so they need not meet the first published count. Each country's counts
    are of one source.
    """
    sources = of_countries["source_id"].unique()
    if len(sources) < 2:
        return _cumulative(of_countries)
    return pd.concat(_cumulative(counts.only(of_countries, source_id=one)) for one in sources)


def _cumulative(of_countries: pd.DataFrame) -> pd.DataFrame:
    published = counts.only(of_countries, measure="cumulative").assign(how=PUBLISHED)
    added = adding.running(daily(of_countries)).assign(how=ADDED_UP)
    if published.empty:
        return added
    first = published.groupby("location_iso3", observed=True)["reference_period_end"].min()
    starts = added["location_iso3"].astype(str).map(first.rename(index=str))
    added = added[starts.isna() | (added["reference_period_end"] < starts)]
    added = added[added["unit"].isin(published["unit"].unique())]
    return pd.concat([added, published]).sort_values(["location_iso3", "reference_period_end"])


def parts_added_up(of_countries: pd.DataFrame, last: pd.DataFrame) -> pd.DataFrame:
    """The daily counts that were added up to the one of `last` (a table of one), that included.

    No row when its day was not reached without a gap.
    """
    place, day = last["location_iso3"].iloc[0], last["reference_period_end"].iloc[0]
    flows = counts.only(daily(of_countries), location_iso3=place)
    flows = flows[flows["reference_period_end"] <= day]
    reached = last.index[0] in adding.running(flows).index
    return flows.sort_values("reference_period_end") if reached else flows[:0]


def with_rates(of_countries: pd.DataFrame) -> pd.DataFrame:
    """The same counts with `rate`, for each 1,000 inhabitants; blank where these are not known."""
    rates = adding.per_thousand(of_countries, populations.read())["count"]
    return of_countries.assign(rate=rates.round(1))


def newest_by_country(series: pd.DataFrame) -> pd.DataFrame:
    """Each country's count with the latest last day, the largest first."""
    return counts.latest(series, "location_iso3").sort_values("count", ascending=False)
