"""The request is kept: its reference, what happens next, and how the slip is doing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import Property, Qt, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.clock import Clock, plausible
from kiosk.domain.ages import age_between
from kiosk.domain.catalog import Texts
from kiosk.domain.news import KnownTicket
from kiosk.domain.reference import group_tracking_code
from kiosk.domain.request import PublicState, Ticket
from kiosk.domain.text import isolate, isolate_code
from kiosk.journeys.printing import PrintView
from kiosk.journeys.request import Accepted
from kiosk.screens.age_words import as_of_words
from kiosk.screens.decorators import QmlUncreatable
from kiosk.screens.model import ScreenModel
from kiosk.screens.next_steps import NextSteps
from kiosk.screens.print_words import PrintWords, can_print_again, print_words, printing_words, slips_spent_words
from kiosk.screens.qr_code import QrCode
from kiosk.screens.request_in_hand import RequestInHand
from kiosk.screens.session import SessionState

QML_IMPORT_NAME = "Frontdoor"
QML_IMPORT_MAJOR_VERSION = 1


QML_ITEMS = (QrCode,)
"""Items made in Python that `Accepted.qml` draws; importing them is what makes them known to QML."""


class Reprinting(Protocol):
    """The part of `PrintDesk` that prints once more."""

    def reprint(self, request: UUID, visit: UUID) -> bool:
        """Print the receipt of `request` again. False when there were enough."""
        ...


@dataclass(frozen=True, slots=True)
class _Standing:
    """What was accepted, its slip and its ticket."""

    in_hand: RequestInHand
    view: PrintView | None
    ticket: Ticket | None
    known: KnownTicket | None


@QmlElement
@QmlUncreatable("made in Python")
class AcceptedModel(ScreenModel):
    """Follows the slip and the ticket of the request last accepted in this visit. Interface thread."""

    changed = Signal()
    stepsChanged = Signal()
    printChanged = Signal()
    phoneChanged = Signal()
    _printMoved = Signal(object)
    _ticketCame = Signal(object, object)
    _deskSpoke = Signal(object, object)

    def __init__(
        self,
        session: SessionState,
        in_hand: RequestInHand,
        *,
        kiosk_name: Texts,
        other_kiosk: Texts,
        next_steps: NextSteps,
        printing: Reprinting,
        clock: Clock,
    ) -> None:
        super().__init__(session)
        self._session = session
        self._in_hand = in_hand
        self._kiosk_name = kiosk_name
        self._other_kiosk = other_kiosk
        self._next_steps = next_steps
        self._printing = printing
        self._view: PrintView | None = None
        self._asked_again: UUID | None = None
        self._slips_spent = False
        self._ticket: Ticket | None = None
        self._known: KnownTicket | None = None
        self._told_age = ""
        self._clock = clock
        self._on_phone = False
        session.ticked.connect(self._age)
        # Only slots of a QObject are queued from other threads (TRAPS.md).
        self._printMoved.connect(self._follow_print, Qt.ConnectionType.QueuedConnection)
        self._ticketCame.connect(self._follow_ticket, Qt.ConnectionType.QueuedConnection)
        self._deskSpoke.connect(self._follow_desk, Qt.ConnectionType.QueuedConnection)

    # -- news from elsewhere, on any thread

    def tell_print(self, view: PrintView) -> None:
        """What is known of a slip now; one of another visit is dropped."""
        self._printMoved.emit(view)

    def tell_ticket(self, request: UUID, ticket: Ticket) -> None:
        """The desk has made a ticket of `request`; one of another visit is dropped."""
        self._ticketCame.emit(request, ticket)

    @property
    def followed(self) -> UUID | None:
        """The request that the open visit has in hand."""
        accepted = self._in_hand.accepted
        return accepted.request if accepted is not None else None

    def tell_desk(self, request: UUID, known: KnownTicket) -> None:
        """How `request` stands at the desk; one of another visit is dropped."""
        self._deskSpoke.emit(request, known)

    # -- the life of the screen

    def enter(self, argument: str) -> None:
        """Show what was accepted last."""
        self._on_phone = False
        self._in_hand.is_unseen = False
        accepted = self._in_hand.accepted
        if self._view is not None and (accepted is None or self._view.request != accepted.request):
            self._view = None
        self._tell_all()

    def standing(self) -> object:
        """The request, its slip and its ticket."""
        return _Standing(self._in_hand, self._view, self._ticket, self._known)

    def resume(self, standing: object) -> bool:
        """The same request; False where the catalog has its service no more."""
        if isinstance(standing, _Standing):
            self._in_hand.take_over(standing.in_hand)
            self._view, self._ticket, self._known = standing.view, standing.ticket, standing.known
        self.enter("")
        return self._in_hand.accepted is not None

    def left(self) -> None:
        """Nothing to show any more; the slip comes out nevertheless."""
        self._forget()

    def step_back(self) -> bool:
        """From the large code back to the whole screen."""
        if not self._on_phone:
            return False
        self._set_on_phone(False)
        return True

    def retranslate(self) -> None:
        """The same in other words."""
        self._tell_all()

    def wipe(self) -> None:
        """Forget reference, code and slip."""
        self._forget()

    # -- what QML shows and calls

    @Property(str, notify=changed)
    def place(self) -> str:
        service = self._in_hand.accepted_service
        return self._session.texts(service.title) if service else ""

    @Property(str, notify=changed)
    def reference(self) -> str:
        accepted = self._accepted
        return isolate_code(accepted.reference) if accepted else ""

    @Property(str, notify=changed)
    def trackingCode(self) -> str:
        accepted = self._accepted
        return isolate_code(group_tracking_code(accepted.tracking_code)) if accepted else ""

    @Property(str, notify=changed)
    def spelled(self) -> str:
        """Reference and code letter by letter, for ears."""
        accepted = self._accepted
        if accepted is None:
            return ""
        label = self._session.wording.text("Code to track it:")
        return f"{' '.join(accepted.reference)}. {label} {' '.join(accepted.tracking_code)}"

    @Property(str, notify=changed)
    def qr(self) -> str:
        accepted = self._accepted
        return accepted.qr if accepted else ""

    @Property(bool, notify=changed)
    def opensOnPhone(self) -> bool:
        """Whether the code opens a page that shows how the request is doing."""
        accepted = self._accepted
        return accepted is not None and accepted.qr_opens_status

    @Property(str, notify=changed)
    def ticket(self) -> str:
        """The desk's own number, once it is known."""
        if self._ticket is None:
            return ""
        return self._session.wording.text("Its number at the desk: {number}", number=isolate_code(self._ticket.id))

    @Property(list, notify=stepsChanged)
    def steps(self) -> list[dict[str, str]]:
        """What happened and what happens next, for `StepList`."""
        accepted, service = self._accepted, self._in_hand.accepted_service
        if accepted is None or service is None:
            return []
        known = self._known
        return self._next_steps.after(
            service,
            accepted.accepted_at,
            self._session.wording,
            kiosk=isolate(self._session.texts(self._kiosk_name)),
            ticket=self._ticket,
            state=known.state if known is not None else PublicState.RECEIVED,
            as_of=self._as_of(),
        )

    @Property(str, notify=printChanged)
    def printIcon(self) -> str:
        return self._words().icon

    @Property(str, notify=printChanged)
    def printTone(self) -> str:
        return self._words().tone.value

    @Property(str, notify=printChanged)
    def printWhat(self) -> str:
        return self._words().what

    @Property(str, notify=printChanged)
    def printNext(self) -> str:
        return self._words().next_step

    @Property(bool, notify=printChanged)
    def canPrintAgain(self) -> bool:
        return self._view is not None and can_print_again(self._view) and self._view.job != self._asked_again

    @Property(bool, notify=phoneChanged)
    def onPhone(self) -> bool:
        """Whether the code is shown large, to be photographed or scanned."""
        return self._on_phone

    @Slot()
    def printAgain(self) -> None:
        """Another attempt, once for each outcome."""
        accepted, visit, view = self._accepted, self._session.visit, self._view
        if accepted is None or visit is None or view is None or not can_print_again(view):
            return
        if view.job == self._asked_again:
            return
        self._asked_again = view.job
        self._slips_spent = not self._printing.reprint(accepted.request, visit)
        self.printChanged.emit()

    @Slot()
    def keepOnPhone(self) -> None:
        """Show the code large."""
        if not self._session.moves.busy:
            self._session.moves.settle()
            self._set_on_phone(True)

    @Slot()
    def closePhone(self) -> None:
        """Show the whole screen again."""
        if not self._session.moves.busy:
            self._session.moves.settle()
            self._set_on_phone(False)

    # -- inside

    @property
    def _accepted(self) -> Accepted | None:
        return self._in_hand.accepted

    def _words(self) -> PrintWords:
        """Until the first news of the slip it is as good as printing: it was queued with the request."""
        if self._view is None:
            return printing_words(self._session.wording)
        if self._slips_spent:
            return slips_spent_words(self._session.wording)
        elsewhere = self._session.texts(self._other_kiosk)
        return print_words(self._view, self._session.wording, other_kiosk=elsewhere)

    @Slot(object)
    def _follow_print(self, view: PrintView) -> None:
        if view.visit != self._session.visit:
            return
        if view.finished or view.held:
            self._session.keeper.printer_done()
        else:
            self._session.keeper.printer_progressed()
        accepted = self._accepted
        if accepted is not None and view.request == accepted.request:
            self._view = view
            self._slips_spent = False
            # News of an outcome that was known before: nothing came of the attempt asked for. It may be asked for anew.
            self._asked_again = None
            self.printChanged.emit()

    @Slot(object, object)
    def _follow_ticket(self, request: UUID, ticket: Ticket) -> None:
        accepted = self._accepted
        if accepted is not None and accepted.request == request:
            self._ticket = ticket
            self.changed.emit()
            self.stepsChanged.emit()

    @Slot(object, object)
    def _follow_desk(self, request: UUID, known: KnownTicket) -> None:
        if request == self.followed:
            self._known = known
            self._told_age = self._as_of()
            self._follow_ticket(request, known.ticket)

    @Slot()
    def _age(self) -> None:
        """What the desk said grows old while somebody reads it."""
        if self._known is not None and (age := self._as_of()) != self._told_age:
            self._told_age = age
            self.stepsChanged.emit()

    def _as_of(self) -> str:
        if self._known is None:
            return ""
        now = self._clock.now()
        age = age_between(self._known.as_of, now if plausible(now) else None)
        return as_of_words(age, self._session.wording)

    def _set_on_phone(self, large: bool) -> None:
        self._on_phone = large
        self.phoneChanged.emit()

    def _forget(self) -> None:
        self._in_hand.put_away()
        self._view = None
        self._asked_again = None
        self._slips_spent = False
        self._ticket = None
        self._known = None
        self._told_age = ""
        self._on_phone = False
        self._tell_all()

    def _tell_all(self) -> None:
        self.changed.emit()
        self.stepsChanged.emit()
        self.printChanged.emit()
        self.phoneChanged.emit()
