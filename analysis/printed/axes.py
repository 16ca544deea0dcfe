"""The axes of printed charts: days across, counts upwards, with names as interactive ones have."""

import json
import math
from collections.abc import Sequence

import pandas as pd

from analysis import charts
from analysis.charts import Chart
from analysis.printed.vega import Spec, number
from analysis.traces import Line
from analysis.wording import Wording

# In milliseconds
HOUR = 60 * 60 * 1000


def days(drawn: Sequence[Line], words: Wording) -> Spec:
    """The days of some lines, across: at most five are named."""
    across: Spec = {"field": "day", "type": "temporal", "title": None}
    every = [day for line in drawn for day in line.days]
    if not every:
        return across
    first, last = min(every), max(every)
    ticks = charts.ticks(first, last)
    names = [words.tick(tick) for tick in ticks]
    said = " : ".join(
        f"toNumber(datum.value) == {_moment(tick)} ? {json.dumps(name)}"
        for tick, name in zip(ticks, names, strict=True)
    )
    domain = [_moment(first) - 18 * HOUR, _moment(last) + 6 * HOUR]
    axis = {
        "values": [_moment(tick) for tick in ticks],
        "labelExpr": f"{said} : ''",
        "grid": False,
        "title": None,
    }
    return across | {"axis": axis, "scale": {"domain": domain, "type": "utc", "nice": False}}


def _moment(day: pd.Timestamp) -> int:
    return int(day.timestamp() * 1000)


def values(drawn: Sequence[Line], chart: Chart, words: Wording) -> Spec:
    """The counts of some lines, upwards: from 0, or in powers of ten."""
    every = [value for line in drawn for value in line.values]
    scale: Spec = {"zero": True}
    ticks: Spec = {"tickCount": 5}
    if chart.log and every:
        low, high = (max(value, 1) for value in (min(every), max(every)))
        powers = range(math.ceil(math.log10(low)), math.floor(math.log10(high)) + 1)
        scale = {"type": "log", "domain": [low, high]}
        ticks = {"values": [10**n for n in powers]}
    axis = {
        "format": ",~r",
        "titleAlign": "left",
        "titleAngle": 0,
        "titleAnchor": "end",
        "titleX": -60,
        "titleY": -12,
        "title": charts.value_title(chart, drawn, words).replace("<br>", " "),
        **ticks,
    }
    return {**number("value"), "axis": axis, "scale": scale}
