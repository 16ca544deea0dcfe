"""The tables of the database in which every version, part and file received is kept.

A change here needs a migration in ledger/migrations/versions; a test compares the two.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)


class Moment(TypeDecorator[datetime]):
    """A time, in UTC inside the database and outside."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """To UTC; a time that names no zone is taken for UTC."""
        if value is None or value.tzinfo is None:
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """The time with its zone."""
        return value and value.replace(tzinfo=UTC)


METADATA = MetaData()

# One row, whose `newest` is the number of the newest version. Who publishes locks it.
head = Table(
    "head",
    METADATA,
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True, autoincrement=False),
    Column("newest", Integer, nullable=False),
)
versions = Table(
    "versions",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("published_at", Moment, nullable=False, unique=True),
    Column("published_by", String(200), nullable=False),
    Column("note", Text, nullable=False),
    Column("reverts", Integer, ForeignKey("versions.number")),
    Column("changed", JSON, nullable=False),
)
parts = Table(
    "parts",
    METADATA,
    Column("hash", String(64), primary_key=True),
    Column("rows", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
# Version N has, in each slot, the part of the newest entry up to N; NULL: nothing any more.
slot_versions = Table(
    "slot_versions",
    METADATA,
    Column("table_name", String(40), primary_key=True),
    Column("source_id", String(200), primary_key=True),
    Column("bucket", String(20), primary_key=True),
    Column("chunk", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, ForeignKey("versions.number"), primary_key=True, index=True),
    Column("part", String(64), ForeignKey("parts.hash")),
)
# `content` is NULL once it was erased. A file with personal data is opened by nobody but who gave
# it and an admin, from the moment it was `quarantined_at`.
received = Table(
    "received",
    METADATA,
    Column("hash", String(64), primary_key=True),
    Column("name", String(500), nullable=False),
    Column("content", LargeBinary),
    Column("received_at", Moment, nullable=False),
    Column("received_by", String(200), nullable=False),
    Column("quarantined_at", Moment),
    Column("erased_at", Moment),
    Column("erased_because", Text),
)
# What somebody prepares: files as received (their hashes) and what was decided about them.
drafts = Table(
    "drafts",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("status", String(20), nullable=False, index=True),
    Column("files", JSON, nullable=False),
    Column("decisions", JSON, nullable=False),
    Column("note", Text, nullable=False),
    Column("drafted_at", Moment, nullable=False),
    Column("drafted_by", String(200), nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("decided_by", String(200)),
    Column("publish_at", Moment),
    Column("version", Integer, ForeignKey("versions.number")),
)
# What reviewers and analysts say about a draft, or about one row of it.
remarks = Table(
    "remarks",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("draft", String(32), ForeignKey("drafts.id"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("by", String(200), nullable=False),
    Column("about", Text, nullable=False),
    Column("text", Text, nullable=False),
)
# How the columns of a file that is not in our template are to be read, by its header.
recipes = Table(
    "recipes",
    METADATA,
    Column("header", String(64), primary_key=True),
    Column("recipe", JSON, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("made_by", String(200), nullable=False),
)
# What a value that a source writes is known to mean.
corrections = Table(
    "corrections",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("source_id", String(200), nullable=False, index=True),
    Column("column_name", String(40), nullable=False),
    Column("written", Text, nullable=False),
    Column("meant", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("made_by", String(200), nullable=False),
)
# What was decided about small counts when a version came, for the threshold of that time.
disclosed = Table(
    "disclosed",
    METADATA,
    Column("version", Integer, ForeignKey("versions.number"), primary_key=True),
    Column("threshold", Integer, primary_key=True, autoincrement=False),
    Column("decided", JSON, nullable=False),
)
# Short links. `view` is the path and query of a page; it is blank once the link was removed, of
# which the code and the reason stay, so that nobody makes it again.
links = Table(
    "links",
    METADATA,
    Column("code", String(16), primary_key=True),
    Column("view", Text, nullable=False),
    Column("shared_at", Moment, nullable=False, index=True),
    Column("shared_by", String(200), nullable=False, server_default=""),
    Column("paused_at", Moment),
    Column("removed_at", Moment),
    Column("because", Text, nullable=False, server_default=""),
)
roles = Table(
    "roles",
    METADATA,
    Column("account", String(200), primary_key=True),
    Column("role", String(20), nullable=False),
    Column("granted_at", Moment, nullable=False),
    Column("granted_by", String(200), nullable=False),
)
# Sign-in links that open once, and the sessions they opened, by the hash of their secret.
sessions = Table(
    "sessions",
    METADATA,
    Column("hash", String(64), primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("account", String(200), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
)
# Who did what and when; `received` holds the hashes of the files that it was about.
audit = Table(
    "audit",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("who", String(200), nullable=False),
    Column("what", String(20), nullable=False),
    Column("version", Integer, ForeignKey("versions.number")),
    Column("draft", String(32)),
    Column("received", JSON, nullable=False),
    Column("note", Text, nullable=False),
)
# What was fetched from publishers, attempt by attempt.
pulls = Table(
    "pulls",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", String(100), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("etags", JSON, nullable=False),
    Column("modified", JSON, nullable=False),
    Column("received", JSON, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("draft", String(32)),
    Column("detail", Text, nullable=False),
)
# Of which versions a subscriber (data/webhooks.toml) was told: `start` is the version that was the
# newest when it subscribed, then waiting, sent, passed_over (nothing it asked for) or given_up.
deliveries = Table(
    "deliveries",
    METADATA,
    Column("hook", String(100), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("outcome", String(20), nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("first_at", Moment),
    Column("next_at", Moment),
    Column("leased_until", Moment),
    Column("detail", Text, nullable=False, server_default=""),
)
