"""Requests, what the desk must learn of them, and the states they go through. No Qt here."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from kiosk.domain.answers import AnyAnswer
from kiosk.domain.catalog import Priority, RequestKind
from kiosk.domain.receipt import Receipt
from kiosk.domain.reference import Reference

PAYLOAD_SCHEMA = 2
"""Version of `Request` as it is stored and sent; older ones are still read and delivered."""


class RequestState(StrEnum):
    """Where a request stands between the kiosk and the desk."""

    ACCEPTED = "accepted"
    DELIVERING = "delivering"
    DELIVERED = "delivered"
    REFUSED = "refused"
    VOIDED = "voided"
    SETTLED_BY_HAND = "settled_by_hand"


REQUEST_MOVES: dict[RequestState, frozenset[RequestState]] = {
    RequestState.ACCEPTED: frozenset({RequestState.DELIVERING}),
    RequestState.DELIVERING: frozenset({RequestState.DELIVERED, RequestState.REFUSED, RequestState.ACCEPTED}),
    RequestState.REFUSED: frozenset({RequestState.ACCEPTED, RequestState.VOIDED, RequestState.SETTLED_BY_HAND}),
    RequestState.DELIVERED: frozenset(),
    RequestState.VOIDED: frozenset(),
    RequestState.SETTLED_BY_HAND: frozenset(),
}
"""A refused request is accepted again when staff retry its dead letter."""


class EntryKind(StrEnum):
    """What the desk must learn."""

    REQUEST = "request"
    NOTE = "note"
    CANCEL = "cancel"
    FEEDBACK = "feedback"


class EntryState(StrEnum):
    """Where an outbox entry stands."""

    DUE = "due"
    LEASED = "leased"
    DONE = "done"
    DEAD = "dead"
    VOIDED = "voided"
    SETTLED_BY_HAND = "settled_by_hand"


ENTRY_MOVES: dict[EntryState, frozenset[EntryState]] = {
    EntryState.DUE: frozenset({EntryState.LEASED}),
    EntryState.LEASED: frozenset({EntryState.DONE, EntryState.DUE, EntryState.DEAD}),
    EntryState.DEAD: frozenset({EntryState.DUE, EntryState.VOIDED, EntryState.SETTLED_BY_HAND}),
    EntryState.DONE: frozenset(),
    EntryState.VOIDED: frozenset(),
    EntryState.SETTLED_BY_HAND: frozenset(),
}


class PublicState(StrEnum):
    """How a ticket stands, in words for customers; each connector maps its desk's statuses to these."""

    RECEIVED = "received"
    IN_WORK = "in_work"
    WAITING_FOR_YOU = "waiting_for_you"
    SOLVED = "solved"
    CLOSED = "closed"


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks and how to reach them; at least one of `email` and `phone` is set for a guest who leaves a way."""

    name: str = ""
    email: str = ""
    phone: str = ""


class AnsweredQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question with its answer as the customer saw both, and as agents read both.

    The texts are kept beside the typed answer so that a request stays readable when a newer pack has changed
    or dropped the field.
    """

    field: str
    answer: AnyAnswer
    question_shown: str
    answer_shown: str
    question_for_desk: str
    answer_for_desk: str


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What a customer submitted: everything the desk needs, in one value. Stored as JSON."""

    schema: int = PAYLOAD_SCHEMA
    id: UUID
    reference: Reference
    tracking_code: str
    token: str
    kind: RequestKind
    language: str
    """The language to answer in."""
    service: str = ""
    """Service id; empty for assistance."""
    title_shown: str
    title_for_desk: str
    department: str
    department_for_desk: str
    queue: str
    """The name of the department's queue at the desk; rules of routing may lead elsewhere."""
    priority: Priority = Priority.MEDIUM
    restricted: bool = False
    """Whether the service asks for few readers; see `confidential`."""
    contact: Contact
    answers: tuple[AnsweredQuestion, ...] = ()
    trail: tuple[str, ...] = ()
    """Screens and searches before an assistance request, with consent."""
    accepted_at: datetime | None
    """None when the clock was not to be trusted."""
    kiosk: str
    location: str
    """Where the kiosk stands, in the desk's language."""
    pack_version: str
    visit: UUID

    @property
    def confidential(self) -> bool:
        """Whether it belongs into a queue that only few agents may read. Every complaint does: it may be about them."""
        return self.restricted or self.kind is RequestKind.COMPLAINT


class Ticket(msgspec.Struct, frozen=True, kw_only=True):
    """The desk's record of a request."""

    id: str
    url: str = ""


class OutboxEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One thing the desk must learn, as a connector gets it. `id` is the idempotency key."""

    id: UUID
    kind: EntryKind
    request: Request
    body: str = ""
    """The text of a note, the reason of a cancel, the comment of feedback."""
    rating: int | None = None
    attempts: int
    """Deliveries begun, this one included."""
    crashes: int = 0
    """Attempts in a row that ended without an outcome."""


class Issued(msgspec.Struct, frozen=True, kw_only=True):
    """What the store draws for a new request, inside the transaction that will keep it."""

    request_id: UUID
    reference: Reference
    tracking_code: str
    token: str
    accepted_at: datetime | None
    """None when the clock was not to be trusted."""
    job_id: UUID
    """The id the print job gets, if there is a receipt."""


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """A request as it is to be kept, with the receipt to print (None where nothing is printed)."""

    request: Request
    receipt: Receipt | None = None
    job_id: UUID | None = None
    """The print job; set by the store, None without a receipt."""


class StoredRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A request as the store knows it now."""

    request: Request
    state: RequestState
    ticket: Ticket | None = None
    last_error: str = ""
    """Code of the last failed delivery; empty when there was none."""


class OutboxRow(msgspec.Struct, frozen=True, kw_only=True):
    """An outbox entry as staff see it. Holds nothing personal."""

    id: UUID
    request_id: UUID
    reference: Reference
    kind: EntryKind
    state: EntryState
    attempts: int
    crashes: int
    leased_by: str = ""
    error: str = ""
    """Code of the last failed attempt, or why the entry is dead."""
