"""Updates marked on a chart: which ones, if any, the reader chose."""

from collections.abc import Sequence

from analysis import updates
from analysis.trends import Trend
from analysis.view import Days
from analysis.wording import Wording
from ui import data, link


def choose(words: Wording, days: Days) -> Sequence[str]:
    """The updates to mark, of those of some days; none unless the reader wants some."""
    names = updates.named(updates.within(data.tables()["updates"], days), words)
    if not names:
        return []
    return link.several(words, "events", list(names), lambda code: names[code], "choose.none")


def on_chart(words: Wording, made: Trend, codes: Sequence[str]) -> Trend:
    """The chart with these updates marked."""
    return updates.on_chart(made, data.tables()["updates"], codes, words)
