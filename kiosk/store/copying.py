"""Copies of the store's file: whole, encrypted, and under their name only when they are finished and looked at.

SQLCipher's own export writes them (https://www.zetetic.net/sqlcipher/sqlcipher-api/#sqlcipher_export): row by row, so
that pages given up long ago are not copied along, in one read transaction, so that a kiosk may be writing meanwhile.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection
from sqlcipher3 import dbapi2

from kiosk.errors import StoreDamaged, StoreError, StoreKeyMissing
from kiosk.store.connections import attach_new, check_key, connect, use_wal, writer_engine
from kiosk.store.durable import sync_folder
from kiosk.store.faults import mapped
from kiosk.store.keycheck import has_salt_of

BACKUP = ".backup"
"""How the name of a backup ends."""

UNFINISHED = ".unfinished"
"""How the name of a file ends that a command of this room is still writing, or was killed over."""

NO_SESSION = "backup"
"""The session in a backup: no opening ever draws it, so that a backup put back is always found out (`numbering`)."""


def back_up(source: Path, key: bytes, target: Path) -> int:
    """Write a backup of the store's file `source` to `target`, while others may be using it. Its size in bytes.

    Takes about as long as reading the file twice; for a command's thread. The backup opens with the same key, and a
    kiosk that it is restored to begins a new generation. Raises StoreError: also when `target` is there already.
    """
    check_key(key)
    if target.exists():
        raise StoreError(f"{target} is there already.", remedy="Name a file that is not; a backup replaces nothing.")
    unfinished = target.with_name(f"{target.name}.{os.getpid()}{UNFINISHED}")
    with mapped(target.parent):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            export(source, key, unfinished, key, session=NO_SESSION)
            size = unfinished.stat().st_size
            # Like a rename, but never over a file that came meanwhile.
            os.link(unfinished, target)
        except FileExistsError as error:
            raise StoreError(f"{target} is there already.", remedy="Name another file.") from error
        finally:
            unfinished.unlink(missing_ok=True)
        sync_folder(target.parent)
    return size


def export(source: Path, key: bytes, target: Path, target_key: bytes, *, session: str | None = None) -> None:
    """Copy `source` into the new file `target` under `target_key`, and look at every page of the copy.

    With `session` the copy carries that one. On return the copy is on the disk. Raises StoreDamaged when the copy is
    not whole, OSError, dbapi2.Error.
    """
    _make_empty(target)
    with closing(connect(source, key)) as connection:
        # Tables come in the order of the schema, which a migration may have changed.
        connection.execute("PRAGMA foreign_keys = OFF")
        attach_new(connection, target, target_key)
        connection.execute("BEGIN")
        connection.execute("SELECT sqlcipher_export('copy')")
        if session is not None:
            connection.execute("UPDATE copy.meta SET value = ? WHERE name = 'session'", (session,))
        connection.execute("COMMIT")
        connection.execute("DETACH DATABASE copy")
    require_sound(target, target_key)
    sync_file(target)


def require_sound(file: Path, key: bytes) -> None:
    """Read every page of `file`. Raises StoreKeyMissing when `key` is not its key, StoreDamaged, OSError."""
    try:
        with closing(connect(file, key)) as connection:
            damaged = connection.execute("PRAGMA cipher_integrity_check").fetchall()
            if not damaged and connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",):
                return
    except dbapi2.DatabaseError:
        # Said below: SQLCipher itself cannot tell a wrong key from damage.
        pass
    if not has_salt_of(file, key):
        raise StoreKeyMissing(
            f"The key does not open {file}.", remedy="Give the key it was written with; nothing was changed."
        )
    raise StoreDamaged(f"{file} is damaged.", remedy="Take another one; nothing was changed.")


@contextmanager
def connected(file: Path, key: bytes) -> Iterator[Connection]:
    """A connection to a copy. The caller's `mapped` makes store errors of what goes wrong."""
    engine = writer_engine(file, key)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def make_logged(file: Path, key: bytes) -> None:
    """Make a copy a file with a write-ahead log, as the store is, and bring it to the disk."""
    # The last one to close brings the log into the file and removes it.
    with closing(connect(file, key)) as connection:
        use_wal(connection)
    sync_file(file)


def sync_file(file: Path) -> None:
    """Bring what stands in `file` to the disk. Raises OSError."""
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _make_empty(file: Path) -> None:
    file.unlink(missing_ok=True)
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
