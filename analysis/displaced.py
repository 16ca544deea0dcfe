"""People displaced inside the country: rounds of each source, and where people stay."""

from dataclasses import dataclass, replace

import pandas as pd

from analysis import breaks as method_breaks
from analysis import (
    charts,
    counts,
    disagreements,
    falls,
    ghosts,
    leading,
    lines,
    narration,
    provisional,
    trends,
)
from analysis.ghosts import Past
from analysis.leading import Leads
from analysis.rows import as_rows
from analysis.traces import Line
from analysis.trends import Trend
from analysis.wording import Wording
from ledger.crisis import Crisis

KIND = "idps"
Tables = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Rounds:
    """The chart of all rounds, which earlier values it draws, and what separates its counts."""

    trend: Trend
    earlier: str
    breaks: list[str]


def reported(table: pd.DataFrame, crisis: Crisis) -> pd.DataFrame:
    """Counts of people displaced inside the country of the crisis, of all sources."""
    return counts.only(table, population_type=KIND, location_iso3=crisis.origin_iso3)


def rounds(reported: pd.DataFrame) -> pd.DataFrame:
    """Counts of the whole country: how many were displaced on the last day of each round."""
    return counts.not_broken_down(counts.only(reported, measure="stock"))


def by_region(reported: pd.DataFrame, order: Leads) -> pd.DataFrame:
    """The newest round's counts of parts of the country, of the source that leads, largest first.

    Of people in the places that the source itself names, or in districts when it names none.
    """
    stocks = counts.only(reported, measure="stock", nationality_iso3=None, sex=None, age_range=None)
    parts = stocks[stocks["place_as_reported"].notna() | stocks["admin1_code"].notna()]
    of_source = leading.of_one(parts, order, KIND)
    newest = of_source["reference_period_end"] == of_source["reference_period_end"].max()
    return of_source[newest].sort_values("count", ascending=False)


def picture(
    tables: Tables,
    series: pd.DataFrame,
    past: Past | None,
    order: Leads,
    rules: pd.DataFrame,
    words: Wording,
) -> Rounds:
    """Every count of `rounds` as a dot. Two sources are two colours; no line joins two rounds.

    `past` holds their earlier values if these are asked for; `rules` is from provisional.measured.
    """
    shown = provisional.marked(series, rules)
    shown = falls.marked(shown, tables["counts"], tables["breaks"], words)
    shown = ghosts.told(shown, past, words) if past else shown
    drawn = _drawn(shown, order, tables, words)
    earlier = ghosts.behind(drawn, past, words) if past else {}
    chart = charts.Chart(
        lines.axis(series, words),
        marks=lines.marks(series, tables["breaks"], words),
        earlier=[line for of_day in earlier.values() for line in of_day],
    )
    each = [line for line, _ in drawn]
    said = ghosts.in_words(earlier, past, words) if past else ""
    trend = trends.trend(each, shown, chart, tables["sources"], rules, words)
    about = method_breaks.about(series, tables["breaks"])
    return Rounds(trend.and_says(said), said, narration.breaks_in_words({"breaks": about}, words))


def bars(parts: pd.DataFrame, words: Wording) -> tuple[list[str], list[str], list[str]]:
    """Names, and counts short and in words, of parts of the country side by side."""
    rows = as_rows(parts)
    each = names(parts)
    says = [words.count(row["count"], row["qualifier"]) for row in rows]
    in_words = [words.count_in_words(row["count"], row["qualifier"]) for row in rows]
    return each, says, in_words


def names(parts: pd.DataFrame) -> list[str]:
    """What parts of the country are called: as their source names them."""
    return [row["place_as_reported"] or row["admin1_code"] for row in as_rows(parts)]


def _drawn(
    shown: pd.DataFrame, order: Leads, tables: Tables, words: Wording
) -> list[tuple[Line, pd.DataFrame]]:
    """A line of dots for each source with its counts, the one that leads first."""
    named = disagreements.names(tables)
    sources = order.ranked(shown["source_id"].astype(str), KIND)[: lines.MOST_LINES]
    drawn = []
    for source, colour in zip(sources, charts.THEME_COLOURS, strict=False):
        publisher, title = named.get(source, (source, source))
        of_source = counts.only(shown, source_id=source).sort_values("reference_period_end")
        line = lines.dots(of_source, title, tables["breaks"], words)
        drawn.append((replace(line, colour=colour, label=publisher), of_source))
    return drawn
