"""Parts: immutable pieces of a table, sorted by key, kept as Parquet under the hash of their bytes.

A part stands in a slot: one table, one source, one bucket and a chunk of it. Counts have a bucket
for each month of publication (`2022-03`, or `unknown`), other tables one; a chunk is at most
MOST_ROWS rows of a bucket.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ledger import columns
from ledger.declaration import Table

MOST_ROWS = 250_000
UNKNOWN_MONTH = "unknown"


class Place(NamedTuple):
    """Where a row belongs. Two publications that touch one place are in each other's way."""

    table: str
    source: str
    bucket: str


class Slot(NamedTuple):
    """Where a part stands: a place, and which chunk of its rows."""

    table: str
    source: str
    bucket: str
    chunk: int

    @property
    def place(self) -> Place:
        """The place that this is a chunk of."""
        return Place(self.table, self.source, self.bucket)


@dataclass(frozen=True)
class Part:
    """The Parquet bytes of some rows, named by their sha256."""

    hash: str
    rows: int
    content: bytes


def write(rows: pa.Table) -> Part:
    """Rows sorted by key as a part. Equal rows make equal parts with one version of Arrow."""
    sink = pa.BufferOutputStream()
    pq.write_table(columns.with_sorted_labels(rows), sink, compression="zstd")
    content = sink.getvalue().to_pybytes()
    return Part(hashlib.sha256(content).hexdigest(), len(rows), content)


def read(table: Table, contents: Sequence[bytes]) -> pa.Table:
    """The rows of parts of one table, in its schema; a column younger than a part is blank."""
    pieces = [in_schema(table, pq.read_table(pa.BufferReader(content))) for content in contents]
    return columns.joined([table.schema.empty_table(), *pieces])


def in_schema(table: Table, rows: pa.Table) -> pa.Table:
    """The columns of a table, in order and with their types; those that `rows` lacks are blank."""
    typed = [
        rows[field.name].cast(field.type)
        if field.name in rows.column_names
        else pa.nulls(len(rows), field.type)
        for field in table.schema
    ]
    return pa.table(typed, schema=table.schema)


def places(table: Table, rows: pa.Table) -> tuple[list[Place], np.ndarray]:
    """The places of rows, and for each row which of them is its own."""
    source_codes, sources = columns.encoded(rows["source_id"])
    month_codes, months = _months(table, rows)
    distinct, which = np.unique(source_codes * len(months) + month_codes, return_inverse=True)
    pairs = [divmod(int(code), len(months)) for code in distinct]
    return [Place(table.name, sources[s].as_py(), months[m]) for s, m in pairs], which


def by_slot(table: Table, rows: pa.Table) -> Iterator[tuple[Slot, pa.Table]]:
    """Rows by the slot that they stand in, in the order they come in."""
    found, which = places(table, rows)
    for n, place in enumerate(found):
        inside = rows.take(np.flatnonzero(which == n)) if len(found) > 1 else rows
        for chunk, start in enumerate(range(0, len(inside), MOST_ROWS)):
            yield Slot(*place, chunk), inside.slice(start, MOST_ROWS)


def _months(table: Table, rows: pa.Table) -> tuple[np.ndarray, list[str]]:
    if table.name != "counts":
        return np.zeros(len(rows), np.int64), [""]
    codes, moments = columns.encoded(rows["published_at"])
    names = [f"{moment:%Y-%m}" for moment in moments.to_pylist()]
    months = sorted({*names, UNKNOWN_MONTH})
    of_moment = [months.index(name) for name in [*names, UNKNOWN_MONTH]]
    return np.array(of_moment)[codes], months
