"""The first tables: requests, outbox, print journal, staff tasks, and what the store knows of itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "request",
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("reference", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("ticket_id", sa.String),
        sa.Column("ticket_url", sa.String),
        sa.Column("accepted_at", sa.String),
        sa.Column("pack_version", sa.String, nullable=False),
        sa.Column("payload_schema", sa.Integer, nullable=False),
        sa.Column("payload", sa.String, nullable=False),
        sa.Column("receipt", sa.String),
        sa.PrimaryKeyConstraint("position", name="pk_request"),
        sa.UniqueConstraint("id", name="uq_request_id"),
        sa.UniqueConstraint("reference", name="uq_request_reference"),
    )
    op.create_table(
        "outbox",
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("request", sa.LargeBinary(16), nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("rating", sa.Integer),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("crashes", sa.Integer, nullable=False),
        sa.Column("leased_by", sa.String),
        sa.Column("error", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_outbox"),
        sa.ForeignKeyConstraint(["request"], ["request.id"], name="fk_outbox_request"),
        sa.UniqueConstraint("id", name="uq_outbox_id"),
    )
    op.create_index(
        "ix_outbox_open",
        "outbox",
        ["request", "position"],
        sqlite_where=sa.text("state = 'due' OR state = 'leased' OR state = 'dead'"),
    )
    op.create_table(
        "print_job",
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("request", sa.LargeBinary(16), nullable=False),
        sa.Column("visit", sa.LargeBinary(16), nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("reason", sa.String),
        sa.PrimaryKeyConstraint("position", name="pk_print_job"),
        sa.ForeignKeyConstraint(["request"], ["request.id"], name="fk_print_job_request"),
        sa.UniqueConstraint("id", name="uq_print_job_id"),
    )
    op.create_index("ix_print_job_request", "print_job", ["request"])
    op.create_index(
        "ix_print_job_open",
        "print_job",
        ["request"],
        unique=True,
        sqlite_where=sa.text("state = 'queued' OR state = 'printing'"),
    )
    op.create_table(
        "staff_task",
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("detail", sa.String, nullable=False),
        sa.Column("since", sa.String),
        sa.Column("done", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_staff_task"),
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_meta"),
    )
