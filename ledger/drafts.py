"""Drafts: what an upload would change in the ledger, worked out before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import pyarrow as pa
from sqlalchemy import Connection, update

from ledger import merging, parts, publishing, schema
from ledger.merging import Upload
from ledger.parts import Part, Place, Slot
from ledger.publishing import Manifest
from ledger.tables import TABLES

# The statuses in which the files and decisions of a submission can be changed.
OPEN = ("open", "sent_back", "failed")


class Conflict(Exception):
    """Somebody else changed what a draft touches since it was compared with the ledger."""


class NotNow(Exception):
    """Somebody moved or changed a submission meanwhile, so that it cannot be moved like that."""


@dataclass(frozen=True)
class Draft:
    """Uploads laid over the version `base`: the slots they change, and the new parts in them."""

    base: int
    uploads: tuple[Upload, ...]
    slots: dict[Slot, str | None]
    parts: dict[str, Part]

    @property
    def touched(self) -> set[Place]:
        """Every place that the rows belong to or stood in."""
        return {slot.place for slot in self.slots}.union(*(u.places for u in self.uploads))

    @property
    def files(self) -> list[str]:
        """The hashes of the files that the rows were received in."""
        return sorted(set().union(*(upload.files for upload in self.uploads)))


def draft(
    connection: Connection, tables: Mapping[str, pa.Table], withdrawn: Mapping[str, pa.Table]
) -> Draft:
    """Lay tables over the newest version. Raises merging.UncheckedRows."""
    base = publishing.newest(connection)
    held = publishing.manifest(connection, base)
    uploads = tuple(
        merging.prepare(TABLES[name], tables.get(name), withdrawn.get(name))
        for name in TABLES
        if name in tables or name in withdrawn
    )
    slots: dict[Slot, str | None] = {}
    new: dict[str, Part] = {}
    for upload in uploads:
        rewriting = merging.rewrite(upload, _rows_by_slot(connection, upload, held))
        slots |= rewriting.slots
        new |= rewriting.parts
    return Draft(base, uploads, slots, new)


def laid_over(held: Manifest, draft: Draft) -> Manifest:
    """The manifest of a version with the draft's slots in the place of its own."""
    return {slot: part for slot, part in {**held, **draft.slots}.items() if part}


def narrowed(connection: Connection, draft: Draft) -> tuple[Manifest, Manifest]:
    """The manifests before and after the draft, of the sources that it touches."""
    held = publishing.manifest(connection, draft.base)
    sources = {(slot.table, slot.source) for slot in draft.slots}
    after = laid_over(held, draft)
    before, new = (
        {slot: part for slot, part in manifest.items() if slot[:2] in sources}
        for manifest in (held, after)
    )
    return before, new


def of_sources(held: Manifest, upload: Upload) -> Manifest:
    """What a version has of the sources that an upload has rows of."""
    sources = {place.source for place in upload.places}
    return {
        slot: part
        for slot, part in held.items()
        if slot.table == upload.table.name and slot.source in sources
    }


def settle(connection: Connection, submission: str, version: int, note: str) -> None:
    """Mark a submission as published, in the transaction that publishes it. Raises NotNow."""
    column = schema.drafts.c
    waits = column.status.in_((*OPEN, "approved", "scheduled"))
    done = {"status": "published", "version": version, "note": note}
    query = update(schema.drafts).where(column.id == submission, waits)
    if connection.execute(query.values(**done, changed_at=datetime.now(UTC))).rowcount != 1:
        raise NotNow(submission)


def refuse_conflict(connection: Connection, draft: Draft) -> None:
    """Raise Conflict when a version after the draft's base wrote to a place that it touches."""
    changed = publishing.changed_since(connection, draft.base)
    if in_the_way := {slot.place for slot in changed} & draft.touched:
        raise Conflict(f"changed since version {draft.base}: {sorted(in_the_way)}")
    held = publishing.manifest(connection, publishing.newest(connection))
    for upload in draft.uploads:
        since = {slot: held[slot] for slot in changed if slot in held and upload.reaches(slot)}
        rows = publishing.rows_of(connection, upload.table.name, since)
        if merging.has_key_of(upload, rows):
            raise Conflict(f"a key stands under another source since version {draft.base}")


def _rows_by_slot(connection: Connection, upload: Upload, held: Manifest) -> dict[Slot, pa.Table]:
    reached = {slot: part for slot, part in held.items() if upload.reaches(slot)}
    found = publishing.contents(connection, reached.values())
    return {slot: parts.read(upload.table, [found[part]]) for slot, part in reached.items()}
