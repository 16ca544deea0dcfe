"""The desk: drafts with their decisions, remarks, sign-in, what is remembered of a source."""

import sqlalchemy as sa
from alembic import op

from ledger.schema import Moment

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables of the desk; the drafts of 0001 were never written to."""
    op.drop_table("drafts")
    _make_drafts()
    _make_memory()
    op.create_table(
        "sessions",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("account", sa.String(200), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
    )
    with op.batch_alter_table("audit") as audit:
        audit.add_column(sa.Column("draft", sa.String(32)))
    with op.batch_alter_table("received") as received:
        received.alter_column("content", existing_type=sa.LargeBinary, nullable=True)
        received.add_column(sa.Column("quarantined_at", Moment))
        received.add_column(sa.Column("erased_at", Moment))
        received.add_column(sa.Column("erased_because", sa.Text))


def _make_drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("status", sa.String(20), nullable=False, index=True),
        sa.Column("files", sa.JSON, nullable=False),
        sa.Column("decisions", sa.JSON, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("drafted_at", Moment, nullable=False),
        sa.Column("drafted_by", sa.String(200), nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        sa.Column("decided_by", sa.String(200)),
        sa.Column("publish_at", Moment),
        sa.Column("version", sa.Integer, sa.ForeignKey("versions.number")),
    )
    op.create_table(
        "remarks",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("draft", sa.String(32), sa.ForeignKey("drafts.id"), nullable=False, index=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )


def _make_memory() -> None:
    op.create_table(
        "recipes",
        sa.Column("header", sa.String(64), primary_key=True),
        sa.Column("recipe", sa.JSON, nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("made_by", sa.String(200), nullable=False),
    )
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("source_id", sa.String(200), nullable=False, index=True),
        sa.Column("column_name", sa.String(40), nullable=False),
        sa.Column("written", sa.Text, nullable=False),
        sa.Column("meant", sa.Text, nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("made_by", sa.String(200), nullable=False),
    )
