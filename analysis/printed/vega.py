"""From a Vega-Lite chart to SVG and from SVG to PNG, with vl-convert: no browser and no network.

Charts are written as Vega-Lite has them. Altair's objects for the same take three times as long to
make as the picture takes to be drawn.
"""

import html
import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import vl_convert
from PIL import Image

from analysis.wording import Wording

Spec = dict[str, Any]
TEXT, MUTED, RULE, PAPER = "#1B2A3A", "#5F6E7C", "#D5DEE6", "#FFFFFF"
FONT = "Liberation Sans, DejaVu Sans, Arial, sans-serif"
LETTER = 12
COLOURS_OF_SMALL = 64
CONFIG = {
    "view": {"stroke": None},
    "font": FONT,
    "axis": {
        "labelFontSize": LETTER,
        "titleFontSize": LETTER,
        "titleFontWeight": "normal",
        "labelColor": MUTED,
        "titleColor": MUTED,
        "gridColor": RULE,
        "domain": False,
        "ticks": False,
        "labelPadding": 6,
    },
}
# Of no use in a picture, which has one text alternative, or said by its absence.
UNUSED = re.compile(
    r" (?:aria-hidden|aria-roledescription|role|pointer-events|class|stroke-miterlimit|version|"
    r'font-family|xmlns:xlink)="[^"]*"| opacity="1"| fill-opacity="1"| stroke-opacity="1"'
    r'| aria-label="[^"]*"| stroke-dasharray=""'
)
EMPTY = re.compile(r'<path d="(?:M0,0h0v0h0Z)?"[^>]*/>|<g(?: [^>]*[^/>])?></g>')
DECIMALS = re.compile(r"(\d+\.\d)\d+")


def layer(values: Sequence[Any], mark: str, style: Mapping[str, Any], **encoding: Any) -> Spec:
    """Marks of one kind, one for each value; `encoding` as Vega-Lite has it."""
    return {
        "data": {"values": list(values)},
        "mark": {"type": mark, **style},
        "encoding": encoding,
    }


def number(field: str) -> Spec:
    """A channel that follows a number."""
    return {"field": field, "type": "quantitative"}


def as_is(field: str, kind: str = "nominal") -> Spec:
    """A channel that takes a field as it is: a colour, a text, a size in pixels."""
    return {"field": field, "type": kind, "scale": None}


def text(field: str) -> Spec:
    """The text of a mark."""
    return {"field": field, "type": "nominal"}


def svg_of(chart: Spec, words: Wording, alternative: str) -> str:
    """A chart as an SVG picture with one text alternative, as few bytes as it takes."""
    symbols = words.locale.number_symbols["latn"]
    numbers = {
        "decimal": symbols["decimal"],
        "thousands": symbols["group"],
        "grouping": [3],
        "currency": ["", ""],
    }
    spec = {**chart, "config": CONFIG, "background": None}
    drawn = vl_convert.vegalite_to_svg(spec, format_locale=numbers)
    drawn = DECIMALS.sub(r"\1", UNUSED.sub("", drawn))
    before = ""
    while before != drawn:
        before, drawn = drawn, EMPTY.sub("", drawn)
    about = html.escape(alternative)
    start = f'<svg role="img" aria-label="{about}" font-family="{FONT}"'
    return drawn.replace("<svg", start, 1)


def as_png(svg: str, scale: float = 1) -> bytes:
    """The picture in pixels, `scale` for each of its units."""
    return vl_convert.svg_to_png(svg, scale=scale)


def as_small_png(svg: str) -> bytes:
    """The picture in few colours, for drawings without photographs: a quarter of the bytes."""
    picture = Image.open(BytesIO(as_png(svg))).convert("RGB")
    few = picture.quantize(COLOURS_OF_SMALL, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    content = BytesIO()
    few.save(content, "PNG", optimize=True)
    return content.getvalue()


def warm() -> None:
    """Start what draws: its first picture takes seconds, which no reader should wait for."""
    point = layer([{"x": 0}], "point", {}, x=number("x"))
    as_png(svg_of({"layer": [point]}, Wording("en"), ""))
