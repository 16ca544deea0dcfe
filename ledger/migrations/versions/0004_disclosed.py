"""What was decided about small counts when a version came."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the table of decisions about small counts."""
    op.create_table(
        "disclosed",
        sa.Column("version", sa.Integer, sa.ForeignKey("versions.number"), primary_key=True),
        sa.Column("threshold", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("decided", sa.JSON, nullable=False),
    )
