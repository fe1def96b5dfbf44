"""Tasks for staff about what the sync process meets elsewhere. Runs inside the transaction of `connection`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Connection, update

from kiosk.domain.delivery_words import explain
from kiosk.store.schema import staff_task
from kiosk.store.tasks import add_task

DESK_REFUSES = "desk_refuses"
"""Nothing gets through until somebody acts. Ends when the desk takes us again."""

CONTENT_AWAY = "content_away"
"""No look at the source of packs has come to its end for long. Ends with the next one that does."""

ARTICLES_AWAY = "articles_away"
"""The same of the desk's own articles."""

NEWS_UNREADABLE = "news_unreadable"
"""The desk is well, and no reading of its news has come to its end for long. Ends with the next one that does."""

_REMEDIES: Mapping[str, str] = MappingProxyType(
    {
        CONTENT_AWAY: "No pack can be pulled. Check content.url and what stands there; `kiosk content pull` tries now.",
        ARTICLES_AWAY: "The desk's articles cannot be pulled. Check its gateway; `kiosk content pull` tries now.",
        NEWS_UNREADABLE: "Customers see old news of their tickets. `news_not_read` in the log says more; report it.",
    }
)


def keep_trouble(connection: Connection, kind: str, code: str, now: datetime | None) -> None:
    """There is trouble of this `kind` because of `code`, the task's detail; with an empty one it is over.

    One task while it lasts, another when its reason becomes another.
    """
    over = update(staff_task).where(
        staff_task.c.kind == kind, staff_task.c.detail != code, staff_task.c.done.is_(False)
    )
    connection.execute(over.values(done=True, until=now))
    if code:
        number = add_task(connection, kind, code, now)
        worded = update(staff_task).where(staff_task.c.position == number)
        connection.execute(worded.values(remedy=_REMEDIES.get(kind) or str(explain(code))))
