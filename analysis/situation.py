"""What the Situation page says: made once for all who see the same version, days and language."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from analysis import (
    charts,
    counts,
    fleeing,
    freshness,
    headlines,
    lateness,
    lines,
    maps,
    narration,
)
from analysis.headlines import Headline
from analysis.view import Days
from analysis.wording import Wording
from ledger.crisis import Crisis

Tables = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Lead:
    """What the page opens with: the counts by kind, and the finding in a sentence."""

    counts: dict[str, Headline | None]
    finding: str
    empty: bool


@dataclass(frozen=True)
class Picture:
    """The trend and the map of countries, each with what it says in words."""

    trend: go.Figure
    trend_in_words: str
    series: pd.DataFrame
    map: go.Figure
    map_note: str
    latest: pd.DataFrame


@dataclass(frozen=True)
class News:
    """Updates and late series, as Markdown."""

    updates: list[str]
    late: str


def lead(newest: pd.DataFrame, days: Days, crisis: Crisis, words: Wording) -> Lead:
    """The headline counts of the newest vintages within the days."""
    within = counts.until(newest, days.start, days.end)
    found = {
        "people_fleeing": headlines.people_fleeing(within, crisis),
        "third_country_nationals": headlines.third_country_nationals_present(within, crisis),
        "internally_displaced": headlines.internally_displaced(within, crisis),
    }
    first = found["people_fleeing"]
    finding = ""
    if first:
        entry = f"people_fleeing.finding.{first.row['unit']}"
        finding = headlines.sentence(first, words, entry, crisis)
    return Lead(found, finding, within.empty)


def picture(
    tables: Tables,
    newest: pd.DataFrame,
    judged: pd.DataFrame,
    days: Days,
    crisis: Crisis,
    words: Wording,
) -> Picture:
    """Crossings by country: the largest as lines, the newest of each on the map.

    `judged` are all series as freshness.series gives them.
    """
    people = fleeing.everybody(newest, days.start, days.end)
    series = fleeing.cumulative(fleeing.by_country(people, crisis))
    latest = lateness.of_places(fleeing.newest_by_country(series), judged)
    drawn = lines.largest(series, words)
    chart = charts.Chart(words.say("axis.crossings"), marks=lines.marks(tables, words))
    return Picture(
        charts.lines(drawn, chart, words),
        f"{charts.in_words(drawn, words)} {lateness.places_in_words(latest, words)}".strip(),
        series,
        maps.flows(latest, crisis, words),
        _map_note(latest, tables["sources"], words),
        latest,
    )


def news(tables: Tables, judged: pd.DataFrame, days: Days, words: Wording) -> News:
    """What happened up to the last day, and which of the series judged are late."""
    return News(
        narration.updates(tables["updates"], days.end, words),
        lateness.in_words(freshness.late(judged), headlines.publishers(tables["sources"]), words),
    )


def _map_note(latest: pd.DataFrame, sources: pd.DataFrame, words: Wording) -> str:
    if latest.empty:
        return ""
    publisher = headlines.publishers(sources).get(str(latest["source_id"].iloc[0]), "")
    days = latest["reference_period_end"]
    note = words.say("map.note", source=publisher, days=words.span(days.min(), days.max()))
    return f"{note} {lateness.places_in_words(latest, words)}".strip()
