"""The outbox: what the desk must learn, leased out one attempt at a time.

Each function runs inside the transaction of `connection`. An attempt is counted before it is made; what it came to is
told by `deliver`, `postpone` or `bury`, and counts only while the lease is still the one it was made under: the number
of attempts is its fence.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import msgspec
from sqlalchemy import Connection, Row, Select, insert, select, text, update

from kiosk.domain.reference import Reference
from kiosk.domain.request import (
    ENTRY_MOVES,
    EntryKind,
    EntryState,
    OutboxEntry,
    OutboxRow,
    RequestState,
    Ticket,
)
from kiosk.store.connections import execute
from kiosk.store.machine import is_other_start
from kiosk.store.requests import decode_request, move_request
from kiosk.store.schema import OPEN_ENTRY, outbox, request
from kiosk.store.tasks import DEAD_LETTER, add_task, settle_task

CRASH_LIMIT = 3
"""Crashes in a row after which an entry is dead: it may be what crashes the agent (DESIGN.md section 4, ADR 27)."""

CRASHED = "crashed"
"""Why such an entry is dead."""

UNREADABLE = "unreadable"
"""Why an entry is dead whose request this program cannot read: it would stop every delivery behind it."""

LEASABLE = """
SELECT position, id, crashes FROM outbox
WHERE state = 'due' AND NOT EXISTS (
    SELECT 1 FROM outbox AS earlier
    WHERE earlier.request = outbox.request AND earlier.position < outbox.position
    AND (earlier.state = 'due' OR earlier.state = 'leased' OR earlier.state = 'dead')
)
ORDER BY position
"""
"""What may be leased, the oldest first. As text, so that a delivery waits for the disk and not for its statements, and
that SQLite sees both partial indexes fit."""

_READ_LEASED = """
SELECT o.id, o.request, o.kind, o.body, o.rating, o.attempts, o.crashes, r.reference, r.payload
FROM outbox AS o JOIN request AS r ON r.id = o.request
WHERE o.position = ?
"""

_LEASE = "UPDATE outbox SET state = 'leased', leased_by = ?, attempts = attempts + 1 WHERE position = ?"

_SETTLE = """
UPDATE outbox SET state = ?, error = ?, leased_by = NULL, crashes = 0
WHERE id = ? AND state = 'leased' AND attempts = ?
"""


class _Leased(NamedTuple):
    """The columns of `_READ_LEASED`."""

    id: bytes
    request: bytes
    kind: str
    body: str
    rating: int | None
    attempts: int
    crashes: int
    reference: Reference
    payload: str


def lease(
    connection: Connection, by: str, exclude: frozenset[UUID], since: datetime | None, *, alone: bool
) -> OutboxEntry | None:
    """Lease the oldest entry that is due, held back by no earlier one of its request, and not in `exclude`.

    One that cannot be read is a dead letter from then on, and the next one's turn comes. One that was under way in a
    crash goes out only `alone`; until then it holds back the others, which takes as long as the calls under way.
    """
    passed_over = {entry_id.bytes for entry_id in exclude}
    while (position := _next_position(connection, passed_over, alone=alone)) is not None:
        execute(connection, _LEASE, (by, position))
        row = _Leased._make(execute(connection, _READ_LEASED, (position,)).fetchone())
        request_id, kind = UUID(bytes=row.request), EntryKind(row.kind)
        if kind is EntryKind.REQUEST:
            move_request(connection, request_id, RequestState.DELIVERING)
        try:
            kept = decode_request(row.payload)
        except msgspec.MsgspecError:
            _bury_unreadable(connection, row, since)
            continue
        return OutboxEntry(
            id=UUID(bytes=row.id),
            kind=kind,
            request=kept,
            body=row.body,
            rating=row.rating,
            attempts=row.attempts,
            crashes=row.crashes,
        )
    return None


def _next_position(connection: Connection, passed_over: set[bytes], *, alone: bool) -> int | None:
    found = execute(connection, LEASABLE)
    try:
        for position, entry_id, crashes in found:
            if entry_id not in passed_over:
                return position if alone or not crashes else None
        return None
    finally:
        found.close()


def _bury_unreadable(connection: Connection, row: _Leased, since: datetime | None) -> None:
    execute(connection, _SETTLE, (EntryState.DEAD.value, UNREADABLE, row.id, row.attempts))
    add_task(connection, DEAD_LETTER, row.reference, since)
    if row.kind == EntryKind.REQUEST:
        move_request(connection, UUID(bytes=row.request), RequestState.REFUSED)


def deliver(connection: Connection, entry: OutboxEntry, ticket: Ticket) -> bool:
    """The desk has it. False when the lease was lost meanwhile."""
    if not _settle(connection, entry, EntryState.DONE, error=""):
        return False
    if entry.kind is EntryKind.REQUEST:
        move_request(connection, entry.request.id, RequestState.DELIVERED, ticket=ticket)
    return True


def postpone(connection: Connection, entry: OutboxEntry, error_code: str) -> bool:
    """The attempt failed and is to be made again. False when the lease was lost meanwhile."""
    if not _settle(connection, entry, EntryState.DUE, error=error_code):
        return False
    if entry.kind is EntryKind.REQUEST:
        move_request(connection, entry.request.id, RequestState.ACCEPTED)
    return True


def bury(connection: Connection, entry: OutboxEntry, reason: str, since: datetime | None) -> bool:
    """The desk will not have it: dead until staff decide, who get a task. False when the lease was lost meanwhile."""
    if not _settle(connection, entry, EntryState.DEAD, error=reason):
        return False
    add_task(connection, DEAD_LETTER, entry.request.reference, since)
    if entry.kind is EntryKind.REQUEST:
        move_request(connection, entry.request.id, RequestState.REFUSED)
    return True


def release_leases(connection: Connection, by: str, since: datetime | None) -> int:
    """Take back every lease that is not `by`'s: its agent is gone. Returns how many there were.

    An agent that is gone though the machine went on crashed, perhaps over what it had under way. When the machine was
    started anew, nothing is held against anybody: the power was cut.
    """
    lost = connection.execute(
        _with_reference().where(outbox.c.state == EntryState.LEASED.value, outbox.c.leased_by != by)
    ).all()
    for row in lost:
        crashes = row.crashes + (not is_other_start(row.leased_by, by))
        dead = crashes >= CRASH_LIMIT
        values = {
            "state": (EntryState.DEAD if dead else EntryState.DUE).value,
            "error": CRASHED if dead else row.error,
            "crashes": crashes,
            "leased_by": None,
        }
        connection.execute(update(outbox).where(outbox.c.id == row.id).values(values))
        if dead:
            add_task(connection, DEAD_LETTER, row.reference, since)
        if row.kind == EntryKind.REQUEST:
            move_request(connection, row.request, RequestState.REFUSED if dead else RequestState.ACCEPTED)
    return len(lost)


def take_back(connection: Connection, by: str) -> int:
    """Take back what `by` itself has leased, and does not know of. Returns how many there were."""
    stray = connection.execute(
        select(outbox.c.id, outbox.c.request, outbox.c.kind).where(
            outbox.c.state == EntryState.LEASED.value, outbox.c.leased_by == by
        )
    ).all()
    for row in stray:
        due = update(outbox).where(outbox.c.id == row.id).values(state=EntryState.DUE.value, leased_by=None)
        connection.execute(due)
        if row.kind == EntryKind.REQUEST:
            move_request(connection, row.request, RequestState.ACCEPTED)
    return len(stray)


def settle_dead(connection: Connection, entry_id: UUID, to: EntryState, now: datetime | None) -> bool:
    """What staff decide of a dead letter: `due` again, `voided` or `settled_by_hand`. False when it is not dead."""
    if to not in ENTRY_MOVES[EntryState.DEAD]:
        raise ValueError(f"a dead letter cannot become {to}")
    row = connection.execute(_with_reference().where(outbox.c.id == entry_id)).first()
    if row is None or row.state != EntryState.DEAD:
        return False
    connection.execute(update(outbox).where(outbox.c.id == entry_id).values(state=to.value, crashes=0))
    settle_task(connection, DEAD_LETTER, row.reference, now)
    if row.kind == EntryKind.REQUEST:
        move_request(connection, row.request, _AFTER_DEATH[to])
    return True


_AFTER_DEATH = {
    EntryState.DUE: RequestState.ACCEPTED,
    EntryState.VOIDED: RequestState.VOIDED,
    EntryState.SETTLED_BY_HAND: RequestState.SETTLED_BY_HAND,
}


def add_entry(connection: Connection, request_id: UUID, kind: EntryKind, body: str, rating: int | None) -> UUID:
    """Add something further that the desk must learn of a request; it waits its turn behind earlier ones."""
    if kind is EntryKind.REQUEST:
        raise ValueError("a request's own entry is made when it is accepted")
    entry_id = uuid4()
    connection.execute(
        insert(outbox).values(
            id=entry_id,
            request=request_id,
            kind=kind.value,
            state=EntryState.DUE.value,
            body=body,
            rating=rating,
            attempts=0,
            crashes=0,
            error="",
        )
    )
    return entry_id


def list_entries(connection: Connection, *, finished: bool) -> tuple[OutboxRow, ...]:
    """The entries in the order in which they were accepted; those that are over only if `finished`."""
    rows = _with_reference()
    if not finished:
        rows = rows.where(text("(" + OPEN_ENTRY.replace("state", "outbox.state") + ")"))
    return tuple(_row(row) for row in connection.execute(rows.order_by(outbox.c.position)))


def find_entry(connection: Connection, entry_id: UUID) -> OutboxRow | None:
    """The entry with `entry_id`."""
    row = connection.execute(_with_reference().where(outbox.c.id == entry_id)).first()
    return None if row is None else _row(row)


def _with_reference() -> Select[Any]:
    return select(outbox, request.c.reference).join(request, request.c.id == outbox.c.request)


def _settle(connection: Connection, entry: OutboxEntry, to: EntryState, *, error: str) -> bool:
    key = (to.value, str(error), entry.id.bytes, entry.attempts)
    return bool(execute(connection, _SETTLE, key).rowcount == 1)


def _row(row: Row[tuple[object, ...]]) -> OutboxRow:
    return OutboxRow(
        id=row.id,
        request_id=row.request,
        reference=row.reference,
        kind=EntryKind(row.kind),
        state=EntryState(row.state),
        attempts=row.attempts,
        crashes=row.crashes,
        leased_by=row.leased_by or "",
        error=row.error,
    )
