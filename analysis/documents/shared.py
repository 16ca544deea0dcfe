"""Parts that documents of several pages have: headlines, charts, maps, pairs that disagree."""

from collections.abc import Sequence

import pandas as pd

from analysis import (
    comparison,
    disagreements,
    headlines,
    lateness,
    listing,
    printed,
    revision_list,
    sources,
    sparklines,
)
from analysis.documents import tables
from analysis.documents.parts import Block, Drawing, Heading, Number, Paragraph, Picture, Table
from analysis.documents.prose import in_text, paragraphs, prose
from analysis.headlines import Headline, Row, as_rows
from analysis.leading import Leads
from analysis.shown import Shown
from analysis.trends import Trend
from analysis.wording import plain
from ledger import crisis

# In pixels: the width of a sheet of A4 between its margins, and of a telephone.
WIDE, NARROW = 660, 350
CHARTS = ((WIDE, 320), (NARROW, 300))
MAPS = ((WIDE, 400), (NARROW, 300))


def number(
    shown: Shown, name: str, title: str, lead: Headline | None, order: Leads, *, small: bool = False
) -> Number:
    """A headline with what other sources say of the same; `small` leaves its drawing out."""
    words, breaks = shown.words, shown.tables["breaks"]
    if lead is None:
        return Number(name, title, words.say("count.none"))
    judged = lateness.of_headline(lead, shown.judged())
    late = lateness.said(judged, words)
    sparkline = None
    if len(lead.series) > 1 and not small:
        sparkline = Drawing(*sparklines.svg_of(lead, title, breaks, words, also=late))
    others = comparison.beside(shown.counts, lead.series.tail(1), order)
    also = disagreements.also(others, shown.tables, words)
    return Number(
        name,
        title,
        headlines.value(lead.row, words),
        headlines.change(lead, breaks, words),
        paragraphs(source_line(shown, lead.row), late, *also),
        sparkline,
        tables.origin(shown, listing.origin(lead.row)),
        lateness.is_expired(judged),
        ids(lead.series.tail(1), others),
    )


def source_line(shown: Shown, row: Row) -> str:
    """Unit, as-of day and publisher of a count, as Markdown."""
    publishers = headlines.publishers(shown.tables["sources"])
    return headlines.source_line(row, publishers, shown.words)


def chart(
    shown: Shown, name: str, title: str, made: Trend, rows: pd.DataFrame, *notes: str
) -> Picture:
    """A chart of counts over days; `rows` are those that it draws, `notes` Markdown under it."""
    alternative = in_text(made.in_words)
    wide, narrow = (
        printed.lines_svg(made.drawn, made.chart, shown.words, alternative, size) for size in CHARTS
    )
    said = paragraphs(whose(shown, rows), made.below, *notes)
    return Picture(name, title, Drawing(wide, alternative, narrow), said)


def bars(
    shown: Shown,
    name: str,
    title: str,
    rows: pd.DataFrame,
    said: tuple[list[str], list[str], list[str]],
    note: str,
) -> Picture:
    """Counts side by side; `said` are their names, and the counts short and in words."""
    names, says, in_words = said
    alternative = shown.words.listed(f"{n}: {s}" for n, s in zip(names, in_words, strict=True))
    values = rows["count"].astype(float).tolist()
    wide, narrow = (
        printed.bars_svg(names, values, says, shown.words, alternative, width)
        for width in (WIDE, NARROW)
    )
    return Picture(name, title, Drawing(wide, alternative, narrow), paragraphs(note))


def whose(shown: Shown, rows: pd.DataFrame) -> str:
    """Whose counts of which days a picture shows, as Markdown."""
    publishers = headlines.publishers(shown.tables["sources"])
    named = dict.fromkeys(publishers.get(str(one), str(one)) for one in rows["source_id"])
    days = rows["reference_period_end"]
    span = shown.words.span(days.min(), days.max())
    return shown.words.say("brief.whose", sources=plain(shown.words.listed(named)), days=span)


def flow_map(shown: Shown, title: str, latest: pd.DataFrame, note: str) -> Picture:
    """The map of where people went, with its note and the word on its boundaries."""
    words = shown.words
    counted = [
        f"{words.countries(row['location_iso3'])}: {said}"
        for row in as_rows(latest)
        for said in [words.count_in_words(row["count"], row["qualifier"])]
    ]
    alternative = f"{in_text(note)} {words.listed(counted)}."
    wide, narrow = (
        printed.map_svg(latest, crisis.read(), words, alternative, size) for size in MAPS
    )
    notes = paragraphs(note, words.say("map.disclaimer"))
    return Picture("map", title, Drawing(wide, alternative, narrow), notes, is_map=True)


def pairs(
    shown: Shown, name: str, title: str, found: pd.DataFrame, most: int
) -> Sequence[Block | Table]:
    """Where two sources disagree, the largest differences first; says so where none do."""
    if found.empty:
        return [prose(shown.words.say("side_by_side.none"))]
    listed = disagreements.table(found.head(most), shown.tables, shown.words)
    return [tables.table(shown, name, title, listed, len(found))]


def revisions(shown: Shown, revised: pd.DataFrame, most: int) -> list[Block]:
    """What publishers changed after they had published it, the largest changes first."""
    words, held = shown.words, shown.tables
    title = words.say("revision.title")
    if revised.empty:
        return [Heading(title), prose(revision_list.finding(revised, words))]
    listed = revision_list.told(revised.head(most), held["sources"], held["breaks"], words)
    return [
        Heading(title),
        prose(revision_list.finding(revised, words)),
        prose(revision_list.fallen(revised, words)),
        tables.table(shown, "revisions", title, listed, len(revised)),
    ]


def how_to_read(shown: Shown, entry: str) -> list[Block]:
    """What the figures of a page mean and do not mean."""
    return [Heading(shown.words.say("how_to_read")), prose(shown.words.say(entry), "note")]


def ids(*shown: pd.DataFrame | Sequence[Number]) -> list[str]:
    """The sources of what is shown: of rows, of pairs of rows, and of headlines."""
    found: set[str] = set()
    for one in shown:
        if isinstance(one, pd.DataFrame):
            columns = one.columns.intersection(["source_id", f"source_id{comparison.OTHER}"])
            found |= {str(source) for name in columns for source in one[name].dropna().unique()}
        else:
            found |= {source for number in one for source in number.source_ids}
    return sorted(found)


def terms(shown: Shown, of: Sequence[str]) -> list[Paragraph]:
    """Some sources with their licences and the way to their pages."""
    cards = shown.tables["sources"]
    cards = cards[cards["source_id"].isin(of)].sort_values(["publisher", "title"])
    return paragraphs(*(f"- {sources.terms(row, shown.words)}" for row in as_rows(cards)))
