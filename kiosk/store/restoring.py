"""Putting a backup in the place of the store's file."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from kiosk.errors import StoreError
from kiosk.store.connections import check_key
from kiosk.store.copying import UNFINISHED, connected, make_logged, require_sound, sync_file
from kiosk.store.durable import sync_folder
from kiosk.store.faults import mapped
from kiosk.store.keycheck import require_key
from kiosk.store.locking import LOCK_TIMEOUT_S, FolderLock
from kiosk.store.migrating import require_known
from kiosk.store.setting_aside import FILE, MARKER, SHM, WAL, finish_move, set_aside


def restore(
    backup: Path, folder: Path, key: bytes, *, now: datetime, lock_timeout_s: float = LOCK_TIMEOUT_S
) -> Path | None:
    """Put `backup` in the place of the store in `folder`; nobody may have that open. Where the old file went.

    The old file is set aside whole, so that `kiosk store salvage` brings back what is newer than the backup. The next
    start begins a new generation and tells staff and the desk. A power cut on the way leaves the old file, or none
    with the old one set aside: restoring again ends it either way.
    Raises StoreKeyMissing, StoreDamaged and StoreTooNew, nothing being changed then, and StoreError.
    """
    check_key(key)
    with mapped(backup.parent):
        if not backup.is_file():
            raise StoreError(f"{backup} is no file.", remedy="Name a file that `kiosk store backup` wrote.")
        require_sound(backup, key)
        with connected(backup, key) as connection:
            require_known(connection)
    with mapped(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FolderLock(folder, timeout_s=lock_timeout_s)
        try:
            lock.take_alone()
            require_key(folder, folder / FILE, key)
            return _replace(backup, folder, key, now)
        finally:
            lock.release()


def _replace(backup: Path, folder: Path, key: bytes, now: datetime) -> Path | None:
    unfinished = folder / f"restored{UNFINISHED}"
    for left in folder.glob(f"{unfinished.name}*"):
        left.unlink()
    shutil.copyfile(backup, unfinished)
    unfinished.chmod(0o600)
    require_sound(unfinished, key)
    make_logged(unfinished, key)
    sync_file(unfinished)
    finish_move(folder)
    aside = set_aside(folder, now) if (folder / FILE).exists() else None
    for name in (WAL, SHM, MARKER):
        (folder / name).unlink(missing_ok=True)
    unfinished.rename(folder / FILE)
    sync_folder(folder)
    return aside
