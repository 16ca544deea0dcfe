"""What is written into a line chart: names at the ends of lines, days at those of earlier ones."""

import math
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from analysis.traces import FAINT, Line

LABEL_GAP = 0.065
LETTER = 7
# How much of the width of a chart a day takes that is written into it, and how far above or below
# the end of its line it may stand, in gaps between two names.
ROOM_ACROSS = 0.1
SHIFTS = (0, 1, -1, 2, -2)


def write_ends(figure: go.Figure, labelled: Sequence[Line], log: bool) -> None:
    """Write each line's name at its end, moved apart where two ends are close."""
    if not labelled:
        return
    for line, height in heights(labelled, log=log):
        figure.add_annotation(
            x=1,
            xref="paper",
            y=height,
            text=line.label,
            showarrow=False,
            xanchor="left",
            xshift=4,
            font={"color": line.colour},
        )
    # Beside the drawing, so that a phone has room for them too.
    figure.update_layout(margin_r=12 + LETTER * max(len(line.label) for line in labelled))


def heights(labelled: Sequence[Line], *, log: bool) -> list[tuple[Line, float]]:
    """Where along the axis each line's name stands, the lowest first, moved apart where close.

    On a logarithmic axis a height is the logarithm of the count.
    """
    if not labelled:
        return []
    ends = {id(line): _height(line.values[-1], log) for line in labelled}
    drawn = [_height(value, log) for line in labelled for value in line.values]
    gap = LABEL_GAP * ((max(drawn) - (min(drawn) if log else 0)) or 1)
    lowest = -math.inf
    placed = []
    for line in sorted(labelled, key=lambda line: ends[id(line)]):
        lowest = max(ends[id(line)], lowest + gap)
        placed.append((line, lowest))
    return placed


def write_earlier(
    figure: go.Figure, drawn: Sequence[Line], earlier: Sequence[Line], log: bool
) -> None:
    """Write its day beside the end of each earlier line, where there is room."""
    for line, height in heights_of_earlier(drawn, earlier, log=log):
        _write_at_end(figure, line, height)


def heights_of_earlier(
    drawn: Sequence[Line], earlier: Sequence[Line], *, log: bool
) -> list[tuple[Line, float]]:
    """Where along the axis the day of each earlier line stands that has room beside its end.

    On a logarithmic axis a height is the logarithm of the count. The chart reaches over the days
    of all lines, those `drawn` before them included.
    """
    every = [*drawn, *earlier]
    days = [day for line in every for day in line.days]
    heights = [_height(value, log) for line in every for value in line.values]
    high = (max(heights) - min(heights)) or 1 if heights else 1

    def at(day: pd.Timestamp, value: float) -> tuple[float, float]:
        across = (day - min(days)).days / max((max(days) - min(days)).days, 1)
        return across, (_height(value, log) - min(heights)) / high

    placed = []
    taken = [at(*point) for line in drawn for point in zip(line.days, line.values, strict=True)]
    for line in earlier:
        across, up = at(line.days[-1], line.values[-1])
        free = [shift for shift in SHIFTS if _is_free(across, up + shift * LABEL_GAP, taken)]
        if free:
            taken.append((across + ROOM_ACROSS / 2, up + free[0] * LABEL_GAP))
            placed.append((line, _height(line.values[-1], log) + free[0] * LABEL_GAP * high))
    return placed


def _is_free(across: float, up: float, taken: Sequence[tuple[float, float]]) -> bool:
    """Whether a day can be written on the right of a place; all are parts of the whole chart."""
    inside = 0 <= up <= 1 and across <= 1 - ROOM_ACROSS
    return inside and not any(
        0 < x - across < ROOM_ACROSS and abs(y - up) < LABEL_GAP * 0.7 for x, y in taken
    )


def _write_at_end(figure: go.Figure, line: Line, height: float) -> None:
    figure.add_annotation(
        x=line.days[-1].isoformat(),
        y=height,
        text=line.label,
        showarrow=False,
        xanchor="left",
        xshift=5,
        font={"color": FAINT, "size": 11},
    )


def _height(value: float, log: bool) -> float:
    return math.log10(max(value, 1)) if log else value
