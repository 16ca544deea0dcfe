"""The Situation page as a document: how many, where, since when, as of when, who says so."""

from analysis import listing, situation
from analysis.documents import shared, tables
from analysis.documents.parts import Block, Document, Heading, Numbers
from analysis.documents.prose import prose
from analysis.shown import Shown
from ledger import crisis


def document(shown: Shown) -> Document:
    """What the page says for a view."""
    words, about = shown.words, crisis.read()
    order = shown.order(situation.reporting(shown.counts, about))
    lead = situation.lead(shown.counts, about, order, words)
    if lead.empty:
        return Document(words.crisis(), "", [prose(words.say("nothing_reported"))])
    numbers = [
        shared.number(shown, name, words.say(f"{name}.headline"), count, order)
        for name, count in lead.counts.items()
    ]
    blocks = [
        Numbers(numbers),
        *_pictures(shown, order),
        *_news(shown),
        *shared.how_to_read(shown, "situation.how_to_read"),
    ]
    return Document(words.crisis(), lead.finding, blocks)


def _pictures(shown: Shown, order) -> list[Block]:
    """The trend, the map, and the table of both."""
    words, about = shown.words, crisis.read()
    made = situation.picture(
        shown.tables,
        shown.counts,
        shown.judged(),
        shown.days,
        about,
        order,
        words,
        shown.rewriting(),
    )
    if made.latest.empty:
        return []
    title = words.say("situation.map")
    columns = (*listing.COLUMNS, "freshness")
    return [
        shared.chart(shown, "trend", words.say("situation.trend"), made.trend, made.series),
        shared.flow_map(shown, title, made.latest, made.map_note),
        tables.counts(shown, "by_country", words.say("brief.by_country"), made.latest, columns),
    ]


def _news(shown: Shown) -> list[Block]:
    """What happened, and what is late."""
    words = shown.words
    news = situation.news(shown.tables, shown.judged(), shown.days, words)
    updates = news.updates[: situation.MOST_UPDATES]
    return [
        *([Heading(words.say("situation.updates"))] if updates else []),
        *(prose(update) for update in updates),
        Heading(words.say("situation.late", day=words.day(shown.judged_on))),
        prose(news.late),
    ]
