"""The one place where failures of SQLite, SQLCipher and the disk become store errors."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from kiosk.errors import StoreDamaged, StoreError, StoreFull, StoreReadOnly


@contextmanager
def mapped(folder: Path) -> Iterator[None]:
    """Raise what goes wrong with the store in `folder` as a StoreError; anything else is a bug and passes through."""
    try:
        yield
    except DBAPIError as error:
        found = _of_sqlite(error.orig, folder)
        if found is None:
            raise
        raise found from error
    except dbapi2.Error as error:
        found = _of_sqlite(error, folder)
        if found is None:
            raise
        raise found from error
    except OSError as error:
        raise fault_of_folder(error, folder) from error


def _of_sqlite(error: BaseException | None, folder: Path) -> StoreError | None:
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    match code & 0xFF:  # primary result codes, https://www.sqlite.org/rescode.html
        case 13:  # FULL
            return _full(folder)
        case 8:  # READONLY
            return _read_only(folder)
        case 11 | 26:  # CORRUPT, NOTADB
            return StoreDamaged(
                f"Parts of the store in {folder} cannot be read.",
                remedy="Restart the kiosk: it sets the file aside and goes on. Then run `kiosk store salvage`.",
            )
        case 10 | 14:  # IOERR, CANTOPEN
            # SQLite does not pass errno on: ask the disk itself.
            return _of_disk(folder) or StoreError(
                f"The disk under the store in {folder} does not read or write.", remedy="Check the disk and its cable."
            )
        case 5 | 6 | 15:  # BUSY, LOCKED; PROTOCOL: another process holds the log while it recovers it
            return StoreError(
                f"The store in {folder} is in use by another process.", remedy="End that process, or try again."
            )
    return None


def fault_of_folder(error: OSError, folder: Path) -> StoreError:
    """What the system's refusal to use the store's folder means."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return _full(folder)
        case errno.EROFS | errno.EACCES | errno.EPERM:
            return _read_only(folder)
    reason = os.strerror(error.errno) if error.errno else type(error).__name__
    return StoreError(f"The folder {folder} of the store cannot be used: {reason}.", remedy="Check the disk.")


def _of_disk(folder: Path) -> StoreError | None:
    try:
        disk = os.statvfs(folder)
    except OSError as error:
        return fault_of_folder(error, folder)
    if disk.f_flag & os.ST_RDONLY or not os.access(folder, os.W_OK | os.X_OK):
        return _read_only(folder)
    if disk.f_bavail == 0:
        return _full(folder)
    return None


def _full(folder: Path) -> StoreFull:
    return StoreFull(f"No space is left for the store in {folder}.", remedy="Free space on that disk.")


def _read_only(folder: Path) -> StoreReadOnly:
    return StoreReadOnly(
        f"The store in {folder} does not take writes.",
        remedy="Check that the disk is mounted for writing and that the kiosk's user owns the folder.",
    )
