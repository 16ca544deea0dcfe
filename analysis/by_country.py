"""People fleeing on a chart: the countries that a reader chose, or all of them together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from analysis import (
    adding,
    charts,
    counts,
    falls,
    fleeing,
    ghosts,
    lateness,
    lines,
    provisional,
    trends,
    view,
)
from analysis.ghosts import Past
from analysis.leading import Leads
from analysis.shown import Shown
from analysis.traces import Line
from analysis.trends import Trend
from analysis.wording import Wording
from ledger import populations

Tables = dict[str, pd.DataFrame]
# Among places, all countries together.
TOGETHER = ""
DRAWN = "drawn"


@dataclass(frozen=True)
class Asked:
    """What a reader chose to see, see view.CHOICES; no countries stand for all."""

    countries: tuple[str, ...] = ()
    measure: str = "cumulative"
    scale: str = "linear"
    rate: str = "count"
    revisions: str = "none"

    @property
    def is_rate(self) -> bool:
        """Whether counts are shown for each 1,000 inhabitants."""
        return self.rate == "per_1000"

    @property
    def earlier(self) -> str:
        """What is said of earlier values: that they are `drawn`, or why not; blank if unasked."""
        if self.revisions != "shown":
            return ""
        if self.is_rate:
            return "not_of_rates"
        return DRAWN if len(self.countries) <= ghosts.MOST_LINES else "of_few_lines"

    @property
    def is_together(self) -> bool:
        """Whether all countries are one line, so that its earlier values have room."""
        return self.earlier == DRAWN and not self.countries


@dataclass(frozen=True)
class ByCountry:
    """A chart (None when there is nothing to draw) and what belongs to it.

    `behind` are the counts of the table behind it, `silent` those chosen who report nothing, and
    `notes` what stands under it, in words.
    """

    trend: Trend | None
    behind: pd.DataFrame
    silent: Sequence[str]
    notes: Sequence[str]


def picture(
    tables: Tables,
    people: pd.DataFrame,
    past: Past | None,
    judged: pd.DataFrame,
    order: Leads,
    asked: Asked,
    rules: pd.DataFrame,
    words: Wording,
) -> ByCountry:
    """The chart of the newest counts in `people`, see fleeing.everybody.

    `past` holds their earlier values if these are asked for, `judged` is from freshness.series,
    `rules` from provisional.measured.
    """
    of_countries = fleeing.by_country(people, order)
    reported = fleeing.newest_by_country(fleeing.cumulative(of_countries))["location_iso3"]
    places = _places(list(reported.astype(str)), asked)
    series = provisional.marked(_series(people, of_countries, order, asked), rules)
    shown = falls.marked(_of(series, places), tables["counts"], tables["breaks"], words)
    if past and not asked.is_rate:
        shown = ghosts.told(shown, past, words)
    rated = adding.per_thousand(shown, populations.read()) if asked.is_rate else shown
    drawn = lines.of_places(rated, places, tables["breaks"], words, rate=asked.is_rate)
    if asked.is_together:
        drawn = [replace(line, label="") for line in drawn]  # the title says what the line is
    earlier = _earlier(drawn, shown, places, past, words) if past and asked.earlier == DRAWN else {}
    chart = charts.Chart(
        words.say("axis.per_1000") if asked.is_rate else lines.axis(series, words),
        asked.scale == "log",
        lines.marks(shown, tables["breaks"], words),
        [line for of_day in earlier.values() for line in of_day],
    )
    trend = trends.trend(drawn, shown, chart, tables["sources"], rules, words)
    late = lateness.of_places(fleeing.newest_by_country(shown), judged)
    notes = [lateness.places_in_words(late, words), _said(earlier, asked, past, words)]
    behind = _of(series, list(asked.countries)) if asked.countries else series
    return ByCountry(
        trend.and_says(" ".join(filter(None, notes))) if drawn else None,
        fleeing.with_rates(behind) if asked.is_rate else behind,
        [place for place in asked.countries if place not in set(rated["location_iso3"])],
        [note for note in (*notes, _largest(places, len(reported), asked, words)) if note],
    )


def asked_of(shown: Shown) -> Asked:
    """What a view asks to see of countries."""
    names = ("measure", "scale", "rate", "revisions")
    chosen = (shown.asked.get(name, view.CHOICES[name][0]) for name in names)
    return Asked(view.codes(shown.asked.get("country", "")), *chosen)


def rows(people: pd.DataFrame, order: Leads, asked: Asked) -> pd.DataFrame:
    """The counts of the table behind the chart; `how` says which were added up."""
    series = _series(people, fleeing.by_country(people, order), order, asked)
    return _of(series, list(asked.countries)) if asked.countries else series


def _series(
    people: pd.DataFrame, of_countries: pd.DataFrame, order: Leads, asked: Asked
) -> pd.DataFrame:
    if asked.is_together:
        return fleeing.together(people, order, asked.measure)
    return (fleeing.daily if asked.measure == "daily" else fleeing.cumulative)(of_countries)


def _places(reported: list[str], asked: Asked) -> list[str]:
    """The places that are drawn, as many as fit: see lines.MOST_LINES."""
    if asked.is_together:
        return [TOGETHER]
    return list(asked.countries) or reported[: lines.MOST_LINES]


def _of(series: pd.DataFrame, places: list[str]) -> pd.DataFrame:
    return series if places == [TOGETHER] else series[series["location_iso3"].isin(places)]


def _earlier(
    drawn: Sequence[Line], shown: pd.DataFrame, places: list[str], past: Past, words: Wording
) -> dict[date, list[Line]]:
    """Earlier values of what was published; what is added up here was never published."""
    published = counts.only(shown, how=fleeing.PUBLISHED)
    of_names = {words.countries(place): place or None for place in places}
    pairs = [
        (line, counts.only(published, location_iso3=of_names[line.name]))
        for line in drawn
        if line.name in of_names
    ]
    return ghosts.behind(pairs, past, words)


def _said(
    earlier: Mapping[date, list[Line]], asked: Asked, past: Past | None, words: Wording
) -> str:
    """Which earlier values are drawn, or why none are; blank when nobody asked for them."""
    if past is None or asked.earlier != DRAWN:
        n = ghosts.MOST_LINES
        return words.say(f"ghost.{asked.earlier}", n=n) if asked.earlier else ""
    return ghosts.in_words(earlier, past, words)


def _largest(places: list[str], n: int, asked: Asked, words: Wording) -> str:
    if asked.countries or asked.is_together or n <= len(places):
        return ""
    return words.say("people_fleeing.largest", n=len(places), all=n)
