"""Of which versions those who subscribed were told."""

import sqlalchemy as sa
from alembic import op

from ledger.schema import Moment

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the table of deliveries."""
    op.create_table(
        "deliveries",
        sa.Column("hook", sa.String(100), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("first_at", Moment),
        sa.Column("next_at", Moment),
        sa.Column("leased_until", Moment),
        sa.Column("detail", sa.Text, nullable=False, server_default=""),
    )
