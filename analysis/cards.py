"""The card of a view: what a messenger shows for its link, drawn without a browser."""

import re

from analysis import finding, points, printed, sparklines
from analysis.finding import Finding
from analysis.printed.frame import wrapped, written
from analysis.printed.vega import FONT, MUTED, PAPER, TEXT
from analysis.shown import Shown
from ledger import crisis

# What messengers expect.
WIDTH, HEIGHT = 1200, 630
EDGE = 60
BLUE = "#0072BC"
VALUE, SENTENCE, NOTE, SMALL = 110, 40, 26, 15
# How wide a map or bars beside the sentence are, and how much larger than on a page.
BESIDE, HEIGHT_OF_MAP, LARGER = 520, 350, 1.7
SPARKLINE = 380
# Where the last line of the sentence stands at the lowest.
LOWEST = 480
SIZES = re.compile(r'width="([\d.]+)" height="([\d.]+)"')


def png(view: Shown) -> bytes:
    """The card as PNG."""
    return printed.as_small_png(svg(view))


def svg(view: Shown) -> str:
    """Headline, sentence, sparkline, as-of day, source and version on one picture."""
    words, found = view.words, finding.of(view)
    about = crisis.read()
    site = f"{about.site_name[words.language]} · {words.crisis()}"
    day = words.moment(view.version.published_at)
    version = words.say("card.version", version=view.version.number, day=day)
    top = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="{FONT}">',
        f'<rect width="100%" height="100%" fill="{PAPER}"/>',
        f'<rect width="{WIDTH}" height="14" fill="{BLUE}"/>',
        *written([site], 74, NOTE, MUTED, x=EDGE),
    ]
    notes = [*wrapped(found.source, WIDTH - 2 * EDGE, NOTE), version]
    under = written(notes, HEIGHT - 64 - (len(notes) - 1) * NOTE * 1.45, NOTE, MUTED, x=EDGE)
    if view.page == "assistance":
        disclaimer = wrapped(words.say("map.disclaimer"), WIDTH - 2 * EDGE, SMALL)
        under += written(disclaimer, HEIGHT - 36, SMALL, MUTED, x=EDGE)
    return "".join([*top, *_middle(view, found), *under, "</svg>"])


def _middle(view: Shown, found: Finding) -> list[str]:
    """The count large, its sentence under it, its series or map or bars beside."""
    beside = _places(view) if view.page == "assistance" else _bars(view, found)
    y, parts = 190.0, [beside]
    if found.value:
        parts += written([found.value], y, VALUE, TEXT, bold=True, x=EDGE)
        y += 70
    size = SENTENCE if found.value or beside else SENTENCE * 1.3
    room = WIDTH - 2 * EDGE - (BESIDE + EDGE if beside else 0)
    lines = wrapped(found.beside_them or found.sentence, room, size)
    most = int((LOWEST - y) / (size * 1.45)) + 1
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1].rstrip(" .,;") + " …"]
    parts += written(lines, y, size, TEXT, x=EDGE)
    if not found.source:
        about = wrapped(view.words.say("site.description", crisis=view.words.crisis()), room, NOTE)
        parts += written(about, y + len(lines) * size * 1.45, NOTE, MUTED, x=EDGE)
    if found.lead is not None and len(found.lead.series) > 1:
        drawing = sparklines.svg_of(found.lead, "", view.tables["breaks"], view.words)[0]
        # At the height of the count, and as far right as a long one leaves room.
        parts.append(_placed(drawing, WIDTH - EDGE - SPARKLINE, 92, SPARKLINE))
    return parts


def _bars(view: Shown, found: Finding) -> str:
    """Counts side by side; blank when the view has not several."""
    if not found.several:
        return ""
    names, values, says = zip(*found.several, strict=True)
    drawing = printed.bars_svg(names, values, says, view.words, "", round(BESIDE / LARGER))
    return _placed(drawing, WIDTH - EDGE - BESIDE, 130, BESIDE)


def _places(view: Shown) -> str:
    """A small map of the points of the view; blank when none has a place."""
    shown = points.placed(points.chosen(view.tables["assistance_points"], points.asked(view.asked)))
    if shown.empty:
        return ""
    size = (round(BESIDE / LARGER), round(HEIGHT_OF_MAP / LARGER))
    drawing = printed.points_svg(shown, crisis.read(), view.words, "", size)
    return _placed(drawing, WIDTH - EDGE - BESIDE, 100, BESIDE)


def _placed(drawing: str, x: float, y: float, width: float) -> str:
    """A drawing as a part of another, as wide as asked."""
    sizes = SIZES.search(drawing)
    if sizes is None:
        raise ValueError("an SVG picture without a size")
    height = width * float(sizes.group(2)) / float(sizes.group(1))
    placed = f'x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"'
    return drawing.replace(sizes.group(0), placed, 1)
