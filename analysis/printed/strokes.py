"""What a printed line is made of: strokes without gaps, dots, rings."""

from collections.abc import Iterable, Sequence
from typing import Any

import altair as alt

from analysis import charts, traces
from analysis.printed.vega import COLOURS, MUTED, PAPER, rows_of
from analysis.traces import Line, Point

PRINTED = dict(zip(charts.THEME_COLOURS, COLOURS, strict=True)) | {traces.FAINT: MUTED}
DASHES = {"solid": [], "dot": [2, 3], "dash": [6, 4], "dashdot": [6, 3, 2, 3]}


def strokes(drawn: Sequence[Line], width: float = 2, opacity: float = 1) -> alt.Chart:
    """The lines, all in one: a drawing for each of their parts takes a second."""
    parts = [(line, points, dash) for line in drawn for points, dash in segments(line)]
    values = [
        {
            "day": point.day,
            "value": point.value,
            "part": number,
            "colour": PRINTED[line.colour],
            "dash": DASHES.get(dash, []),
        }
        for number, (line, points, dash) in enumerate(parts)
        for point in points
    ]
    return (
        alt.Chart(rows_of(values))
        .mark_line(clip=True, strokeWidth=width, opacity=opacity)
        .encode(
            detail=alt.Detail("part:N"),
            stroke=alt.Stroke("colour:N", scale=None),
            strokeDash=alt.StrokeDash("dash:N", scale=None),
        )
    )


def dots(drawn: Sequence[Line]) -> alt.Chart:
    """A dot for a count without neighbours, a ring for a provisional one, a triangle at a fall."""
    values = []
    for line in drawn:
        lone = {part[0].day for part, _ in segments(line) if len(part) == 1}
        for point in traces.with_gaps(line):
            is_dot = point.day in lone or line.dot > 4 or point.fell or point.provisional
            if point.value is not None and is_dot:
                values.append(_dot(point, line, PAPER if point.provisional else ""))
    return _points(values, 1)


def rings(earlier: Sequence[Line]) -> alt.Chart:
    """A faint ring at every count that is another one today."""
    return _points(
        (
            _dot(point, line, "transparent")
            for line in earlier
            for point in traces.with_gaps(line)
            if point.revised
        ),
        0.6,
    )


def _dot(point: Point, line: Line, fill: str) -> dict[str, Any]:
    colour = PRINTED[line.colour]
    return {
        "day": point.day,
        "value": point.value,
        "stroke": colour,
        "fill": fill or colour,
        "shape": "triangle-down" if point.fell else "circle",
        "size": 70 if point.fell else 28,
    }


def _points(values: Iterable[dict[str, Any]], opacity: float) -> alt.Chart:
    points = alt.Chart(rows_of(values)).mark_point(strokeWidth=1.5, opacity=opacity)
    return points.encode(
        stroke=alt.Stroke("stroke:N", scale=None),
        fill=alt.Fill("fill:N", scale=None),
        shape=alt.Shape("shape:N", scale=None),
        size=alt.Size("size:Q", scale=None),
    )


def segments(line: Line) -> list[tuple[list[Point], str]]:
    """The parts of a line that are drawn without a gap, each with its dashes."""
    parts: list[tuple[list[Point], str]] = []
    before: Point | None = None
    for point in traces.with_gaps(line):
        if point.value is None:
            before = None
            continue
        may_change = point.provisional or (before is not None and before.provisional)
        dash = traces.PROVISIONAL_DASH.get(line.dash, line.dash) if may_change else line.dash
        if before is None:
            parts.append(([point], dash))
        elif parts[-1][1] == dash or len(parts[-1][0]) == 1:
            parts[-1] = ([*parts[-1][0], point], dash)
        else:
            parts.append(([before, point], dash))
        before = point
    return parts
