"""What stands over and under a picture that leaves the page: title, sources, day, version."""

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analysis.printed.vega import FONT, MUTED, PAPER, TEXT

EDGE, TITLE_SIZE, NOTE_SIZE = 20, 20, 12
# Letters that are narrower or wider than most.
NARROW, WIDE = "fijlrtI.,:;!|/()[]'’-· \u202f", "mwMWQ%@–—шщжюфмШЩЖЮФМ"
SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')


@dataclass(frozen=True)
class Caption:
    """The title of a picture with a few small words over it, and the notes under it."""

    title: str
    notes: Sequence[str] = ()
    above: str = ""


@dataclass(frozen=True)
class Picture:
    """A chart or a map to give away: its title, what has to be said under it, and how to draw it.

    `draw` makes SVG with a caption around it.
    """

    title: str
    notes: Sequence[str]
    draw: Callable[[Caption], str]


def framed(svg: str, caption: Caption, width: int) -> str:
    """A drawing with its caption on a white sheet as wide as asked; the height follows."""
    found = SIZE.search(svg)
    drawn = float(found.group(2)) if found else 0.0
    inner = width - 2 * EDGE
    above = wrapped(caption.above, inner, NOTE_SIZE)
    title = wrapped(caption.title, inner, TITLE_SIZE, bold=True)
    notes = [line for note in caption.notes for line in wrapped(note, inner, NOTE_SIZE)]
    start = EDGE + len(above) * NOTE_SIZE * 1.45
    top = start + len(title) * TITLE_SIZE * 1.3
    under = top + drawn + EDGE
    height = under + len(notes) * NOTE_SIZE * 1.45 + EDGE
    inside = svg.replace("<svg", f'<svg x="{EDGE}" y="{top:.0f}"', 1)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height:.0f}" '
        f'viewBox="0 0 {width} {height:.0f}" font-family="{FONT}">',
        f'<rect width="100%" height="100%" fill="{PAPER}"/>',
        *written(above, EDGE + NOTE_SIZE * 0.8, NOTE_SIZE, MUTED),
        *written(title, start + TITLE_SIZE * 0.8, TITLE_SIZE, TEXT, bold=True),
        inside,
        *written(notes, under + NOTE_SIZE, NOTE_SIZE, MUTED),
        "</svg>",
    ]
    return "".join(parts)


def wrapped(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """A text in lines that fit into a width, both in the units of the picture."""
    lines = [""]
    # Not at spaces that hold a number together.
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer, size, bold=bold) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines if text else []


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide a text is: a little wider than it is drawn, never narrower."""
    letters = 0.0
    for letter in text:
        known = 0.3 if letter in NARROW else 0.85 if letter in WIDE else 0.56
        letters += 0.7 if letter.isupper() and known == 0.56 else known
    return letters * size * (1.08 if bold else 1)


def written(
    lines: Sequence[str],
    y: float,
    size: float,
    colour: str,
    *,
    bold: bool = False,
    x: float = EDGE,
) -> list[str]:
    """Lines of text one under another, the first with its foot at `y`; markup is shown as text."""
    weight = ' font-weight="bold"' if bold else ""
    step = size * (1.3 if bold else 1.45)
    return [
        f'<text x="{x:.0f}" y="{y + at * step:.1f}" font-size="{size:g}" fill="{colour}"{weight}>'
        f"{html.escape(line)}</text>"
        for at, line in enumerate(lines)
    ]
