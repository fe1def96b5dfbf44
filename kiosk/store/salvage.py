"""Moving every readable entry of a damaged file that was set aside into the store in use."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Connection, Table, or_, select
from sqlalchemy.dialects.sqlite import insert

from kiosk.domain.printing import PrintState
from kiosk.domain.request import EntryKind, EntryState, RequestState
from kiosk.errors import StoreError
from kiosk.store import news, tasks
from kiosk.store.connections import PAGE_SIZE, check_key
from kiosk.store.durable import write_durably
from kiosk.store.faults import mapped
from kiosk.store.leaves import build_frame, count_unreadable, read_rows
from kiosk.store.rows import EntryRow, Found, JobRow, RequestRow, sort_rows
from kiosk.store.schema import outbox, print_job, request
from kiosk.store.setting_aside import FILE, REPORT, WAL
from kiosk.store.store import Store
from kiosk.store.wal import committed_pages

_BATCH = 50
"""Requests moved in one transaction, so that a customer's request waits for milliseconds only."""

_WRITE_TIMEOUT_S = 60.0
"""A batch takes milliseconds; a minute means that the disk hangs."""


class SalvageReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a salvage came to. Counts only, nothing personal."""

    folder: str
    pages: int
    unreadable_pages: int
    requests: int
    """Moved into the store."""
    entries: int
    print_jobs: int
    staff_tasks: int
    already_there: int
    """Requests the store had before: salvaged earlier."""
    conflicting: int
    """Left behind because the store has another request under their reference: the folder was copied about."""
    rebuilt_entries: int
    """Requests whose outbox entry could not be read and was made again, with the same key."""
    without_request: int
    """Entries left behind because their request could not be read: the desk cannot be told of them."""
    oldest: datetime | None = None
    """When the first request in the file was accepted: retention counts from there."""


def salvage(
    aside: Path, store: Store, key: bytes, *, progress: Callable[[int, int], None] | None = None
) -> SalvageReport:
    """Move what can be read of the file in `aside` into `store`; running it again moves nothing twice.

    References, request ids, keys, states and the print journal are kept. An attempt that was under way is due again, a
    slip that was printing is unknown. `progress` is told requests done and to do. The damaged file stays as it is.
    Takes about 20 ms a megabyte, on the caller's thread; writes go through the store's writer.
    Raises StoreError.
    """
    check_key(key)
    if not (aside / FILE).exists() and not (aside / WAL).exists():
        raise StoreError(f"There is no store file in {aside}.", remedy="Name a folder under set-aside.")
    with mapped(aside):
        found, pages, unreadable = _read(aside, key)
    report = _Mover(store, found, progress).move(aside, pages, unreadable)
    with mapped(aside):
        write_durably(aside / REPORT, msgspec.json.format(msgspec.json.encode(report)) + b"\n")
    for task in store.staff_tasks():
        if task.kind == tasks.SET_ASIDE and task.detail == aside.name:
            store.finish_staff_task(task.number).result(_WRITE_TIMEOUT_S)
    return report


def _read(aside: Path, key: bytes) -> tuple[Found, int, int]:
    work = Path(mkdtemp(prefix="salvage-", dir=aside))
    try:
        log = (aside / WAL).read_bytes() if (aside / WAL).exists() else b""
        frame = build_frame(work / "frame.db", key, aside / FILE, committed_pages(log, PAGE_SIZE))
        return sort_rows(read_rows(frame)), frame.last_page, count_unreadable(frame)
    finally:
        shutil.rmtree(work, ignore_errors=True)


class _Mover:
    def __init__(self, store: Store, found: Found, progress: Callable[[int, int], None] | None) -> None:
        self._store = store
        self._progress = progress
        # Faults of devices are left behind: a running kiosk tells anew those that still stand.
        self._tasks = [row for row in found.tasks.values() if not row.done and row.kind != tasks.DEVICE_FAULT]
        self._requests = sorted(found.requests.values(), key=lambda row: row.position)
        self._entries: dict[bytes, list[EntryRow]] = {}
        for entry in sorted(found.entries.values(), key=lambda row: row.position):
            self._entries.setdefault(entry.request, []).append(entry)
        self._jobs: dict[bytes, list[JobRow]] = {}
        for job in sorted(found.jobs.values(), key=lambda row: row.position):
            self._jobs.setdefault(job.request, []).append(job)
        self._counts = dict.fromkeys(
            ("requests", "entries", "print_jobs", "already_there", "conflicting", "rebuilt_entries"), 0
        )

    def move(self, aside: Path, pages: int, unreadable: int) -> SalvageReport:
        """Write everything, batch by batch."""
        rows = iter(self._requests)
        done = 0
        while batch := list(islice(rows, _BATCH)):
            counts = self._store.write(partial(self._move, batch)).result(_WRITE_TIMEOUT_S)
            for name, count in counts.items():
                self._counts[name] += count
            done += len(batch)
            if self._progress is not None:
                self._progress(done, len(self._requests))
        # Told by the desk again, and only now of requests that the store has: nothing of it need be salvaged.
        self._store.write(news.begin_anew).result(_WRITE_TIMEOUT_S)
        for task in self._tasks:
            self._store.add_staff_task(task.kind, task.detail).result(_WRITE_TIMEOUT_S)
        readable = {row.id for row in self._requests}
        return SalvageReport(
            folder=aside.name,
            pages=pages,
            unreadable_pages=unreadable,
            staff_tasks=len(self._tasks),
            oldest=min((row.accepted_at for row in self._requests if row.accepted_at), default=None),
            without_request=sum(len(entries) for key, entries in self._entries.items() if key not in readable),
            **self._counts,
        )

    def _move(self, batch: list[RequestRow], connection: Connection) -> dict[str, int]:
        counts = dict.fromkeys(self._counts, 0)
        for row in batch:
            request_id = UUID(bytes=row.id)
            taken = select(request.c.id).where(or_(request.c.id == request_id, request.c.reference == row.reference))
            if (holder := connection.execute(taken).scalar()) is not None:
                counts["already_there" if holder == request_id else "conflicting"] += 1
                continue
            own = next((entry for entry in self._entries.get(row.id, ()) if entry.kind is EntryKind.REQUEST), None)
            state, own_state = _reconcile(row, own)
            _add(
                connection,
                request,
                row,
                id=request_id,
                state=state.value,
            )
            counts["requests"] += 1
            if own is None:
                counts["rebuilt_entries"] += 1
            for values in _entries_of(row, own_state, self._entries.get(row.id, [])):
                connection.execute(insert(outbox).values(values).on_conflict_do_nothing())
                counts["entries"] += 1
            for job in self._jobs.get(row.id, ()):
                _add(
                    connection,
                    print_job,
                    job,
                    id=UUID(bytes=job.id),
                    request=request_id,
                    visit=UUID(bytes=job.visit),
                    state=_AFTER_CRASH.get(job.state, job.state).value,
                )
                counts["print_jobs"] += 1
        return counts


_AFTER_CRASH = {PrintState.PRINTING: PrintState.UNKNOWN, PrintState.QUEUED: PrintState.ABANDONED}


def _reconcile(row: RequestRow, own: EntryRow | None) -> tuple[RequestState, EntryState]:
    """States of a request and its own entry that fit together, when one of the two may be an older version.

    A ticket is proof of delivery. Without it the entry is due again: the key makes that harmless.
    """
    match row.state:
        case RequestState.DELIVERED if row.ticket_id is not None:
            return RequestState.DELIVERED, EntryState.DONE
        case RequestState.REFUSED:
            return RequestState.REFUSED, EntryState.DEAD
        case RequestState.VOIDED:
            return RequestState.VOIDED, EntryState.VOIDED
        case RequestState.SETTLED_BY_HAND:
            return RequestState.SETTLED_BY_HAND, EntryState.SETTLED_BY_HAND
    if own is not None and own.state is EntryState.DEAD:
        return RequestState.REFUSED, EntryState.DEAD
    return RequestState.ACCEPTED, EntryState.DUE


def _entries_of(row: RequestRow, own_state: EntryState, entries: list[EntryRow]) -> Iterator[dict[str, Any]]:
    request_id = UUID(bytes=row.id)
    if not any(entry.kind is EntryKind.REQUEST for entry in entries):
        # Its key is the request's id, so that it can be made again: see `requests.keep`.
        yield {
            "id": request_id,
            "request": request_id,
            "kind": EntryKind.REQUEST.value,
            "state": own_state.value,
            "body": "",
            "attempts": 0,
            "crashes": 0,
            "error": "",
        }
    for entry in entries:
        state = EntryState.DUE if entry.state is EntryState.LEASED else entry.state
        yield {
            "id": UUID(bytes=entry.id),
            "request": request_id,
            "kind": entry.kind.value,
            "state": (own_state if entry.kind is EntryKind.REQUEST else state).value,
            "body": entry.body,
            "rating": entry.rating,
            "attempts": entry.attempts,
            "crashes": entry.crashes,
            "error": entry.error,
        }


def _add(connection: Connection, table: Table, row: RequestRow | JobRow, **values: Any) -> None:
    """Write `row`, with `values` in place of what stands in it, behind what the table has."""
    columns = {name: value for name, value in msgspec.structs.asdict(row).items() if name != "position"}
    connection.execute(insert(table).values(columns | values).on_conflict_do_nothing())
