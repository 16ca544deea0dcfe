"""The traces of a line chart: lines with their gaps and cuts, provisional days, marks of falls.

Colours are Streamlit's stand-ins (`#000001` ...), which the page turns into the colours of the
theme the reader sees, light or dark.
"""

import html
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import pandas as pd
import plotly.graph_objects as go

FAINT = "#000037"
HALF_A_DAY = pd.Timedelta(hours=12)
# A provisional part is dashed; where it was also added up, as all such parts are dotted, both.
PROVISIONAL_DASH = {"solid": "dash", "dot": "dashdot"}
RING, TRIANGLE = 7, 11
MOST_LETTERS = 48


@dataclass(frozen=True)
class Line:
    """One line: days with a count, others are gaps. `says` is each count and its day in words.

    `label` is written at its end. `cuts` says of each day whether the line to it is cut,
    `provisional` whether its count is; `falls` has, for a count that is lower than it can be, what
    is known of the reason; `revisions` what a count was before, one line of text for each.
    """

    name: str
    days: Sequence[pd.Timestamp]
    values: Sequence[float]
    says: Sequence[str]
    qualifiers: Sequence[str]
    colour: str = FAINT
    dash: str = "solid"
    label: str = ""
    dot: int = 3
    cuts: Sequence[bool] = ()
    provisional: Sequence[bool] = ()
    falls: Sequence[str] = ()
    revisions: Sequence[str] = ()


@dataclass(frozen=True)
class Point:
    """What is drawn at a day: a count, or with no value a gap. `said` is what it says as HTML."""

    day: str
    value: float | None
    said: str = ""
    provisional: bool = False
    fell: bool = False
    revised: bool = False


def of_line(line: Line) -> list[go.Scatter]:
    """A line as one trace, and as a second, dashed one where its counts are provisional."""
    points = with_gaps(line)
    near = [False, *(point.provisional for point in points), False]
    # The dashes begin at the last count that is settled, and end at the next one.
    dashed = [any(near[at : at + 3]) for at in range(len(points))]
    parts = (
        ([not point.provisional for point in points], line.dash),
        (dashed, PROVISIONAL_DASH.get(line.dash, line.dash)),
    )
    return [
        _trace(line, points, drawn, dash)
        for drawn, dash in parts
        if any(keep and point.value is not None for keep, point in zip(drawn, points, strict=True))
    ]


def earlier(line: Line) -> go.Scatter:
    """A line as it was published before: thin and faint, a ring where a count was another one."""
    points = with_gaps(line)
    return go.Scatter(
        x=[point.day for point in points],
        y=[point.value for point in points],
        name=line.name,
        customdata=[point.said for point in points],
        mode="lines+markers",
        opacity=0.6,
        marker={
            "size": [line.dot + 3 if point.revised else 0 for point in points],
            "color": line.colour,
            "symbol": "circle-open",
        },
        line={"color": line.colour, "width": 1},
        hovertemplate=f"<b>{line.name}</b> %{{customdata}}<extra></extra>",
    )


def with_gaps(line: Line) -> list[Point]:
    """The line's days in order, with a blank wherever it does not go on from one to the next."""
    n = len(line.days)
    cuts, provisional = line.cuts or [False] * n, line.provisional or [False] * n
    falls, revisions = line.falls or [""] * n, line.revisions or [""] * n
    points: list[Point] = []
    before = None
    told = zip(line.days, line.values, line.says, cuts, provisional, falls, revisions, strict=True)
    for day, value, said, cut, may_change, fall, was in told:
        if before is not None and (cut or (day - before).days > 1):
            points.append(Point((before + HALF_A_DAY).isoformat(), None))
        text = "<br>".join([said, *_in_lines(fall), *_in_lines(was)])
        marked = (may_change, bool(fall), bool(was))
        points.append(Point(day.strftime("%Y-%m-%d"), value, text, *marked))
        before = day
    return points


def provisional_spans(drawn: Sequence[Line]) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """The days, half a day wider on both sides, over which counts of the lines are provisional."""
    runs = []
    for line in drawn:
        told = zip(line.days, line.provisional, strict=True) if line.provisional else ()
        for may_change, run in groupby(told, key=lambda one: one[1]):
            days = [day for day, _ in run]
            runs += [(days[0] - HALF_A_DAY, days[-1] + HALF_A_DAY)] if may_change else []
    spans: list[tuple[pd.Timestamp, pd.Timestamp]] = []
    for start, end in sorted(runs):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def hatched(spans: Sequence[tuple[pd.Timestamp, pd.Timestamp]]) -> go.Scatter:
    """Hatching over spans of days, from the bottom of the chart to its top (on its axis `y2`)."""
    days: list[str | None] = []
    heights: list[float | None] = []
    for start, end in spans:
        days += [*(day.isoformat() for day in (start, start, end, end, start)), None]
        heights += [0, 1, 1, 0, 0, None]
    return go.Scatter(
        x=days,
        y=heights,
        yaxis="y2",
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillpattern={
            "shape": "/",
            "size": 7,
            "solidity": 0.16,
            "fgcolor": FAINT,
            "fgopacity": 0.45,
            "bgcolor": "rgba(0,0,0,0)",
        },
        hoverinfo="skip",
    )


def _trace(line: Line, points: Sequence[Point], drawn: Sequence[bool], dash: str) -> go.Scatter:
    kept = list(zip(points, drawn, strict=True))
    return go.Scatter(
        x=[point.day for point in points],
        y=[point.value if keep else None for point, keep in kept],
        name=line.name,
        customdata=[point.said if keep else "" for point, keep in kept],
        mode="lines+markers",
        marker={
            "size": [max(line.dot, _size(point)) for point in points],
            "color": line.colour,
            "symbol": [_symbol(point) for point in points],
        },
        line={"color": line.colour, "width": 2, "dash": dash},
        hovertemplate=f"<b>{line.name}</b> %{{customdata}}<extra></extra>",
    )


def _size(point: Point) -> int:
    return TRIANGLE if point.fell else RING if point.provisional else 0


def _symbol(point: Point) -> str:
    """A triangle that points down at a fall, a ring at a provisional count."""
    shape = "triangle-down" if point.fell else "circle"
    return f"{shape}-open" if point.provisional else shape


def _in_lines(text: str) -> list[str]:
    """A longer text in short lines. What a file says in it is shown as written, never as markup."""
    told = text.split("\n") if text else []
    return [html.escape(line) for one in told for line in textwrap.wrap(one, MOST_LETTERS)]
