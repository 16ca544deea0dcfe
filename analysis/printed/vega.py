"""From an Altair chart to SVG and from SVG to PNG, with vl-convert: no browser and no network."""

import hashlib
import html
import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import altair as alt
import vl_convert
from altair.utils import schemapi
from PIL import Image

from analysis.wording import Wording

# Every part of a chart would be checked against the schema of Vega-Lite each time it is made.
# Charts are made of our own parts only, and a test checks them.
schemapi.disable_debug_mode()

TEXT, MUTED, RULE, PAPER = "#1B2A3A", "#5F6E7C", "#D5DEE6", "#FFFFFF"
FONT = "Liberation Sans, DejaVu Sans, Arial, sans-serif"
# How high and how wide a letter is on average.
LETTER, LETTER_WIDTH = 12, 6.6
# Of the light theme: .streamlit/config.toml
COLOURS = ("#0072BC", "#C2571A", "#7A4BA8", "#00806A", "#18375F")
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
# Vega counts what it clips over all pictures of a process.
CLIPS = re.compile(r'(?<=id=")clip\d+(?=")|(?<=url\(#)clip\d+(?=\))')
DECIMALS = re.compile(r"(\d+\.\d)\d+")


def svg_of(layers: Sequence[alt.Chart], words: Wording, alternative: str, **shared: object) -> str:
    """Layers as one SVG picture with one text alternative, as few bytes as it takes.

    `shared` is what all layers share, in the words of Vega-Lite: width, height, projection ...
    """
    symbols = words.locale.number_symbols["latn"]
    numbers = {
        "decimal": symbols["decimal"],
        "thousands": symbols["group"],
        "grouping": [3],
        "currency": ["", ""],
    }
    # Put into the finished chart: to an unfinished one Altair adds it by copying all of it.
    spec = alt.layer(*layers).to_dict(validate=False)
    spec |= {"config": CONFIG, "background": None, **shared}
    drawn = vl_convert.vegalite_to_svg(spec, format_locale=numbers)
    drawn = DECIMALS.sub(r"\1", UNUSED.sub("", drawn))
    before = ""
    while before != drawn:
        before, drawn = drawn, EMPTY.sub("", drawn)
    drawn = _named_alike(drawn)
    about = html.escape(alternative)
    start = f'<svg role="img" aria-label="{about}" font-family="{FONT}"'
    return drawn.replace("<svg", start, 1)


def _named_alike(drawn: str) -> str:
    """The same picture has the same names inside, and names of its own beside other pictures."""
    numbers: dict[str, int] = {}
    plain = CLIPS.sub(lambda one: f"clip{numbers.setdefault(one[0], len(numbers))}", drawn)
    mark = hashlib.sha256(plain.encode()).hexdigest()[:6]
    return CLIPS.sub(lambda one: f"{one[0]}-{mark}", plain)


def as_png(svg: str, scale: float = 1) -> bytes:
    """The picture in pixels, `scale` for each of its units."""
    return vl_convert.svg_to_png(svg, scale=scale)


def as_small_png(svg: str, scale: float = 1) -> bytes:
    """The picture in few colours, for drawings without photographs: a quarter of the bytes."""
    picture = Image.open(BytesIO(as_png(svg, scale))).convert("RGB")
    few = picture.quantize(COLOURS_OF_SMALL, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    content = BytesIO()
    few.save(content, "PNG", optimize=True)
    return content.getvalue()


def warm() -> None:
    """Start what draws: its first picture takes seconds, which no reader should wait for."""
    point = alt.Chart(rows_of([{"x": 0}])).mark_point().encode(x="x:Q")
    as_png(svg_of([point], Wording("en"), ""))


def rows_of(rows: Iterable[dict[str, Any]]) -> alt.InlineData:
    """What a part of a chart draws: a tuple, because Altair copies lists again and again."""
    return alt.InlineData(values=tuple(rows))
