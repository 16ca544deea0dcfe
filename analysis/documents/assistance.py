"""The document of assistance: numbers to call, and places, as a list to print."""

import pandas as pd

from analysis import points, printed
from analysis.documents.parts import (
    Block,
    Document,
    Heading,
    Picture,
    Prose,
    grid,
    paragraphs,
    prose,
)
from analysis.documents.shared import WIDTH, in_text
from analysis.shown import Shown
from analysis.wording import Wording
from ledger import crisis

# Of a list that a person takes along.
MOST_PLACES = 300


def document(shown: Shown) -> Document:
    """The page for a view, as a document."""
    words = shown.words
    found = points.chosen(shown.tables["assistance_points"], points.asked(shown.asked))
    finding = words.say("assistance.found", n=len(found))
    lines = found[found["kind"].isin(points.LINES)]
    places = points.placed(found)
    blocks: list[Block] = [prose(words.say("assistance.about"))]
    if len(lines):
        blocks.append(Heading(words.say("assistance.lines")))
    for country, group in points.by_country(lines, words):
        cards = [Prose(paragraphs(card)) for card in points.cards(group, words)]
        blocks += [prose(f"**{country}**"), *cards]
    if len(places):
        title = words.say("assistance.places")
        rows = _short(points.listed(places.head(MOST_PLACES), words), words)
        blocks += [_map(shown, title, places), grid(title, rows, words, len(places))]
    blocks += [Heading(words.say("how_to_read"))]
    blocks.append(prose(words.say("assistance.how_to_read"), small=True))
    return Document(words.say("menu.assistance"), finding, blocks)


def _map(shown: Shown, title: str, places: pd.DataFrame) -> Picture:
    words = shown.words
    alternative = words.say("assistance.found", n=len(places))
    svg = printed.points_svg(places, crisis.read(), words, in_text(alternative), (WIDTH, 430))
    note = paragraphs(words.say("map.disclaimer"))
    return Picture("map", title, svg, in_text(alternative), note, is_map=True)


def _short(rows: pd.DataFrame, words: Wording) -> pd.DataFrame:
    """The columns of places that fit on paper."""
    wanted = ("name", "kind", "country_iso3", "locality", "status", "services", "last_verified")
    titles = [words.say(f"label.{name}") for name in wanted]
    return rows[[title for title in titles if title in rows]]
