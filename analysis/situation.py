"""What the Situation page says: made once for all who see the same version, days and language."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import plotly.graph_objects as go

from analysis import (
    charts,
    counts,
    falls,
    fleeing,
    freshness,
    headlines,
    lateness,
    lines,
    maps,
    narration,
    provisional,
    trends,
)
from analysis.headlines import Headline
from analysis.leading import Leads
from analysis.trends import Trend
from analysis.view import Days
from analysis.wording import Wording
from ledger.crisis import Crisis

Tables = dict[str, pd.DataFrame]
MOST_UPDATES = 5


@dataclass(frozen=True)
class Lead:
    """What the page opens with: the counts by kind, and the finding in a sentence."""

    counts: dict[str, Headline | None]
    finding: str
    empty: bool


@dataclass(frozen=True)
class Picture:
    """The trend and the map of countries, each with what it says in words."""

    trend: Trend
    series: pd.DataFrame
    map_note: str
    latest: pd.DataFrame
    crisis: Crisis
    words: Wording

    @cached_property
    def map(self) -> go.Figure:
        """The interactive map; the one on paper is analysis.printed.map_svg."""
        return maps.flows(self.latest, self.crisis, self.words)


@dataclass(frozen=True)
class News:
    """Updates and late series, as Markdown."""

    updates: list[str]
    late: str


def reporting(within: pd.DataFrame, crisis: Crisis) -> pd.DataFrame:
    """Counts of what the page shows, of all sources: from these the reader may choose one."""
    everybody = counts.not_broken_down(within)
    fleeing_at_all = everybody["population_type"] == "people_fleeing"
    in_origin = everybody["location_iso3"] == crisis.origin_iso3
    of_headlines = everybody["population_type"].isin(["third_country_nationals", "idps"])
    stock = everybody["measure"] == "stock"
    return everybody[fleeing_at_all | (of_headlines & stock & in_origin)]


def lead(within: pd.DataFrame, crisis: Crisis, order: Leads, words: Wording) -> Lead:
    """The headline counts of the newest vintages within the days of the view."""
    found = {
        "people_fleeing": headlines.people_fleeing(within, order),
        "third_country_nationals": headlines.third_country_nationals_present(within, crisis, order),
        "internally_displaced": headlines.internally_displaced(within, crisis, order),
    }
    first = found["people_fleeing"]
    finding = ""
    if first:
        entry = f"people_fleeing.finding.{first.row['unit']}"
        finding = headlines.sentence(first, words, entry, crisis)
    return Lead(found, finding, within.empty)


def picture(
    tables: Tables,
    within: pd.DataFrame,
    judged: pd.DataFrame,
    days: Days,
    crisis: Crisis,
    order: Leads,
    words: Wording,
    rules: pd.DataFrame,
) -> Picture:
    """Crossings by country: the largest as lines, the newest of each on the map.

    `judged` are all series as freshness.series gives them, `rules` is from provisional.measured.
    """
    people = fleeing.everybody(within, days.start, days.end)
    counted = fleeing.cumulative(fleeing.by_country(people, order))
    series = provisional.marked(counted, rules)
    latest = lateness.of_places(fleeing.newest_by_country(series), judged)
    places = latest["location_iso3"].astype(str).tolist()[: lines.MOST_LINES]
    shown = series[series["location_iso3"].isin(places)]
    shown = falls.marked(shown, tables["counts"], tables["breaks"], words)
    drawn = lines.of_places(shown, places, tables["breaks"], words)
    chart = charts.Chart(
        lines.axis(series, words), marks=lines.marks(shown, tables["breaks"], words)
    )
    made = trends.trend(drawn, shown, chart, tables["sources"], rules, words)
    return Picture(
        made.and_says(lateness.places_in_words(latest, words)),
        series,
        map_note(latest, tables["sources"], words),
        latest,
        crisis,
        words,
    )


def news(tables: Tables, judged: pd.DataFrame, days: Days, words: Wording) -> News:
    """What happened up to the last day, and which of the series judged are late."""
    return News(
        narration.updates(tables["updates"], days.end, words),
        lateness.in_words(freshness.late(judged), headlines.publishers(tables["sources"]), words),
    )


def map_note(latest: pd.DataFrame, sources: pd.DataFrame, words: Wording) -> str:
    """What the circles of the map stand for, whose counts of which days, and how certain."""
    if latest.empty:
        return ""
    names = headlines.publishers(sources)
    publishers = dict.fromkeys(names.get(str(one), str(one)) for one in latest["source_id"])
    days = latest["reference_period_end"]
    note = words.say(
        "map.note",
        unit=words.listed(words.name("unit", str(unit)) for unit in latest["unit"].unique()),
        source=words.listed(publishers),
        days=words.span(days.min(), days.max()),
    )
    how_certain = words.qualifiers_among(latest["qualifier"])
    if how_certain:
        note = words.say("map.note_qualified", note=note, which=how_certain)
    return f"{note} {lateness.places_in_words(latest, words)}".strip()
