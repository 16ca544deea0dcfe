"""The first schema: versions, parts, slots, files received, drafts, links, roles, audit."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MOMENT = sa.String(32)


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "versions",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("published_by", sa.String(200), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("reverts", sa.Integer, nullable=True),
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
        sa.Column("source_id", sa.String(100), primary_key=True),
        sa.Column("bucket", sa.String(20), primary_key=True),
        sa.Column("version", sa.Integer, sa.ForeignKey("versions.number"), primary_key=True),
        sa.Column("part_hash", sa.String(64), sa.ForeignKey("parts.hash"), nullable=True),
    )
    op.create_index("slot_versions_by_version", "slot_versions", ["version"])
    op.create_table(
        "received",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(500), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("received_by", sa.String(200), nullable=False),
    )
    op.create_table(
        "drafts",
        sa.Column("draft_id", sa.String(32), primary_key=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.String(200), nullable=False),
        sa.Column("received_hash", sa.String(64), sa.ForeignKey("received.hash"), nullable=False),
        sa.Column("base_version", sa.Integer, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_table(
        "links",
        sa.Column("code", sa.String(16), primary_key=True),
        sa.Column("view", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
    )
    op.create_table(
        "roles",
        sa.Column("account", sa.String(200), primary_key=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("granted_at", MOMENT, nullable=False),
        sa.Column("granted_by", sa.String(200), nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("entry", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer, nullable=True),
        sa.Column("received_hash", sa.String(64), nullable=True),
        sa.Column("note", sa.Text, nullable=False),
    )
