"""Lines of counts over days as a picture. The interactive ones are analysis.charts.lines."""

from collections.abc import Sequence

import altair as alt

from analysis import charts, labels, traces
from analysis.charts import Chart
from analysis.printed.axes import days_axis, values_axis
from analysis.printed.frame import EDGE, Caption, framed
from analysis.printed.vega import COLOURS, LETTER, LETTER_WIDTH, MUTED, rows_of, svg_of
from analysis.traces import Line
from analysis.wording import Wording

PRINTED = dict(zip(charts.THEME_COLOURS, COLOURS, strict=True)) | {traces.FAINT: MUTED}
DASHES = {"solid": [], "dot": [2, 3], "dash": [6, 4], "dashdot": [6, 3, 2, 3]}
# Rows of small letters above the drawing: marks stand in the first, the others higher.
ROW = 15


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
    across = {"x": days_axis(every, words)}
    axes = across | {"y": values_axis(every, chart, words, ROW)}
    made = alt.layer(
        *(one.encode(**across) for one in (*_shaded(drawn, words), *_marks(chart, drawn))),
        *(one.encode(**axes) for one in _earlier(drawn, chart)),
        *(one.encode(**axes) for one in (_strokes(drawn), _dots(drawn))),
        _ends(ends, log=chart.log).encode(y=axes["y"]),
    ).properties(width=max(120, inner - room - 70), height=height - 60)
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


def _earlier(drawn: Sequence[Line], chart: Chart) -> list[alt.Chart]:
    """Lines as they were published before, thin and faint, with their days at their ends."""
    if not chart.earlier:
        return []
    told = labels.heights_of_earlier(drawn, chart.earlier, log=chart.log)
    values = [
        {
            "day": line.days[-1].strftime("%Y-%m-%d"),
            "value": 10**height if chart.log else height,
            "label": line.label,
        }
        for line, height in told
    ]
    days = alt.Chart(rows_of(values)).mark_text(align="left", dx=5, fontSize=LETTER - 2)
    return [
        _strokes(chart.earlier, width=1, opacity=0.6),
        days.encode(text=alt.Text("label:N"), color=alt.ColorValue(MUTED)),
    ]


def _strokes(drawn: Sequence[Line], width: float = 2, opacity: float = 1) -> alt.Chart:
    """The lines, all in one: a drawing for each of their parts takes a second."""
    parts = [(line, points, dash) for line in drawn for points, dash in _segments(line)]
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


def _dots(drawn: Sequence[Line]) -> alt.Chart:
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
    dots = alt.Chart(rows_of(values)).mark_point(strokeWidth=1.5, opacity=1)
    return dots.encode(
        stroke=alt.Stroke("stroke:N", scale=None),
        fill=alt.Fill("fill:N", scale=None),
        shape=alt.Shape("shape:N", scale=None),
        size=alt.Size("size:Q", scale=None),
    )


def _marks(chart: Chart, drawn: Sequence[Line]) -> list[alt.Chart]:
    """Days on which something changed: a dotted line across, with what it was above."""
    parts = []
    for side, shift in (("left", 4), ("right", -4)):
        of_side = [mark for mark in chart.marks if charts.side(mark.day, drawn) == side]
        if not of_side:
            continue
        values = [{"day": mark.day.isoformat(), "text": mark.text} for mark in of_side]
        base = alt.Chart(rows_of(values))
        above = base.mark_text(align=side, dx=shift, dy=-6, color=MUTED, fontSize=LETTER - 1)
        parts.append(base.mark_rule(strokeDash=[2, 3], color=MUTED))
        parts.append(above.encode(y=alt.YValue(0), text=alt.Text("text:N")))
    return parts


def _shaded(drawn: Sequence[Line], words: Wording) -> list[alt.Chart]:
    """Provisional days, shaded; pictures have no hatching that stays legible when it is small."""
    spans = traces.provisional_spans(drawn)
    if not spans:
        return []
    values = [{"day": one.isoformat(), "end": other.isoformat()} for one, other in spans]
    shade = alt.Chart(rows_of(values)).mark_rect(color=MUTED, opacity=0.12, clip=True)
    # Said once, over the last of them, in a row above the marks, which may stand at the same days.
    said = {"day": values[-1]["end"], "text": words.name("status", "provisional")}
    above = alt.Chart(rows_of([said])).mark_text(
        align="right", dy=-6 - ROW, color=MUTED, fontSize=LETTER - 1
    )
    return [
        shade.encode(x2=alt.X2("end:T"), y=alt.YValue(0), y2=alt.Y2Value("height")),
        above.encode(y=alt.YValue(0), text=alt.Text("text:N")),
    ]


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
    names = alt.Chart(rows_of(values)).mark_text(align="left", dx=6, fontSize=LETTER)
    return names.encode(
        x=alt.XValue("width"), text=alt.Text("label:N"), color=alt.Color("colour:N", scale=None)
    )
