"""Giving the store another key.

The file is copied under the new key, looked at, and put in the place of the old one by a rename: whenever the power
goes, a whole file is there, and exactly one of the two keys opens it. `PRAGMA rekey` would write over the only file.
"""

from __future__ import annotations

import logging
from pathlib import Path

import msgspec

from kiosk.errors import StoreError
from kiosk.logs import log_event
from kiosk.store.connections import check_key, connect
from kiosk.store.copying import BACKUP, UNFINISHED, export, make_logged
from kiosk.store.durable import sync_folder
from kiosk.store.faults import mapped
from kiosk.store.keycheck import has_salt_of, require_key, write_check
from kiosk.store.locking import LOCK_TIMEOUT_S, FolderLock
from kiosk.store.setting_aside import FILE, SHM, WAL, is_marked, is_salvaged, list_aside, remove_aside


class Rekeyed(msgspec.Struct, frozen=True, kw_only=True):
    """What a change of the key came to."""

    changed: bool
    """False when the store had the new key already."""
    set_aside: int
    """Salvaged files under the old key that were removed."""
    backups: int
    """Backups that only the old key opens."""


def rekey(folder: Path, old: bytes, new: bytes, *, backups: Path, lock_timeout_s: float = LOCK_TIMEOUT_S) -> Rekeyed:
    """Put the store in `folder` under the key `new`; nobody may have it open. Needs room for a second file.

    A kill on the way leaves a store that either `old` or `new` opens; running it again ends it. Damaged files that
    were salvaged are removed, because they stay under the old key. Raises StoreKeyMissing when neither key opens the
    store, StoreError while something set aside waits to be salvaged, StoreDamaged.
    """
    check_key(old)
    check_key(new)
    if old == new:
        raise StoreError("The new key is the old one.", remedy="Draw a new one: 32 random bytes.")
    file = folder / FILE
    if not file.exists():
        raise StoreError(f"There is no store in {folder}.", remedy="Start the kiosk once; it makes the store.")
    with mapped(folder):
        lock = FolderLock(folder, timeout_s=lock_timeout_s)
        try:
            lock.take_alone()
            changed = not has_salt_of(file, new)
            if changed:
                _require_settled(folder)
                require_key(folder, file, old)
                _exchange(folder, old, new)
            # Also after a kill that came between the two.
            write_check(folder, new)
            removed = _remove_salvaged(folder)
        finally:
            lock.release()
    log_event("store_rekeyed", logging.WARNING)
    return Rekeyed(changed=changed, set_aside=removed, backups=_count_under(old, backups))


def _require_settled(folder: Path) -> None:
    """What is to be salvaged opens with the old key alone, and the next start would set a marked file aside."""
    if is_marked(folder):
        raise StoreError("The store is damaged.", remedy="Start the kiosk; it sets the file aside. Then salvage it.")
    if not all(is_salvaged(aside) for aside in list_aside(folder)):
        raise StoreError(
            "Files that were set aside are not salvaged, and only the old key opens them.",
            remedy="Run `kiosk store salvage` first.",
        )


def _exchange(folder: Path, old: bytes, new: bytes) -> None:
    file, unfinished = folder / FILE, folder / f"rekeyed{UNFINISHED}"
    for left in folder.glob(f"{unfinished.name}*"):
        left.unlink()
    _empty_log(folder, old)
    export(file, old, unfinished, new)
    make_logged(unfinished, new)
    _drop_log(folder)
    # From here to the end the file's own salt says which of the two keys opens it.
    write_check(folder, old, new)
    unfinished.rename(file)
    sync_folder(folder)


def _empty_log(folder: Path, key: bytes) -> None:
    """Bring the log into the file; closing the last connection removes it."""
    connection = connect(folder / FILE, key)
    try:
        (busy, _frames, _done) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.close()
    if busy:
        raise StoreError("Another program has the store open.", remedy="End it, then try again.")


def _drop_log(folder: Path) -> None:
    """No log of the old file may lie beside the new one. Reading the file for the copy may have left an empty one."""
    if (folder / WAL).exists() and (folder / WAL).stat().st_size > 0:
        raise StoreError("Another program writes to the store.", remedy="End it, then try again.")
    for name in (WAL, SHM):
        (folder / name).unlink(missing_ok=True)
    sync_folder(folder)


def _remove_salvaged(folder: Path) -> int:
    salvaged = [aside for aside in list_aside(folder) if is_salvaged(aside)]
    for aside in salvaged:
        remove_aside(aside)
    return len(salvaged)


def _count_under(key: bytes, backups: Path) -> int:
    return sum(has_salt_of(path, key) for path in backups.glob(f"*{BACKUP}"))
