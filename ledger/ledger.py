"""The ledger: every version of every table that was ever published, and nothing overwritten.

A version writes the slots whose values it changes; version N is, for each slot, the newest entry
up to N. One transaction publishes everything or nothing. Files are kept exactly as received.
"""

import hashlib
from collections.abc import Generator, Iterable, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd
import pyarrow as pa
from sqlalchemy import Connection, insert, select

from ledger import database, drafts, journal, publishing, schema
from ledger.changes import Changes, left_out
from ledger.drafts import Conflict, Draft, NotNow
from ledger.frames import to_pandas
from ledger.journal import Entry
from ledger.publishing import Manifest, Version
from ledger.tables import TABLES

__all__ = [
    "Changes",
    "Conflict",
    "Draft",
    "Ledger",
    "NotNow",
    "NothingToPublish",
    "Received",
    "UnknownVersion",
    "Version",
]


class NothingToPublish(Exception):
    """The ledger says already, value for value, what was to be published."""


class UnknownVersion(LookupError):
    """The ledger has no version of that number."""


@dataclass(frozen=True)
class Received:
    """A file exactly as received; `received_at` is in UTC.

    Nobody but who gave it and an admin may open a file that was `quarantined_at`. `content` is
    None once it was erased, and `erased_because` says why.
    """

    name: str
    content: bytes | None
    received_at: datetime
    received_by: str
    quarantined_at: datetime | None = None
    erased_because: str | None = None


class Ledger:
    """The ledger in one SQL database; ledger.database says which when no URL is given."""

    def __init__(self, url: str | None = None) -> None:
        self._engine = database.connect(url or database.default_url())
        self._writing = database.writing(self._engine)

    def close(self) -> None:
        """Let go of the database; SQLite then puts its log into the one file of the ledger."""
        self._engine.dispose()

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection that sees one state of the database."""
        return self._engine.connect()

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """A transaction that nobody else's writing comes between; all of it is kept or nothing."""
        with self._writing.begin() as connection:
            publishing.lock(connection)
            yield connection

    def keep(self, name: str, content: bytes, by: str) -> str:
        """Keep a file as received; returns its sha256. The same bytes are kept once."""
        digest = hashlib.sha256(content).hexdigest()
        with self.writing() as connection:
            kept = select(schema.received.c.hash).where(schema.received.c.hash == digest)
            if connection.scalar(kept) is None:
                file = {"hash": digest, "name": name, "content": content}
                now = {"received_at": datetime.now(UTC), "received_by": by}
                connection.execute(insert(schema.received), file | now)
            journal.write(connection, by, "keep", name, received=[digest])
        return digest

    def received(self, digest: str) -> Received:
        """The file with that sha256. Raises KeyError when there is none."""
        file = schema.received.c
        names = (*Received.__dataclass_fields__,)
        query = select(*(file[name] for name in names))
        with self.reading() as connection:
            row = connection.execute(query.where(file.hash == digest)).mappings().one_or_none()
        if row is None:
            raise KeyError(digest)
        return Received(**row)

    def received_names(self) -> dict[str, str]:
        """The name of every file received, by its sha256."""
        query = select(schema.received.c.hash, schema.received.c.name)
        with self.reading() as connection:
            return {row.hash: row.name for row in connection.execute(query)}

    def trail(self, **equal: object) -> list[Entry]:
        """The audit trail, the newest first; or its entries as journal.entries is asked for."""
        with self.reading() as connection:
            return journal.entries(connection, **equal)

    def newest(self) -> int:
        """The number of the newest version; 0 in an empty ledger."""
        with self.reading() as connection:
            return publishing.newest(connection)

    def versions(self) -> list[Version]:
        """Every version, the oldest first."""
        with self.reading() as connection:
            return publishing.versions(connection)

    def parts(self, as_known: int | None = None) -> dict[str, tuple[str, ...]]:
        """The hashes of the parts of every table, in order: the key for caches."""
        with self.reading() as connection:
            held = _held(connection, as_known)
        return {
            name: tuple(sorted(part for slot, part in held.items() if slot.table == name))
            for name in TABLES
        }

    def tables(
        self, as_known: int | datetime | None = None, names: Iterable[str] = TABLES
    ) -> dict[str, pd.DataFrame]:
        """Tables as known at a version or a moment (now when None); see frames.to_pandas.

        Raises UnknownVersion. Version 0, and a moment before the first version, are empty.
        """
        with self.reading() as connection:
            if isinstance(as_known, datetime):
                as_known = publishing.known_on(connection, as_known)
            held = _held(connection, as_known)
            return {name: to_pandas(publishing.rows_of(connection, name, held)) for name in names}

    def rows(self, name: str) -> pa.Table:
        """The rows of one table as they are now, in its schema and in the order of `tables`."""
        with self.reading() as connection:
            return publishing.rows_of(connection, name, _held(connection, None))

    def changes(self, a: int, b: int) -> dict[str, Changes]:
        """What differs between two versions; equal tables are left out. Raises UnknownVersion."""
        with self.reading() as connection:
            return publishing.differences(connection, _held(connection, a), _held(connection, b))

    def around(self, number: int) -> dict[str, list[pd.DataFrame]]:
        """The rows before and after a version, of each table and of the sources it wrote to."""
        with self.reading() as connection:
            found = publishing.around(connection, number)
        return {name: [to_pandas(rows) for rows in states] for name, states in found.items()}

    def draft(
        self,
        tables: Mapping[str, pa.Table],
        withdrawn: Mapping[str, pa.Table] | None = None,
    ) -> Draft:
        """Compare checked rows with the newest version, which becomes the draft's base.

        Rows are laid over those with the same key; only keys in `withdrawn` are deleted. Of a
        key in both, the row stays. Raises merging.UncheckedRows.
        """
        with self.reading() as connection:
            return drafts.draft(connection, tables, withdrawn or {})

    def would_change(self, draft: Draft) -> dict[str, Changes]:
        """What a draft would change in the version that it was compared with."""
        with self.reading() as connection:
            before, after = drafts.narrowed(connection, draft)
            return publishing.differences(connection, before, after, draft.parts)

    def left_out(self, draft: Draft) -> dict[str, pd.DataFrame]:
        """Rows that an earlier file of the same source had and the draft's lacks; see changes."""
        with self.reading() as connection:
            held = publishing.manifest(connection, draft.base)
            found = {}
            for upload in draft.uploads:
                reached = drafts.of_sources(held, upload)
                rows = publishing.rows_of(connection, upload.table.name, reached)
                found[upload.table.name] = to_pandas(left_out(upload.table, rows, upload.rows))
        return {name: rows for name, rows in found.items() if len(rows)}

    def tables_with(self, draft: Draft) -> dict[str, pd.DataFrame]:
        """Every table as it would be if the draft were published."""
        with self.reading() as connection:
            held = drafts.laid_over(publishing.manifest(connection, draft.base), draft)
            return {
                name: to_pandas(publishing.rows_of(connection, name, held, draft.parts))
                for name in TABLES
            }

    def publish(self, draft: Draft, by: str, note: str, of: str | None = None) -> Version:
        """Make a draft the newest version; `of` names the submission that it was worked out from.

        Raises NothingToPublish when it changes no value, Conflict when a version after its base
        changed a place that it touches, and NotNow when the submission was published or moved.
        """
        if not draft.slots:
            raise NothingToPublish
        with self.writing() as connection:
            drafts.refuse_conflict(connection, draft)
            publishing.store(connection, draft.parts)
            version = publishing.add_version(connection, draft.slots, by, note)
            made = {"received": draft.files, "version": version.number, "draft": of}
            journal.write(connection, by, "publish", note, **made)
            if of:
                drafts.settle(connection, of, version.number, note)
        return version

    def revert(self, number: int, by: str, note: str) -> Version:
        """Publish the values of an earlier version as a new one.

        Raises UnknownVersion, and NothingToPublish when the newest version says the same.
        """
        with self.writing() as connection:
            if number == 0:
                raise UnknownVersion(number)
            present, wanted = _held(connection, None), _held(connection, number)
            slots = publishing.slots_to_restore(connection, present, wanted)
            if not slots:
                raise NothingToPublish
            version = publishing.add_version(connection, slots, by, note, number)
            journal.write(connection, by, "revert", note, version=version.number)
        return version


def _held(connection: Connection, number: int | None) -> Manifest:
    newest = publishing.newest(connection)
    number = newest if number is None else number
    if not 0 <= number <= newest:
        raise UnknownVersion(number)
    return publishing.manifest(connection, number)
