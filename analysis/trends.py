"""A chart of counts over days with what is said of it: under it, and in its text alternative."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd
import plotly.graph_objects as go

from analysis import charts, falls, headlines, provisional
from analysis.charts import Chart
from analysis.traces import Line
from analysis.wording import Wording, plain

MOST_FALLS = 8


@dataclass(frozen=True)
class Trend:
    """What a chart is drawn from, what stands under it, and all of it in words.

    Both are Markdown; `below` is blank when there is nothing to say. `series` are its counts,
    `notes` what stands under it as plain text.
    """

    drawn: Sequence[Line]
    chart: Chart
    below: str
    in_words: str
    words: Wording
    series: pd.DataFrame
    notes: Sequence[str] = ()

    @cached_property
    def figure(self) -> go.Figure:
        """The interactive chart; the one on paper is analysis.printed.lines_svg."""
        return charts.lines(self.drawn, self.chart, self.words)

    def and_says(self, text: str) -> "Trend":
        """The same, with another sentence (or none) in its text alternative."""
        in_words = f"{self.in_words}\n\n{text}".strip()
        return replace(self, in_words=in_words, notes=[*self.notes, text])


def trend(
    drawn: Sequence[Line],
    series: pd.DataFrame,
    chart: Chart,
    sources: pd.DataFrame,
    rules: pd.DataFrame,
    words: Wording,
) -> Trend:
    """Lines of the counts in `series`, their falls marked and their provisional days hatched.

    `series` is as provisional.marked and falls.marked leave it, `rules` from provisional.measured.
    """
    publishers = headlines.publishers(sources)
    may_change = provisional.in_words(series, rules, publishers, words)
    fell = series[series[falls.COLUMN] != ""].sort_values(["location_iso3", "reference_period_end"])
    said = [*may_change, *fell[falls.COLUMN]]
    title, items = _listed(list(fell[falls.COLUMN]), words)
    listed = "\n".join(f"- {plain(one)}" for one in items)
    below = [*map(plain, may_change), title, listed]
    every = [charts.in_words([*drawn, *chart.earlier], words), *map(plain, said)]
    return Trend(
        drawn,
        chart,
        "\n\n".join(text for text in below if text),
        "\n\n".join(text for text in every if text),
        words,
        series,
        [*may_change, title, *items],
    )


def _listed(said: Sequence[str], words: Wording) -> tuple[str, list[str]]:
    """The falls, the first of them where there are many, under what they are."""
    if not said:
        return "", []
    items = list(said[:MOST_FALLS])
    if len(said) > MOST_FALLS:
        items.append(words.say("fall.more", n=len(said) - MOST_FALLS))
    return words.say("fall.title", n=len(said)), items
