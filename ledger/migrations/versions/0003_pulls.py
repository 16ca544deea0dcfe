"""What was fetched from publishers and when."""

import sqlalchemy as sa
from alembic import op

from ledger.schema import Moment

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the table of pulls."""
    op.create_table(
        "pulls",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(100), nullable=False, index=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("etags", sa.JSON, nullable=False),
        sa.Column("modified", sa.JSON, nullable=False),
        sa.Column("received", sa.JSON, nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("draft", sa.String(32)),
        sa.Column("detail", sa.Text, nullable=False),
    )
