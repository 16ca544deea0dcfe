"""The audit trail: who did what, when, with which files, to which draft or version.

Entries are added in the transaction of what they tell of, and never changed.
"""

from collections.abc import Sequence
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


def entries(connection: Connection, **equal: object) -> list[Entry]:
    """Every entry, the newest first; or those whose `what`, `version` ... is as asked for."""
    column = schema.audit.c
    names = (column[name] for name in Entry.__dataclass_fields__)
    asked = (column[name] == value for name, value in equal.items())
    rows = connection.execute(select(*names).where(*asked).order_by(column.id.desc()))
    return [Entry(**row) for row in rows.mappings()]
