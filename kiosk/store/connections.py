"""Encrypted connections to the store: SQLCipher with a raw key, WAL, FULL, foreign keys on."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, QueuePool
from sqlcipher3 import dbapi2

from kiosk.errors import StoreKeyMissing

KEY_LENGTH = 32
"""Bytes of an AES-256 key."""

PAGE_SIZE = 4096
"""Bytes of a page, SQLCipher 4's default; said aloud because salvage counts on it."""

SALT_LENGTH = 16
"""Bytes at the head of the file where SQLCipher keeps the salt."""

BUSY_TIMEOUT_MS = 5_000
"""How long a connection waits for the other process's transaction; ours last milliseconds."""

CHECKPOINT_TIMEOUT_MS = 200
"""How long emptying the log waits for readers, who take a few milliseconds; only a backup takes longer."""

READERS = 4
"""Reading connections kept open; the work pool and the interface's journeys read one row at a time."""


def check_key(key: bytes) -> None:
    """Raises StoreKeyMissing unless `key` has the right length."""
    if len(key) != KEY_LENGTH:
        raise StoreKeyMissing(
            f"The key of the store has {len(key)} bytes, not {KEY_LENGTH}.",
            remedy="Give the key the kiosk was set up with.",
        )


def salt_of(key: bytes) -> bytes:
    """The salt of every file under `key`.

    SQLCipher derives the page authentication key from key and salt. A salt that follows from the key, instead of one
    that stands only in the file's first bytes, lets a file with a damaged head still be read. The encryption key is
    raw and random, so that the salt has nothing to protect.
    """
    return hmac.digest(key, b"frontdoor store salt", "sha256")[:SALT_LENGTH]


def connect(path: Path, key: bytes) -> Any:
    """A bare connection (DB-API) to an existing or new file. The caller closes it; any thread, one at a time."""
    connection = dbapi2.connect(
        path, isolation_level=None, check_same_thread=False, timeout=BUSY_TIMEOUT_MS / 1000, cached_statements=64
    )
    cursor = connection.cursor()
    unlock(cursor, key)
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()
    return connection


def unlock(cursor: Any, key: bytes) -> None:
    """Say how the file is encrypted, before anything else is said."""
    # SQLCipher writes page faults to stderr by itself; we report them as errors.
    cursor.execute("PRAGMA cipher_log_level = NONE")
    cursor.execute(f'PRAGMA key = "{_key_words(key)}"')
    cursor.execute("PRAGMA cipher_compatibility = 4")
    cursor.execute(f"PRAGMA cipher_page_size = {PAGE_SIZE}")


def attach_new(connection: Any, path: Path, key: bytes) -> None:
    """Attach a new file under `key` to a bare connection, as `copy`."""
    connection.execute("ATTACH DATABASE ? AS copy KEY ?", (str(path), _key_words(key)))


def empty_log(connection: Connection) -> bool:
    """Bring the whole log into the file and cut it to nothing. False while somebody else is reading."""
    raw = connection.connection
    # Not for as long as a backup may read: customers' requests wait behind this.
    raw.execute(f"PRAGMA busy_timeout = {CHECKPOINT_TIMEOUT_MS}")
    try:
        (busy, _frames, _done) = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        raw.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    return bool(busy == 0)


def execute(connection: Connection, statement: str, values: tuple[object, ...] = ()) -> Any:
    """Run a statement that is done for every delivery, inside the transaction of `connection`; its DB-API cursor.

    It goes past SQLAlchemy, whose book-keeping takes longer than SQLite takes for such a statement.
    """
    return connection.connection.execute(statement, values)


def use_wal(connection: Any) -> None:
    """Make the file a write-ahead-log one; it stays one. On a new file this writes its first page."""
    connection.execute("PRAGMA journal_mode = WAL")


def writer_engine(path: Path, key: bytes) -> Engine:
    """An engine whose transactions begin as writers, so that none fails half-way for want of the lock."""
    return _engine(lambda: connect(path, key), "BEGIN IMMEDIATE", poolclass=NullPool)


def reader_engine(path: Path, key: bytes) -> Engine:
    """An engine for short reads: deferred transactions on connections that cannot write."""

    def connect_reader() -> Any:
        connection = connect(path, key)
        connection.execute("PRAGMA query_only = ON")
        return connection

    return _engine(connect_reader, "BEGIN DEFERRED", poolclass=QueuePool, pool_size=READERS)


def _engine(creator: Callable[[], Any], begin: str, **pool: Any) -> Engine:
    # The plain SQLite dialect: SQLAlchemy's own for SQLCipher would derive the key from a passphrase. What people typed
    # stays out of error messages, and so out of logs.
    engine = create_engine("sqlite://", creator=creator, module=dbapi2, hide_parameters=True, **pool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _key_words(key: bytes) -> str:
    # https://www.zetetic.net/sqlcipher/sqlcipher-api/#key: 64 digits of raw key, 32 of salt.
    return f"x'{key.hex()}{salt_of(key).hex()}'"
