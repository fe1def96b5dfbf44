"""Everything once more before it is sent, each line to be changed; and the sending itself."""

from __future__ import annotations

from concurrent.futures import Future
from enum import StrEnum
from typing import NoReturn, Protocol, assert_never
from uuid import UUID

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.flow import Move
from kiosk.domain.text import directed
from kiosk.i18n import Wording
from kiosk.journeys.request import (
    Accepted,
    ContactField,
    Incomplete,
    NotKept,
    NotKeptReason,
    RequestDraft,
    SubmitOutcome,
)
from kiosk.screens.decorators import QmlUncreatable
from kiosk.screens.model import ScreenModel
from kiosk.screens.request_in_hand import RequestInHand
from kiosk.screens.session import SessionState

QML_IMPORT_NAME = "Frontdoor"
QML_IMPORT_MAJOR_VERSION = 1


class Submitting(Protocol):
    """The part of `RequestJourney` that keeps a request."""

    def submit(self, draft: RequestDraft, visit: UUID, language: str) -> Future[SubmitOutcome]:
        """Keep the request; the future is done when it is on the disk, or the disk refused it."""
        ...


class Printing(Protocol):
    """The part of `PrintDesk` that starts a slip."""

    def start(self, job: UUID, request: UUID, visit: UUID) -> None:
        """Print the queued job."""
        ...


class SendState(StrEnum):
    """Where the sending stands."""

    READY = "ready"
    SENDING = "sending"
    NOT_KEPT = "not_kept"


@QmlElement
@QmlUncreatable("made in Python")
class ReviewModel(ScreenModel):
    """Send is taken once: until it has an outcome, neither another Send nor Back does anything. Interface thread."""

    changed = Signal()
    stateChanged = Signal()

    def __init__(
        self, session: SessionState, in_hand: RequestInHand, *, requests: Submitting, printing: Printing
    ) -> None:
        super().__init__(session)
        self._session = session
        self._in_hand = in_hand
        self._requests = requests
        self._printing = printing
        self._state = SendState.READY
        self._reason: NotKeptReason | None = None
        self._sent: RequestDraft | None = None
        # The outcome can come while Help or Language lies over this screen: then Accepted waits until it is gone.
        session.moves.screenChanged.connect(self._show_accepted)

    # -- the life of the screen

    def enter(self, argument: str) -> None:
        """Show the draft in hand as it is now."""
        if self._state is SendState.NOT_KEPT and self._in_hand.draft is not self._sent:
            self._set_state(SendState.READY)
        self.changed.emit()

    def step_back(self) -> bool:
        """While the request is being kept there is no way back into it."""
        return self._state is SendState.SENDING

    def resume(self, standing: object) -> bool:
        """Only with a request in hand."""
        return self._in_hand.draft is not None and super().resume(standing)

    def retranslate(self) -> None:
        """The same answers in other words."""
        self.changed.emit()
        self.stateChanged.emit()

    def wipe(self) -> None:
        """Forget how the sending stood."""
        self._sent = None
        self._set_state(SendState.READY)
        self.changed.emit()

    # -- what QML shows and calls

    @Property(str, notify=changed)
    def place(self) -> str:
        service = self._in_hand.service
        return self._session.texts(service.title) if service else ""

    @Property(int, notify=changed)
    def total(self) -> int:
        return self._in_hand.steps_to_send()

    @Property(list, notify=changed)
    def answers(self) -> list[dict[str, str]]:
        """Questions with their answers: id, question, answer."""
        draft = self._in_hand.draft
        if draft is None:
            return []
        nothing, language = self._session.wording.text("Nothing given"), self._session.language_code
        return [
            {"id": line.field_id, "question": line.question, "answer": directed(line.answer, language) or nothing}
            for line in self._in_hand.journey.review(draft, language)
        ]

    @Property(list, notify=changed)
    def contact(self) -> list[dict[str, str]]:
        """Name and ways to be reached: id, question, answer."""
        draft, text = self._in_hand.draft, self._session.wording.text
        if draft is None:
            return []
        given = draft.contact_value()
        lines = [(ContactField.NAME, text("Your name"), directed(given.name, self._session.language_code))]
        if given.email:
            lines.append((ContactField.EMAIL, text("Your e-mail address"), given.email))
        if given.phone:
            lines.append((ContactField.PHONE, text("Your phone number"), given.phone))
        return [{"id": part.value, "question": question, "answer": answer} for part, question, answer in lines]

    @Property(bool, notify=stateChanged)
    def sending(self) -> bool:
        return self._state is SendState.SENDING

    @Property(str, notify=stateChanged)
    def fault(self) -> str:
        """What kept the request from being kept; empty when nothing did."""
        if self._state is not SendState.NOT_KEPT or self._reason is None:
            return ""
        return not_kept_sentence(self._reason, self._session.wording)

    @Property(str, notify=stateChanged)
    def faultNext(self) -> str:
        """What was kept, and what to do now; empty without a fault."""
        if self._state is not SendState.NOT_KEPT or self._reason is None:
            return ""
        return not_kept_next(self._reason, self._session.wording)

    @Property(bool, notify=stateChanged)
    def spent(self) -> bool:
        """This visit has sent all it may: trying again is of no use, a human is."""
        return self._is_spent

    @Slot(str)
    def change(self, field_id: str) -> None:
        """A line was touched: to its question."""
        if self._state is not SendState.SENDING:
            self._session.moves.go(Move.EDIT, field_id)

    @Slot()
    def changeContact(self) -> None:
        """A line of the contact was touched."""
        if self._state is not SendState.SENDING:
            self._session.moves.go(Move.EDIT_CONTACT)

    @Slot()
    def send(self) -> None:
        """Send the request, once."""
        draft, visit = self._in_hand.draft, self._session.visit
        if draft is None or visit is None or self._state is SendState.SENDING or self._session.moves.busy:
            return
        if self._is_spent:
            self._session.moves.go(Move.HELP)
            return
        self._sent = draft
        self._set_state(SendState.SENDING)
        outcome = self._requests.submit(draft, visit, self._session.language_code)
        self._session.bridge.await_result(outcome, self._resolve, _crash)

    # -- inside

    @property
    def _is_spent(self) -> bool:
        return self._state is SendState.NOT_KEPT and self._reason is NotKeptReason.VISIT_LIMIT

    def _resolve(self, outcome: SubmitOutcome) -> None:
        match outcome:
            case Accepted():
                self._accepted(outcome)
            case NotKept(reason):
                self._set_state(SendState.NOT_KEPT, reason)
            case Incomplete(faults):
                self._set_state(SendState.READY)
                self._complete(faults[0].field)
            case _:
                assert_never(outcome)

    def _accepted(self, accepted: Accepted) -> None:
        if self._sent is not None:
            self._in_hand.keep(accepted, self._sent)
            self._sent = None
        self._set_state(SendState.READY)
        if self._session.visit is not None:
            self._printing.start(accepted.job, accepted.request, self._session.visit)
        self._show_accepted()

    @Slot()
    def _show_accepted(self) -> None:
        if self._in_hand.is_unseen:
            # Refused by the flow while an aside lies on top; asked again at every change of screen.
            self._session.moves.make(Move.ACCEPT)

    def _complete(self, field_id: str) -> None:
        if field_id in set(ContactField):
            self._session.moves.make(Move.EDIT_CONTACT, field_id)
        else:
            self._session.moves.make(Move.EDIT, field_id)

    def _set_state(self, state: SendState, reason: NotKeptReason | None = None) -> None:
        self._state = state
        self._reason = reason
        self.stateChanged.emit()


def not_kept_sentence(reason: NotKeptReason, wording: Wording) -> str:
    """What happened, in plain words; the screen adds what was kept and what to do."""
    match reason:
        case NotKeptReason.DISK_FULL:
            return wording.text("This kiosk has no space left for your request.")
        case NotKeptReason.DISK_READ_ONLY | NotKeptReason.STORE:
            return wording.text("This kiosk cannot keep your request just now.")
        case NotKeptReason.VISIT_LIMIT:
            return wording.text("You have sent all requests that one visit can send.")
        case NotKeptReason.HOUR_LIMIT:
            return wording.text("Too many requests were sent here in the last hour.")
        case _:
            assert_never(reason)


def not_kept_next(reason: NotKeptReason, wording: Wording) -> str:
    """What was kept, and what to do now."""
    match reason:
        case NotKeptReason.VISIT_LIMIT:
            return wording.text("Your answers are still here. Please call someone.")
        case NotKeptReason.HOUR_LIMIT:
            return wording.text("Your answers are still here. Try again later, or call someone.")
        case NotKeptReason.DISK_FULL | NotKeptReason.DISK_READ_ONLY | NotKeptReason.STORE:
            return wording.text("Your answers are still here. Try again, or call someone.")
        case _:
            assert_never(reason)


def _crash(bug: BaseException) -> NoReturn:
    raise bug
