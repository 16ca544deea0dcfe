"""Assistance as a document to take along: numbers to dial, and places, as lists."""

from analysis import behind, points
from analysis.documents import shared, tables
from analysis.documents.parts import Block, Document, Heading
from analysis.documents.prose import prose
from analysis.shown import Shown

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
    found = behind.rows(shown)["assistance_points"]
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
        blocks += [Heading(words.say("assistance.places")), _places(shown, places)]
    return Document(title, said, blocks + shared.how_to_read(shown, "assistance.how_to_read"))


def _places(shown: Shown, places) -> Block:
    words = shown.words
    ordered = places.sort_values(["country_iso3", "locality", "name"], na_position="last")
    listed = points.listed(ordered.head(MOST_PLACES), words)
    titles = [words.say(f"label.{name}") for name in COLUMNS]
    title = words.say("assistance.places")
    return tables.table(shown, "places", title, listed[titles], len(places))
