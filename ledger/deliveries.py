"""Of which versions those who subscribed were told: every one, in order, by one process at a time.

A delivery is leased before it is tried. Who tries it says what came of it; if its process ends
first, the lease runs out and it is tried again: at least once, under the same name.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, insert, select, update

from ledger import journal, publishing, schema
from ledger.ledger import Ledger

BY = "webhook"
COLUMN = schema.deliveries.c


@dataclass(frozen=True)
class Delivery:
    """One version to tell one subscriber of; `attempts` and `first_at` are of those before."""

    hook: str
    version: int
    attempts: int
    first_at: datetime | None
    leased_until: datetime


def claim(ledger: Ledger, hook: str, now: datetime, lease: timedelta) -> Delivery | None:
    """The oldest version that a subscriber waits for, leased; None if nothing is due.

    Whoever is new is told of what comes from now on. While one version fails, later ones wait.
    """
    with ledger.reading() as connection:
        last = _last(connection, hook)
        is_new = last is None or last < publishing.newest(connection)
        if not is_new and _due(connection, hook, now) is None:
            return None
    with ledger.writing() as connection:
        _follow(connection, hook)
        number = _due(connection, hook, now)
        if number is None:
            return None
        row = (COLUMN.hook == hook) & (COLUMN.version == number)
        until = {"leased_until": now + lease}
        connection.execute(update(schema.deliveries).where(row).values(until))
        names = (COLUMN[name] for name in Delivery.__dataclass_fields__)
        return Delivery(**connection.execute(select(*names).where(row)).mappings().one())


def settle(ledger: Ledger, tried: Delivery, outcome: str) -> None:
    """A version was sent, or passed over as nothing in it was asked for."""
    with ledger.writing() as connection:
        _write(connection, tried, outcome=outcome, detail="")


def fail(ledger: Ledger, tried: Delivery, why: str, now: datetime, again: timedelta | None) -> None:
    """An attempt failed: it is tried again after some time, or given up if that is None."""
    first = tried.first_at or now
    attempts = {"attempts": tried.attempts + 1, "first_at": first, "detail": why}
    with ledger.writing() as connection:
        if again:
            _write(connection, tried, outcome="waiting", next_at=now + again, **attempts)
        elif _write(connection, tried, outcome="given_up", **attempts):
            note = f"{tried.hook}: {why}"
            journal.write(connection, BY, "give_up", note, version=tried.version)


def _last(connection: Connection, hook: str) -> int | None:
    return connection.scalar(select(func.max(COLUMN.version)).where(COLUMN.hook == hook))


def _follow(connection: Connection, hook: str) -> None:
    """Let a subscriber wait for every version since the last that it knows."""
    last, newest = _last(connection, hook), publishing.newest(connection)
    rows = [
        {"hook": hook, "version": number, "outcome": "waiting"}
        for number in range((newest if last is None else last) + 1, newest + 1)
    ]
    if last is None:
        rows = [{"hook": hook, "version": newest, "outcome": "start"}]
    if rows:
        connection.execute(insert(schema.deliveries), rows)


def _due(connection: Connection, hook: str, now: datetime) -> int | None:
    """The oldest version that a subscriber waits for, if nobody tries it and its time has come."""
    query = select(COLUMN.version, COLUMN.next_at, COLUMN.leased_until)
    query = (
        query.where(COLUMN.hook == hook, COLUMN.outcome == "waiting")
        .order_by(COLUMN.version)
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    if row is None or any(moment and moment > now for moment in (row.next_at, row.leased_until)):
        return None
    return row.version


def _write(connection: Connection, tried: Delivery, **values: object) -> bool:
    """Whether this process still had the lease, and so had a say."""
    mine = (COLUMN.hook == tried.hook, COLUMN.version == tried.version, COLUMN.outcome == "waiting")
    mine += (COLUMN.leased_until == tried.leased_until,)
    values = {"leased_until": None, **values}
    return connection.execute(update(schema.deliveries).where(*mine).values(values)).rowcount == 1
