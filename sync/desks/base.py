"""What every connector to a desk product offers, and how a desk can fail.

DeskTrouble (a kiosk.errors.DeskError)
├── Unreachable           nobody answers, the answer got lost, or the desk says it is down: later
├── RateLimited           the desk asks for patience: not before `retry_after_s`
├── BadAnswer             something answered that is not our desk, or the desk failed: HTML, half a body, 500
├── AuthenticationFailed  the token is not taken: every entry would fail the same way, staff must act
├── NotSetUp              the desk takes the token and lacks something that the connector needs: staff must act
├── TlsFailed             the desk could not prove who it is, or the kiosk's clock cannot judge its certificate
└── Refused               the desk understood and will never take this entry: a dead letter

A connector raises nothing else for what the environment does. It may be called again with an entry that it has
delivered before: each declares what then happens as its `guarantee`.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

import msgspec

from kiosk.domain.news import TicketNews
from kiosk.domain.reference import Reference
from kiosk.domain.request import OutboxEntry, Ticket
from kiosk.errors import DeskError


class Guarantee(StrEnum):
    """How often an entry that is submitted until it succeeds reaches the desk."""

    EXACTLY_ONCE = "exactly_once"
    AT_LEAST_ONCE = "at_least_once"


class Ability(StrEnum):
    """What a connector can do beyond filing requests."""

    NOTES = "notes"
    CANCELS = "cancels"
    FEEDBACK = "feedback"
    FIND = "find"
    CHANGES = "changes"


class DeskFault(StrEnum):
    """Why a call to the desk did not succeed; these codes go into the store, to staff and into logs."""

    UNREACHABLE = "unreachable"
    NO_ANSWER = "no_answer"
    """The entry may or may not have arrived."""
    UNAVAILABLE = "unavailable"
    RATE_LIMITED = "rate_limited"
    BAD_ANSWER = "bad_answer"
    FAILED_THERE = "failed_there"
    AUTHENTICATION_FAILED = "authentication_failed"
    NOT_SET_UP = "not_set_up"
    """A field, a queue or a right that `docs/desks` asks for is missing at the desk."""
    TLS_FAILED = "tls_failed"
    CLOCK_WRONG = "clock_wrong"
    """The desk's certificate cannot be judged by a clock that is wrong; the desk may be in perfect order."""
    REFUSED = "refused"
    NO_RESTRICTED_QUEUE = "no_restricted_queue"
    """A restricted matter whose queue the desk does not have: it goes into no other."""
    TOO_LARGE = "too_large"


class DeskTrouble(DeskError):
    """A call to the desk did not succeed. `fault` decides what happens next; `detail` is a code for operators."""

    code = "FD-501"

    def __init__(self, fault: DeskFault, detail: str = "", *, retry_after_s: float | None = None) -> None:
        super().__init__(f"The desk: {fault.value}{f' ({detail})' if detail else ''}.")
        self.fault = fault
        self.detail = detail
        self.retry_after_s = retry_after_s
        """Seconds the desk asked us to wait, where it did."""

    @property
    def reason(self) -> str:
        """Both codes in one, for logs."""
        return f"{self.fault}:{self.detail}" if self.detail else self.fault


class Unreachable(DeskTrouble):
    """Nobody answers, the answer got lost, or the desk says it is down."""

    code = "FD-502"


class RateLimited(DeskTrouble):
    """The desk asks for patience."""

    code = "FD-503"


class BadAnswer(DeskTrouble):
    """What answered is not our desk, or the desk failed while it worked on this entry."""

    code = "FD-504"


class AuthenticationFailed(DeskTrouble):
    """The desk does not take the kiosk's token."""

    code = "FD-505"


class TlsFailed(DeskTrouble):
    """No trusted connection; with `DeskFault.CLOCK_WRONG` because of the kiosk's clock."""

    code = "FD-506"


class NotSetUp(DeskTrouble):
    """The desk lacks a field, a queue or a right that the connector needs: every entry would fail the same way."""

    code = "FD-508"


class Refused(DeskTrouble):
    """The desk will never take this entry as it is."""

    code = "FD-507"


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """News in the order it happened, and where to go on. The same news may come again."""

    news: tuple[TicketNews, ...]
    cursor: str
    more: bool
    """Whether asking again at once brings more."""


class DeskHealth(msgspec.Struct, frozen=True, kw_only=True):
    """A desk that answers and takes our token."""

    product: str


class DeskConnector(Protocol):
    """A desk product, as the sync agent uses it. Coroutines of one event loop; several may be under way at once.

    All of them raise DeskTrouble, and nothing else, when the desk or the way to it fails.
    """

    @property
    def guarantee(self) -> Guarantee:
        """How often an entry reaches the desk."""
        ...

    @property
    def abilities(self) -> frozenset[Ability]:
        """What it can do beyond filing requests; an entry of another kind is refused."""
        ...

    async def submit(self, entry: OutboxEntry) -> Ticket:
        """File `entry` under its id and return its ticket, also when it had been filed before."""
        ...

    async def find(self, references: Sequence[Reference]) -> tuple[TicketNews, ...]:
        """The tickets of these references, as far as the desk has them (`Ability.FIND`)."""
        ...

    async def changes(self, cursor: str) -> Changes:
        """What happened since `cursor`; an empty one is the beginning (`Ability.CHANGES`)."""
        ...

    async def health(self) -> DeskHealth:
        """Whether the desk would take an entry now."""
        ...

    async def close(self) -> None:
        """Give back connections."""
        ...
