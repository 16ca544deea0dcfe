"""The audit trail: who did what, when, with which files, to which draft or version.

Entries are added in the transaction of what they tell of, and never changed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from ledger import schema


@dataclass(frozen=True)
class Entry:
    """One line of the trail. `received` are sha256 of files; `note` is in the words of who did it.

    `what` is a code: keep, open, decide, ask_review, approve, publish, revert, grant, sign_in ...
    """

    at: datetime
    who: str
    what: str
    version: int | None
    draft: str | None
    received: list[str]
    note: str


def write(
    connection: Connection,
    who: str,
    what: str,
    note: str = "",
    *,
    received: Sequence[str] = (),
    version: int | None = None,
    draft: str | None = None,
) -> None:
    """Add one entry."""
    entry = Entry(datetime.now(UTC), who, what, version, draft, list(received), note)
    connection.execute(insert(schema.audit), vars(entry))


def about_file(trail: Iterable[Entry], digest: str) -> list[Entry]:
    """The entries that tell of a file being given."""
    return [entry for entry in trail if entry.what == "keep" and digest in entry.received]


def files_of(trail: Iterable[Entry], version: int) -> list[str]:
    """The hashes of the files that a version was published from."""
    told = [entry for entry in trail if entry.version == version and entry.what == "publish"]
    return [digest for entry in told for digest in entry.received]


def entries(connection: Connection) -> list[Entry]:
    """Every entry, the newest first."""
    column = schema.audit.c
    names = (column[name] for name in Entry.__dataclass_fields__)
    rows = connection.execute(select(*names).order_by(column.id.desc()))
    return [Entry(**row) for row in rows.mappings()]
