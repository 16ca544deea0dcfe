"""The card of a source comes along with the first figures that a format reads of it."""

from collections.abc import Mapping
from dataclasses import replace

import pyarrow as pa

from ledger import columns
from ledger.checks import check
from ledger.ledger import Ledger
from loaders.cards import Card
from loaders.loading import FORMATS, latest_date_on_earth

CARDS: dict[str, Card] = {card.source_id: card for f in FORMATS for card in f.SOURCES}


def with_cards(ledger: Ledger, tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """The tables, and in `sources` a card for each source that has none and whose format has one.

    A card that somebody wrote or changed is never replaced.
    """
    present = {*ledger.rows("sources")["source_id"].to_pylist(), *_ids(tables.get("sources"))}
    files = {source: file for rows in tables.values() for source, file in _files(rows).items()}
    found = {source: card_of(source) for source in sorted({*files} - present)}
    pieces = [_as_rows(card, files[source]) for source, card in found.items() if card]
    if not pieces:
        return dict(tables)
    own = [tables["sources"]] if "sources" in tables else []
    return {**tables, "sources": columns.joined([*own, *pieces])}


def card_of(source: str) -> Card | None:
    """The card of a source; one that a format splits (an operation of its own) has its part's."""
    if source in CARDS:
        return CARDS[source]
    whole = max((known for known in CARDS if source.startswith(f"{known}_")), key=len, default="")
    if not whole:
        return None
    part = source.removeprefix(f"{whole}_").replace("_", " ")
    return replace(CARDS[whole], source_id=source, title=f"{CARDS[whole].title}: {part}")


def _ids(rows: pa.Table | None) -> list[str]:
    return [] if rows is None else rows["source_id"].to_pylist()


def _files(rows: pa.Table) -> dict[str, str]:
    """A file that each source's rows stand in, by the source."""
    pairs = rows.select(["source_id", "received_file"]).group_by(["source_id", "received_file"])
    found = pairs.aggregate([]).to_pylist()
    return {pair["source_id"]: pair["received_file"] for pair in found if pair["source_id"]}


def _as_rows(card: Card, received: str) -> pa.Table:
    texts = {name: pa.array([text]) for name, text in card.row.items()}
    raw = pa.table({**texts, "row": pa.array([0], pa.int32())})
    rows, _ = check("sources", raw, "", dict.fromkeys(texts, ""), latest_date_on_earth(), received)
    return rows
