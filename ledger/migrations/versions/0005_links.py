"""Who made a short link, and why an admin paused or removed it."""

import sqlalchemy as sa
from alembic import op

from ledger.schema import Moment

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add what is known of short links besides their view."""
    op.add_column(
        "links", sa.Column("shared_by", sa.String(200), nullable=False, server_default="")
    )
    op.add_column("links", sa.Column("paused_at", Moment))
    op.add_column("links", sa.Column("because", sa.Text, nullable=False, server_default=""))
    op.create_index("ix_links_shared_at", "links", ["shared_at"])
