"""Laying the rows of an upload over those the ledger has: which slots get which new part."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow as pa

from ledger import columns, parts
from ledger.declaration import Table
from ledger.parts import Part, Place, Slot


class UncheckedRows(ValueError):
    """Rows that the checks refuse: two that differ under one key, or one without a source."""


@dataclass(frozen=True)
class Upload:
    """Rows of one table to lay over others by key, and rows whose keys are to be withdrawn."""

    table: Table
    rows: pa.Table
    withdrawn: pa.Table

    @cached_property
    def places(self) -> set[Place]:
        """Where these rows belong."""
        both = columns.joined([self.rows, self.withdrawn])
        found, _ = parts.places(self.table, both.filter(both["source_id"].is_valid()))
        return set(found)

    @property
    def files(self) -> set[str]:
        """The hashes of the files that the rows were received in."""
        return {name for name in self.rows["received_file"].unique().to_pylist() if name}

    def reaches(self, slot: Slot) -> bool:
        """Whether a row of this upload may have its key in that slot already."""
        if "source_id" in self.table.key:
            return slot.place in self.places
        return slot.table == self.table.name


@dataclass(frozen=True)
class Rewriting:
    """The slots whose values change: the hash of their new part, or None where nothing is left."""

    slots: dict[Slot, str | None] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)


def prepare(table: Table, rows: pa.Table | None, withdrawn: pa.Table | None) -> Upload:
    """Rows as the checks pass them, in the schema, each key once. Raises UncheckedRows."""
    empty = table.schema.empty_table()
    new, gone = (
        columns.with_sorted_labels(parts.in_schema(table, piece)) if piece is not None else empty
        for piece in (rows, withdrawn)
    )
    if new["source_id"].null_count:
        raise UncheckedRows(f"{table.name}: rows without source_id")
    return Upload(table, _each_key_once(table, new), gone)


def rewrite(upload: Upload, held: Mapping[Slot, pa.Table]) -> Rewriting:
    """What changes in the slots that the rows belong to or, under other sources, stand in."""
    old = columns.joined([upload.table.schema.empty_table(), *held.values()])
    rewriting = Rewriting(dict.fromkeys(held))
    for slot, rows in parts.by_slot(upload.table, lay_over(upload, old)):
        if slot in held and same_values(upload.table, held[slot], rows):
            del rewriting.slots[slot]
            continue
        part = parts.write(rows)
        rewriting.slots[slot] = part.hash
        rewriting.parts[part.hash] = part
    return rewriting


def lay_over(upload: Upload, old: pa.Table) -> pa.Table:
    """Old rows with new ones over them by key, without those withdrawn, sorted by key.

    A row whose values do not change keeps the file, sheet and row that first gave it.
    """
    table, new = upload.table, upload.rows
    every = columns.joined([old, new, upload.withdrawn])
    keys = columns.numbered(every, table.key)
    old_keys, new_keys, gone = np.split(keys, [len(old), len(old) + len(new)])
    stands = pd.Index(old_keys).get_indexer(new_keys)
    known = np.flatnonzero(stands >= 0)
    same = columns.equal(old.take(stands[known]), new.take(known), table.names)

    stays = np.ones(len(old), bool)
    stays[np.isin(old_keys, gone)] = False
    stays[stands[known[~same]]] = False
    stays[stands[known[same]]] = True
    comes = np.ones(len(new), bool)
    comes[known[same]] = False
    chosen = np.flatnonzero(np.concatenate([stays, comes]))
    return every.take(chosen[np.argsort(keys[chosen])])


def has_key_of(upload: Upload, rows: pa.Table) -> bool:
    """Whether one of the rows has the key of a row of the upload."""
    keys = columns.numbered(columns.joined([rows, upload.rows, upload.withdrawn]), upload.table.key)
    return bool(np.isin(keys[: len(rows)], keys[len(rows) :]).any())


def same_values(table: Table, one: pa.Table, other: pa.Table) -> bool:
    """Whether two sorted parts say the same, wherever their rows were received."""
    return len(one) == len(other) and bool(columns.equal(one, other, table.names).all())


def _each_key_once(table: Table, rows: pa.Table) -> pa.Table:
    keys = pd.Index(columns.numbered(rows, table.key))
    if keys.is_unique:
        return rows
    once = rows.filter(pa.array(~keys.duplicated()))
    first = keys.drop_duplicates().get_indexer(keys)
    if not columns.equal(rows, once.take(first), table.names).all():
        raise UncheckedRows(f"{table.name}: rows that differ under one key")
    return once
