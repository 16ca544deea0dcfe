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

    Both are Markdown; `below` is blank when there is nothing to say.
    """

    drawn: Sequence[Line]
    chart: Chart
    below: str
    in_words: str
    words: Wording

    @cached_property
    def figure(self) -> go.Figure:
        """The interactive chart; the one on paper is analysis.printed.lines_svg."""
        return charts.lines(self.drawn, self.chart, self.words)

    def and_says(self, text: str) -> "Trend":
        """The same, with another sentence (or none) in its text alternative."""
        return replace(self, in_words=f"{self.in_words}\n\n{text}".strip())


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
    may_change = [plain(t) for t in provisional.in_words(series, rules, publishers, words)]
    fell = series[series[falls.COLUMN] != ""].sort_values(["location_iso3", "reference_period_end"])
    said = [plain(text) for text in fell[falls.COLUMN]]
    below = "\n\n".join([*may_change, *_listed(said, words)])
    every = [charts.in_words([*drawn, *chart.earlier], words), *may_change, *said]
    return Trend(drawn, chart, below, "\n\n".join(text for text in every if text), words)


def _listed(said: Sequence[str], words: Wording) -> list[str]:
    if not said:
        return []
    items = [f"- {one}" for one in said[:MOST_FALLS]]
    if len(said) > MOST_FALLS:
        items.append(f"- {words.say('fall.more', n=len(said) - MOST_FALLS)}")
    return [words.say("fall.title", n=len(said)), "\n".join(items)]
