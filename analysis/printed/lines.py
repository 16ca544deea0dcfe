"""Lines of counts over days, and bars, as pictures. The interactive ones are analysis.charts."""

from collections.abc import Sequence

from analysis import charts, labels, traces
from analysis.charts import Chart
from analysis.printed import axes
from analysis.printed.frame import EDGE, Caption, framed
from analysis.printed.vega import (
    LETTER,
    MUTED,
    PAPER,
    TEXT,
    Spec,
    as_is,
    layer,
    number,
    svg_of,
    text,
)
from analysis.traces import Line
from analysis.wording import Wording

# Of the light theme: .streamlit/config.toml
COLOURS = ("#0072BC", "#C2571A", "#7A4BA8", "#00806A", "#18375F")
PRINTED = dict(zip(charts.THEME_COLOURS, COLOURS, strict=True)) | {traces.FAINT: MUTED}
DASHES = {"solid": [], "dot": [2, 3], "dash": [6, 4], "dashdot": [6, 3, 2, 3]}
LETTER_WIDTH = 6.6
BAR = 26


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
    at = {"x": axes.days(every, words), "y": axes.values(every, chart, words)}
    layers = [*_shaded(drawn), *_marks(chart, drawn), *_earlier(drawn, chart)]
    layers += [_strokes(drawn), _dots(drawn), _ends(ends, log=chart.log)]
    made = {
        # Where a layer says nothing else, its marks stand at a day and a number.
        "layer": [{**one, "encoding": {**at, **one["encoding"]}} for one in layers],
        "width": max(120, inner - room - 70),
        "height": height - 60,
    }
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
    at = {
        "x": {**number("value"), "axis": None},
        "y": {
            **text("name"),
            "sort": None,
            "title": None,
            "axis": {"labelLimit": 400, "labelColor": TEXT},
        },
    }
    bar = {"color": COLOURS[0], "height": {"band": 0.7}}
    end = {"align": "left", "dx": 5, "fontSize": LETTER, "color": TEXT}
    made = {
        "layer": [
            layer(rows, "bar", bar, **at),
            layer(rows, "text", end, **at, text=text("said")),
        ],
        "width": max(80, inner - left - right),
        "height": BAR * max(1, len(rows)),
    }
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


def _strokes(drawn: Sequence[Line], width: float = 2) -> Spec:
    """The lines, all in one: a drawing for each of their parts takes a second."""
    parts = [(line, points, dash) for line in drawn for points, dash in _segments(line)]
    values = [
        {
            "day": point.day,
            "value": point.value,
            "part": number,
            "colour": PRINTED[line.colour],
            "dash": DASHES.get(dash, []),
            "width": 1.2 if line.colour == traces.FAINT else width,
        }
        for number, (line, points, dash) in enumerate(parts)
        for point in points
    ]
    return layer(
        values,
        "line",
        {"clip": True},
        detail=text("part"),
        stroke=as_is("colour"),
        strokeDash=as_is("dash"),
        strokeWidth=as_is("width", "quantitative"),
    )


def _earlier(drawn: Sequence[Line], chart: Chart) -> list[Spec]:
    """Lines as they were published before: thin, with their days where there is room."""
    if not chart.earlier:
        return []
    values = [
        {
            "day": line.days[-1].isoformat(),
            "value": 10**height if chart.log else height,
            "label": line.label,
        }
        for line, height in labels.heights_of_earlier(drawn, chart.earlier, log=chart.log)
    ]
    style = {"align": "left", "dx": 5, "fontSize": LETTER - 1, "color": MUTED}
    return [_strokes(chart.earlier, 0.8), layer(values, "text", style, text=text("label"))]


def _dots(drawn: Sequence[Line]) -> Spec:
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
                        "fill": PAPER if point.provisional else colour,
                        "shape": "triangle-down" if point.fell else "circle",
                        "size": 70 if point.fell else 28,
                    }
                )
    channels = {name: as_is(name) for name in ("stroke", "fill", "shape")}
    style = {"strokeWidth": 1.5, "opacity": 1}
    return layer(values, "point", style, **channels, size=as_is("size", "quantitative"))


def _marks(chart: Chart, drawn: Sequence[Line]) -> list[Spec]:
    """Days on which something changed: a dotted line across, with what it was above."""
    if not chart.marks:
        return []
    values = [
        {
            "day": mark.day.isoformat(),
            "text": mark.text,
            "side": charts.side(mark.day, drawn),
        }
        for mark in chart.marks
    ]
    rule = {"strokeDash": [2, 3], "color": MUTED}
    above = {
        "align": {"expr": "datum.side"},
        "dx": {"expr": "datum.side == 'left' ? 4 : -4"},
        "dy": -6,
        "color": MUTED,
        "fontSize": LETTER - 1,
    }
    return [
        layer(values, "rule", rule, y=None),
        layer(values, "text", above, y={"value": 0}, text=text("text")),
    ]


def _shaded(drawn: Sequence[Line]) -> list[Spec]:
    """Provisional days, shaded; pictures have no hatching that stays legible when it is small."""
    spans = traces.provisional_spans(drawn)
    values = [{"day": one.isoformat(), "end": other.isoformat()} for one, other in spans]
    if not values:
        return []
    style = {"color": MUTED, "opacity": 0.12, "clip": True}
    end = {"field": "end", "type": "temporal"}
    return [layer(values, "rect", style, x2=end, y={"value": 0}, y2={"value": "height"})]


def _ends(ends: Sequence[Line], *, log: bool) -> Spec:
    """Each line's name at the right edge, at the height where charts.lines writes it."""
    values = [
        {
            "value": 10**height if log else height,
            "label": line.label,
            "colour": PRINTED[line.colour],
        }
        for line, height in labels.heights(ends, log=log)
    ]
    style = {"align": "left", "dx": 6, "fontSize": LETTER}
    return layer(
        values, "text", style, x={"value": "width"}, text=text("label"), color=as_is("colour")
    )
