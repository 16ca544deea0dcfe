"""Lines of counts over days, and bars, as pictures. The interactive ones are analysis.charts."""

import json
import math
from collections.abc import Sequence

import altair as alt
import pandas as pd

from analysis import charts, labels, traces
from analysis.charts import Chart
from analysis.printed.frame import EDGE, Caption, framed
from analysis.printed.vega import LETTER, MUTED, TEXT, svg_of
from analysis.traces import Line
from analysis.wording import Wording

# Of the light theme: .streamlit/config.toml
COLOURS = ("#0072BC", "#C2571A", "#7A4BA8", "#00806A", "#18375F")
PRINTED = dict(zip(charts.THEME_COLOURS, COLOURS, strict=True)) | {traces.FAINT: MUTED}
DASHES = {"solid": [], "dot": [2, 3], "dash": [6, 4], "dashdot": [6, 3, 2, 3]}
LETTER_WIDTH = 6.6
# In milliseconds
HOUR = 60 * 60 * 1000
BAR = 26
# How much is seen of a line as it was published before.
FAINT = 0.35


def lines_svg(
    drawn: Sequence[Line],
    chart: Chart,
    words: Wording,
    alternative: str,
    size: tuple[int, int] = (640, 320),
    caption: Caption | None = None,
) -> str:
    """Counts over days, as charts.lines draws them. `size` in pixels, without the caption."""
    width, height = size
    inner = width - 2 * EDGE if caption else width
    room = 12 + LETTER_WIDTH * max((len(line.label) for line in drawn), default=0)
    ends = [line for line in drawn if line.label and len(line.days)]
    every = [*drawn, *chart.earlier]
    across = {"x": _days(every, words)}
    axes = across | {"y": _values(every, chart, words)}
    both = [_strokes(chart.earlier, FAINT), _dots(chart.earlier, FAINT)]
    both += [_strokes(drawn), _dots(drawn)]
    made = alt.layer(
        *(one.encode(**across) for one in _shaded(drawn)),
        *(one.encode(**across) for one in _marks(chart)),
        *(one.encode(**axes) for one in both),
        _ends(ends, log=chart.log).encode(y=axes["y"]),
    ).properties(width=max(120, inner - room - 70), height=height - 60)
    svg = svg_of(made, words, alternative)
    return framed(svg, caption, width) if caption else svg


def bars_svg(
    names: Sequence[str],
    values: Sequence[float],
    says: Sequence[str],
    words: Wording,
    alternative: str,
    width: int = 640,
    caption: Caption | None = None,
) -> str:
    """Counts side by side, as charts.bars draws them, each with its count at its end."""
    inner = width - 2 * EDGE if caption else width
    told = zip(names, values, says, strict=True)
    rows = [{"name": name, "value": value, "said": said} for name, value, said in told]
    left = 24 + LETTER_WIDTH * max(map(len, names), default=0)
    right = 12 + LETTER_WIDTH * max(map(len, says), default=0)
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X("value:Q", axis=None),
        y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=400, labelColor=TEXT)),
    )
    made = alt.layer(
        base.mark_bar(color=COLOURS[0], height={"band": 0.7}),
        base.mark_text(align="left", dx=5, fontSize=LETTER, color=TEXT).encode(text="said:N"),
    ).properties(width=max(80, inner - left - right), height=BAR * max(1, len(rows)))
    svg = svg_of(made, words, alternative)
    return framed(svg, caption, width) if caption else svg


def _segments(line: Line) -> list[tuple[list[traces.Point], str]]:
    """The parts of a line that are drawn without a gap, each with its dashes."""
    parts: list[tuple[list[traces.Point], str]] = []
    before: traces.Point | None = None
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


def _strokes(drawn: Sequence[Line], opacity: float = 1) -> alt.Chart:
    """The lines, all in one: a drawing for each of their parts takes a second."""
    parts = [(line, points, dash) for line in drawn for points, dash in _segments(line)]
    values = [
        {
            "day": point.day,
            "value": point.value,
            "part": number,
            "colour": PRINTED[line.colour],
            "dash": DASHES.get(dash, []),
            "width": 1.2 if line.colour == traces.FAINT else 2,
        }
        for number, (line, points, dash) in enumerate(parts)
        for point in points
    ]
    return (
        alt.Chart(alt.Data(values=values))
        .mark_line(clip=True, opacity=opacity)
        .encode(
            detail="part:N",
            stroke=alt.Stroke("colour:N", scale=None),
            strokeDash=alt.StrokeDash("dash:N", scale=None),
            strokeWidth=alt.StrokeWidth("width:Q", scale=None),
        )
    )


def _dots(drawn: Sequence[Line], opacity: float = 1) -> alt.Chart:
    """A dot for a count without neighbours, a ring for a provisional one, a triangle at a fall."""
    values = []
    for line in drawn:
        lone = {part[0].day for part, _ in _segments(line) if len(part) == 1}
        for point in traces.with_gaps(line):
            is_dot = point.day in lone or line.dot > 4 or point.fell or point.provisional
            if point.value is not None and is_dot:
                colour = PRINTED[line.colour]
                values.append(
                    {
                        "day": point.day,
                        "value": point.value,
                        "stroke": colour,
                        "fill": "#FFFFFF" if point.provisional else colour,
                        "shape": "triangle-down" if point.fell else "circle",
                        "size": 70 if point.fell else 28,
                    }
                )
    dots = alt.Chart(alt.Data(values=values)).mark_point(strokeWidth=1.5, opacity=opacity)
    return dots.encode(
        stroke=alt.Stroke("stroke:N", scale=None),
        fill=alt.Fill("fill:N", scale=None),
        shape=alt.Shape("shape:N", scale=None),
        size=alt.Size("size:Q", scale=None),
    )


def _marks(chart: Chart) -> list[alt.Chart]:
    """Days on which something changed: a dotted line across, with what it was above."""
    if not chart.marks:
        return []
    values = [{"day": mark.day.isoformat(), "text": mark.text} for mark in chart.marks]
    base = alt.Chart(alt.Data(values=values))
    above = base.mark_text(align="right", dx=-4, dy=-6, color=MUTED, fontSize=LETTER - 1)
    rule = base.mark_rule(strokeDash=[2, 3], color=MUTED)
    return [rule, above.encode(y=alt.value(0), text="text:N")]


def _shaded(drawn: Sequence[Line]) -> list[alt.Chart]:
    """Provisional days, shaded; pictures have no hatching that stays legible when it is small."""
    spans = traces.provisional_spans(drawn)
    values = [{"day": one.isoformat(), "end": other.isoformat()} for one, other in spans]
    if not values:
        return []
    shade = alt.Chart(alt.Data(values=values)).mark_rect(color=MUTED, opacity=0.12, clip=True)
    return [shade.encode(x2="end:T", y=alt.value(0), y2=alt.value("height"))]


def _ends(ends: Sequence[Line], *, log: bool) -> alt.Chart:
    """Each line's name at the right edge, at the height where charts.lines writes it."""
    values = [
        {
            "value": 10**height if log else height,
            "label": line.label,
            "colour": PRINTED[line.colour],
        }
        for line, height in labels.heights(ends, log=log)
    ]
    names = alt.Chart(alt.Data(values=values)).mark_text(align="left", dx=6, fontSize=LETTER)
    return names.encode(
        x=alt.value("width"), text="label:N", color=alt.Color("colour:N", scale=None)
    )


def _days(drawn: Sequence[Line], words: Wording) -> alt.X:
    days = [day for line in drawn for day in line.days]
    if not days:
        return alt.X("day:T", title=None)
    first, last = min(days), max(days)
    ticks = charts.ticks(first, last)
    names = [words.tick(tick) for tick in ticks]
    said = " : ".join(
        f"toNumber(datum.value) == {_moment(tick)} ? {json.dumps(name)}"
        for tick, name in zip(ticks, names, strict=True)
    )
    domain = [_moment(first) - 18 * HOUR, _moment(last) + 6 * HOUR]
    axis = alt.Axis(
        values=[_moment(tick) for tick in ticks], labelExpr=f"{said} : ''", grid=False, title=None
    )
    return alt.X("day:T", axis=axis, scale=alt.Scale(domain=domain, type="utc", nice=False))


def _moment(day: pd.Timestamp) -> int:
    return int(day.timestamp() * 1000)


def _values(drawn: Sequence[Line], chart: Chart, words: Wording) -> alt.Y:
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
        titleY=-12,
        title=charts.value_title(chart, drawn, words).replace("<br>", " "),
        **ticks,
    )
    return alt.Y("value:Q", axis=axis, scale=scale)
