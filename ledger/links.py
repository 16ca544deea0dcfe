"""Short links: a code for a view, the same for everybody who shares the same view.

The code is made of the view alone, so every server makes the same one, and who knows the code
cannot learn more from it than from the view. A link is kept when somebody asks for it, with who
asked and when. An admin pauses, resumes and removes links, and the audit trail says so; one that
was removed is not made again. How often a link is opened is not counted.
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, func, insert, select, update

from ledger import journal, schema
from ledger.ledger import Ledger, NotNow

CHARACTERS = 16
# Nobody needs a longer address, and everybody may make links.
LONGEST_VIEW = 1000
# More new links than these are not kept: at most 12 MB a day, whatever a script does.
MOST_AN_HOUR = 500

Status = Literal["open", "paused", "removed"]


class TooManyError(Exception):
    """More new links were asked for within an hour than are kept."""


class TooLongError(ValueError):
    """The address of the view is longer than LONGEST_VIEW characters."""


@dataclass(frozen=True)
class Link:
    """A short link. `view` is the path and query of a page, blank once it was removed.

    `because` says why an admin paused or removed it; `shared_by` is blank for readers who did not
    sign in. Times are in UTC.
    """

    code: str
    view: str
    shared_at: datetime
    shared_by: str = ""
    paused_at: datetime | None = None
    removed_at: datetime | None = None
    because: str = ""

    @property
    def status(self) -> Status:
        """Whether it opens its view."""
        if self.removed_at:
            return "removed"
        return "paused" if self.paused_at else "open"


def code_of(view: str) -> str:
    """The code of a view: the first 16 base32 characters of its SHA-256, in small letters."""
    digest = hashlib.sha256(view.encode()).digest()
    return base64.b32encode(digest).decode()[:CHARACTERS].lower()


def make(ledger: Ledger, view: str, by: str) -> Link:
    """The link of a view, kept if it is new; one that was paused or removed stays so.

    Raises TooLongError, and TooManyError for a new one when others made too many.
    """
    if len(view) > LONGEST_VIEW:
        raise TooLongError(len(view))
    made = Link(code_of(view), view, datetime.now(UTC), by)
    if known := find(ledger, made.code):
        return known
    with ledger.writing() as connection:
        if known := _find(connection, made.code):
            return known
        since = schema.links.c.shared_at > made.shared_at - timedelta(hours=1)
        query = select(func.count()).select_from(schema.links).where(since)
        if connection.scalars(query).one() >= MOST_AN_HOUR:
            raise TooManyError
        connection.execute(insert(schema.links), vars(made))
    return made


def find(ledger: Ledger, code: str) -> Link | None:
    """The link of a code, in letters of any size; None when nobody made it."""
    # Whatever is no code is not asked for: databases refuse some characters.
    if not re.fullmatch(f"[a-z2-7]{{{CHARACTERS}}}", code.lower()):
        return None
    with ledger.reading() as connection:
        return _find(connection, code.lower())


def every(ledger: Ledger) -> list[Link]:
    """Every link, the one shared last first."""
    query = select(schema.links).order_by(schema.links.c.shared_at.desc(), schema.links.c.code)
    with ledger.reading() as connection:
        return [Link(**row) for row in connection.execute(query).mappings()]


def pause(ledger: Ledger, code: str, by: str, reason: str) -> None:
    """Let an open link open nothing until it is resumed. Raises KeyError, NotNow."""
    now = datetime.now(UTC)
    _change(ledger, code, ("open",), "pause_link", by, reason, paused_at=now)


def resume(ledger: Ledger, code: str, by: str, reason: str) -> None:
    """Let a paused link open its view again. Raises KeyError, NotNow."""
    _change(ledger, code, ("paused",), "resume_link", by, reason, paused_at=None)


def remove(ledger: Ledger, code: str, by: str, reason: str) -> None:
    """Let a link open nothing for ever, and forget its view. Raises KeyError, NotNow."""
    now = datetime.now(UTC)
    _change(ledger, code, ("open", "paused"), "remove_link", by, reason, removed_at=now, view="")


def _change(
    ledger: Ledger,
    code: str,
    starts: tuple[Status, ...],
    what: str,
    by: str,
    reason: str,
    **changed: Any,
) -> None:
    with ledger.writing() as connection:
        present = _find(connection, code)
        if present is None:
            raise KeyError(code)
        if present.status not in starts:
            raise NotNow(present.status)
        of_code = schema.links.c.code == present.code
        values = {**changed, "because": reason}
        connection.execute(update(schema.links).where(of_code).values(**values))
        journal.write(connection, by, what, f"{present.code}: {reason}")


def _find(connection: Connection, code: str) -> Link | None:
    query = select(schema.links).where(schema.links.c.code == code)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else Link(**row)
