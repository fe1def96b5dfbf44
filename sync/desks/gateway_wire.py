"""The JSON between our connector and our gateway, `/kiosk/v1`. No I/O here.

`docs/desks/django-helpdesk.md` describes it; the gateway has its own reader (`frontdoor_gateway/entries.py`), because
the two are installed on different machines and upgraded at different times.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec

from kiosk.domain.news import PublicNote, TicketNews
from kiosk.domain.reference import Reference
from kiosk.domain.request import OutboxEntry, PublicState, Request, Ticket
from sync.desks.base import BadAnswer, DeskFault
from sync.routing import Destination


class Said(msgspec.Struct, frozen=True):
    """An entry as the gateway tells of it."""

    entry: UUID
    reference: str
    ticket: Ticket
    state: str
    notes: tuple[PublicNote, ...] = ()
    """An older gateway tells none."""


class Found(msgspec.Struct, frozen=True):
    """Answer to a look-up."""

    entries: tuple[Said, ...]


class Changed(msgspec.Struct, frozen=True):
    """A page of changes."""

    entries: tuple[Said, ...]
    cursor: str
    more: bool


class Health(msgspec.Struct, frozen=True):
    """A gateway that is well."""

    desk: str
    api: int


class _Error(msgspec.Struct, frozen=True):
    error: str


SCHEMA, SCHEMA_RESTRICTED = 1, 2
"""A gateway that reads only the first would make an open queue for a restricted matter: it is to refuse it."""


def encode_entry(entry: OutboxEntry, to: Destination) -> bytes:
    """The JSON that the gateway reads. Tracking code and status token stay at the kiosk: agents need neither."""
    schema = SCHEMA_RESTRICTED if to.restricted else SCHEMA
    return msgspec.json.encode({"schema": schema, "kind": entry.kind, "request": _told(entry.request, to)})


def _told(request: Request, to: Destination) -> dict[str, Any]:
    return {
        "kind": request.kind,
        "reference": request.reference,
        "language": request.language,
        "title": request.title_for_desk,
        "title_shown": request.title_shown,
        "department": request.department_for_desk,
        "queue": to.queue,
        "owner": to.owner,
        "restricted": to.restricted,
        "priority": request.priority,
        "contact": request.contact,
        "answers": [
            {
                "question": answer.question_for_desk,
                "answer": answer.answer_for_desk,
                "answer_shown": answer.answer_shown,
            }
            for answer in request.answers
        ],
        "trail": request.trail,
        "accepted_at": request.accepted_at,
        "kiosk": request.kiosk,
        "location": request.location,
        "pack_version": request.pack_version,
    }


def read_news(said: Said) -> TicketNews:
    """What the gateway says of an entry, as news. Raises BadAnswer."""
    try:
        state = PublicState(said.state)
    except ValueError as error:
        raise BadAnswer(DeskFault.BAD_ANSWER, "unknown_state") from error
    reference = Reference(said.reference)
    return TicketNews(request=said.entry, reference=reference, ticket=said.ticket, state=state, notes=said.notes)


def read_error_code(answer: bytes) -> str:
    """The `error` of the gateway's JSON; empty where it is somebody else's page."""
    try:
        return msgspec.json.decode(answer, type=_Error).error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""
