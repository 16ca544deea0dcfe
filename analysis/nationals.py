"""Third-country nationals: by country, jointly reported, by nationality, and helped home."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from analysis import charts, counts, falls, lines, provisional, trends
from analysis.headlines import Headline, Row, as_rows
from analysis.leading import Leads
from analysis.trends import Trend
from analysis.wording import Wording

Tables = dict[str, pd.DataFrame]
KIND = "third_country_nationals"
REQUESTED = ("requested",)
HELPED = ("under_way", "planned", "completed")


def nationalities(reported: pd.DataFrame) -> list[str]:
    """Every nationality that has a count."""
    return sorted(reported["nationality_iso3"].dropna().astype(str).unique())


def since(crossed: Headline, tables: Tables, rules: pd.DataFrame, words: Wording) -> Trend:
    """Those who crossed, all countries together; `rules` is from provisional.measured."""
    breaks = tables["breaks"]
    series = provisional.marked(crossed.series, rules)
    series = falls.marked(series, tables["counts"], breaks, words)
    drawn = [lines.dots(series, words.say("place.all"), breaks, words)]
    chart = charts.Chart(lines.axis(series, words))
    return trends.trend(drawn, series, chart, tables["sources"], rules, words)


def joint(reported: pd.DataFrame, order: Leads) -> pd.DataFrame:
    """Counts given for several countries together, which are never split.

    Those of the source that the reader chose first, then the newest.
    """
    together = reported["location_iso3"].astype(str).str.contains("+", regex=False)
    newest = reported[together & reported["nationality_iso3"].isna()].iloc[::-1]
    return _chosen_first(newest, order)


def by_country(reported: pd.DataFrame, order: Leads) -> pd.DataFrame:
    """The newest count of each source for each single country they crossed into.

    In each country the source that leads there stands first.
    """
    crossed = counts.only(counts.not_broken_down(reported), measure="cumulative")
    single = crossed["location_iso3"].notna()
    single &= ~crossed["location_iso3"].astype(str).str.contains("+", regex=False)
    newest = crossed[single].sort_values("reference_period_end")
    newest = newest.drop_duplicates(["location_iso3", "source_id"], keep="last")
    ranked = [
        of_place.iloc[[list(of_place["source_id"]).index(source) for source in sources]]
        for place, of_place in newest.groupby("location_iso3", observed=True)
        for sources in [order.ranked(of_place["source_id"], KIND, str(place))]
    ]
    return pd.concat(ranked) if ranked else newest


def by_nationality(reported: pd.DataFrame, chosen: list[str], order: Leads) -> pd.DataFrame:
    """Counts broken down by nationality, of the nationalities chosen (none: all).

    Those of the source that the reader chose stand first.
    """
    broken_down = _chosen_first(reported[reported["nationality_iso3"].notna()], order)
    return broken_down[broken_down["nationality_iso3"].isin(chosen)] if chosen else broken_down


def groups(of_nationality: pd.DataFrame) -> Iterator[tuple[Row, pd.DataFrame]]:
    """Counts that can stand beside each other: one source, place, measure and last day."""
    same = ["source_id", "location_iso3", "measure", "reference_period_end"]
    for _, group in of_nationality.groupby(same, observed=True, dropna=False, sort=False):
        ordered = group.sort_values("count", ascending=False)
        yield as_rows(ordered)[0], ordered


def known(reported: pd.DataFrame, until: date) -> pd.DataFrame:
    """Assisted movements up to a day, the oldest first."""
    return reported[reported["date"] <= pd.Timestamp(until)].sort_values("date", kind="stable")


def of_nationalities(reported: pd.DataFrame, chosen: list[str]) -> pd.DataFrame:
    """The assisted movements of the nationalities chosen (none: all), and those of no one's."""
    nationality = reported["nationality_iso3"]
    return reported[nationality.isna() | nationality.isin(chosen)] if chosen else reported


def movements(reported: pd.DataFrame, until: date) -> list[tuple[str, pd.DataFrame]]:
    """Assisted movements up to a day: those under way or done, and those asked for."""
    parts = (("movements.helped", HELPED), ("movements.requested", REQUESTED))
    so_far = known(reported, until)
    split = [(title, so_far[so_far["status"].isin(states)]) for title, states in parts]
    return [(title, rows) for title, rows in split if len(rows)]


def _chosen_first(rows: pd.DataFrame, order: Leads) -> pd.DataFrame:
    chosen = rows["source_id"] == order.chosen
    return pd.concat([rows[chosen], rows[~chosen]])
