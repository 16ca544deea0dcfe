"""What stands over and under a picture that leaves the page: title, sources, day, version."""

import html
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.printed.vega import FONT, MUTED, PAPER, TEXT

EDGE, TITLE_SIZE, NOTE_SIZE = 20, 20, 12
# How wide a letter is on average, as a part of its height: wide enough for capitals and Cyrillic.
WIDTH_OF_LETTER = 0.56
SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')


@dataclass(frozen=True)
class Caption:
    """The title over a picture, and the notes under it, each a paragraph."""

    title: str
    notes: Sequence[str] = ()


def framed(svg: str, caption: Caption, width: int) -> str:
    """A drawing with its caption on a white sheet as wide as asked; the height follows."""
    found = SIZE.search(svg)
    drawn = float(found.group(2)) if found else 0.0
    title = wrapped(caption.title, width - 2 * EDGE, TITLE_SIZE)
    notes = [line for note in caption.notes for line in wrapped(note, width - 2 * EDGE, NOTE_SIZE)]
    top = EDGE + len(title) * TITLE_SIZE * 1.3
    under = top + drawn + EDGE
    height = under + len(notes) * NOTE_SIZE * 1.45 + EDGE
    inside = svg.replace("<svg", f'<svg x="{EDGE}" y="{top:.0f}"', 1)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height:.0f}" '
        f'viewBox="0 0 {width} {height:.0f}" font-family="{FONT}">',
        f'<rect width="100%" height="100%" fill="{PAPER}"/>',
        *written(title, EDGE + TITLE_SIZE * 0.8, TITLE_SIZE, TEXT, bold=True),
        inside,
        *written(notes, under + NOTE_SIZE, NOTE_SIZE, MUTED),
        "</svg>",
    ]
    return "".join(parts)


def wrapped(text: str, width: float, size: float) -> list[str]:
    """A text in lines that fit into a width, both in the units of the picture."""
    return textwrap.wrap(text, max(10, int(width / (size * WIDTH_OF_LETTER))))


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
