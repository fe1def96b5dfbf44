"""The request the customer has in hand, shared by the screens from Service to Accepted. No Qt here."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from kiosk.domain.catalog import Service
from kiosk.journeys.request import Accepted, ContactField, RequestDraft, ReviewLine


class Requesting(Protocol):
    """The part of `RequestJourney` that fills drafts."""

    def draft(self, service_id: str) -> RequestDraft | None:
        """An empty draft for a service; None if the catalog has none such."""
        ...

    def today(self) -> date | None:
        """The local date; None while the clock is not to be trusted."""
        ...

    def review(self, draft: RequestDraft, language: str) -> tuple[ReviewLine, ...]:
        """Every question asked, with its answer in `language`."""
        ...


class RequestInHand:
    """Drafts by service, so that a form left half-way is found again, and what has become of the last one sent.

    The contact is asked once a visit: every draft of the visit shares it. Lives on the interface thread.
    """

    def __init__(self, journey: Requesting) -> None:
        self.journey = journey
        self.draft: RequestDraft | None = None
        self.accepted: Accepted | None = None
        self.accepted_service: Service | None = None
        self.is_unseen = False
        """Whether what was accepted has not been shown yet."""
        self._drafts: dict[str, RequestDraft] = {}
        self._contact: dict[ContactField, str] = {}

    def take_up(self, service_id: str) -> bool:
        """Have the draft of `service_id` in hand, as it was left. False if the catalog has no such service."""
        draft = self._drafts.get(service_id) or self.journey.draft(service_id)
        if draft is None:
            return False
        draft.contact = self._contact
        self._drafts[service_id] = draft
        self.draft = draft
        return True

    def keep(self, accepted: Accepted, sent: RequestDraft) -> None:
        """`sent` was accepted: it is done with, and what was accepted is in hand instead."""
        self._drafts.pop(sent.service.id, None)
        if self.draft is sent:
            self.draft = None
        self.accepted = accepted
        self.accepted_service = sent.service
        self.is_unseen = True

    def put_away(self) -> None:
        """What was accepted has been seen."""
        self.accepted = None
        self.accepted_service = None
        self.is_unseen = False

    def take_over(self, other: RequestInHand) -> None:
        """Go on with what `other` has in hand under another pack: what that asks in the same way stays answered."""
        self._contact = other._contact
        for service_id, draft in other._drafts.items():
            if not self.take_up(service_id) or self.draft is None:
                continue
            asked = {(field.id, field.kind) for field in self.draft.service.fields()}
            same = {field.id for field in draft.service.fields() if (field.id, field.kind) in asked}
            self.draft.raw.update((field_id, raw) for field_id, raw in draft.raw.items() if field_id in same)
        self.draft = self._drafts.get(other.draft.service.id) if other.draft else None
        if other.accepted_service is not None:
            found = self.journey.draft(other.accepted_service.id)
            self.accepted = other.accepted if found else None
            self.accepted_service = found.service if found else None

    def wipe(self) -> None:
        """The visit is over: forget every draft, contact and reference."""
        for draft in self._drafts.values():
            draft.raw.clear()
        self._drafts.clear()
        self._contact.clear()
        self._contact = {}
        self.draft = None
        self.put_away()

    @property
    def service(self) -> Service | None:
        """The service of the draft in hand."""
        return self.draft.service if self.draft else None

    def steps_to_send(self) -> int:
        """Screens from the first question to Send: the groups of the form, Identify, Review."""
        return (len(self.draft.groups()) if self.draft else 0) + 2
