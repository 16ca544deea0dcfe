"""People fleeing as a document: by country, beside the published total and beside other sources."""

from dataclasses import replace
from datetime import date

import pandas as pd

from analysis import (
    by_country,
    comparison,
    disagreements,
    fleeing,
    ghosts,
    headlines,
    listing,
    making,
    narration,
    updates,
    view,
)
from analysis.by_country import Asked, ByCountry
from analysis.documents import shared, tables
from analysis.documents.parts import Block, Document, Heading, Number, Numbers
from analysis.documents.prose import paragraphs, prose
from analysis.ghosts import Past
from analysis.leading import Leads
from analysis.shown import Shown
from ledger import crisis

PAGE = "people_fleeing"
MOST_ROWS, MOST_TOTALS, MOST_PAIRS, MOST_REVISIONS = 40, 20, 8, 30


def document(shown: Shown) -> Document:
    """What the page says for a view."""
    words = shown.words
    people = fleeing.everybody(shown.counts, shown.days.start, shown.days.end)
    order = shown.order(people)
    lead = headlines.people_fleeing(shown.counts, order)
    title = words.say(f"menu.{PAGE}")
    if people.empty:
        return Document(title, "", [prose(words.say("nothing_reported"))])
    entry = f"{PAGE}.finding.{lead.row['unit']}" if lead else ""
    finding = headlines.sentence(lead, words, entry, crisis.read()) if lead else ""
    beside = comparison.differing_totals(shown.vintages(), order)
    total = shared.number(shown, "total", words.say("totals.published"), lead, order)
    totals = comparison.first_and_newest(fleeing.regional(people))
    pairs = comparison.side_by_side(people, order)
    pairs = disagreements.of_places(pairs, list(by_country.asked_of(shown).countries))
    blocks: list[Block] = [
        Numbers([total, _sum(shown, beside)]),
        *_by_country(shown, people, order),
        *_totals(shown, totals, beside),
        *_side_by_side(shown, pairs),
        *shared.how_to_read(shown, f"{PAGE}.how_to_read"),
    ]
    of_countries = fleeing.by_country(people, order)
    sources = shared.ids([total], of_countries, totals, pairs.head(MOST_PAIRS))
    return Document(title, finding, blocks, sources)


def _by_country(shown: Shown, people: pd.DataFrame, order: Leads) -> list[Block]:
    words, chosen = shown.words, by_country.asked_of(shown)
    past = _past(shown) if chosen.earlier else None
    made = by_country.picture(
        shown.tables, people, past, shown.judged(), order, chosen, shown.rewriting(), words
    )
    title = words.say(f"{PAGE}.{'together.' if chosen.is_together else ''}{chosen.measure}")
    silent = words.listed(map(words.country, made.silent))
    blocks: list[Block] = []
    if made.trend:
        trend = updates.as_asked(made.trend, shown)
        chart = shared.chart(shown, "by_country", title, trend, made.behind, *made.notes)
        blocks = [chart, _rows(shown, title, chosen, made)]
    elif not silent:
        blocks = [Heading(title), prose(words.say("nothing_reported"))]
    if silent:
        blocks.append(prose(words.say("nothing_reported_by", places=silent)))
    return blocks + (_revisions(shown, chosen, past) if past else [])


def _rows(shown: Shown, title: str, chosen: Asked, made: ByCountry) -> Block:
    """The table behind the chart, the newest days first."""
    rates = ("rate", "made") if chosen.is_rate else ()
    columns = (listing.COLUMNS[0], *rates, *listing.COLUMNS[1:], "measure")
    rows = made.behind.sort_values("reference_period_end", ascending=False, kind="stable")
    return tables.counts(shown, "rows", title, rows, columns, MOST_ROWS)


def _past(shown: Shown) -> Past:
    vintages = fleeing.everybody(shown.vintages(), shown.days.start, shown.days.end)
    past = shown.made(lambda: ghosts.past(vintages, shown.tables), "past")
    days = map(date.fromisoformat, view.codes(shown.asked.get("vintages", "")))
    return replace(past, days=tuple(days))


def _revisions(shown: Shown, chosen: Asked, past: Past) -> list[Block]:
    revised = disagreements.of_places(past.revised, list(chosen.countries))
    return shared.revisions(shown, revised, MOST_REVISIONS)


def _sum(shown: Shown, beside: pd.DataFrame) -> Number:
    """The sum of what countries reported, to stand beside the newest published total."""
    words, title = shown.words, shown.words.say("totals.sum")
    if beside.empty:
        return Number("sum", title, words.say("count.none"))
    last = beside.iloc[-1]
    days = words.say("totals.sum_of", n=int(last["countries"]), as_of=words.day(last["as_of"]))
    return Number(
        "sum",
        title,
        words.count(last["sum"], last["sum_qualifier"]),
        comparison.sum_against_total(last, words),
        paragraphs(days),
        origin=tables.origin(shown, f"count={last['origin']}&made={making.SUM_OF_COUNTRIES}"),
    )


def _totals(shown: Shown, totals: pd.DataFrame, beside: pd.DataFrame) -> list[Block]:
    """Published totals beside the sums of countries, and those of each source."""
    words = shown.words
    listed = comparison.totals_table(beside.tail(MOST_TOTALS), words)
    by_source = words.say("totals.by_source")
    said = (f"- {one}" for one in narration.breaks_in_words(shown.tables, words))
    title = words.say("totals.title")
    made = [tables.table(shown, "totals", title, listed, len(beside))] if len(beside) else []
    return [
        Heading(title),
        prose(words.say("totals.why")),
        prose("\n".join(said)),
        *made,
        tables.counts(shown, "by_source", by_source, totals, listing.TOTAL_COLUMNS),
    ]


def _side_by_side(shown: Shown, found: pd.DataFrame) -> list[Block]:
    words = shown.words
    title = words.say("side_by_side.title")
    pairs = shared.pairs(shown, "pairs", title, found, MOST_PAIRS)
    return [Heading(title), prose(words.say("side_by_side.why")), *pairs]
