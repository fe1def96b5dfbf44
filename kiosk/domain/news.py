"""What the desk tells of a request after it was delivered, and what the kiosk knows of it. No Qt here."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from kiosk.domain.reference import Reference
from kiosk.domain.request import PublicState, Ticket

OVER = frozenset({PublicState.SOLVED, PublicState.CLOSED})
"""States after which nothing more is expected; the desk may open such a ticket again."""


class PublicNote(msgspec.Struct, frozen=True, kw_only=True):
    """Something that agents wrote for the customer to read."""

    id: str
    """The desk's own name for it, unique within the ticket: the same note may be told again."""
    at: Annotated[datetime, msgspec.Meta(tz=True)] | None
    """When it was written, by the desk's clock."""
    text: str
    """Plain text, as the agent wrote it."""
    resolves: bool = False
    """Whether it says how the matter was solved."""


class TicketNews(msgspec.Struct, frozen=True, kw_only=True):
    """How the ticket of one of our requests stands."""

    request: UUID
    reference: Reference
    ticket: Ticket
    """The ticket that is worked on: after a merge at the desk, the one merged into."""
    state: PublicState
    notes: tuple[PublicNote, ...] = ()
    """All that are public now, the oldest first; empty also where a desk tells none."""


class KnownTicket(msgspec.Struct, frozen=True, kw_only=True):
    """How a request stands at the desk, as far as the kiosk has heard."""

    ticket: Ticket
    """The ticket that is worked on now."""
    state: PublicState
    as_of: datetime | None
    """When the desk last said so or had nothing newer to say, by the kiosk's clock; None when that was not to be
    trusted."""
    since: datetime | None
    """When the kiosk heard of this state first; None as above."""
    notes: tuple[PublicNote, ...] = ()
    """The oldest first."""
