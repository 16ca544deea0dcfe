"""Where a row came from: the file that it was received in, and the versions that wrote it.

Everything here is read without the rows of other sources, and files without their bytes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
from sqlalchemy import func, select

from ledger import parts, publishing, schema
from ledger.frames import to_pandas
from ledger.ledger import Ledger
from ledger.tables import TABLES


@dataclass(frozen=True)
class FileKept:
    """A file as received, told without its bytes; `size` is None once they were erased."""

    hash: str
    name: str
    size: int | None
    received_at: datetime
    quarantined_at: datetime | None
    erased_because: str | None

    @property
    def is_open(self) -> bool:
        """Whether it is there, and not shut away."""
        return self.size is not None and self.quarantined_at is None


@dataclass(frozen=True)
class Written:
    """What a version wrote into one slot: a part, or None where nothing is left."""

    version: int
    slot: tuple[str, int]
    part: str | None


def file_kept(ledger: Ledger, digest: str) -> FileKept | None:
    """The file of that sha256; None when the ledger never received it."""
    file = schema.received.c
    size = func.length(file.content).label("size")
    query = select(file.hash, file.name, size, file.received_at)
    query = query.add_columns(file.quarantined_at, file.erased_because).where(file.hash == digest)
    with ledger.reading() as connection:
        row = connection.execute(query).mappings().one_or_none()
    return FileKept(**row) if row else None


def written(ledger: Ledger, table: str, source_id: str) -> list[Written]:
    """Every part that a version wrote for a source of a table, the oldest version first."""
    entry = schema.slot_versions.c
    query = select(entry.version, entry.bucket, entry.chunk, entry.part)
    query = query.where(entry.table_name == table, entry.source_id == source_id)
    with ledger.reading() as connection:
        rows = connection.execute(query.order_by(entry.version, entry.bucket, entry.chunk))
        return [Written(row.version, (row.bucket, row.chunk), row.part) for row in rows]


def rows_of_part(ledger: Ledger, table: str, part: str) -> pd.DataFrame:
    """The rows of one part. Nothing in it is suppressed: not for the eyes of readers."""
    with ledger.reading() as connection:
        content = publishing.contents(connection, [part])[part]
    return to_pandas(parts.read(TABLES[table], [content]))


def held(entries: Iterable[Written], holds: Callable[[str], bool]) -> list[tuple[int, bool]]:
    """The versions from which on a row was there (True) or gone (False), the oldest first.

    `holds` says whether a part has the row. A version that moves it from slot to slot, or writes
    its part again, changes nothing.
    """
    by_version: dict[int, list[Written]] = {}
    for entry in entries:
        by_version.setdefault(entry.version, []).append(entry)
    where: set[tuple[str, int]] = set()
    changes: list[tuple[int, bool]] = []
    for version, several in sorted(by_version.items()):
        was_there = bool(where)
        for entry in several:
            if entry.part and holds(entry.part):
                where.add(entry.slot)
            else:
                where.discard(entry.slot)
        if bool(where) != was_there:
            changes.append((version, bool(where)))
    return changes
