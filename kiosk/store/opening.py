"""Opening the store: finding out what is there, and bringing it to where it can be used."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection

from kiosk.clock import Clock, plausible
from kiosk.domain.reference import ALPHABET
from kiosk.errors import StoreDamaged, StoreError
from kiosk.logs import log_event
from kiosk.store import tasks
from kiosk.store.connections import PAGE_SIZE, check_key, use_wal, writer_engine
from kiosk.store.faults import mapped
from kiosk.store.generations import begin_generation, was_used
from kiosk.store.keycheck import require_key
from kiosk.store.locking import LOCK_TIMEOUT_S, FolderLock
from kiosk.store.migrating import Fit, create_tables, fit_of, migrate
from kiosk.store.numbering import Numbering
from kiosk.store.setting_aside import (
    FILE,
    SHM,
    WAL,
    finish_move,
    is_marked,
    is_salvaged,
    list_aside,
    mark_damaged,
    set_aside,
)
from kiosk.store.store import Store
from kiosk.store.wal import has_lost_commits

_STEPS = 4
"""Damaged file set aside, new one made, looked at: one to spare before the disk itself is to blame."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An open store, and the folder a damaged one was moved to on the way, if there was one."""

    store: Store
    set_aside: Path | None = None


class _Finding(StrEnum):
    ABSENT = "absent"
    READY = "ready"
    OTHER_REVISION = "other_revision"
    DAMAGED = "damaged"


def open_store(
    folder: Path, key: bytes, *, kiosk_code: str, clock: Clock, lock_timeout_s: float = LOCK_TIMEOUT_S
) -> Opened:
    """Open the store in `folder` as the interface does: create, migrate or set aside as what is found there calls for.

    `key` is 32 raw bytes, `kiosk_code` the two characters references begin with. Checks every page that is in use:
    4 ms a megabyte; not for the interface thread.
    Raises StoreTooNew, StoreKeyMissing, StoreReadOnly, StoreFull, StoreError.
    """
    _check_code(kiosk_code)
    check_key(key)
    file = folder / FILE
    with mapped(folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _locked(folder, lock_timeout_s) as lock:
        with mapped(folder):
            require_key(folder, file, key)
        aside = None
        if _inspect(folder, key) is not _Finding.READY:
            # Alone, and looked at again: another process may have been at it.
            lock.take_alone()
            aside = _prepare(folder, key, clock)
            lock.share()
        numbering = Numbering(folder, kiosk_code)
        with _connected(folder, key) as connection:
            use_wal(connection.connection)
            now = clock.now()
            since = now if plausible(now) else None
            numbering.start(connection, since)
            _tell_staff(connection, folder, since)
        store = Store(folder, key, numbering=numbering, clock=clock, lock=lock)
    return Opened(store, aside)


def join_store(
    folder: Path, key: bytes, *, kiosk_code: str, clock: Clock, lock_timeout_s: float = LOCK_TIMEOUT_S
) -> Store:
    """Open a store that `open_store` has prepared, beside the interface: nothing is created, migrated or set aside.

    Raises StoreError when it is not there or not of this program's revision, StoreDamaged, and as `open_store`.
    """
    _check_code(kiosk_code)
    check_key(key)
    with mapped(folder):
        is_there = (folder / FILE).exists()
    if not is_there:
        raise StoreError(f"There is no store in {folder}.", remedy="Start the kiosk once; it makes the store.")
    with _locked(folder, lock_timeout_s) as lock:
        with mapped(folder):
            require_key(folder, folder / FILE, key)
        with _connected(folder, key) as connection, connection.begin():
            fit = fit_of(connection)
        if fit is not Fit.CURRENT:
            raise StoreError(
                f"The store in {folder} is not of this program's version.", remedy="Start the kiosk; it brings it up."
            )
        return Store(folder, key, numbering=Numbering(folder, kiosk_code), clock=clock, lock=lock)


def _prepare(folder: Path, key: bytes, clock: Clock) -> Path | None:
    """Bring the file to where it can be used; the folder a damaged one went to. Nobody else may have it open."""
    aside = None
    with mapped(folder):
        finish_move(folder)
    for _ in range(_STEPS):
        match _inspect(folder, key):
            case _Finding.READY:
                return aside
            case _Finding.DAMAGED:
                with mapped(folder):
                    aside = set_aside(folder, clock.now())
                log_event("store_set_aside", logging.ERROR, folder=aside.name)
            case _Finding.ABSENT:
                with mapped(folder):
                    begin_generation(folder)
                with _connected(folder, key) as connection:
                    use_wal(connection.connection)
                    create_tables(connection)
            case _Finding.OTHER_REVISION:
                try:
                    with _connected(folder, key) as connection:
                        migrate(connection)
                except StoreDamaged:
                    with mapped(folder):
                        mark_damaged(folder)
    raise StoreError(f"The disk under {folder} does not keep what is written to it.", remedy="Replace the disk.")


def _tell_staff(connection: Connection, folder: Path, since: datetime | None) -> None:
    """Leave tasks for what was set aside, before anything else is done with the store."""
    with connection.begin():
        for aside in list_aside(folder):
            if not is_salvaged(aside):
                tasks.add_task(connection, tasks.SET_ASIDE, aside.name, since)


def _inspect(folder: Path, key: bytes) -> _Finding:
    """What is in `folder`. Raises StoreError for a fault that is not damage."""
    with mapped(folder):
        return _look_into(folder, key)


def _look_into(folder: Path, key: bytes) -> _Finding:
    file = folder / FILE
    if not file.exists():
        return _Finding.DAMAGED if (folder / WAL).exists() else _Finding.ABSENT
    if file.stat().st_size == 0 and was_used(folder):
        # Opening it would make SQLite throw the log away, and with it what can still be salvaged.
        return _Finding.DAMAGED
    if is_marked(folder) or _has_lost_commits(folder):
        return _Finding.DAMAGED
    try:
        with _connected(folder, key) as connection:
            with connection.begin():
                fit = fit_of(connection)
            if fit is Fit.EMPTY:
                return _Finding.ABSENT
            if fit is Fit.OTHER:
                # A newer file is refused whatever its pages say; migrating reads every page of the tables it changes.
                return _Finding.OTHER_REVISION
            return _Finding.READY if _is_sound(connection) else _Finding.DAMAGED
    except StoreDamaged:
        return _Finding.DAMAGED


def _has_lost_commits(folder: Path) -> bool:
    """Whether SQLite would pass over a part of the log. Asked before it opens the file: it cuts the log off then."""
    index = (folder / SHM).read_bytes() if (folder / SHM).exists() else b""
    log = (folder / WAL).read_bytes() if (folder / WAL).exists() else b""
    return has_lost_commits(log, index, PAGE_SIZE)


def _is_sound(connection: Connection) -> bool:
    """Whether every page can be decrypted and every tree walked."""
    with connection.begin():
        return connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() == "ok"


@contextmanager
def _connected(folder: Path, key: bytes) -> Iterator[Connection]:
    engine = writer_engine(folder / FILE, key)
    try:
        with mapped(folder), engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _locked(folder: Path, timeout_s: float) -> Iterator[FolderLock]:
    """The lock, kept by the store that is made of it, released if there comes none."""
    with mapped(folder):
        lock = FolderLock(folder, timeout_s=timeout_s)
    try:
        yield lock
    except BaseException:
        lock.release()
        raise


def _check_code(kiosk_code: str) -> None:
    if len(kiosk_code) != 2 or not set(kiosk_code) <= set(ALPHABET):
        raise StoreError(
            f"The kiosk code {kiosk_code!r} is not two digits or capitals without I and O.",
            remedy="Correct the kiosk code in the settings.",
        )
