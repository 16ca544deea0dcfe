"""Assistance as a document to take along: numbers to dial, and places, as lists."""

import pandas as pd

from analysis import points, printed
from analysis.documents import shared, tables
from analysis.documents.parts import Block, Document, Drawing, Heading, Picture
from analysis.documents.prose import in_text, paragraphs, prose
from analysis.shown import Shown
from ledger import crisis

# Of a list that a person takes along, where they need no map to find the nearest.
MOST_PLACES = 200
COLUMNS = ("name", "kind", "country_iso3", "locality", "status", "services", "phone")
COLUMNS += ("for_whom", "last_verified", "origin")


def document(shown: Shown) -> Document:
    """What the page says for a view."""
    words = shown.words
    title = words.say("menu.assistance")
    if shown.tables["assistance_points"].empty:
        return Document(title, "", [prose(words.say("assistance.none_reported"))])
    found = points.chosen(shown.tables["assistance_points"], points.asked(shown.asked))
    said = words.say("assistance.found", n=len(found))
    lines = found[found["kind"].isin(points.LINES)]
    places = found[~found["kind"].isin(points.LINES)]
    blocks: list[Block] = [prose(words.say("assistance.about"))]
    if len(lines):
        blocks.append(Heading(words.say("assistance.lines")))
    for country, group in points.by_country(lines, words):
        cards = (prose(card, "card") for card in points.cards(group, words))
        blocks += [Heading(country, 3), *cards]
    if len(places):
        blocks += _places(shown, places)
    blocks += shared.how_to_read(shown, "assistance.how_to_read")
    return Document(title, in_text(said), blocks, shared.ids(found))


def _places(shown: Shown, places: pd.DataFrame) -> list[Block]:
    """A map of the places and the places as a list."""
    words = shown.words
    ordered = places.sort_values(["country_iso3", "locality", "name"], na_position="last")
    listed = points.listed(ordered.head(MOST_PLACES), words)
    titles = [words.say(f"label.{name}") for name in COLUMNS]
    title = words.say("assistance.places")
    table = tables.table(shown, "places", title, listed[titles], len(places))
    placed = points.placed(places)
    if placed.empty:
        return [Heading(title), table]
    by_country = points.by_country(placed, words)
    alternative = words.listed(f"{country}: {len(group)}" for country, group in by_country)
    wide, narrow = (
        printed.points_svg(placed, crisis.read(), words, alternative, size) for size in shared.MAPS
    )
    drawing = Drawing(wide, alternative, narrow)
    note = paragraphs(words.say("map.disclaimer"))
    return [Picture("map", title, drawing, note, is_map=True), table]
