"""Updates as a document: what was done and decided, day by day."""

from analysis import updates
from analysis.documents import shared
from analysis.documents.parts import Block, Document, Heading
from analysis.documents.prose import prose
from analysis.shown import Shown


def document(shown: Shown) -> Document:
    """What the page says for a view."""
    words, every = shown.words, shown.tables["updates"]
    title = words.say("menu.updates")
    if every.empty:
        return Document(title, "", [prose(words.say("updates.none_reported"))])
    found = updates.of_view(shown)
    blocks: list[Block] = []
    for day, cards in updates.by_day(found, words):
        blocks += [Heading(day), *(prose(card, "card") for card in cards)]
    blocks += shared.how_to_read(shown, "updates.how_to_read")
    return Document(title, updates.finding(found, words), blocks, shared.ids(found))
