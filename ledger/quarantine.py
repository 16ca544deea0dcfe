"""Files with personal data: shut away at once, and erased after a time.

"Never overwrites" has this one exception. The bytes go; the hash, the name and the reason stay.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from ledger import journal, schema
from ledger.accounts import Account
from ledger.ledger import Ledger, Received

KEPT_FOR = timedelta(days=14)


def shut_away(ledger: Ledger, digest: str, by: str) -> None:
    """Let nobody open a file but who gave it and an admin. A second time changes nothing."""
    column = schema.received.c
    here = (column.hash == digest, column.quarantined_at.is_(None))
    with ledger.writing() as connection:
        shut = update(schema.received).where(*here).values(quarantined_at=datetime.now(UTC))
        if connection.execute(shut).rowcount:
            journal.write(connection, by, "quarantine", received=[digest])


def may_open(received: Received, account: Account) -> bool:
    """Whether a file is shut away from an account or not."""
    mine = account.may("manage") or received.received_by == account.name
    return mine or received.quarantined_at is None


def erase(ledger: Ledger, digest: str, by: str, reason: str) -> None:
    """Erase the bytes of a file for good. Raises KeyError when there is no such file."""
    erased = {"content": None, "erased_at": datetime.now(UTC), "erased_because": reason}
    with ledger.writing() as connection:
        of_file = update(schema.received).where(schema.received.c.hash == digest)
        if not connection.execute(of_file.values(**erased)).rowcount:
            raise KeyError(digest)
        journal.write(connection, by, "erase", reason, received=[digest])


def erase_old(ledger: Ledger, now: datetime, reason: str) -> list[str]:
    """Erase what was shut away KEPT_FOR ago or longer; the hashes of the files."""
    column = schema.received.c
    old = (column.quarantined_at <= now - KEPT_FOR, column.content.is_not(None))
    with ledger.reading() as connection:
        found = list(connection.scalars(select(column.hash).where(*old)))
    for digest in found:
        erase(ledger, digest, "schedule", reason)
    return found
