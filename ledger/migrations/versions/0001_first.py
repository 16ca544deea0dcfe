"""The first schema: versions, their slots and parts, files received, and who did what."""

import sqlalchemy as sa
from alembic import op

from ledger.schema import Moment

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table, and the head of an empty ledger."""
    _make_versions()
    _make_accounts_of_work()
    head = op.create_table(
        "head",
        sa.Column("id", sa.Integer, sa.CheckConstraint("id = 1"), autoincrement=False),
        sa.Column("newest", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.bulk_insert(head, [{"id": 1, "newest": 0}])


def _make_versions() -> None:
    op.create_table(
        "versions",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("published_at", Moment, nullable=False, unique=True),
        sa.Column("published_by", sa.String(200), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("reverts", sa.Integer, sa.ForeignKey("versions.number")),
        sa.Column("changed", sa.JSON, nullable=False),
    )
    op.create_table(
        "parts",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "slot_versions",
        sa.Column("table_name", sa.String(40), primary_key=True),
        sa.Column("source_id", sa.String(200), primary_key=True),
        sa.Column("bucket", sa.String(20), primary_key=True),
        sa.Column("chunk", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer, sa.ForeignKey("versions.number"), primary_key=True),
        sa.Column("part", sa.String(64), sa.ForeignKey("parts.hash")),
    )
    op.create_index("ix_slot_versions_version", "slot_versions", ["version"])
    op.create_table(
        "received",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(500), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("received_at", Moment, nullable=False),
        sa.Column("received_by", sa.String(200), nullable=False),
    )


def _make_accounts_of_work() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("base", sa.Integer, nullable=False),
        sa.Column("received", sa.String(64), sa.ForeignKey("received.hash"), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("drafted_at", Moment, nullable=False),
        sa.Column("drafted_by", sa.String(200), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_table(
        "links",
        sa.Column("code", sa.String(16), primary_key=True),
        sa.Column("view", sa.Text, nullable=False),
        sa.Column("shared_at", Moment, nullable=False),
        sa.Column("removed_at", Moment),
    )
    op.create_table(
        "roles",
        sa.Column("account", sa.String(200), primary_key=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("granted_at", Moment, nullable=False),
        sa.Column("granted_by", sa.String(200), nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer, sa.ForeignKey("versions.number")),
        sa.Column("received", sa.JSON, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
