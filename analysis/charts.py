"""Charts of counts over time and by place, as Plotly figures, with what they say in words.

Colours are Streamlit's stand-ins (`#000001` ...), which the page turns into the colours of the
theme the reader sees, light or dark.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go

from analysis import labels, traces
from analysis.traces import FAINT, Line
from analysis.wording import Wording

THEME_COLOURS = ("#000001", "#000002", "#000003", "#000004", "#000005")
HEIGHT = 420
# The room above a chart for what is written there, and the height of a row of it.
TOP, ROW = 28, 16
CONFIG = {"displaylogo": False, "responsive": True, "displayModeBar": False}


@dataclass(frozen=True)
class Mark:
    """A day on which something changed, drawn across the chart."""

    day: date
    text: str


@dataclass(frozen=True)
class Chart:
    """What a line chart shows beside its lines; `earlier`, behind them, as they were published."""

    value_title: str
    log: bool = False
    marks: Sequence[Mark] = field(default_factory=tuple)
    earlier: Sequence[Line] = field(default_factory=tuple)


def lines(drawn: Sequence[Line], chart: Chart, words: Wording) -> go.Figure:
    """Counts over days. A day without a count is a gap; a lone count is a dot.

    Lines are cut where a way of counting changed; provisional days are hatched, falls marked.
    """
    behind = [traces.earlier(line) for line in chart.earlier]
    figure = go.Figure([*behind, *(trace for line in drawn for trace in traces.of_line(line))])
    _lay_out(figure, chart, words, [*drawn, *chart.earlier])
    for mark in chart.marks:
        figure.add_vline(x=mark.day.isoformat(), line={"color": FAINT, "dash": "dot", "width": 1.5})
        _write_above(figure, mark.day.isoformat(), mark.text, side(mark.day, drawn))
    if spans := traces.provisional_spans(drawn):
        _hatch(figure, spans, words)
    labels.write_ends(figure, [line for line in drawn if line.label and len(line.days)], chart.log)
    labels.write_earlier(figure, drawn, chart.earlier, chart.log)
    return figure


def bars(
    names: Sequence[str], values: Sequence[float], says: Sequence[str], in_words: Sequence[str]
) -> go.Figure:
    """Counts side by side, the largest on top, each with its count at its end, short.

    Pointed at, it says the count `in_words`.
    """
    figure = go.Figure(
        go.Bar(
            x=list(values),
            y=list(names),
            orientation="h",
            text=list(says),
            customdata=list(in_words),
            textposition="outside",
            cliponaxis=False,
            marker_color=THEME_COLOURS[0],
            hovertemplate="%{y}: %{customdata}<extra></extra>",
        )
    )
    figure.update_layout(
        height=60 + 34 * len(names),
        margin={"l": 0, "r": 70, "t": 8, "b": 8},
        showlegend=False,
        dragmode=False,
    )
    figure.update_yaxes(autorange="reversed", title=None, ticklabelstandoff=8, fixedrange=True)
    figure.update_xaxes(visible=False, fixedrange=True, rangemode="tozero")
    return figure


def in_words(drawn: Sequence[Line], words: Wording) -> str:
    """The text alternative of a line chart: each line's first and last count."""
    sentences = [
        words.say(
            "chart.line_in_words",
            name=line.name,
            first=line.says[0],
            last=line.says[-1],
        )
        for line in drawn
        if len(line.days)
    ]
    return " ".join(sentences)


def side(day: date, drawn: Sequence[Line]) -> str:
    """Where beside its mark a text has room: on the left of one in the right half."""
    days = [day for line in drawn for day in line.days]
    late = days and pd.Timestamp(day) > min(days) + (max(days) - min(days)) / 2
    return "right" if late else "left"


def _write_above(figure: go.Figure, day: str, text: str, anchor: str, shift: int = 0) -> None:
    figure.add_annotation(
        x=day,
        y=1,
        yref="paper",
        text=text,
        showarrow=False,
        xanchor=anchor,
        yanchor="bottom",
        yshift=shift,
        font={"color": FAINT, "size": 12},
    )


def _hatch(
    figure: go.Figure, spans: Sequence[tuple[pd.Timestamp, pd.Timestamp]], words: Wording
) -> None:
    """Hatch the provisional days, on an axis of their own that reaches over the whole height."""
    figure.add_trace(traces.hatched(spans))
    figure.update_layout(
        margin_t=TOP + ROW,
        yaxis2={"overlaying": "y", "range": [0, 1], "visible": False, "fixedrange": True},
    )
    for _, end in spans:
        # A row above the marks, which may stand at the same days.
        _write_above(figure, end.isoformat(), words.name("status", "provisional"), "right", ROW)


def value_title(chart: Chart, drawn: Sequence[Line], words: Wording) -> str:
    """What the axis counts, and how certain it is where not every count is exact."""
    said = words.qualifiers_among(one for line in drawn for one in line.qualifiers)
    return f"{chart.value_title}<br>({said})" if said else chart.value_title


def _lay_out(figure: go.Figure, chart: Chart, words: Wording, drawn: Sequence[Line]) -> None:
    days = [day for line in drawn for day in line.days]
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 0, "r": 8, "t": TOP, "b": 0},
        showlegend=False,
        hovermode="closest",
        dragmode=False,
        separators=_separators(words),
    )
    figure.update_yaxes(
        title=value_title(chart, drawn, words),
        type="log" if chart.log else "linear",
        fixedrange=True,
        rangemode="normal" if chart.log else "tozero",
        tickformat=",~r" if chart.log else ",",
        dtick=1 if chart.log else None,
        automargin=True,
    )
    figure.update_xaxes(title=None, type="date", fixedrange=True)
    if not days:
        return
    first, last = min(days), max(days)
    days_named = ticks(first, last)
    figure.update_xaxes(
        tickvals=[tick.strftime("%Y-%m-%d") for tick in days_named],
        ticktext=[words.tick(tick) for tick in days_named],
        range=[
            (first - pd.Timedelta(hours=18)).isoformat(),
            (last + max((last - first) * 0.02, pd.Timedelta(hours=6))).isoformat(),
        ],
    )


def ticks(first: pd.Timestamp, last: pd.Timestamp) -> list[pd.Timestamp]:
    """At most five days, evenly spread from the first to the last."""
    span = (last - first).days
    step = max(1, math.ceil(span / 4))
    return list(pd.date_range(first, periods=span // step + 1, freq=timedelta(days=step)))


def _separators(words: Wording) -> str:
    symbols = words.locale.number_symbols["latn"]
    return symbols["decimal"] + symbols["group"]
