"""The history of the devices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "device_spell",
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("device", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("detail", sa.String, nullable=False),
        sa.Column("since", sa.String),
        sa.Column("until", sa.String),
        sa.Column("lasting", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_device_spell"),
    )
    op.create_index(
        "ix_device_spell_lasting",
        "device_spell",
        ["device"],
        unique=True,
        sqlite_where=sa.text("lasting = 1"),
    )
