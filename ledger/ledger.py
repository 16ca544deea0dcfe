"""The ledger: every version of every table that was ever published, and nothing overwritten.

A version writes the slots it changes; version N is, for each slot, the newest entry up to N.
One transaction publishes everything or nothing.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pandas as pd
import pyarrow as pa
from sqlalchemy import Connection, and_, func, insert, select

from ledger import database as db
from ledger import parts
from ledger.changes import Changes, compare
from ledger.tables import TABLES

Slot = tuple[str, str, str]


class Conflict(Exception):
    """Somebody else changed the same part of the ledger since this draft was compared with it."""


class NothingToPublish(Exception):
    """The draft says nothing that the ledger does not say already."""


class UnknownVersion(LookupError):
    """There is no version of that number."""


@dataclass(frozen=True)
class Version:
    """One publication. `changed` has the rows now held in each table it wrote to."""

    number: int
    published_at: datetime
    published_by: str
    note: str
    reverts: int | None
    changed: dict[str, int]


@dataclass(frozen=True)
class Received:
    """A file exactly as it was received."""

    name: str
    content: bytes
    received_at: datetime
    received_by: str


@dataclass(frozen=True)
class Draft:
    """Rows to lay over the version `base`, and rows to withdraw from it, by table."""

    base: int
    tables: Mapping[str, pa.Table]
    withdrawn: Mapping[str, pa.Table] = field(default_factory=dict)


class Ledger:
    """The ledger in one SQL database; see ledger.database for which."""

    def __init__(self, url: str | None = None) -> None:
        self._engine = db.connect(url or db.default_url())

    # Files received ---------------------------------------------------------------

    def keep(self, name: str, content: bytes, by: str) -> str:
        """Keep a file exactly as received; its hash. The same bytes are kept once."""
        name_of_content = hashlib.sha256(content).hexdigest()
        with self._engine.execution_options(writes=True).begin() as connection:
            held = select(db.received.c.hash).where(db.received.c.hash == name_of_content)
            if connection.scalar(held) is None:
                row = {"hash": name_of_content, "name": name, "content": content}
                who = {"received_at": _now().isoformat(), "received_by": by}
                connection.execute(insert(db.received), row | who)
            _record(connection, by, "keep", received_hash=name_of_content, note=name)
        return name_of_content

    def received(self, name_of_content: str) -> Received:
        """The file of that hash. Raises KeyError when there is none."""
        query = select(db.received).where(db.received.c.hash == name_of_content)
        with self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise KeyError(name_of_content)
        moment = datetime.fromisoformat(row.received_at)
        return Received(row.name, row.content, moment, row.received_by)

    def received_names(self) -> dict[str, str]:
        """The name of every file received, by its hash."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(db.received.c.hash, db.received.c.name))
            return {row.hash: row.name for row in rows}

    # Reading ------------------------------------------------------------------------

    def newest(self) -> int:
        """The number of the newest version; 0 when nothing was published."""
        with self._engine.connect() as connection:
            return _newest(connection)

    def versions(self) -> list[Version]:
        """Every version, the oldest first."""
        slots, held = db.slot_versions.c, db.parts.c
        sizes = (
            select(slots.version, slots.table_name, func.coalesce(func.sum(held.rows), 0))
            .join(db.parts, held.hash == slots.part_hash, isouter=True)
            .group_by(slots.version, slots.table_name)
        )
        with self._engine.connect() as connection:
            changed: dict[int, dict[str, int]] = {}
            for number, table, rows in connection.execute(sizes):
                changed.setdefault(number, {})[table] = int(rows)
            rows = connection.execute(select(db.versions).order_by(db.versions.c.number))
            return [_version(row, changed.get(row.number, {})) for row in rows]

    def parts(self, as_known: int | None = None) -> dict[str, tuple[str, ...]]:
        """Hashes of the parts of every table at a version: what caches are keyed by."""
        held: dict[str, list[str]] = {}
        for (table, _, _), part in sorted(self._manifest(as_known).items()):
            held.setdefault(table, []).append(part)
        return {table: tuple(hashes) for table, hashes in held.items()}

    def tables(self, as_known: int | datetime | None = None) -> dict[str, pd.DataFrame]:
        """Every table as it was known at a version or a moment (None: now); see parts.to_pandas."""
        number = self._as_number(as_known) if isinstance(as_known, datetime) else as_known
        held = self.parts(number)
        return {name: self._frame(name, held.get(name, ())) for name in TABLES}

    def changes(self, a: int, b: int) -> dict[str, Changes]:
        """What differs between two versions, by table; tables that are equal are left out."""
        before, after = self.parts(self._existing(a)), self.parts(self._existing(b))
        differing = [name for name in TABLES if before.get(name) != after.get(name)]
        return {
            name: compare(
                TABLES[name],
                self._frame(name, before.get(name, ())),
                self._frame(name, after.get(name, ())),
            )
            for name in differing
        }

    # Publishing -----------------------------------------------------------------------

    def draft(
        self, tables: Mapping[str, pa.Table], withdrawn: Mapping[str, pa.Table] | None = None
    ) -> Draft:
        """Rows to publish, compared with what is known now. Nothing is deleted but `withdrawn`."""
        return Draft(self.newest(), tables, withdrawn or {})

    def publish(self, draft: Draft, by: str, note: str) -> Version:
        """Make a draft the newest version.

        Raises NothingToPublish when no value would change, and Conflict when a slot that the
        draft touches was changed since the version it was compared with.
        """
        held = self._manifest(draft.base)
        written: dict[Slot, pa.Table | None] = {}
        for name in {*draft.tables, *draft.withdrawn}:
            written |= self._lay_over(name, draft, held)
        if not written:
            raise NothingToPublish
        with self._engine.execution_options(writes=True).begin() as connection:
            _refuse_conflict(connection, draft.base, written)
            stored = {slot: _store(connection, rows) for slot, rows in written.items()}
            version = _add_version(connection, stored, by, note, None)
        return version

    def revert(self, number: int, by: str, note: str) -> Version:
        """Publish the content of an earlier version as a new one.

        Raises UnknownVersion, and NothingToPublish when the newest version is equal to it.
        """
        wanted = self._manifest(self._existing(number))
        with self._engine.execution_options(writes=True).begin() as connection:
            present = _manifest(connection, _newest(connection))
            slots = {*wanted, *present}
            changed = {
                slot: wanted.get(slot) for slot in slots if wanted.get(slot) != present.get(slot)
            }
            if not changed:
                raise NothingToPublish
            return _add_version(connection, changed, by, note, number)

    def _lay_over(
        self, name: str, draft: Draft, held: dict[Slot, str]
    ) -> dict[Slot, pa.Table | None]:
        table = TABLES[name]
        new = _by_bucket(name, draft.tables.get(name))
        gone = _by_bucket(name, draft.withdrawn.get(name))
        written: dict[Slot, pa.Table | None] = {}
        for source, month in {*new, *gone}:
            slots = sorted(slot for slot in held if _in_month(slot, name, source, month))
            old = self._rows(name, tuple(held[slot] for slot in slots))
            added = new.get((source, month), old.slice(0, 0))
            merged = parts.merge(table, old, added, gone.get((source, month)))
            if parts.same_values(table, old, merged):
                continue
            pieces = {(name, source, b): rows for b, rows in parts.chunks(merged, month)}
            written |= {slot: None for slot in slots if slot not in pieces} | pieces
        return written

    def _manifest(self, number: int | None) -> dict[Slot, str]:
        with self._engine.connect() as connection:
            return _manifest(connection, _newest(connection) if number is None else number)

    def _rows(self, name: str, hashes: tuple[str, ...]) -> pa.Table:
        query = select(db.parts.c.hash, db.parts.c.content).where(db.parts.c.hash.in_(hashes))
        with self._engine.connect() as connection:
            contents = {row.hash: row.content for row in connection.execute(query)}
        return parts.read(TABLES[name], [contents[part] for part in hashes])

    def _frame(self, name: str, hashes: tuple[str, ...]) -> pd.DataFrame:
        return parts.to_pandas(TABLES[name], self._rows(name, hashes))

    def _existing(self, number: int) -> int:
        if not 0 <= number <= self.newest():
            raise UnknownVersion(number)
        return number

    def _as_number(self, moment: datetime) -> int:
        before = [v.number for v in self.versions() if v.published_at <= moment]
        return max(before, default=0)


def _now() -> datetime:
    return datetime.now(UTC)


def _newest(connection: Connection) -> int:
    return connection.scalar(select(func.max(db.versions.c.number))) or 0


def _version(row, changed: dict[str, int]) -> Version:
    moment = datetime.fromisoformat(row.published_at)
    return Version(row.number, moment, row.published_by, row.note, row.reverts, changed)


def _manifest(connection: Connection, number: int) -> dict[Slot, str]:
    """The part in each slot that has one at a version."""
    slots = db.slot_versions.c
    newest = (
        select(slots.table_name, slots.source_id, slots.bucket, func.max(slots.version).label("v"))
        .where(slots.version <= number)
        .group_by(slots.table_name, slots.source_id, slots.bucket)
        .subquery()
    )
    same_slot = and_(
        slots.table_name == newest.c.table_name,
        slots.source_id == newest.c.source_id,
        slots.bucket == newest.c.bucket,
        slots.version == newest.c.v,
    )
    query = select(db.slot_versions).join(newest, same_slot).where(slots.part_hash.is_not(None))
    return {
        (row.table_name, row.source_id, row.bucket): row.part_hash
        for row in connection.execute(query)
    }


def _by_bucket(name: str, rows: pa.Table | None) -> dict[tuple[str, str], pa.Table]:
    if rows is None or not len(rows):
        return {}
    pieces = parts.buckets(TABLES[name], rows)
    return {(source, month): piece for source, month, piece in pieces}


def _in_month(slot: Slot, name: str, source: str, month: str) -> bool:
    return slot[:2] == (name, source) and slot[2].partition("/")[0] == month


def _refuse_conflict(connection: Connection, base: int, written: Mapping[Slot, object]) -> None:
    slots = db.slot_versions.c
    since = select(slots.table_name, slots.source_id, slots.bucket).where(slots.version > base)
    touched = {(name, source, bucket.partition("/")[0]) for name, source, bucket in written}
    for row in connection.execute(since):
        if (row.table_name, row.source_id, row.bucket.partition("/")[0]) in touched:
            raise Conflict(f"{row.table_name} of {row.source_id} changed since version {base}")


def _store(connection: Connection, rows: pa.Table | None) -> str | None:
    if rows is None:
        return None
    part, content = parts.write(rows)
    held = select(db.parts.c.hash).where(db.parts.c.hash == part)
    if connection.scalar(held) is None:
        connection.execute(insert(db.parts), {"hash": part, "rows": len(rows), "content": content})
    return part


def _add_version(
    connection: Connection, stored: Mapping[Slot, str | None], by: str, note: str, reverts: int | None
) -> Version:
    number = _newest(connection) + 1
    last = select(db.versions.c.published_at).where(db.versions.c.number == number - 1)
    before = connection.scalar(last)
    moment = _now()
    if before is not None:
        moment = max(moment, datetime.fromisoformat(before) + timedelta(microseconds=1))
    row = {"number": number, "published_at": moment.isoformat(timespec="microseconds")}
    said = {"published_by": by, "note": note, "reverts": reverts}
    connection.execute(insert(db.versions), row | said)
    slots = [
        {"table_name": name, "source_id": source, "bucket": bucket, "version": number, "part_hash": part}
        for (name, source, bucket), part in stored.items()
    ]
    connection.execute(insert(db.slot_versions), slots)
    _record(connection, by, "revert" if reverts else "publish", version=number, note=note)
    return Version(number, moment, by, note, reverts, dict.fromkeys(sorted({s[0] for s in stored}), 0))


def _record(
    connection: Connection, who: str, what: str, *, version: int | None = None,
    received_hash: str | None = None, note: str = "",
) -> None:
    entry = {"at": _now().isoformat(), "who": who, "what": what, "version": version}
    connection.execute(insert(db.audit), entry | {"received_hash": received_hash, "note": note})
