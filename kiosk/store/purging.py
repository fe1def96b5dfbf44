"""Forgetting what is old enough: in the store, in its log, in files that were set aside, and in backups.

Runs on the caller's thread, which may be one of the work pool: what it writes goes through the store's writer in small
batches, so that a customer's request waits for milliseconds only.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import msgspec
from sqlalchemy import Connection

from kiosk.domain.kept_days import KeptDays
from kiosk.errors import StoreError
from kiosk.logs import log_event
from kiosk.store import retention, tasks
from kiosk.store.copying import BACKUP, UNFINISHED, connected
from kiosk.store.durable import sync_folder
from kiosk.store.faults import mapped
from kiosk.store.migrating import Fit, fit_of
from kiosk.store.salvage import SalvageReport
from kiosk.store.setting_aside import ASIDE, REPORT, is_salvaged, list_aside, remove_aside
from kiosk.store.store import Store

_BATCH = 50
"""Requests changed in one transaction."""

_WRITE_TIMEOUT_S = 60.0
"""A batch takes milliseconds; a minute means that the disk hangs."""

_LONGEST_COMMAND = timedelta(days=1)
"""An unfinished file older than this belongs to a command that was killed."""


class Purged(msgspec.Struct, frozen=True, kw_only=True):
    """What a purge came to. Counts only, nothing personal."""

    contacts: int = 0
    """Requests that no longer say who made them."""
    notes: int = 0
    """Requests of which no notes of agents are kept any more."""
    requests: int = 0
    """Requests that are gone, with all that hung on them."""
    tasks: int = 0
    set_aside: int = 0
    """Salvaged folders that are gone."""
    backups: int = 0
    """Backups that are gone."""
    backup_contacts: int = 0
    """Requests in backups that no longer say who made them."""
    backup_notes: int = 0
    """Requests in backups of which no notes are kept any more."""
    waiting: int = 0
    """Older than promised, but still to be delivered or salvaged: staff have a task."""
    log_emptied: bool = True
    """False when the write-ahead log was in use: what was forgotten may stand in it until the next purge."""


def purge(store: Store, key: bytes, kept: KeptDays, *, backups: Path) -> Purged:
    """Forget what is older than `kept` allows. Does nothing while the clock is not to be trusted.

    `backups` is the folder that backups go to; those elsewhere are out of reach. Raises StoreError.
    """
    now = store.trusted_now()
    if now is None:
        return Purged()
    promised = now - timedelta(days=kept.guest_contact)
    store.write(partial(retention.date_undated, now=now)).result(_WRITE_TIMEOUT_S)
    contacts = _in_batches(store, partial(retention.find_contacts, before=promised), retention.blank_contacts)
    notes = _in_batches(store, partial(retention.find_notes, before=promised), retention.forget_notes)
    expired = now - timedelta(days=kept.request)
    requests = _in_batches(store, partial(retention.find_requests, before=expired), retention.drop_requests)
    done = now - timedelta(days=kept.task)
    dropped = store.write(partial(retention.drop_tasks, before=done)).result(_WRITE_TIMEOUT_S)
    with mapped(store.folder):
        _remove_unfinished(store.folder, now)
        set_aside = _purge_set_aside(store.folder, kept, now)
    removed, blanked, forgotten = _purge_backups(store, key, kept, backups, now)
    waiting = _tell_staff(store, promised, now)
    emptied = store.empty_log().result(_WRITE_TIMEOUT_S)
    purged = Purged(
        contacts=contacts,
        notes=notes,
        requests=requests,
        tasks=dropped,
        set_aside=set_aside,
        backups=removed,
        backup_contacts=blanked,
        backup_notes=forgotten,
        waiting=waiting,
        log_emptied=emptied,
    )
    if purged != Purged(waiting=waiting):
        log_event("store_purged", count=contacts + requests)
    return purged


def _in_batches(
    store: Store, find: Callable[[Connection], list[int]], change: Callable[[Connection, list[int]], int]
) -> int:
    found = store.read(find)

    def change_batch(connection: Connection, start: int) -> int:
        return change(connection, found[start : start + _BATCH])

    starts = range(0, len(found), _BATCH)
    return sum(store.write(partial(change_batch, start=start)).result(_WRITE_TIMEOUT_S) for start in starts)


def _tell_staff(store: Store, promised: datetime, now: datetime) -> int:
    """One task for what is older than a guest was promised but may not be deleted. How much that is."""
    unsettled = len(store.read(partial(retention.find_unsettled, before=promised)))
    lying = sum(not is_salvaged(aside) and _changed(aside) < promised for aside in list_aside(store.folder))
    remedies = []
    if unsettled:
        remedies.append(f"Still for the desk, older than guests were promised: {unsettled}. See `kiosk outbox list`.")
    if lying:
        remedies.append(f"Set aside as long ago and not salvaged: {lying}. Run `kiosk store salvage`.")
    store.write(partial(tasks.keep_task, kind=tasks.KEPT_TOO_LONG, remedy=" ".join(remedies), now=now)).result(
        _WRITE_TIMEOUT_S
    )
    return unsettled + lying


def _purge_set_aside(folder: Path, kept: KeptDays, now: datetime) -> int:
    """Remove salvaged folders when they have lain long enough, or hold what a guest was promised to be forgotten."""
    count = 0
    for report in sorted((folder / ASIDE).glob(f"*/{REPORT}")):
        ends = [_changed(report) + timedelta(days=kept.set_aside)]
        try:
            oldest = msgspec.json.decode(report.read_bytes(), type=SalvageReport).oldest
        except msgspec.MsgspecError:
            oldest = None
        if oldest is not None:
            ends.append(oldest + timedelta(days=kept.guest_contact))
        if min(ends) <= now:
            remove_aside(report.parent)
            count += 1
    return count


def _purge_backups(store: Store, key: bytes, kept: KeptDays, folder: Path, now: datetime) -> tuple[int, int, int]:
    """Remove old backups, and forget in younger ones what the store has forgotten.

    How many, and in how many requests of theirs contacts and notes were forgotten.
    """
    removed = blanked = forgotten = 0
    with mapped(folder):
        found = sorted(folder.glob(f"*{BACKUP}")) if folder.is_dir() else []
        if found:
            _remove_unfinished(folder, now)
    for path in found:
        try:
            with mapped(folder):
                if _changed(path) + timedelta(days=min(kept.backup, kept.request)) <= now:
                    path.unlink()
                    sync_folder(folder)
                    removed += 1
                else:
                    contacts, notes = _purge_backup(store, key, path, now - timedelta(days=kept.guest_contact))
                    blanked, forgotten = blanked + contacts, forgotten + notes
        except StoreError as error:
            # Under another key, or damaged: it goes when its days are over.
            log_event("backup_not_purged", logging.WARNING, because=error)
    return removed, blanked, forgotten


def _purge_backup(store: Store, key: bytes, path: Path, promised: datetime) -> tuple[int, int]:
    changed = path.stat().st_mtime_ns
    with connected(path, key) as connection:
        with connection.begin():
            if fit_of(connection) is not Fit.CURRENT:
                return 0, 0
        with connection.begin():
            old = retention.find_unsettled(connection, promised)
            positions = retention.find_contacts(connection, promised)
            noted = retention.find_notes(connection, promised)
            for start in range(0, len(old), _BATCH):
                # Under way when the backup was taken, and settled since.
                settled = store.read(partial(retention.find_settled, ids=old[start : start + _BATCH]))
                positions += retention.find_contacts_of(connection, settled)
            blanked = _change_batches(connection, positions, retention.blank_contacts)
            forgotten = _change_batches(connection, noted, retention.forget_notes)
    # Its age is that of what is in it.
    os.utime(path, ns=(changed, changed))
    return blanked, forgotten


def _change_batches(
    connection: Connection, positions: list[int], change: Callable[[Connection, list[int]], int]
) -> int:
    return sum(change(connection, positions[start : start + _BATCH]) for start in range(0, len(positions), _BATCH))


def _remove_unfinished(folder: Path, now: datetime) -> None:
    for path in folder.glob(f"*{UNFINISHED}*"):
        if _changed(path) + _LONGEST_COMMAND <= now:
            path.unlink(missing_ok=True)


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
