"""The task for staff when the desk does not want this kiosk. Runs inside the transaction of `connection`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, update

from kiosk.domain.delivery_words import explain
from kiosk.store.schema import staff_task
from kiosk.store.tasks import add_task

DESK_REFUSES = "desk_refuses"
"""Nothing gets through until somebody acts; `detail` is the code of the fault. Ends when the desk takes us again."""


def keep_refusal(connection: Connection, code: str, now: datetime | None) -> None:
    """The desk refuses this kiosk because of `code`; with an empty one it does so no more. One task while it lasts."""
    over = update(staff_task).where(
        staff_task.c.kind == DESK_REFUSES, staff_task.c.detail != code, staff_task.c.done.is_(False)
    )
    connection.execute(over.values(done=True, until=now))
    if code:
        number = add_task(connection, DESK_REFUSES, code, now)
        worded = update(staff_task).where(staff_task.c.position == number)
        connection.execute(worded.values(remedy=str(explain(code))))
