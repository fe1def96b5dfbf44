"""Requests in the store: accepting one in a single transaction, and finding it again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, insert, select
from sqlalchemy.dialects import sqlite

from kiosk.domain.printing import PrintState
from kiosk.domain.receipt import Receipt
from kiosk.domain.reference import Reference, draw_token, draw_tracking_code
from kiosk.domain.request import (
    REQUEST_MOVES,
    EntryKind,
    EntryState,
    Issued,
    Request,
    RequestState,
    StoredRequest,
    Submission,
    Ticket,
)
from kiosk.store.connections import execute
from kiosk.store.schema import outbox, print_job, request, utc_text

_encode = msgspec.json.Encoder().encode
_decode_request = msgspec.json.Decoder(Request).decode
_decode_receipt = msgspec.json.Decoder(Receipt).decode


def _insert_sql(table: Table, *names: str) -> str:
    # Compiled once: an accepted request should wait for the disk, not for the statement.
    statement = insert(table).values(dict.fromkeys(names))
    return str(statement.compile(dialect=sqlite.dialect(paramstyle="qmark"), column_keys=list(names)))


_REQUEST_COLUMNS = ("id", "reference", "state", "accepted_at", "pack_version", "payload_schema", "payload", "receipt")
_ENTRY_COLUMNS = ("id", "request", "kind", "state", "body", "attempts", "crashes", "error")
_JOB_COLUMNS = ("id", "request", "visit", "state")
_INSERT_REQUEST = _insert_sql(request, *_REQUEST_COLUMNS)
_INSERT_ENTRY = _insert_sql(outbox, *_ENTRY_COLUMNS)
_INSERT_JOB = _insert_sql(print_job, *_JOB_COLUMNS)


def _move_sql(to: RequestState, *columns: str) -> str:
    origins = ", ".join(f"'{state.value}'" for state, moves in REQUEST_MOVES.items() if to in moves)
    assigned = ", ".join(f"{column} = ?" for column in ("state", *columns))
    return f"UPDATE request SET {assigned} WHERE id = ? AND state IN ({origins})"  # noqa: S608 - our own words


_MOVES = {to: _move_sql(to) for to in RequestState}
_MOVE_WITH_TICKET = {to: _move_sql(to, "ticket_id", "ticket_url") for to in RequestState}


def issue(reference: Reference, accepted_at: datetime | None) -> Issued:
    """Draw what a new request needs beside its reference."""
    return Issued(
        request_id=uuid4(),
        reference=reference,
        tracking_code=draw_tracking_code(),
        token=draw_token(),
        accepted_at=accepted_at,
        job_id=uuid4(),
    )


def keep(connection: Connection, issued: Issued, compose: Callable[[Issued], Submission]) -> Submission:
    """Write what `compose` makes of `issued`: request, outbox entry, and print job if there is a receipt.

    Raises ValueError when the request does not carry what was issued.
    """
    submission = compose(issued)
    kept, receipt = submission.request, submission.receipt
    carried = (kept.id, kept.reference, kept.tracking_code, kept.token, kept.accepted_at)
    drawn = (issued.request_id, issued.reference, issued.tracking_code, issued.token, issued.accepted_at)
    if carried != drawn:
        raise ValueError("the composed request does not carry what the store issued")
    key = kept.id.bytes
    accepted_at = None if kept.accepted_at is None else utc_text(kept.accepted_at)
    connection.exec_driver_sql(
        _INSERT_REQUEST,
        (
            key,
            kept.reference,
            RequestState.ACCEPTED.value,
            accepted_at,
            kept.pack_version,
            kept.schema,
            _encode(kept).decode(),
            None if receipt is None else _encode(receipt).decode(),
        ),
    )
    # The entry's id is the request's: the key that makes the desk file it once follows from what is on paper.
    connection.exec_driver_sql(_INSERT_ENTRY, (key, key, EntryKind.REQUEST.value, EntryState.DUE.value, "", 0, 0, ""))
    if receipt is None:
        return msgspec.structs.replace(submission, job_id=None)
    connection.exec_driver_sql(_INSERT_JOB, (issued.job_id.bytes, key, kept.visit.bytes, PrintState.QUEUED.value))
    return msgspec.structs.replace(submission, job_id=issued.job_id)


def find_by_reference(connection: Connection, reference: Reference) -> StoredRequest | None:
    """The request with `reference`, as it stands now."""
    return _find(connection, request.c.reference == reference)


def find_by_id(connection: Connection, request_id: UUID) -> StoredRequest | None:
    """The request with `request_id`, as it stands now."""
    return _find(connection, request.c.id == request_id)


def find_receipt(connection: Connection, request_id: UUID) -> Receipt | None:
    """The receipt kept with a request."""
    stored = connection.execute(select(request.c.receipt).where(request.c.id == request_id)).scalar()
    return None if stored is None else _decode_receipt(stored)


def decode_request(payload: str) -> Request:
    """The request in a `payload` column. Raises msgspec.MsgspecError."""
    return _decode_request(payload)


def decode_receipt(payload: str) -> Receipt:
    """The receipt in a `receipt` column. Raises msgspec.MsgspecError."""
    return _decode_receipt(payload)


def move_request(connection: Connection, request_id: UUID, to: RequestState, *, ticket: Ticket | None = None) -> None:
    """Bring a request into another state, with its ticket once it has one.

    Raises RuntimeError for a move that `REQUEST_MOVES` does not know.
    """
    key = request_id.bytes
    if ticket is None:
        moved = execute(connection, _MOVES[to], (to.value, key))
    else:
        moved = execute(connection, _MOVE_WITH_TICKET[to], (to.value, ticket.id, ticket.url, key))
    if moved.rowcount != 1:
        state = connection.execute(select(request.c.state).where(request.c.id == request_id)).scalar_one()
        raise RuntimeError(f"a request cannot go from {state} to {to}")


def _find(connection: Connection, which: ColumnElement[bool]) -> StoredRequest | None:
    own_entry = outbox.c.id == request.c.id
    row = connection.execute(
        select(request.c.payload, request.c.state, request.c.ticket_id, request.c.ticket_url, outbox.c.error)
        .select_from(request.outerjoin(outbox, own_entry))
        .where(which)
    ).first()
    if row is None:
        return None
    return StoredRequest(
        request=_decode_request(row.payload),
        state=RequestState(row.state),
        ticket=None if row.ticket_id is None else Ticket(id=row.ticket_id, url=row.ticket_url or ""),
        last_error=row.error or "",
    )
