"""The card of a view: what a messenger shows for its link, drawn without a browser."""

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
MAP_WIDTH = 520


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
    notes = [note for note in (found.source, version) if note]
    under = written(notes, HEIGHT - 64 - (len(notes) - 1) * NOTE * 1.45, NOTE, MUTED, x=EDGE)
    if view.page == "assistance":
        disclaimer = wrapped(words.say("map.disclaimer"), WIDTH - 2 * EDGE, SMALL)
        under += written(disclaimer, HEIGHT - 36, SMALL, MUTED, x=EDGE)
    return "".join([*top, *_middle(view, found), *under, "</svg>"])


def _middle(view: Shown, found: Finding) -> list[str]:
    """The count large, its sentence under it, its series beside."""
    places = _places(view) if view.page == "assistance" else ""
    y, parts = 190.0, [places]
    if found.value:
        parts += written([found.value], y, VALUE, TEXT, bold=True, x=EDGE)
        y += 70
    size = SENTENCE if found.value else SENTENCE * 1.3
    room = WIDTH - 2 * EDGE - (MAP_WIDTH + EDGE if places else 0)
    lines = wrapped(found.sentence, room, size)
    most = 5 if found.value else 6
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1].rstrip(" .,;") + " …"]
    parts += written(lines, y, size, TEXT, x=EDGE)
    if found.lead is not None and len(found.lead.series) > 1:
        drawing = sparklines.svg_of(found.lead, "", view.tables["breaks"], view.words)[0]
        left = WIDTH - EDGE - 380
        placed = f'<svg x="{left}" y="92" preserveAspectRatio="xMaxYMid meet" '
        sized = drawing.replace('width="120" height="28"', 'width="380" height="120"', 1)
        parts.append(sized.replace("<svg ", placed, 1))
    return parts


def _places(view: Shown) -> str:
    """A small map of the points of the view; blank when none has a place."""
    shown = points.placed(points.chosen(view.tables["assistance_points"], points.asked(view.asked)))
    if shown.empty:
        return ""
    drawing = printed.points_svg(shown, crisis.read(), view.words, "", (MAP_WIDTH, 420))
    placed = f'<svg x="{WIDTH - EDGE - MAP_WIDTH}" y="100" '
    return drawing.replace("<svg ", placed, 1)
