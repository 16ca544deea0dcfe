"""What was fetched from publishers and when, so that the next request asks only for news."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from ledger import journal, schema
from ledger.ledger import Ledger


@dataclass(frozen=True)
class Pull:
    """One fetch. `etags` and `modified` are what the server said of each page, by address.

    `received` are the hashes of what came, or of what came before where nothing was new;
    `outcome` is published, draft, unchanged or failed. Times are in UTC.
    """

    name: str
    at: datetime
    etags: dict[str, str]
    modified: dict[str, str]
    received: Sequence[str]
    outcome: str
    draft: str | None
    detail: str


def newest(ledger: Ledger, name: str) -> Pull | None:
    """The last attempt to fetch something; None before the first."""
    column = schema.pulls.c
    query = select(*(column[field] for field in Pull.__dataclass_fields__))
    query = query.where(column.name == name).order_by(column.id.desc()).limit(1)
    with ledger.reading() as connection:
        row = connection.execute(query).mappings().one_or_none()
    return Pull(**row) if row else None


def write(ledger: Ledger, pull: Pull, by: str) -> None:
    """Remember an attempt; one that brought something is in the audit trail too."""
    with ledger.writing() as connection:
        connection.execute(insert(schema.pulls), vars(pull))
        if pull.draft:
            detail = f"{pull.name}: {pull.outcome}"
            journal.write(connection, by, "pull", detail, received=pull.received, draft=pull.draft)
