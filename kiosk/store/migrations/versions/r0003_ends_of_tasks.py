"""What to do about a task for staff, and when it ended."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; tasks from before have neither."""
    op.add_column("staff_task", sa.Column("remedy", sa.String, nullable=False, server_default=""))
    op.add_column("staff_task", sa.Column("until", sa.String))
