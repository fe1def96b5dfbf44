"""Forgetting what is old enough: in the store, in its log, in files that were set aside, and in backups.

Runs on the caller's thread, which may be one of the work pool: what it writes goes through the store's writer in small
batches, so that a customer's request waits for milliseconds only.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec
from sqlalchemy import Connection

from kiosk.domain.kept_days import KeptDays
from kiosk.errors import StoreError
from kiosk.logs import log_event
from kiosk.store import retention, tasks
from kiosk.store.copying import BACKUP, UNFINISHED, connected
from kiosk.store.durable import sync_folder
from kiosk.store.faults import mapped
from kiosk.store.migrating import Fit, fit_of, migrate
from kiosk.store.salvage import SalvageReport
from kiosk.store.setting_aside import ASIDE, REPORT, is_salvaged, list_aside, remove_aside
from kiosk.store.store import Store

_BATCH = 50
"""Requests changed in one transaction."""

_WRITE_TIMEOUT_S = 60.0
"""A batch takes milliseconds; a minute means that the disk hangs."""

_LONGEST_COMMAND = timedelta(days=1)
"""An unfinished file older than this belongs to a command that was killed."""

_T = TypeVar("_T")


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
    backup_requests: int = 0
    """Requests that are gone from backups."""
    waiting: int = 0
    """Older than promised, but still to be delivered or salvaged, and backups that do not open: staff have a task."""
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
    # Before the store forgets them: it alone knows what was settled after a backup was taken.
    copies = _purge_backups(store, key, kept, backups, now)
    expired = now - timedelta(days=kept.request)
    requests = _in_batches(store, partial(retention.find_requests, before=expired), retention.drop_requests)
    done = now - timedelta(days=kept.task)
    dropped = store.write(partial(retention.drop_tasks, before=done)).result(_WRITE_TIMEOUT_S)
    with mapped(store.folder):
        _remove_unfinished(store.folder, now)
        set_aside = _purge_set_aside(store.folder, kept, now)
        # Somebody may salvage or purge by hand at this moment: what is looked at may be gone.
        lying = sum(not is_salvaged(aside) and _changed(aside) < promised for aside in list_aside(store.folder))
    waiting = _tell_staff(store, promised, now, lying=lying, closed_backups=copies.closed)
    emptied = store.empty_log().result(_WRITE_TIMEOUT_S)
    purged = Purged(
        contacts=contacts,
        notes=notes,
        requests=requests,
        tasks=dropped,
        set_aside=set_aside,
        backups=copies.removed,
        backup_contacts=copies.contacts,
        backup_notes=copies.notes,
        backup_requests=copies.requests,
        waiting=waiting,
        log_emptied=emptied,
    )
    if purged != Purged(waiting=waiting):
        log_event("store_purged", count=contacts + requests)
    return purged


def _in_batches(
    store: Store, find: Callable[[Connection], list[int]], change: Callable[[Connection, Sequence[int]], int]
) -> int:
    def change_batch(connection: Connection, some: Sequence[int]) -> int:
        return change(connection, some)

    batches = _batches(store.read(find))
    return sum(store.write(partial(change_batch, some=some)).result(_WRITE_TIMEOUT_S) for some in batches)


def _tell_staff(store: Store, promised: datetime, now: datetime, *, lying: int, closed_backups: int) -> int:
    """One task for what is older than a guest was promised but may not be deleted, or not be looked into. How much."""
    unsettled = len(store.read(partial(retention.find_unsettled, before=promised)))
    remedies = []
    if unsettled:
        remedies.append(f"Still for the desk, older than guests were promised: {unsettled}. See `kiosk outbox list`.")
    if lying:
        remedies.append(f"Set aside as long ago and not salvaged: {lying}. Run `kiosk store salvage`.")
    if closed_backups:
        remedies.append(f"Backups that do not open, and so forget nobody: {closed_backups}. Delete them.")
    store.write(partial(tasks.keep_task, kind=tasks.KEPT_TOO_LONG, remedy=" ".join(remedies), now=now)).result(
        _WRITE_TIMEOUT_S
    )
    return unsettled + lying + closed_backups


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
            ends.append(oldest + timedelta(days=min(kept.guest_contact, kept.request)))
        if min(ends) <= now:
            remove_aside(report.parent)
            count += 1
    return count


@dataclass(slots=True)
class _Copies:
    """What was forgotten in backups."""

    removed: int = 0
    contacts: int = 0
    notes: int = 0
    requests: int = 0
    closed: int = 0
    """Backups that are there and do not open."""


def _purge_backups(store: Store, key: bytes, kept: KeptDays, folder: Path, now: datetime) -> _Copies:
    """Remove old backups, and forget in younger ones what the store forgets."""
    copies = _Copies()
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
                    copies.removed += 1
                else:
                    _purge_backup(store, key, path, kept, now, copies)
        except StoreError as error:
            # Under another key, of a newer program, or damaged: staff delete it, or it goes when its days are over.
            copies.closed += 1
            log_event("backup_not_purged", logging.WARNING, because=error)
    return copies


def _purge_backup(store: Store, key: bytes, path: Path, kept: KeptDays, now: datetime, copies: _Copies) -> None:
    state = path.stat()
    promised, expired = now - timedelta(days=kept.guest_contact), now - timedelta(days=kept.request)
    with connected(path, key) as connection:
        with connection.begin():
            fit = fit_of(connection)
        if fit is not Fit.CURRENT:
            migrate(connection)  # taken before an update of the program
        with connection.begin():
            retention.date_undated(connection, datetime.fromtimestamp(state.st_mtime, UTC))
            positions = retention.find_contacts(connection, promised)
            # What follows was under way when the backup was taken; the store knows what became of it.
            for ids in _batches(retention.find_unsettled(connection, promised)):
                settled = store.read(partial(retention.find_settled, ids=ids))
                positions += retention.find_contacts_of(connection, settled)
            for named in _batches(positions):
                copies.contacts += retention.blank_contacts(connection, named)
            for noted in _batches(retention.find_notes(connection, promised)):
                copies.notes += retention.forget_notes(connection, noted)
            for ids in _batches(retention.find_older(connection, expired)):
                done = {*retention.find_done(connection, ids), *store.read(partial(retention.find_done, ids=ids))}
                copies.requests += retention.drop_whole(connection, done)
    # Its age is that of what is in it.
    os.utime(path, ns=(state.st_mtime_ns, state.st_mtime_ns))


def _batches(found: Sequence[_T]) -> Iterator[Sequence[_T]]:
    return (found[start : start + _BATCH] for start in range(0, len(found), _BATCH))


def _remove_unfinished(folder: Path, now: datetime) -> None:
    for path in folder.glob(f"*{UNFINISHED}*"):
        if _changed(path) + _LONGEST_COMMAND <= now:
            path.unlink(missing_ok=True)


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
