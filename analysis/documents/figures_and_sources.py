"""The documents behind the figures: sources and newest counts, disagreements, methodology."""

from analysis import comparison, counts, disagreements, freshness, lateness, listing, sources, view
from analysis import methodology as rules
from analysis.documents import shared
from analysis.documents.parts import Block, Document, Heading, grid, prose
from analysis.shown import Shown
from ledger import crisis

MOST_COUNTS, MOST_SERIES, MOST_PAIRS = 60, 60, 40


def document(shown: Shown) -> Document:
    """Figures and sources: the newest counts, how fresh each series is, and who says so."""
    words, tables = shown.words, shown.tables
    rows = of_view(shown)
    newest = rows.sort_values("reference_period_end", kind="stable").iloc[::-1]
    columns = ("population_type", "measure", *listing.COLUMNS)
    judged = shown.judged()
    late = words.say("freshness.late", n=len(freshness.late(judged)))
    said = words.say("freshness.series_text", day=words.day(shown.judged_on), late=late)
    publishers = shared.publishers(shown)
    series = lateness.table(judged.head(MOST_SERIES), publishers, shown.judged_on, words)
    titles = [words.say(f"figures.{name}") for name in ("rows", "sources")]
    series_title = words.say("freshness.series")
    blocks: list[Block] = [
        Heading(titles[0]),
        shared.counts_table(shown, titles[0], newest, columns, MOST_COUNTS),
        Heading(series_title),
        prose(said),
        grid(series_title, series, words, len(judged)),
        Heading(titles[1]),
        *_cards(shown),
        *shared.how_to_read(shown, "figures.how_to_read"),
    ]
    count = len(tables["counts"])
    finding = words.say("brief.figures", n=count, sources=len(tables["sources"]))
    return Document(words.say("menu.figures_and_sources"), finding, blocks)


def of_view(shown: Shown):
    """The newest vintages of the countries and sources that the view asks for."""
    rows = shown.all_days(withheld=True)
    rows = counts.until(rows, shown.days.start, shown.days.end)
    for parameter, column in (("country", "location_iso3"), ("source", "source_id")):
        if wanted := view.codes(shown.asked.get(parameter, "")):
            rows = rows[rows[column].isin(wanted)]
    return listing.search(rows, shown.asked.get("find", ""), "counts", shown.words)


def disagreeing(shown: Shown) -> Document:
    """Where sources disagree, the largest differences first."""
    words, newest = shown.words, shown.counts
    order = shown.order(newest)
    pairs = comparison.side_by_side(newest, order)
    pairs = disagreements.of_places(pairs, list(view.codes(shown.asked.get("country", ""))))
    title = words.say("side_by_side.title")
    blocks: list[Block] = [
        prose(words.say("side_by_side.why")),
        prose(words.say("side_by_side.method"), small=True),
        *shared.differing_pairs(shown, title, pairs, MOST_PAIRS),
        *shared.how_to_read(shown, "side_by_side.how_to_read"),
    ]
    finding = words.say("side_by_side.found", n=len(pairs), shown=min(len(pairs), MOST_PAIRS))
    return Document(words.say("menu.disagreements"), finding if len(pairs) else "", blocks)


def methodology(shown: Shown) -> Document:
    """The rules by which figures are made, and the sources of the version."""
    words = shown.words
    blocks: list[Block] = []
    for section in rules.sections(shown.tables, crisis.read(), words):
        blocks += [Heading(section.title), prose(section.text)]
    blocks += [Heading(words.say("figures.sources")), *_cards(shown)]
    return Document(words.say("menu.methodology"), words.say("methodology.about"), blocks)


def _cards(shown: Shown) -> list[Block]:
    blocks: list[Block] = []
    for card in sources.cards(shown.tables, shown.words):
        title = shared.plain(card.title)
        blocks += [prose(f"**{title}**"), prose(card.text, small=True)]
    return blocks
