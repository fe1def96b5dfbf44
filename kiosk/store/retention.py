"""What is forgotten, and when: the rules. Each function runs inside the transaction of `connection`.

Who asked and how to reach them goes once the request is settled and old enough, and with it what agents wrote to them,
which may name them; the request itself goes later. The desk has its own copy and its own rules. What must still be
delivered keeps its contact: accepted means kept.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, case, delete, exists, func, select, text, update

from kiosk.domain.request import REQUEST_MOVES, Contact, RequestState
from kiosk.store.schema import OPEN_ENTRY, OPEN_JOB, outbox, print_job, request, staff_task, ticket_news, ticket_note

SETTLED = tuple(state.value for state in RequestState if not REQUEST_MOVES[state])
"""States that nothing leads out of."""

_NOBODY = msgspec.json.encode(Contact()).decode()

# Asked of SQLite itself: thousands of requests without a contact need not be decoded each hour, and what a newer
# program wrote could not be. A payload that is no JSON at all goes with its request.
_named = case(
    (func.json_valid(request.c.payload) == 1, func.json_extract(request.c.payload, "$.contact") != _NOBODY),
    else_=False,
)
_settled = request.c.state.in_(SETTLED)
_waiting = exists(
    select(outbox.c.position).where(
        outbox.c.request == request.c.id, text("(" + OPEN_ENTRY.replace("state", "outbox.state") + ")")
    )
)
# A clock that was put right may age a request by years while its slip is being printed.
_printing = exists(
    select(print_job.c.position).where(
        print_job.c.request == request.c.id, text("(" + OPEN_JOB.replace("state", "print_job.state") + ")")
    )
)


def date_undated(connection: Connection, now: datetime) -> None:
    """Requests accepted while the clock was not to be trusted count from `now`, the first trusted moment since."""
    connection.execute(update(request).where(request.c.accepted_at.is_(None)).values(accepted_at=now))


def find_contacts(connection: Connection, before: datetime) -> list[int]:
    """Positions of settled requests accepted before `before` that still name somebody."""
    return _positions(connection, request.c.accepted_at < before, _settled, _named)


def find_contacts_of(connection: Connection, ids: Collection[UUID]) -> list[int]:
    """Positions of those requests among `ids` that name somebody, settled or not."""
    return _positions(connection, request.c.id.in_(ids), _named)


def find_unsettled(connection: Connection, before: datetime) -> list[UUID]:
    """Requests accepted before `before` that name somebody and are not settled."""
    rows = select(request.c.id).where(request.c.accepted_at < before, ~_settled, _named)
    return list(connection.execute(rows).scalars())


def find_settled(connection: Connection, ids: Collection[UUID]) -> list[UUID]:
    """Those among `ids` that are settled."""
    return list(connection.execute(select(request.c.id).where(request.c.id.in_(ids), _settled)).scalars())


def blank_contacts(connection: Connection, positions: Collection[int]) -> int:
    """Forget who made the requests at `positions`, on their receipts too. How many it were."""
    blank = update(request).where(request.c.position.in_(positions), _named)
    return connection.execute(
        blank.values(
            payload=func.json_set(request.c.payload, "$.contact", func.json(_NOBODY)),
            # NULL, where there is none, stays NULL.
            receipt=func.json_set(request.c.receipt, "$.requester", ""),
        )
    ).rowcount


def find_notes(connection: Connection, before: datetime) -> list[int]:
    """Positions of settled requests accepted before `before` of which notes of agents are kept, or would be."""
    told = exists(
        select(ticket_news.c.position).where(ticket_news.c.request == request.c.id, ticket_news.c.forgotten.is_(False))
    )
    return _positions(connection, request.c.accepted_at < before, _settled, told)


def forget_notes(connection: Connection, positions: Collection[int]) -> int:
    """Forget what agents wrote to the customers of the requests at `positions`, for good. How many it were."""
    ids = list(connection.execute(select(request.c.id).where(request.c.position.in_(positions))).scalars())
    connection.execute(delete(ticket_note).where(ticket_note.c.request.in_(ids)))
    connection.execute(update(ticket_news).where(ticket_news.c.request.in_(ids)).values(forgotten=True))
    return len(ids)


def find_requests(connection: Connection, before: datetime) -> list[int]:
    """Positions of settled requests accepted before `before` of which the desk has nothing more to learn, and that are
    not being printed."""
    return _positions(connection, request.c.accepted_at < before, _settled, ~_waiting, ~_printing)


def find_older(connection: Connection, before: datetime) -> list[UUID]:
    """Requests accepted before `before`, in whatever state."""
    return list(connection.execute(select(request.c.id).where(request.c.accepted_at < before)).scalars())


def find_done(connection: Connection, ids: Collection[UUID]) -> list[UUID]:
    """Those among `ids` that are settled and of which the desk has nothing more to learn."""
    which = and_(request.c.id.in_(ids), _settled, ~_waiting)
    return list(connection.execute(select(request.c.id).where(which)).scalars())


def drop_requests(connection: Connection, positions: Collection[int]) -> int:
    """Delete the requests at `positions` with all that hangs on them. How many it were."""
    # Looked at again: between finding and deleting the desk may have been given something more to learn.
    which = and_(request.c.position.in_(positions), _settled, ~_waiting, ~_printing)
    return drop_whole(connection, list(connection.execute(select(request.c.id).where(which)).scalars()))


def drop_whole(connection: Connection, ids: Collection[UUID]) -> int:
    """Delete the requests `ids` with all that hangs on them, whatever waits. How many it were."""
    connection.execute(delete(outbox).where(outbox.c.request.in_(ids)))
    for hanging in (print_job, ticket_note, ticket_news):
        connection.execute(delete(hanging).where(hanging.c.request.in_(ids)))
    return connection.execute(delete(request).where(request.c.id.in_(ids))).rowcount


def drop_tasks(connection: Connection, before: datetime) -> int:
    """Delete tasks that were done before `before`. How many it were."""
    over = func.coalesce(staff_task.c.until, staff_task.c.since) < before
    return connection.execute(delete(staff_task).where(staff_task.c.done.is_(True), over)).rowcount


def _positions(connection: Connection, *which: ColumnElement[bool]) -> list[int]:
    return list(connection.execute(select(request.c.position).where(*which).order_by(request.c.position)).scalars())
