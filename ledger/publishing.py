"""What the database knows of versions: their manifests, their parts, and how one is added.

A manifest is the hash of the part in each slot that has one. Everything here runs inside a
transaction of the caller's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pyarrow as pa
from sqlalchemy import Connection, func, insert, select, update

from ledger import parts, schema
from ledger.changes import Changes, compare
from ledger.merging import same_values
from ledger.parts import Part, Slot
from ledger.tables import TABLES

Manifest = dict[Slot, str]
AT_ONCE = 500


@dataclass(frozen=True)
class Version:
    """One publication. `changed`: for each table, how many rows it added, revised and so on.

    The numbers are those of Changes.counted; `published_at` is in UTC and later than that of the
    version before.
    """

    number: int
    published_at: datetime
    published_by: str
    note: str
    reverts: int | None
    changed: dict[str, dict[str, int]]


def newest(connection: Connection) -> int:
    """The number of the newest version; 0 in an empty ledger."""
    return connection.scalars(select(schema.head.c.newest)).one()


def lock(connection: Connection) -> int:
    """The number of the newest version, which stays the newest until this transaction ends."""
    return connection.scalars(select(schema.head.c.newest).with_for_update()).one()


def versions(connection: Connection) -> list[Version]:
    """Every version, the oldest first."""
    rows = connection.execute(select(schema.versions).order_by(schema.versions.c.number))
    return [Version(**row) for row in rows.mappings()]


def known_on(connection: Connection, moment: datetime) -> int:
    """The newest version at a moment; 0 before the first."""
    number, published_at = schema.versions.c.number, schema.versions.c.published_at
    return connection.scalar(select(func.max(number)).where(published_at <= moment)) or 0


def manifest(connection: Connection, number: int) -> Manifest:
    """The part in each slot that has one at a version."""
    entry = schema.slot_versions.c
    slot = (entry.table_name, entry.source_id, entry.bucket, entry.chunk)
    latest = (
        func.row_number().over(partition_by=slot, order_by=entry.version.desc()).label("latest")
    )
    entries = select(*slot, entry.part, latest).where(entry.version <= number).subquery()
    query = select(entries).where(entries.c.latest == 1, entries.c.part.is_not(None))
    return {Slot(*row[:4]): row.part for row in connection.execute(query)}


def changed_since(connection: Connection, number: int) -> set[Slot]:
    """The slots that versions after that one wrote to."""
    entry = schema.slot_versions.c
    query = select(entry.table_name, entry.source_id, entry.bucket, entry.chunk)
    return {Slot(*row) for row in connection.execute(query.where(entry.version > number))}


def contents(connection: Connection, hashes: Iterable[str]) -> dict[str, bytes]:
    """The Parquet bytes of parts, by hash."""
    wanted = sorted(set(hashes))
    column = schema.parts.c
    found: dict[str, bytes] = {}
    for start in range(0, len(wanted), AT_ONCE):
        some = column.hash.in_(wanted[start : start + AT_ONCE])
        rows = connection.execute(select(column.hash, column.content).where(some))
        found |= {row.hash: row.content for row in rows}
    return found


def rows_of(
    connection: Connection, name: str, held: Manifest, new: Mapping[str, Part] | None = None
) -> pa.Table:
    """The rows of one table, in the order of their slots; `new` parts are not yet kept."""
    hashes = [held[slot] for slot in sorted(held) if slot.table == name]
    found = contents(connection, hashes) | {
        part.hash: part.content for part in (new or {}).values()
    }
    return parts.read(TABLES[name], [found[part] for part in hashes])


def differences(
    connection: Connection,
    before: Manifest,
    after: Manifest,
    new: Mapping[str, Part] | None = None,
) -> dict[str, Changes]:
    """What differs between two manifests, by table; tables with equal parts are left out."""
    return {
        name: compare(
            table,
            rows_of(connection, name, before),
            rows_of(connection, name, after, new),
        )
        for name, table in TABLES.items()
        if _of(name, before) != _of(name, after)
    }


def around(connection: Connection, number: int) -> dict[str, list[pa.Table]]:
    """The rows before and after a version, of each table and of the sources it wrote to."""
    entry = schema.slot_versions.c
    query = select(entry.table_name, entry.source_id, entry.bucket, entry.chunk)
    slots = [Slot(*row) for row in connection.execute(query.where(entry.version == number))]
    states = [_narrowed(manifest(connection, n), slots) for n in (number - 1, number)]
    names = dict.fromkeys(slot.table for slot in slots)
    return {name: [rows_of(connection, name, held) for held in states] for name in names}


def slots_to_restore(
    connection: Connection, present: Manifest, wanted: Manifest
) -> dict[Slot, str | None]:
    """The slots whose values differ from those wanted, with the part that is wanted there."""
    slots = {
        slot: wanted.get(slot)
        for slot in sorted({*present, *wanted})
        if present.get(slot) != wanted.get(slot)
    }
    return {
        slot: part for slot, part in slots.items() if not _alike(connection, slot, present, wanted)
    }


def store(connection: Connection, new: Mapping[str, Part]) -> None:
    """Keep parts that are not kept yet."""
    column = schema.parts.c
    known = set(connection.scalars(select(column.hash).where(column.hash.in_(new))))
    rows = [vars(part) for name, part in new.items() if name not in known]
    if rows:
        connection.execute(insert(schema.parts), rows)


def add_version(
    connection: Connection,
    slots: Mapping[Slot, str | None],
    by: str,
    note: str,
    reverts: int | None = None,
) -> Version:
    """Make the next version, which writes these slots. The caller holds the lock."""
    last = newest(connection)
    before = manifest(connection, last)
    after = {slot: part for slot, part in {**before, **slots}.items() if part}
    changed = _narrowed(before, slots), _narrowed(after, slots)
    counted = {name: c.counted for name, c in differences(connection, *changed).items()}
    version = Version(last + 1, _next_moment(connection), by, note, reverts, counted)
    connection.execute(insert(schema.versions), vars(version))
    entries = [
        {**_named(slot), "version": version.number, "part": part} for slot, part in slots.items()
    ]
    connection.execute(insert(schema.slot_versions), entries)
    connection.execute(update(schema.head).values(newest=version.number))
    return version


def _alike(connection: Connection, slot: Slot, one: Manifest, other: Manifest) -> bool:
    """Whether two parts of a slot have the same values, wherever their rows were received."""
    if slot not in one or slot not in other:
        return False
    rows = [rows_of(connection, slot.table, {slot: held[slot]}) for held in (one, other)]
    return same_values(TABLES[slot.table], *rows)


def _next_moment(connection: Connection) -> datetime:
    last = connection.scalar(select(func.max(schema.versions.c.published_at)))
    now = datetime.now(UTC)
    return max(now, last + timedelta(microseconds=1)) if last else now


def _narrowed(held: Manifest, slots: Iterable[Slot]) -> Manifest:
    """A manifest of the sources that the slots are of: no change reaches further."""
    sources = {(slot.table, slot.source) for slot in slots}
    return {slot: part for slot, part in held.items() if slot[:2] in sources}


def _of(name: str, held: Manifest) -> Manifest:
    return {slot: part for slot, part in held.items() if slot.table == name}


def _named(slot: Slot) -> dict[str, str | int]:
    names = ("table_name", "source_id", "bucket", "chunk")
    return dict(zip(names, slot, strict=True))
