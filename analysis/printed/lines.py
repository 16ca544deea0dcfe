"""Lines of counts over days as a picture. The interactive ones are analysis.charts.lines."""

from collections.abc import Sequence

import altair as alt

from analysis import charts, labels, traces
from analysis.charts import Chart
from analysis.printed.axes import days_axis, values_axis
from analysis.printed.frame import EDGE, Caption, framed
from analysis.printed.strokes import PRINTED, dots, rings, strokes
from analysis.printed.vega import LETTER, LETTER_WIDTH, MUTED, rows_of, svg_of
from analysis.traces import Line
from analysis.wording import Wording

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
    layers = [
        *(one.encode(**across) for one in (*_shaded(drawn, words), *_marks(chart, drawn))),
        *(one.encode(**axes) for one in _earlier(drawn, chart)),
        *(one.encode(**axes) for one in (strokes(drawn), dots(drawn))),
        _ends(ends, log=chart.log).encode(y=axes["y"]),
    ]
    inside = {"width": max(120, inner - room - 70), "height": height - 60}
    svg = svg_of(layers, words, alternative, **inside)
    return framed(svg, caption, width) if caption else svg


def _earlier(drawn: Sequence[Line], chart: Chart) -> list[alt.Chart]:
    """Lines as they were published before: thin and faint, their days at their ends."""
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
        strokes(chart.earlier, width=1, opacity=0.6),
        rings(chart.earlier),
        days.encode(text=alt.Text("label:N"), color=alt.ColorValue(MUTED)),
    ]


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
