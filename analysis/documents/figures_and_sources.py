"""What stands behind the figures as documents: newest counts and sources, disagreements, rules."""

from analysis import (
    behind,
    comparison,
    disagreements,
    freshness,
    headlines,
    lateness,
    listing,
    sources,
    view,
)
from analysis import methodology as rules
from analysis.documents import shared, tables
from analysis.documents.parts import Block, Document, Heading
from analysis.documents.prose import prose
from analysis.shown import Shown
from ledger import crisis

MOST_COUNTS, MOST_SERIES, MOST_PAIRS, MOST_TOTALS = 60, 60, 40, 20


def figures_and_sources(shown: Shown) -> Document:
    """The newest rows, how fresh each series is, and a card of each source."""
    words = shown.words
    blocks = [
        prose(words.say("figures.about")),
        *_rows(shown),
        *shared.how_to_read(shown, "figures.how_to_read"),
        *_series(shown),
        Heading(words.say("figures.sources")),
        *_cards(shown),
    ]
    return Document(words.say("menu.figures_and_sources"), "", blocks)


def _rows(shown: Shown) -> list[Block]:
    words = shown.words
    ((name, rows),) = behind.rows(shown).items()
    title = words.say("figures.rows")
    newest = rows.iloc[::-1]
    if rows.empty:
        return [Heading(title), prose(words.say("nothing_reported"))]
    if name == "counts":
        columns = ("population_type", "measure", *listing.COLUMNS)
        return [Heading(title), tables.counts(shown, name, title, newest, columns, MOST_COUNTS)]
    files = shown.published.ledger.received_names()
    listed = listing.with_provenance(newest.head(MOST_COUNTS), files, name, words)
    title = words.say(f"table.{name}")
    return [Heading(title), tables.table(shown, name, title, listed, len(rows))]


def _series(shown: Shown) -> list[Block]:
    words, judged = shown.words, shown.judged()
    title = words.say("freshness.series")
    late = words.say("freshness.late", n=len(freshness.late(judged)))
    said = words.say("freshness.series_text", day=words.day(shown.judged_on), late=late)
    publishers = headlines.publishers(shown.tables["sources"])
    listed = lateness.table(judged.head(MOST_SERIES), publishers, shown.judged_on, words)
    made = tables.table(shown, "series", title, listed, len(judged))
    return [Heading(title), prose(said), made]


def disagreeing(shown: Shown) -> Document:
    """Wherever two sources disagree, and totals that differ from the sum of countries."""
    words, newest = shown.words, shown.counts
    pairs = comparison.side_by_side(newest, shown.order(newest))
    chosen = list(view.codes(shown.asked.get("country", "")))
    pairs = disagreements.of_places(pairs, chosen)
    title = words.say("side_by_side.title")
    blocks: list[Block] = [
        prose(words.say("side_by_side.why")),
        prose(words.say("side_by_side.method"), "note"),
        Heading(title),
        *shared.pairs(shown, "pairs", title, pairs, MOST_PAIRS),
        *([] if chosen else _totals(shown)),
        *shared.how_to_read(shown, "side_by_side.how_to_read"),
    ]
    finding = words.say("brief.disagree", n=len(pairs)) if len(pairs) else ""
    sources = shared.ids(pairs.head(MOST_PAIRS))
    return Document(words.say("menu.disagreements"), finding, blocks, sources)


def _totals(shown: Shown) -> list[Block]:
    words = shown.words
    title = words.say("totals.title")
    found = disagreements.totals(shown.vintages())
    why = prose(words.say("totals.why_short"))
    if found.empty:
        return [Heading(title), why, prose(words.say("totals.none"))]
    listed = disagreements.totals_table(found.head(MOST_TOTALS), shown.tables, words)
    made = tables.table(shown, "totals", title, listed, len(found))
    return [Heading(title), why, made]


def methodology(shown: Shown) -> Document:
    """The rules by which figures are made, and the sources of the version."""
    words = shown.words
    blocks: list[Block] = [prose(words.say("methodology.about"))]
    for section in rules.sections(shown.tables, crisis.read(), words):
        blocks += [Heading(section.title), prose(section.text)]
    blocks += [Heading(words.say("figures.sources")), *_cards(shown)]
    return Document(words.say("menu.methodology"), "", blocks)


def _cards(shown: Shown) -> list[Block]:
    blocks: list[Block] = []
    for card in sources.cards(shown.tables, shown.words):
        blocks += [Heading(card.title, 3), prose(card.text, "note")]
    return blocks
