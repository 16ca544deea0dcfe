"""Where one number comes from as a document: who published it, in which file, and its vintages."""

import pandas as pd

from analysis import counts, identity, making, provenance, sources
from analysis.documents import shared, tables
from analysis.documents.parts import Block, Document, Heading, Number, Numbers
from analysis.documents.prose import paragraphs, prose
from analysis.rows import Row, as_rows
from analysis.shown import NotShown, Refused, Shown
from analysis.wording import plain
from ledger import tracing
from ledger.tables import TABLES

PAGE = "provenance"


def document(shown: Shown) -> Document:
    """What the page says of a row. Raises NotShown for a row that the version does not have."""
    words = shown.words
    title = words.say(f"menu.{PAGE}")
    code, name = shown.asked.get("count", ""), shown.asked.get("table", "counts")
    if not code:
        return Document(title, "", [prose(words.say("provenance.nothing_asked"))])
    found = identity.find(TABLES[name], shown.tables[name], code)
    if found.empty:
        raise NotShown([Refused("count", code, "count")])
    row = as_rows(found)[0]
    what = provenance.title(name, row, words)
    blocks: list[Block] = [prose(plain(provenance.about(name, row, words)))]
    if row.get("status") == "withdrawn":
        blocks.append(prose(words.say("provenance.withdrawn")))
    if name == "counts":
        blocks += _made_of(shown, found)
    blocks += [*_publisher(shown, row), *_file(shown, row)]
    if name == "counts":
        blocks += _vintages(shown, found)
    told = provenance.said(provenance.facts(name, row, words), words)
    blocks += [Heading(words.say("provenance.facts")), prose(told)]
    blocks += shared.how_to_read(shown, f"{PAGE}.how_to_read")
    return Document(title, what, blocks, shared.ids(found))


def _made_of(shown: Shown, row: pd.DataFrame) -> list[Block]:
    """The total, change or rate that was made of the count and others, if one is asked about."""
    made, words = shown.asked.get("made", ""), shown.words
    if not made:
        return []
    if made not in making.MADE:
        raise NotShown([Refused("made", made, "code", tuple(making.MADE))])
    newest = counts.until(shown.all_days(), shown.days.start, shown.days.end)
    total = making.total(made, row, newest, shown.vintages(), shown.tables["breaks"])
    title = words.say("provenance.how_made")
    if total is None:
        return [Heading(title), prose(words.say("provenance.nothing_made"))]
    said = words.say(f"provenance.made.{made}")
    why = paragraphs(making.why(total, words))
    listed = provenance.listed(total.parts, words, provenance.PART_COLUMNS)
    return [
        Numbers([Number(made, said, making.value(total, words), notes=why)]),
        tables.table(shown, "parts", title, listed),
    ]


def _publisher(shown: Shown, row: Row) -> list[Block]:
    words, held = shown.words, shown.tables
    said = [f"**{plain(sources.name(held, row['source_id']))}**"]
    if row.get("source_url"):
        said.append(words.say("provenance.page", url=row["source_url"]))
    said += [card.text for card in sources.cards(held, words, row["source_id"])]
    return [Heading(words.say("provenance.publisher")), prose("\n\n".join(said))]


def _file(shown: Shown, row: Row) -> list[Block]:
    words = shown.words
    file = tracing.file_kept(shown.published.ledger, row["received_file"])
    told = provenance.place(row, file, "", words)
    return [Heading(words.say("provenance.received")), prose(provenance.said(told, words))]


def _vintages(shown: Shown, row: pd.DataFrame) -> list[Block]:
    every = provenance.vintages(shown.tables["counts"], row)
    title = shown.words.say("provenance.vintages", n=len(every))
    here = "" if shown.asked.get("made") else shown.asked["count"]
    listed = provenance.listed(every, shown.words, provenance.VINTAGE_COLUMNS, here)
    return [Heading(title), tables.table(shown, "vintages", title, listed)]
