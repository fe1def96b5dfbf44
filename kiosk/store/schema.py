"""The tables of the store, and the column types of our own."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeDecorator

HEAD = "0005"
"""The revision this program writes. A test holds it to the newest migration, so that opening a current file needs
no Alembic."""

OPEN_ENTRY = "state = 'due' OR state = 'leased' OR state = 'dead'"
"""Entries that still hold back later ones of their request. As text, so that SQLite sees the partial index fit."""

OPEN_JOB = "state = 'queued' OR state = 'printing'"

LASTING_SPELL = "lasting = 1"

OPEN_TICKET = "state = 'received' OR state = 'in_work' OR state = 'waiting_for_you'"
"""Tickets of which more is expected: those in none of `news.OVER`."""


def utc_text(moment: datetime) -> str:
    """How `UtcDateTime` keeps `moment`. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a naive datetime says nothing about when it was")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime, kept as ISO text. SQLite knows no zones; SQLAlchemy's own type gives naive ones."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """ISO text in UTC. Raises ValueError for a naive datetime."""
        return None if value is None else utc_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """The aware datetime."""
        return None if value is None else datetime.fromisoformat(value).astimezone(UTC)


class UuidBytes(TypeDecorator[UUID]):
    """A UUID in its 16 bytes: half of what its text would take in every index."""

    impl = LargeBinary(16)
    cache_ok = True

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> bytes | None:
        """The 16 bytes, most significant first."""
        return None if value is None else value.bytes

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> UUID | None:
        """The UUID."""
        return None if value is None else UUID(bytes=value)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# The first column of a table is the row's position: the order in which things were accepted, whatever the clock said.

request = Table(
    "request",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", UuidBytes, nullable=False, unique=True),
    Column("reference", String, nullable=False, unique=True),
    Column("state", String, nullable=False),
    Column("ticket_id", String),
    Column("ticket_url", String),
    Column("accepted_at", UtcDateTime),
    Column("pack_version", String, nullable=False),
    Column("payload_schema", Integer, nullable=False),
    Column("payload", String, nullable=False),
    Column("receipt", String),
)
"""Requests. `payload` is the Request and `receipt` the Receipt, both as JSON."""

outbox = Table(
    "outbox",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", UuidBytes, nullable=False, unique=True),
    Column("request", UuidBytes, ForeignKey("request.id"), nullable=False),
    Column("kind", String, nullable=False),
    Column("state", String, nullable=False),
    Column("body", String, nullable=False),
    Column("rating", Integer),
    Column("attempts", Integer, nullable=False),
    Column("crashes", Integer, nullable=False),
    Column("leased_by", String),
    Column("error", String, nullable=False),
    Index("ix_outbox_open", "request", "position", sqlite_where=text(OPEN_ENTRY)),
    Index("ix_outbox_due", "position", sqlite_where=text("state = 'due'")),
)
"""What the desk must learn. The second index finds the next one without passing over all that was delivered."""

print_job = Table(
    "print_job",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", UuidBytes, nullable=False, unique=True),
    Column("request", UuidBytes, ForeignKey("request.id"), nullable=False, index=True),
    Column("visit", UuidBytes, nullable=False),
    Column("state", String, nullable=False),
    Column("reason", String),
    Index("ix_print_job_open", "request", unique=True, sqlite_where=text(OPEN_JOB)),
)
"""The print journal. The partial index allows one open job per request."""

staff_task = Table(
    "staff_task",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("detail", String, nullable=False),
    Column("since", UtcDateTime),
    Column("done", Boolean, nullable=False),
    Column("remedy", String, nullable=False, server_default=""),
    Column("until", UtcDateTime),
)
"""What staff must look after, and when it ended. Nothing personal."""

device_spell = Table(
    "device_spell",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("device", String, nullable=False),
    Column("state", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("detail", String, nullable=False),
    Column("since", UtcDateTime),
    Column("until", UtcDateTime),
    Column("lasting", Boolean, nullable=False),
    Index("ix_device_spell_lasting", "device", unique=True, sqlite_where=text(LASTING_SPELL)),
)
"""How the devices were, and for how long. Nothing personal. The partial index allows one present spell per device."""

desk_feed = Table(
    "desk_feed",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("desk", String, nullable=False, unique=True),
    Column("looks", Integer, nullable=False),
    Column("cursor", String, nullable=False),
    Column("asked_at", UtcDateTime),
)
"""How far the news of a desk have been read; `looks` counts how often to their end, `asked_at` is the last of these."""

ticket_news = Table(
    "ticket_news",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("request", UuidBytes, ForeignKey("request.id"), nullable=False, unique=True),
    Column("feed", Integer, ForeignKey("desk_feed.position")),
    Column("look", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("ticket_id", String, nullable=False),
    Column("ticket_url", String, nullable=False),
    Column("merged", Boolean, nullable=False),
    Column("asked_at", UtcDateTime),
    Column("changed_at", UtcDateTime),
    Column("forgotten", Boolean, nullable=False),
    Index("ix_ticket_news_open", "look", sqlite_where=text(OPEN_TICKET)),
)
"""How the tickets of requests stand, one row each, written by `news`. `feed` is the desk that said so, None when it was
asked since and has it no more; `look` is the last of its looks in which it said so, `asked_at` the time of that.
`forgotten`: old enough that no notes are kept any more."""

ticket_note = Table(
    "ticket_note",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("request", UuidBytes, ForeignKey("request.id"), nullable=False),
    Column("name", String, nullable=False),
    Column("written_at", UtcDateTime),
    Column("words", String, nullable=False),
    Column("resolves", Boolean, nullable=False),
    UniqueConstraint("request", "name"),
)
"""What agents wrote for customers to read, the oldest first. Personal: see `retention`."""

meta = Table(
    "meta",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)
"""What the store knows of itself: see `numbering`."""

alembic_version = Table(
    "alembic_version",
    metadata,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Alembic's own table, here so that a fresh file is stamped without importing Alembic."""
