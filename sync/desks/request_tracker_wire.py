"""The JSON of Request Tracker's REST 2.0 interface, as far as the connector reads and writes it. No I/O here.

Source: RT 5.0.3, `perldoc RT::REST2`, and what a running RT answered where that is silent. A search tells pages by
`items` alone: `total` and `count` also count what the caller may not see.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any, TypeAlias
from uuid import UUID

import msgspec

from kiosk.domain.catalog import Priority
from kiosk.domain.reference import Reference
from kiosk.domain.request import OutboxEntry, PublicState
from sync.desks.news_cursor import read_moment
from sync.desks.note import reply_address

KEY_FIELD, REFERENCE_FIELD, KIOSK_FIELD = "KioskUUID", "KioskReference", "KioskCode"
"""Custom fields of tickets that `docs/desks/request-tracker.initialdata` makes."""

FIELDS = frozenset({KEY_FIELD, REFERENCE_FIELD, KIOSK_FIELD})

_TICKET_FIELDS = "Status,Owner,Creator,EffectiveId,LastUpdated,CustomFields,Requestor,Cc"

PAGE = 100
"""Tickets in one answer, RT's own limit."""

_STATES = {
    "new": PublicState.RECEIVED,
    "open": PublicState.IN_WORK,
    "stalled": PublicState.WAITING_FOR_YOU,
    "resolved": PublicState.SOLVED,
    "rejected": PublicState.CLOSED,
    "deleted": PublicState.CLOSED,
}
"""RT's default lifecycle. A status of the organisation's own counts as work going on."""

_NOBODY = "Nobody"

Number: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,18}$")] | int
"""A number as RT writes it, now as a text, now as none. Anything else is no answer of RT's."""


class _Named(msgspec.Struct, frozen=True):
    id: str | int


class _Values(msgspec.Struct, frozen=True):
    name: str
    values: tuple[str | None, ...] = ()


class Row(msgspec.Struct, frozen=True, rename="pascal"):
    """A ticket as a search tells it."""

    id: Number = msgspec.field(name="id")
    status: str
    owner: _Named
    creator: _Named
    effective_id: Number
    last_updated: str
    custom_fields: tuple[_Values, ...] = ()
    requestor: tuple[_Named, ...] = ()
    cc: tuple[_Named, ...] = ()

    @property
    def number(self) -> int:
        """The ticket's own number."""
        return int(self.id)

    @property
    def worked_on(self) -> int:
        """The number of the ticket it was merged into, else its own."""
        return int(self.effective_id)

    @property
    def state(self) -> PublicState:
        """How it stands, in public words."""
        state = _STATES.get(self.status, PublicState.IN_WORK)
        taken = state is PublicState.RECEIVED and self.owner.id != _NOBODY
        return PublicState.IN_WORK if taken else state

    @property
    def updated_at(self) -> datetime:
        """When it last changed, by RT's clock. Raises ValueError."""
        return read_moment(self.last_updated)

    @property
    def customers(self) -> frozenset[str]:
        """The names of those whose ticket it is."""
        return frozenset(str(each.id) for each in (*self.requestor, *self.cc))

    @property
    def key(self) -> UUID | None:
        """The entry's id; None where somebody changed the field."""
        try:
            return UUID(self._value(KEY_FIELD))
        except ValueError:
            return None

    @property
    def reference(self) -> Reference:
        """Our number of the request."""
        return Reference(self._value(REFERENCE_FIELD))

    def _value(self, name: str) -> str:
        return next(
            (values.values[0] or "" for values in self.custom_fields if values.name == name and values.values), ""
        )


class Rows(msgspec.Struct, frozen=True):
    """One page of a search for tickets."""

    items: tuple[Row, ...]


class _FieldRow(msgspec.Struct, frozen=True, rename="pascal"):
    name: str
    disabled: Number = "0"


class FieldRows(msgspec.Struct, frozen=True):
    """A search for custom fields."""

    items: tuple[_FieldRow, ...]

    @property
    def usable(self) -> frozenset[str]:
        """Names of the fields that are in use."""
        return frozenset(field.name for field in self.items if not int(field.disabled))


class Created(msgspec.Struct, frozen=True):
    """A ticket that was just made."""

    id: Number


class About(msgspec.Struct, frozen=True, rename="pascal"):
    """RT itself."""

    version: str


class _Message(msgspec.Struct, frozen=True):
    message: str


_PRIORITIES = {Priority.LOW: 0, Priority.MEDIUM: 50, Priority.HIGH: 100, Priority.CRITICAL: 150}
"""RT keeps numbers and shows names: Low, Medium and High as it comes, where 100 and above is High."""


def encode_ticket(entry: OutboxEntry, queue: str, *, owner: str, subject: str, note: str) -> bytes:
    """The body that makes a ticket. RT gives it to nobody where `owner` is unknown or may own nothing there."""
    request = entry.request
    ticket: dict[str, Any] = {
        "Queue": queue,
        "Subject": subject,
        "Content": note,
        "ContentType": "text/plain",
        "Priority": _PRIORITIES[request.priority],
        "CustomFields": {KEY_FIELD: str(entry.id), REFERENCE_FIELD: request.reference, KIOSK_FIELD: request.kiosk},
    }
    if owner:
        ticket["Owner"] = owner
    if requestor := reply_address(request):
        ticket["Requestor"] = requestor
    return msgspec.json.encode(ticket)


def search(query: str, page: int = 1) -> list[tuple[str, str]]:
    """The parameters of a search for tickets in RT's own query language, the oldest first."""
    return [
        ("query", query),
        ("fields", _TICKET_FIELDS),
        ("orderby", "id"),
        ("order", "ASC"),
        ("per_page", str(PAGE)),
        ("page", str(page)),
    ]


def search_fields() -> list[tuple[str, str]]:
    """The parameters of a search for our custom fields."""
    query = msgspec.json.encode([{"field": "Name", "operator": "LIKE", "value": "Kiosk"}]).decode()
    return [("query", query), ("fields", "Name,Disabled"), ("per_page", str(PAGE))]


def with_field(name: str, value: str) -> str:
    """A condition on a custom field. Raises ValueError for a value that would end the quotes."""
    if not re.fullmatch(r"[0-9A-Za-z-]+", value):
        raise ValueError(f"{value!r} is no key, reference or kiosk")
    return f"CF.{{{name}}} = '{value}'"


def is_rt_error(body: bytes) -> bool:
    """Whether this is an error as RT tells it, and not somebody else's page."""
    try:
        msgspec.json.decode(body, type=_Message)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True
