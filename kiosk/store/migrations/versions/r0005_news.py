"""News from the desk: how the tickets stand, what agents wrote for customers, and how far it was read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables; what was delivered before is told by the desk again, from the beginning."""
    op.create_table(
        "desk_feed",
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("desk", sa.String, nullable=False),
        sa.Column("looks", sa.Integer, nullable=False),
        sa.Column("cursor", sa.String, nullable=False),
        sa.Column("asked_at", sa.String),
        sa.PrimaryKeyConstraint("position", name="pk_desk_feed"),
        sa.UniqueConstraint("desk", name="uq_desk_feed_desk"),
    )
    op.create_table(
        "ticket_news",
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("request", sa.LargeBinary(16), nullable=False),
        sa.Column("feed", sa.Integer),
        sa.Column("look", sa.Integer, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("ticket_id", sa.String, nullable=False),
        sa.Column("ticket_url", sa.String, nullable=False),
        sa.Column("merged", sa.Boolean, nullable=False),
        sa.Column("asked_at", sa.String),
        sa.Column("changed_at", sa.String),
        sa.Column("forgotten", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_ticket_news"),
        sa.ForeignKeyConstraint(["request"], ["request.id"], name="fk_ticket_news_request"),
        sa.ForeignKeyConstraint(["feed"], ["desk_feed.position"], name="fk_ticket_news_feed"),
        sa.UniqueConstraint("request", name="uq_ticket_news_request"),
    )
    op.create_index(
        "ix_ticket_news_open",
        "ticket_news",
        ["look"],
        sqlite_where=sa.text("state = 'received' OR state = 'in_work' OR state = 'waiting_for_you'"),
    )
    op.create_table(
        "ticket_note",
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("request", sa.LargeBinary(16), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("written_at", sa.String),
        sa.Column("words", sa.String, nullable=False),
        sa.Column("resolves", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_ticket_note"),
        sa.ForeignKeyConstraint(["request"], ["request.id"], name="fk_ticket_note_request"),
        sa.UniqueConstraint("request", "name", name="uq_ticket_note_request"),
    )
