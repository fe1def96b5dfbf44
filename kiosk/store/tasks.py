"""Staff tasks: what somebody must look after. Each function runs inside the transaction of `connection`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from kiosk.domain.standing_fault import StandingFault
from kiosk.store.schema import staff_task

SET_ASIDE = "store_set_aside"
"""A damaged store file was set aside; `detail` names the folder to give to `kiosk store salvage`."""

RESTORED = "store_restored"
"""The store file was not the one last used here (restored or copied); a new generation began."""

DEAD_LETTER = "dead_letter"
"""An entry that will not reach the desk by itself; `detail` is the request's reference, for `kiosk outbox`."""

CRASHED = "crashed"
"""The program ended by a bug and was started again."""

SAFE_MODE = "safe_mode"
"""It did so too often: devices and sync are off until somebody starts it again."""

DEVICE_FAULT = "device_fault"
"""A device has a fault that does not end by itself; `detail` is its name and the fault. Ends with the fault."""

KEPT_TOO_LONG = "kept_too_long"
"""Something personal is older than a guest was promised and may not be deleted: it still has to reach the desk."""

LIMIT_REACHED = "limit_reached"
"""Somebody was refused because of a limit in the settings; `detail` is its key there."""

KEPT_FAULTS = 500
"""Faults that are over. A bad device may have one every few minutes: counted, because months could fill the disk."""


@dataclass(frozen=True, slots=True)
class StaffTask:
    """One thing to look after; `detail` holds nothing personal."""

    number: int
    kind: str
    detail: str
    since: datetime | None
    """None when the clock was not to be trusted."""
    remedy: str = ""
    """What is the matter and what to do, where the kind does not say it all."""
    done: bool = False
    until: datetime | None = None
    """When it was done; None while it waits, and where nobody knows."""


def add_task(connection: Connection, kind: str, detail: str, since: datetime | None) -> int:
    """Add a task, unless the same one is already waiting; its number."""
    found = connection.execute(select(staff_task.c.position).where(*_waiting(kind, detail))).scalar()
    if found is not None:
        return int(found)
    added = insert(staff_task).values(kind=kind, detail=detail, since=since, done=False)
    return int(connection.execute(added.returning(staff_task.c.position)).scalar_one())


def keep_task(connection: Connection, kind: str, remedy: str, now: datetime | None) -> None:
    """The one task of this kind says `remedy` from now on; an empty one means that it is done."""
    if not remedy:
        settle_task(connection, kind, "", now)
        return
    number = add_task(connection, kind, "", now)
    connection.execute(update(staff_task).where(staff_task.c.position == number).values(remedy=remedy))


def list_tasks(connection: Connection, *, finished: bool = False) -> tuple[StaffTask, ...]:
    """Every task that waits, oldest first; with `finished` those that are done too."""
    rows = select(staff_task).order_by(staff_task.c.position)
    if not finished:
        rows = rows.where(staff_task.c.done.is_(False))
    return tuple(
        StaffTask(row.position, row.kind, row.detail, row.since, row.remedy, row.done, row.until)
        for row in connection.execute(rows)
    )


def settle_task(connection: Connection, kind: str, detail: str, until: datetime | None) -> None:
    """Tick off the task of this kind and detail, if it waits: what it asked for was done elsewhere."""
    connection.execute(update(staff_task).where(*_waiting(kind, detail)).values(done=True, until=until))


def finish_task(connection: Connection, number: int, until: datetime | None) -> bool:
    """Tick a task off. False when there is none waiting with that number, or when it is a fault of a device: the kiosk
    sees for itself when that ends, and would have to tell it anew at its next start."""
    waiting = staff_task.c.position == number, staff_task.c.done.is_(False), staff_task.c.kind != DEVICE_FAULT
    ticked = update(staff_task).where(*waiting).values(done=True, until=until)
    return connection.execute(ticked).rowcount == 1


def keep_fault(connection: Connection, fault: StandingFault) -> None:
    """A device has `fault`, has it for another reason now, or has it no more: one task for all of it."""
    detail = f"{fault.device} {fault.fault}"
    if fault.is_over:
        settle_task(connection, DEVICE_FAULT, detail, fault.until)
        _forget_old_faults(connection)
    else:
        number = add_task(connection, DEVICE_FAULT, detail, fault.since)
        connection.execute(update(staff_task).where(staff_task.c.position == number).values(remedy=fault.remedy))


def list_faults(connection: Connection) -> tuple[StandingFault, ...]:
    """The faults of devices that have a task waiting."""
    waiting = [task for task in list_tasks(connection) if task.kind == DEVICE_FAULT]
    parts = [(task, *task.detail.partition(" ")) for task in waiting]
    return tuple(StandingFault(device, fault, task.remedy, task.since) for task, device, _, fault in parts)


def _forget_old_faults(connection: Connection) -> None:
    over = staff_task.c.kind == DEVICE_FAULT, staff_task.c.done.is_(True)
    newest_first = select(staff_task.c.position).where(*over).order_by(staff_task.c.position.desc())
    oldest_kept = connection.execute(newest_first.offset(KEPT_FAULTS - 1).limit(1)).scalar()
    if oldest_kept is not None:
        connection.execute(delete(staff_task).where(*over, staff_task.c.position < oldest_kept))


def _waiting(kind: str, detail: str) -> tuple[ColumnElement[bool], ...]:
    return staff_task.c.kind == kind, staff_task.c.detail == detail, staff_task.c.done.is_(False)
