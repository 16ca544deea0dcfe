"""Internally displaced people as a document: round by round, and where they stay."""

from dataclasses import replace
from datetime import date

import pandas as pd

from analysis import displaced, ghosts, headlines, listing, view
from analysis.documents import shared, tables
from analysis.documents.parts import Block, Document, Heading, Numbers
from analysis.documents.prose import prose
from analysis.ghosts import Past
from analysis.headlines import as_rows
from analysis.leading import Leads
from analysis.shown import Shown
from ledger import crisis

PAGE = "internally_displaced"
MOST_ROUNDS, MOST_REVISIONS = 40, 30


def document(shown: Shown) -> Document:
    """What the page says for a view."""
    words, about = shown.words, crisis.read()
    reported = displaced.reported(shown.counts, about)
    order = shown.order(reported)
    lead = headlines.internally_displaced(shown.counts, about, order)
    finding = headlines.sentence(lead, words, f"{PAGE}.finding", about) if lead else ""
    number = shared.number(shown, PAGE, words.say(f"{PAGE}.headline"), lead, order)
    blocks: list[Block] = [
        Numbers([number]),
        *_rounds(shown, reported, order),
        *_regions(shown, reported, order),
        *shared.how_to_read(shown, f"{PAGE}.how_to_read"),
    ]
    sources = shared.ids([number], reported)
    return Document(words.say(f"menu.{PAGE}"), finding, blocks, sources)


def _rounds(shown: Shown, reported: pd.DataFrame, order: Leads) -> list[Block]:
    words, title = shown.words, shown.words.say(f"{PAGE}.rounds")
    rounds = displaced.rounds(reported)
    if rounds.empty:
        return [Heading(title), prose(words.say("nothing_reported"))]
    past = _past(shown) if shown.asked.get("revisions") == "shown" else None
    made = displaced.picture(shown.tables, rounds, past, order, shown.rewriting(), words)
    notes = (made.earlier, words.say(f"{PAGE}.rounds_why"))
    breaks = "\n".join(f"- {said}" for said in made.breaks)
    rows = rounds.sort_values("reference_period_end", ascending=False, kind="stable")
    return [
        shared.chart(shown, "rounds", title, made.trend, rounds, *notes, breaks),
        tables.counts(shown, "rows", title, rows, listing.TOTAL_COLUMNS, MOST_ROUNDS),
        *(shared.revisions(shown, past.revised, MOST_REVISIONS) if past else []),
    ]


def _past(shown: Shown) -> Past:
    vintages = displaced.reported(shown.vintages(), crisis.read())
    past = shown.made(lambda: ghosts.past(vintages, shown.tables), "past")
    days = map(date.fromisoformat, view.codes(shown.asked.get("vintages", "")))
    return replace(past, days=tuple(days))


def _regions(shown: Shown, reported: pd.DataFrame, order: Leads) -> list[Block]:
    regions = displaced.by_region(reported, order)
    if regions.empty:
        return []
    words, row = shown.words, as_rows(regions)[0]
    title = words.say(f"{PAGE}.regions", day=words.day(row["reference_period_end"]))
    note = f"{shared.source_line(shown, row)} {words.say(f'{PAGE}.no_total')}"
    bars = displaced.bars(regions, words)
    return [
        shared.bars(shown, "regions", title, regions, bars, note),
        tables.counts(shown, "by_region", title, regions, listing.TOTAL_COLUMNS),
    ]
