"""Calling a human: an assistance request with the way the customer came, if they agree. No Qt here."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from kiosk.clock import Clock
from kiosk.domain.catalog import RequestKind
from kiosk.domain.reference import Reference
from kiosk.domain.request import Contact, Issued, Request, Submission
from kiosk.domain.text import pick
from kiosk.errors import FrontdoorError
from kiosk.i18n import message
from kiosk.journeys.allowance import Allowance
from kiosk.journeys.browse import CatalogView
from kiosk.journeys.futures import then
from kiosk.journeys.opening import Opening, opening_at
from kiosk.journeys.place import KioskPlace, Wordings
from kiosk.journeys.request import Requests
from kiosk.logs import log_event

TITLE = message("Someone needs help at the kiosk")
"""Message id of the ticket's title."""


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody has been called; the call is kept."""

    request: UUID
    reference: Reference


@dataclass(frozen=True, slots=True)
class NotCalled:
    """The call could not be kept: the screen says where to go instead."""


@dataclass(frozen=True, slots=True)
class CalledBefore:
    """Calls enough were filed from here: somebody is on the way, and the screen says where to go instead."""


CallOutcome: TypeAlias = Called | NotCalled | CalledBefore


class AssistanceJourney:
    """Opening hours, and calling someone to the kiosk."""

    def __init__(
        self,
        *,
        catalog: CatalogView,
        requests: Requests,
        place: KioskPlace,
        wordings: Wordings,
        clock: Clock,
        allowance: Allowance | None = None,
    ) -> None:
        """Without an `allowance` a visit may call as often as it wants."""
        self._allowance = allowance
        self._catalog = catalog
        self._requests = requests
        self._place = place
        self._wordings = wordings
        self._clock = clock

    def opening(self) -> Opening:
        """Whether the staffed desk is open now, and when it is next."""
        trusted = self._place.today(self._clock) is not None
        return opening_at(self._catalog.pack.hours, self._place.local(self._clock.now()) if trusted else None)

    def call(self, visit: UUID, language: str, trail: tuple[str, ...]) -> Future[CallOutcome]:
        """File an assistance request. `trail` is empty unless the customer agreed to pass it on."""
        allowance = self._allowance
        if allowance is not None and allowance.take(visit) is not None:
            refused: Future[CallOutcome] = Future()
            refused.set_result(CalledBefore())
            return refused
        department = self._catalog.pack.departments[0]

        def compose(issued: Issued) -> Submission:
            desk_language = self._place.desk_language
            request = Request(
                id=issued.request_id,
                reference=issued.reference,
                tracking_code=issued.tracking_code,
                token=issued.token,
                kind=RequestKind.ASSISTANCE,
                language=language,
                title_shown=self._wordings(language).text(TITLE),
                title_for_desk=self._wordings(desk_language).text(TITLE),
                department=department.id,
                department_for_desk=pick(department.title, desk_language),
                queue=department.queue,
                contact=Contact(),
                trail=trail,
                accepted_at=issued.accepted_at,
                kiosk=self._place.code,
                location=pick(self._place.name, desk_language),
                pack_version=self._catalog.pack.version,
                visit=visit,
            )
            return Submission(request=request, receipt=None)

        def outcome(kept: Future[Submission]) -> CallOutcome:
            if kept.exception() is not None and allowance is not None:
                allowance.give_back(visit)
            return _outcome(kept)

        return then(self._requests.accept(compose), outcome)


def _outcome(kept: Future[Submission]) -> CallOutcome:
    error = kept.exception()
    if isinstance(error, FrontdoorError):
        return NotCalled()
    if error is not None:
        raise error
    request = kept.result().request
    log_event("assistance_called", request=request.id, reference=request.reference)
    return Called(request.id, request.reference)
