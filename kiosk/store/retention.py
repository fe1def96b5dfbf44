"""What is forgotten, and when: who asked and how to reach them, once their request is settled and old enough.

The desk has its own copy and its own rules. What must still be delivered keeps its contact: accepted means kept.
"""

from __future__ import annotations

from datetime import datetime

import msgspec
from sqlalchemy import Connection, select, update

from kiosk.domain.request import REQUEST_MOVES, Contact, RequestState
from kiosk.store.requests import decode_receipt, decode_request
from kiosk.store.schema import request

SETTLED = tuple(state.value for state in RequestState if not REQUEST_MOVES[state])
"""States that nothing leads out of."""

_NOBODY = Contact()


def date_undated(connection: Connection, now: datetime) -> None:
    """Requests accepted while the clock was not to be trusted count from `now`, the first trusted moment since."""
    connection.execute(update(request).where(request.c.accepted_at.is_(None)).values(accepted_at=now))


def forget_contacts(connection: Connection, before: datetime) -> int:
    """Blank name and contact of settled requests accepted before `before`, on their receipts too. How many it were."""
    old = select(request.c.position, request.c.payload, request.c.receipt).where(
        request.c.accepted_at < before, request.c.state.in_(SETTLED)
    )
    forgotten = 0
    for position, payload, receipt in connection.execute(old).all():
        kept = decode_request(payload)
        if kept.contact == _NOBODY:
            continue
        blank = {"payload": msgspec.json.encode(msgspec.structs.replace(kept, contact=_NOBODY)).decode()}
        if receipt is not None:
            document = msgspec.structs.replace(decode_receipt(receipt), requester="")
            blank["receipt"] = msgspec.json.encode(document).decode()
        connection.execute(update(request).where(request.c.position == position).values(blank))
        forgotten += 1
    return forgotten
