"""Staff tasks: what somebody must look after. Each function runs inside the transaction of `connection`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, insert, select, update

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


@dataclass(frozen=True, slots=True)
class StaffTask:
    """One thing to look after; `detail` holds nothing personal."""

    number: int
    kind: str
    detail: str
    since: datetime | None
    """None when the clock was not to be trusted."""


def add_task(connection: Connection, kind: str, detail: str, since: datetime | None) -> int:
    """Add a task, unless the same one is already waiting; its number."""
    found = connection.execute(select(staff_task.c.position).where(*_waiting(kind, detail))).scalar()
    if found is not None:
        return int(found)
    added = insert(staff_task).values(kind=kind, detail=detail, since=since, done=False)
    return int(connection.execute(added.returning(staff_task.c.position)).scalar_one())


def list_tasks(connection: Connection) -> tuple[StaffTask, ...]:
    """Every task that waits, oldest first."""
    rows = select(staff_task).where(staff_task.c.done.is_(False)).order_by(staff_task.c.position)
    return tuple(StaffTask(row.position, row.kind, row.detail, row.since) for row in connection.execute(rows))


def settle_task(connection: Connection, kind: str, detail: str) -> None:
    """Tick off the task of this kind and detail, if it waits: what it asked for was done elsewhere."""
    connection.execute(update(staff_task).where(*_waiting(kind, detail)).values(done=True))


def finish_task(connection: Connection, number: int) -> bool:
    """Tick a task off. False when there is none waiting with that number."""
    ticked = connection.execute(
        update(staff_task).where(staff_task.c.position == number, staff_task.c.done.is_(False)).values(done=True)
    )
    return ticked.rowcount == 1


def _waiting(kind: str, detail: str) -> tuple[ColumnElement[bool], ...]:
    return staff_task.c.kind == kind, staff_task.c.detail == detail, staff_task.c.done.is_(False)
