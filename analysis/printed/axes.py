"""The axes of pictures of counts over days."""

import json
import math
from collections.abc import Sequence

import altair as alt
import pandas as pd

from analysis import charts
from analysis.charts import Chart
from analysis.traces import Line
from analysis.wording import Wording

# In milliseconds
HOUR = 60 * 60 * 1000


def days_axis(drawn: Sequence[Line], words: Wording) -> alt.X:
    """At most five days, named in the reader's language."""
    days = [day for line in drawn for day in line.days]
    if not days:
        return alt.X("day:T", title=None)
    first, last = min(days), max(days)
    ticks = charts.ticks(first, last)
    names = [words.tick(tick) for tick in ticks]
    said = json.dumps({str(_moment(tick)): name for tick, name in zip(ticks, names, strict=True)})
    domain = [_moment(first) - 18 * HOUR, _moment(last) + 6 * HOUR]
    axis = alt.Axis(
        values=[_moment(tick) for tick in ticks],
        labelExpr=f"({said})[toNumber(datum.value)]",
        grid=False,
        title=None,
    )
    return alt.X("day:T", axis=axis, scale=alt.Scale(domain=domain, type="utc", nice=False))


def _moment(day: pd.Timestamp) -> int:
    return int(day.timestamp() * 1000)


def values_axis(drawn: Sequence[Line], chart: Chart, words: Wording, row: float) -> alt.Y:
    """The counts, in the reader's digits; what they count stands above them."""
    values = [value for line in drawn for value in line.values]
    scale, ticks = alt.Scale(zero=True), {"tickCount": 5}
    if chart.log and values:
        low, high = (max(value, 1) for value in (min(values), max(values)))
        powers = range(math.ceil(math.log10(low)), math.floor(math.log10(high)) + 1)
        scale, ticks = (
            alt.Scale(type="log", domain=[low, high]),
            {"values": [10**n for n in powers]},
        )
    axis = alt.Axis(
        format=",~r",
        titleAlign="left",
        titleAngle=0,
        titleAnchor="end",
        titleX=-60,
        titleY=-6 - row,
        title=charts.value_title(chart, drawn, words).replace("<br>", " "),
        **ticks,
    )
    return alt.Y("value:Q", axis=axis, scale=scale)
