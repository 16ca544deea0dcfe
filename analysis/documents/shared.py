"""Parts that documents of several pages share: headlines, trends, maps, tables of counts."""

import html
from collections.abc import Sequence

import pandas as pd

from analysis import (
    comparison,
    disagreements,
    headlines,
    lateness,
    listing,
    printed,
    sparklines,
)
from analysis.documents.parts import (
    Grid,
    Heading,
    Number,
    Picture,
    Prose,
    grid,
    paragraphs,
    prose,
)
from analysis.headlines import Headline, as_rows
from analysis.leading import Leads
from analysis.shown import Shown
from analysis.trends import Trend
from analysis.wording import plain
from ledger import crisis

# Pixels of a sheet of A4 between its margins, at 96 to the inch.
WIDTH = 660


def number(
    view: Shown, title: str, lead: Headline | None, order: Leads, *, sparkline: bool = True
) -> Number:
    """A headline with what other sources say of the same, as pages show it."""
    words, tables = view.words, view.tables
    if lead is None:
        return Number(title, words.say("count.none"))
    judged = lateness.of_headline(lead, view.judged())
    late = lateness.said(judged, words)
    drawing, alternative = "", ""
    if sparkline and len(lead.series) > 1:
        drawing, alternative = sparklines.svg_of(lead, title, tables["breaks"], words, also=late)
    return Number(
        title,
        headlines.value(lead.row, words),
        headlines.change(lead, tables["breaks"], words),
        paragraphs(source_line(view, lead.row), late, *_also(view, lead, order)),
        drawing,
        alternative,
        lateness.is_expired(judged),
    )


def source_line(view: Shown, row: headlines.Row) -> str:
    """Unit, as-of day, publisher with a link to where the count stands, as Markdown."""
    words = view.words
    publisher = plain(publishers(view).get(row["source_id"], row["source_id"]))
    return words.say(
        "source.line",
        unit=words.name("unit", row["unit"]),
        as_of=words.day(row["reference_period_end"]),
        source=f"[{publisher}]({row['source_url']})",
    )


def publishers(view: Shown) -> dict[str, str]:
    """The publisher of each source of the view's version."""
    return headlines.publishers(view.tables["sources"])


def chart(view: Shown, name: str, title: str, made: Trend) -> Picture:
    """A chart of counts over days with what is said of it."""
    alternative = in_text(made.in_words)
    svg = printed.lines_svg(made.drawn, made.chart, view.words, alternative, (WIDTH, 330))
    return Picture(name, title, svg, alternative, paragraphs(made.below))


def flow_map(view: Shown, title: str, latest: pd.DataFrame, note: str) -> Picture:
    """The map of where people went, with its note and the word on its boundaries."""
    words = view.words
    alternative = in_text(note)
    svg = printed.map_svg(latest, crisis.read(), words, alternative, (WIDTH, 430))
    notes = paragraphs(note, words.say("map.disclaimer"))
    return Picture("map", title, svg, alternative, notes, is_map=True)


def counts_table(
    view: Shown, title: str, counts: pd.DataFrame, columns: Sequence[str], most: int = 60
) -> Grid:
    """Counts as a table of at most so many rows; see listing.listed."""
    listed = listing.listed(counts.head(most), view.tables["sources"], view.words, tuple(columns))
    return grid(title, listed, view.words, len(counts))


def differing_pairs(view: Shown, title: str, pairs: pd.DataFrame, most: int) -> list[Grid | Prose]:
    """Where two sources disagree, the largest differences first; says so where none do."""
    words = view.words
    if pairs.empty:
        return [prose(words.say("side_by_side.none"))]
    listed = disagreements.table(pairs.head(most), view.tables, words)
    return [grid(title, listed, words, len(pairs))]


def how_to_read(view: Shown, entry: str) -> list[Heading | Prose]:
    """What the figures of a page mean and do not mean."""
    return [Heading(view.words.say("how_to_read")), prose(view.words.say(entry), small=True)]


def in_text(markdown: str) -> str:
    """Markdown as plain text, for a text alternative."""
    lines = ("".join(run.text for run in one.runs) for one in paragraphs(markdown))
    return html.unescape(" ".join(lines))


def _also(view: Shown, lead: Headline, order: Leads) -> list[str]:
    """What other sources say of the same thing as a headline, as Markdown."""
    words = view.words
    pairs = comparison.beside(view.counts, lead.series.tail(1), order)
    named = disagreements.names(view.tables) if len(pairs) else {}
    return [
        words.say(
            "side_by_side.also",
            said=plain(disagreements.said(pair, comparison.OTHER, named, words)),
            apart=disagreements.apart(pair, words),
        )
        for pair in as_rows(pairs)
    ]
