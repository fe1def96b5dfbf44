"""One service: what it is, what you need, how long it takes, what it costs, who may have it, and its steps."""

from __future__ import annotations

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.answers import minor_digits
from kiosk.domain.catalog import Service
from kiosk.domain.flow import Move
from kiosk.i18n import Wording
from kiosk.screens.decorators import QmlUncreatable
from kiosk.screens.model import ScreenModel
from kiosk.screens.request_in_hand import RequestInHand
from kiosk.screens.session import SessionState

QML_IMPORT_NAME = "Frontdoor"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made in Python")
class ServiceModel(ScreenModel):
    """`enter` takes the service's id and has its draft in hand from then on."""

    changed = Signal()

    def __init__(self, session: SessionState, in_hand: RequestInHand) -> None:
        super().__init__(session)
        self._session = session
        self._in_hand = in_hand
        self._service: Service | None = None

    def enter(self, argument: str) -> None:
        """Take up the draft of the service `argument`."""
        self._service = self._in_hand.service if self._in_hand.take_up(argument) else None
        self.changed.emit()

    def standing(self) -> object:
        """What is in hand, and so the service."""
        return self._in_hand

    def resume(self, standing: object) -> bool:
        """The same service with what was filled in; False where the catalog has it no more."""
        if isinstance(standing, RequestInHand):
            self._in_hand.take_over(standing)
        self._service = self._in_hand.service
        self.changed.emit()
        return self._service is not None

    def retranslate(self) -> None:
        """The same service in other words."""
        self.changed.emit()

    def wipe(self) -> None:
        """Forget the service, and with it everything that was filled in."""
        self._in_hand.wipe()
        self._service = None
        self.changed.emit()

    @Slot()
    def start(self) -> None:
        """To the first question; straight to Identify where the service asks none."""
        draft = self._in_hand.draft
        if draft is not None:
            self._session.moves.go(Move.FILL_IN if draft.groups() else Move.IDENTIFY)

    @Property(bool, notify=changed)
    def offered(self) -> bool:
        """False if the catalog has no such service (any more)."""
        return self._service is not None

    @Property(bool, notify=changed)
    def begun(self) -> bool:
        """Whether something was filled in before."""
        return self._in_hand.draft is not None and bool(self._in_hand.draft.raw)

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._session.texts(self._service.title) if self._service else ""

    @Property(str, notify=changed)
    def summary(self) -> str:
        return self._session.texts(self._service.summary) if self._service else ""

    @Property(str, notify=changed)
    def description(self) -> str:
        return self._session.texts(self._service.description) if self._service else ""

    @Property(list, notify=changed)
    def needs(self) -> list[str]:
        return [self._session.texts(need) for need in self._service.needs] if self._service else []

    @Property(list, notify=changed)
    def facts(self) -> list[dict[str, str]]:
        """How long, how much, who: icon, label, value."""
        if self._service is None:
            return []
        service, wording, text = self._service, self._session.wording, self._session.wording.text
        facts = []
        if time := self._expected_time(service, wording):
            facts.append({"icon": "clock", "label": text("How long it takes"), "value": time})
        facts.append({"icon": "wallet", "label": text("What it costs"), "value": self._cost(service, wording)})
        who = self._session.texts(service.eligibility) or text("Everyone")
        facts.append({"icon": "users", "label": text("Who may ask"), "value": who})
        return facts

    @Property(list, notify=changed)
    def steps(self) -> list[dict[str, str]]:
        """What happens after the request is sent, for `StepList`."""
        if self._service is None:
            return []
        return [
            {"title": self._session.texts(step.title), "detail": self._session.texts(step.detail), "state": "waiting"}
            for step in self._service.steps
        ]

    def _expected_time(self, service: Service, wording: Wording) -> str:
        told = self._session.texts(service.expected_time)
        if told or service.expected_working_days is None:
            return told
        days = service.expected_working_days
        return wording.plural("About {n} working day", "About {n} working days", days)

    def _cost(self, service: Service, wording: Wording) -> str:
        note = self._session.texts(service.cost.note)
        if service.cost.minor == 0:
            return note or wording.text("No cost to you")
        amount = wording.money(service.cost.minor, service.cost.currency, minor_digits(service.cost.currency))
        return wording.text("{amount}. {note}", amount=amount, note=note) if note else amount
