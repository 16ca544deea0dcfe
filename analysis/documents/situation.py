"""The document of the Situation page: how many, where, since when, as of when, who says so."""

from analysis import listing, situation
from analysis.documents import shared
from analysis.documents.parts import Block, Document, Heading, Numbers, prose
from analysis.shown import Shown
from ledger import crisis

MOST_UPDATES = 5


def document(view: Shown) -> Document:
    """The page for a view, as a document."""
    words, about, tables = view.words, crisis.read(), view.tables
    newest = view.counts
    order = view.order(situation.reporting(newest, about))
    lead = situation.lead(newest, about, order, words)
    if lead.empty:
        return Document(words.crisis(), words.say("nothing_reported"), [])
    judged = view.judged()
    picture = situation.picture(
        tables, newest, judged, view.days, about, order, words, view.rewriting()
    )
    news = situation.news(tables, judged, view.days, words)
    numbers = [
        shared.number(view, words.say(f"{name}.headline"), count, order)
        for name, count in lead.counts.items()
    ]
    map_title, trend_title = words.say("situation.map"), words.say("situation.trend")
    columns = (*listing.COLUMNS, "freshness")
    blocks: list[Block] = [
        Numbers(numbers),
        shared.chart(view, "trend", trend_title, picture.trend),
        shared.flow_map(view, map_title, picture.latest, picture.map_note),
        shared.counts_table(view, words.say("brief.by_country"), picture.latest, columns),
        Heading(words.say("situation.updates")),
        *(prose(update) for update in news.updates[:MOST_UPDATES]),
        Heading(words.say("situation.late", day=words.day(view.judged_on))),
        prose(news.late),
        *shared.how_to_read(view, "situation.how_to_read"),
    ]
    return Document(words.crisis(), lead.finding, blocks)
