"""Find the next entry to deliver without passing over those that are delivered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index; it holds what is due and nothing else."""
    op.create_index("ix_outbox_due", "outbox", ["position"], sqlite_where=sa.text("state = 'due'"))
