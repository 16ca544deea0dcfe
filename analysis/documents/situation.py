"""The Situation page as a document: how many, where, since when, as of when, who says so."""

import pandas as pd

from analysis import listing, situation, updates
from analysis.documents import shared, tables
from analysis.documents.parts import Block, Document, Heading, Numbers
from analysis.documents.prose import prose
from analysis.shown import Shown
from analysis.situation import Picture
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
    blocks = [
        Numbers(numbers),
        *_pictures(shown, made),
        *_news(shown),
        *shared.how_to_read(shown, "situation.how_to_read"),
    ]
    happened = shown.tables["updates"]
    happened = happened[happened["date"] <= pd.Timestamp(shown.days.end)]
    sources = shared.ids(numbers, made.series, happened)
    return Document(words.crisis(), lead.finding, blocks, sources)


def _pictures(shown: Shown, made: Picture) -> list[Block]:
    """The trend, the map, and the table of both."""
    words = shown.words
    if made.latest.empty:
        return []
    title = words.say("situation.map")
    columns = (*listing.COLUMNS, "freshness")
    trend = updates.as_asked(made.trend, shown)
    return [
        shared.chart(shown, "trend", words.say("situation.trend"), trend, made.series),
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
