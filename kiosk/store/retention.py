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
from sqlalchemy import ColumnElement, Connection, and_, delete, exists, func, select, text, update

from kiosk.domain.request import REQUEST_MOVES, Contact, RequestState
from kiosk.store.requests import decode_receipt, decode_request
from kiosk.store.schema import OPEN_ENTRY, outbox, print_job, request, staff_task, ticket_news, ticket_note

SETTLED = tuple(state.value for state in RequestState if not REQUEST_MOVES[state])
"""States that nothing leads out of."""

_NOBODY = Contact()

# Asked of SQLite itself: thousands of requests without a contact need not be decoded each hour.
_named = func.json_extract(request.c.payload, "$.contact") != msgspec.json.encode(_NOBODY).decode()
_settled = request.c.state.in_(SETTLED)
_waiting = exists(
    select(outbox.c.position).where(
        outbox.c.request == request.c.id, text("(" + OPEN_ENTRY.replace("state", "outbox.state") + ")")
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
    rows = select(request.c.position, request.c.payload, request.c.receipt).where(request.c.position.in_(positions))
    found = connection.execute(rows).all()
    for position, payload, receipt in found:
        kept = msgspec.structs.replace(decode_request(payload), contact=_NOBODY)
        blank = {"payload": msgspec.json.encode(kept).decode()}
        if receipt is not None:
            document = msgspec.structs.replace(decode_receipt(receipt), requester="")
            blank["receipt"] = msgspec.json.encode(document).decode()
        connection.execute(update(request).where(request.c.position == position).values(blank))
    return len(found)


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
    """Positions of settled requests accepted before `before` of which the desk has nothing more to learn."""
    return _positions(connection, request.c.accepted_at < before, _settled, ~_waiting)


def drop_requests(connection: Connection, positions: Collection[int]) -> int:
    """Delete the requests at `positions` with all that hangs on them. How many it were."""
    # Looked at again: between finding and deleting the desk may have been given something more to learn.
    which = and_(request.c.position.in_(positions), _settled, ~_waiting)
    ids = list(connection.execute(select(request.c.id).where(which)).scalars())
    connection.execute(delete(outbox).where(outbox.c.request.in_(ids)))
    for hanging in (print_job, ticket_note, ticket_news):
        connection.execute(delete(hanging).where(hanging.c.request.in_(ids)))
    connection.execute(delete(request).where(request.c.id.in_(ids)))
    return len(ids)


def drop_tasks(connection: Connection, before: datetime) -> int:
    """Delete tasks that were done before `before`. How many it were."""
    over = func.coalesce(staff_task.c.until, staff_task.c.since) < before
    return connection.execute(delete(staff_task).where(staff_task.c.done.is_(True), over)).rowcount


def _positions(connection: Connection, *which: ColumnElement[bool]) -> list[int]:
    return list(connection.execute(select(request.c.position).where(*which).order_by(request.c.position)).scalars())
