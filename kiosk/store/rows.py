"""Telling which table a row belongs to that was found on a page read by itself. Strict: none passes for another's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, TypeVar
from uuid import UUID

import msgspec

from kiosk.domain.printing import PrinterFault, PrintState
from kiosk.domain.request import EntryKind, EntryState, RequestState
from kiosk.store.leaves import Row
from kiosk.store.requests import decode_receipt, decode_request

Key = Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
Count = Annotated[int, msgspec.Meta(ge=0)]
Flag = Annotated[int, msgspec.Meta(ge=0, le=1)]

# The fields are the columns of the tables in `schema`, in their order. A later revision gives new ones a default.


class RequestRow(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A row of `request`."""

    position: Count
    id: Key
    reference: str
    state: RequestState
    ticket_id: str | None
    ticket_url: str | None
    accepted_at: datetime | None
    pack_version: str
    payload_schema: int
    payload: str
    receipt: str | None


class EntryRow(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A row of `outbox`."""

    position: Count
    id: Key
    request: Key
    kind: EntryKind
    state: EntryState
    body: str
    rating: int | None
    attempts: Count
    crashes: Count
    leased_by: str | None
    error: str


class JobRow(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A row of `print_job`."""

    position: Count
    id: Key
    request: Key
    visit: Key
    state: PrintState
    reason: PrinterFault | None


class TaskRow(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A row of `staff_task`."""

    position: Count
    kind: str
    detail: str
    since: datetime | None
    done: Flag
    remedy: str | None
    """None in a row written before there was one."""
    until: datetime | None


AnyRow = RequestRow | EntryRow | JobRow | TaskRow
_KINDS: tuple[type[AnyRow], ...] = (RequestRow, EntryRow, JobRow, TaskRow)


@dataclass(slots=True)
class Found:
    """The rows of a damaged file, each once."""

    requests: dict[UUID, RequestRow] = field(default_factory=dict)
    entries: dict[UUID, EntryRow] = field(default_factory=dict)
    jobs: dict[UUID, JobRow] = field(default_factory=dict)
    tasks: dict[int, TaskRow] = field(default_factory=dict)


def sort_rows(rows: Iterable[Row]) -> Found:
    """Sort `rows` by table. Of a row found in two versions, the one further along its states is kept."""
    found = Found()
    for number, values in rows:
        match identify(number, values):
            case RequestRow() as row:
                _keep(found.requests, row)
            case EntryRow() as row:
                _keep(found.entries, row)
            case JobRow() as row:
                _keep(found.jobs, row)
            case TaskRow() as row:
                found.tasks[row.position] = row
            case None:
                pass
    return found


def identify(number: int, values: tuple[Any, ...]) -> AnyRow | None:
    """The row with rowid `number`, as one of the tables; None for a row of no table that is salvaged."""
    if values[0] is not None:
        # The first column of ours stands in for the rowid and is stored empty.
        return None
    for kind in _KINDS:
        width = len(kind.__struct_fields__)
        if any(value is not None for value in values[width:]):
            continue
        try:
            row = msgspec.convert((number, *values[1:width]), kind)
        except msgspec.ValidationError:
            continue
        if not isinstance(row, RequestRow) or _reads(row):
            return row
    return None


def _reads(row: RequestRow) -> bool:
    try:
        request = decode_request(row.payload)
        if row.receipt is not None:
            decode_receipt(row.receipt)
    except msgspec.MsgspecError:
        return False
    return request.id.bytes == row.id and request.reference == row.reference


_Stated = TypeVar("_Stated", RequestRow, EntryRow, JobRow)


def _keep(rows: dict[UUID, _Stated], row: _Stated) -> None:
    key = UUID(bytes=row.id)
    known = rows.get(key)
    if known is None or _rank(row.state) > _rank(known.state):
        rows[key] = row


def _rank(state: StrEnum) -> int:
    return list(type(state)).index(state)
