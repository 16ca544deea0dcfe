"""Accounts: who may do what, and the sign-in of a deployment without an identity provider.

Roles come from the identity provider or from the table `roles`, which an admin edits. A secret
(of a sign-in link or of a session) is kept as its sha256 only.
"""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from ledger import journal, schema
from ledger.ledger import Ledger

RIGHTS: dict[str, frozenset[str]] = {
    "analyst": frozenset({"draft", "publish"}),
    "reviewer": frozenset({"draft", "approve"}),
    "admin": frozenset({"draft", "publish", "approve", "manage"}),
    # Sees counts that could point to someone; given on purpose only, so no part of admin.
    "custodian": frozenset({"see_small_counts"}),
}
ROLES = tuple(RIGHTS)
LINK_LASTS = timedelta(hours=12)
SESSION_LASTS = timedelta(hours=12)
CLOCKS_DIFFER = 60
COOKIE = "displacement_session"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
SET_BY_PROXIES = {"x-forwarded-for", "x-real-ip", "forwarded"}


@dataclass(frozen=True)
class Account:
    """Somebody who signed in, by the name that the audit trail shows; no role, no right."""

    name: str
    roles: frozenset[str] = frozenset()

    def may(self, right: str) -> bool:
        """Whether one of the roles gives the right: a value of RIGHTS, such as draft."""
        return any(right in RIGHTS.get(role, ()) for role in self.roles)


def of_claims(claims: Mapping[str, Any], now: datetime, roles_claim: str = "") -> Account | None:
    """The account that an identity provider vouches for; None when it is too long ago.

    Its name is the e-mail address unless the provider says that it is not verified, else the
    subject. Roles are those that the claim `roles_claim` names, as a list or with spaces between.
    """
    told_at = claims.get("iat")
    if not claims.get("is_logged_in") or not isinstance(told_at, int | float):
        return None
    if not told_at <= now.timestamp() + CLOCKS_DIFFER <= told_at + SESSION_LASTS.total_seconds():
        return None
    verified = claims.get("email_verified", True)
    name = str(claims.get("email") if verified and claims.get("email") else claims.get("sub", ""))
    told = claims.get(roles_claim, []) if roles_claim else []
    named = told.split() if isinstance(told, str) else told
    return Account(name, frozenset(named) & frozenset(ROLES)) if name else None


def roles(ledger: Ledger) -> dict[str, str]:
    """The role of every account that an admin gave one."""
    with ledger.reading() as connection:
        rows = connection.execute(select(schema.roles.c.account, schema.roles.c.role))
        return {row.account: row.role for row in rows}


def grant(ledger: Ledger, account: str, role: str, by: str) -> None:
    """Give an account a role instead of the one it had; a blank role takes it away.

    Raises ValueError for a role that does not exist and for an account without a name.
    """
    if not account.strip() or (role and role not in ROLES):
        raise ValueError(f"no such account or role: {account!r}, {role!r}")
    with ledger.writing() as connection:
        connection.execute(delete(schema.roles).where(schema.roles.c.account == account))
        if role:
            given = {"account": account, "role": role, "granted_by": by}
            now = {"granted_at": datetime.now(UTC)}
            connection.execute(insert(schema.roles), given | now)
        journal.write(connection, by, "grant", f"{account}: {role or '-'}")


def is_this_machine(ends: Iterable[str | None], header_names: Iterable[str]) -> bool:
    """Whether all ends of a connection are this machine, and no proxy stands between."""
    proxies = SET_BY_PROXIES & {name.lower() for name in header_names}
    return not proxies and all(end in LOOPBACK for end in ends)


def make_link(ledger: Ledger, account: str) -> str:
    """The secret of a sign-in link for that account; links made before open nothing any more."""
    with ledger.writing() as connection:
        connection.execute(delete(schema.sessions).where(schema.sessions.c.kind == "link"))
        return _make(connection, "link", account, LINK_LASTS)


def follow_link(ledger: Ledger, secret: str) -> str | None:
    """Spend a sign-in link: the secret of a new session, or None for a link that opens nothing."""
    with ledger.writing() as connection:
        account = _account(connection, "link", secret)
        if account is None:
            return None
        connection.execute(delete(schema.sessions).where(schema.sessions.c.hash == _hash(secret)))
        journal.write(connection, account, "sign_in")
        return _make(connection, "session", account, SESSION_LASTS)


def of_session(ledger: Ledger, secret: str) -> str | None:
    """The account of a session; None when it is unknown, ended or expired."""
    with ledger.reading() as connection:
        return _account(connection, "session", secret)


def end_session(ledger: Ledger, secret: str) -> None:
    """Sign out."""
    with ledger.writing() as connection:
        connection.execute(delete(schema.sessions).where(schema.sessions.c.hash == _hash(secret)))


def _make(connection: Connection, kind: str, account: str, lasts: timedelta) -> str:
    secret = secrets.token_urlsafe(32)
    now = datetime.now(UTC)
    connection.execute(delete(schema.sessions).where(schema.sessions.c.expires_at < now))
    session = {"hash": _hash(secret), "kind": kind, "account": account}
    connection.execute(
        insert(schema.sessions), session | {"made_at": now, "expires_at": now + lasts}
    )
    return secret


def _account(connection: Connection, kind: str, secret: str) -> str | None:
    column = schema.sessions.c
    valid = (column.kind == kind, column.hash == _hash(secret))
    query = select(column.account).where(*valid, column.expires_at > datetime.now(UTC))
    return connection.scalar(query)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
