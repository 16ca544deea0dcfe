"""The desk: what analysts are preparing, from the first file to its publication.

A submission is files as received and what was decided about them; its rows are worked out from
these each time, so that a server that is started again has lost nothing. It moves from one
status to the next, and every move is in the audit trail.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, String, cast, insert, select, update

from ledger import journal, schema
from ledger.decisions import Decisions
from ledger.drafts import OPEN
from ledger.ledger import Ledger, NotNow
from ledger.reported import Report, from_json


class Move(NamedTuple):
    """A step on the way: the statuses that it starts from, and the one that it leads to."""

    starts: tuple[str, ...]
    leads_to: str


MOVES = {
    "ask_review": Move(OPEN, "in_review"),
    "approve": Move(("in_review",), "approved"),
    "send_back": Move(("in_review", "approved"), "sent_back"),
    "schedule": Move((*OPEN, "approved"), "scheduled"),
    "fail": Move(("scheduled", "approved", *OPEN), "failed"),
    "reopen": Move(("in_review", "approved", "scheduled", "failed"), "open"),
    "discard": Move((*OPEN, "in_review", "approved", "scheduled"), "discarded"),
}


class UnknownDraft(LookupError):
    """There is no draft of that number."""


@dataclass(frozen=True)
class Submission:
    """One draft. `files` are sha256 of files received; times are in UTC."""

    id: str
    status: str
    files: list[str]
    decisions: Decisions
    note: str
    drafted_at: datetime
    drafted_by: str
    changed_at: datetime
    decided_by: str | None
    publish_at: datetime | None
    version: int | None

    @property
    def is_open(self) -> bool:
        """Whether its files and decisions can be changed."""
        return self.status in OPEN

    def can(self, what: str) -> bool:
        """Whether its status allows a move."""
        return self.status in MOVES[what].starts


@dataclass(frozen=True)
class Remark:
    """Something said about a draft; `about` names one row of it, or is blank."""

    at: datetime
    by: str
    about: str
    text: str


def start(ledger: Ledger, files: Iterable[str], by: str, decisions: Decisions) -> Submission:
    """A new draft of files that the ledger keeps."""
    now = datetime.now(UTC)
    made = Submission(
        secrets.token_hex(8), "open", list(files), decisions, "", now, by, now, None, None, None
    )
    with ledger.writing() as connection:
        connection.execute(insert(schema.drafts), vars(made) | {"decisions": vars(decisions)})
        journal.write(connection, by, "open", received=made.files, draft=made.id)
    return made


def get(ledger: Ledger, draft: str) -> Submission:
    """The draft of that number. Raises UnknownDraft."""
    with ledger.reading() as connection:
        return _get(connection, draft)


def every(ledger: Ledger) -> list[Submission]:
    """Every draft that was not discarded, the one changed last first."""
    column = schema.drafts.c
    query = select(schema.drafts).where(column.status != "discarded")
    with ledger.reading() as connection:
        rows = connection.execute(query.order_by(column.changed_at.desc()))
        return [_read(row) for row in rows.mappings()]


def reports(ledger: Ledger, file: str) -> list[Report]:
    """What was decided of a report (by the hash of its file) that was published, the last first."""
    column = schema.drafts.c
    has_file = cast(column.files, String).contains(file)
    query = select(column.decisions).where(column.version.is_not(None), has_file)
    with ledger.reading() as connection:
        kept = connection.execute(query.order_by(column.version.desc())).scalars().all()
    return [from_json(made["reports"][file]) for made in kept if file in made.get("reports", {})]


def due(ledger: Ledger, now: datetime) -> list[Submission]:
    """Drafts whose time to be published has come."""
    column = schema.drafts.c
    query = select(schema.drafts).where(column.status == "scheduled", column.publish_at <= now)
    with ledger.reading() as connection:
        return [_read(row) for row in connection.execute(query).mappings()]


def decide(
    ledger: Ledger,
    seen: Submission,
    by: str,
    decisions: Decisions,
    *,
    files: Iterable[str] | None = None,
) -> Submission:
    """Change the decisions or the files of an open draft.

    Raises NotNow when it is not open, or was changed after it was `seen`.
    """
    with ledger.writing() as connection:
        present = _get(connection, seen.id)
        if not present.is_open or present.changed_at != seen.changed_at:
            raise NotNow(present.status)
        changed = {"decisions": vars(decisions), "files": list(files or present.files)}
        _change(connection, seen.id, changed)
        note = ", ".join(_differences(present.decisions, decisions))
        new = [name for name in changed["files"] if name not in present.files]
        journal.write(connection, by, "decide", note, received=new, draft=seen.id)
        return _get(connection, seen.id)


def move(
    ledger: Ledger,
    draft: str,
    what: str,
    by: str,
    note: str = "",
    publish_at: datetime | None = None,
) -> Submission:
    """Move a draft on: ask_review, approve, send_back, schedule, fail, reopen or discard.

    Nobody approves a draft of their own. Raises UnknownDraft, and NotNow when its status does
    not allow it.
    """
    with ledger.writing() as connection:
        present = _get(connection, draft)
        own = what == "approve" and by == present.drafted_by
        if not present.can(what) or own:
            raise NotNow(present.status)
        changed: dict[str, Any] = {"status": MOVES[what].leads_to, "publish_at": publish_at}
        if what == "approve":
            changed["decided_by"] = by
        elif what != "schedule":
            changed["decided_by"] = None
        if what in ("ask_review", "schedule"):
            changed["note"] = note
        _change(connection, draft, changed)
        journal.write(connection, by, what, note, draft=draft)
        return _get(connection, draft)


def remark(ledger: Ledger, draft: str, by: str, about: str, text: str) -> None:
    """Say something about a draft, or about one of its rows."""
    said = {"draft": draft, "at": datetime.now(UTC), "by": by, "about": about, "text": text}
    with ledger.writing() as connection:
        connection.execute(insert(schema.remarks), said)
        journal.write(connection, by, "remark", text, draft=draft)


def remarks(ledger: Ledger, draft: str) -> list[Remark]:
    """What was said about a draft, the oldest first."""
    column = schema.remarks.c
    query = select(column.at, column.by, column.about, column.text).where(column.draft == draft)
    with ledger.reading() as connection:
        return [Remark(*row) for row in connection.execute(query.order_by(column.id))]


def _get(connection: Connection, draft: str) -> Submission:
    query = select(schema.drafts).where(schema.drafts.c.id == draft)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise UnknownDraft(draft)
    return _read(row)


def _read(row: Mapping[str, Any]) -> Submission:
    values = dict(row)
    values["decisions"] = Decisions(**values["decisions"])
    return Submission(**values)


def _change(connection: Connection, draft: str, changed: Mapping[str, Any]) -> None:
    of_draft = schema.drafts.c.id == draft
    now = {"changed_at": datetime.now(UTC)}
    connection.execute(update(schema.drafts).where(of_draft).values(**changed, **now))


def _differences(before: Decisions, after: Decisions) -> list[str]:
    """The names of the decisions that differ."""
    return [name for name in vars(after) if vars(after)[name] != vars(before)[name]]
