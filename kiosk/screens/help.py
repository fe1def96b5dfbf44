"""Help: when and where a person is, and calling one to the kiosk."""

from __future__ import annotations

from datetime import date, time, timedelta

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.clock import Clock
from kiosk.domain.flow import Move
from kiosk.journeys.assistance import AssistanceJourney, Called, CalledBefore, CallOutcome, NotCalled
from kiosk.journeys.browse import CatalogView
from kiosk.journeys.opening import DeskIs, Opening, Span, spans_of_weekday, spans_on
from kiosk.journeys.place import KioskPlace
from kiosk.logs import log_event
from kiosk.screens.decorators import QmlUncreatable
from kiosk.screens.model import ScreenModel
from kiosk.screens.session import SessionState

QML_IMPORT_NAME = "Frontdoor"
QML_IMPORT_MAJOR_VERSION = 1

_A_MONDAY = date(2026, 11, 23)
"""Any Monday: names of weekdays are taken from the week it begins."""


@QmlElement
@QmlUncreatable("made in Python")
class HelpModel(ScreenModel):
    """The desk's hours and the call. A second touch while a call is being kept does nothing."""

    changed = Signal()

    def __init__(
        self,
        session: SessionState,
        *,
        assistance: AssistanceJourney,
        catalog: CatalogView,
        place: KioskPlace,
        clock: Clock,
    ) -> None:
        super().__init__(session)
        self._session = session
        self._assistance = assistance
        self._catalog = catalog
        self._place = place
        self._clock = clock
        self._opening = Opening(DeskIs.UNKNOWN)
        self._tell_trail = False
        self._calling = False
        self._failed = False
        self._called_before = False

    def enter(self, argument: str) -> None:
        """Look at the clock anew."""
        self._opening = self._assistance.opening()
        self._failed = self._called_before = False
        self.changed.emit()

    def wipe(self) -> None:
        """Forget the consent and any call under way; what was filed is kept."""
        self._tell_trail = False
        self._calling = False
        self._failed = self._called_before = False
        self.changed.emit()

    def retranslate(self) -> None:
        """Say it in the other language."""
        self.changed.emit()

    @Property(bool, notify=changed)
    def open(self) -> bool:
        return self._opening.desk is not DeskIs.CLOSED

    @Property(str, notify=changed)
    def subtitle(self) -> str:
        text = self._session.wording.text
        if self._opening.desk is DeskIs.CLOSED:
            return text("Leave a call now. The desk sees it first thing.")
        return text("Go to the desk, or call someone to this kiosk.")

    @Property(str, notify=changed)
    def stateText(self) -> str:
        text = self._session.wording.text
        match self._opening.desk:
            case DeskIs.OPEN:
                return text("The desk is open.")
            case DeskIs.CLOSED:
                return text("The desk is closed now.")
            case DeskIs.UNKNOWN:
                return text("Please see the opening hours below.")

    @Property(str, notify=changed)
    def stateDetail(self) -> str:
        wording, opening = self._session.wording, self._opening
        if opening.closes is not None:
            return wording.text("Today until {time}", time=wording.time_of_day(opening.closes))
        if opening.opens_on is not None and opening.opens_at is not None:
            return wording.text(
                "It opens on {day} at {time}.",
                day=wording.date(opening.opens_on),
                time=wording.time_of_day(opening.opens_at),
            )
        return ""

    @Property(str, notify=changed)
    def where(self) -> str:
        place = self._catalog.place(self._catalog.pack.desk_place)
        return self._session.texts(place.title if place else self._catalog.pack.brand.desk)

    @Property(str, notify=changed)
    def directions(self) -> str:
        place = self._catalog.place(self._catalog.pack.desk_place)
        return self._session.texts(place.directions) if place else ""

    @Property(str, notify=changed)
    def note(self) -> str:
        return self._session.texts(self._catalog.pack.hours.note)

    @Property(list, notify=changed)
    def week(self) -> list[dict[str, object]]:
        """Seven days from the first of the week here; the true dates of this week while the clock is trusted."""
        wording, hours = self._session.wording, self._catalog.pack.hours
        today = self._place.today(self._clock)
        first = wording.first_weekday
        if today is not None:
            begin = today - timedelta(days=(today.weekday() - first) % 7)
        else:
            begin = _A_MONDAY + timedelta(days=first)
        days = [begin + timedelta(days=ahead) for ahead in range(7)]
        return [
            {
                "day": wording.weekday(day),
                "hours": self._hours(spans_on(hours, day) if today else spans_of_weekday(hours, day.weekday())),
                "today": day == today,
            }
            for day in days
        ]

    @Property(str, notify=changed)
    def widestHours(self) -> str:
        """Hours as wide as any: what a column of the table must have room for."""
        noon = time(12, 30)
        return max(*self._hours(((noon, noon),)), *self._hours(()), key=len)

    @Property(str, notify=changed)
    def widestDay(self) -> str:
        """The longest name of a day."""
        return max((self._session.wording.weekday(_A_MONDAY + timedelta(days=ahead)) for ahead in range(7)), key=len)

    @Property(bool, notify=changed)
    def tellTrail(self) -> bool:
        return self._tell_trail

    @Property(bool, notify=changed)
    def calling(self) -> bool:
        return self._calling

    @Property(str, notify=changed)
    def callText(self) -> str:
        text = self._session.wording.text
        if self._calling:
            return text("One moment…")
        return text("Leave a call") if self._opening.desk is DeskIs.CLOSED else text("Call someone to come here")

    @Property(str, notify=changed)
    def fault(self) -> str:
        text = self._session.wording.text
        if self._called_before:
            return text("Someone has been called already. Please wait, or go to {place}.", place=self.where)
        if not self._failed:
            return ""
        return text("We could not call from here. Please go to {place}.", place=self.where)

    @Slot(bool)
    def setTellTrail(self, on: bool) -> None:
        """Whether the call may name the screens seen."""
        self._tell_trail = on
        self.changed.emit()

    @Slot()
    def call(self) -> None:
        """File the call; the screen goes on when it is kept."""
        visit = self._session.visit
        if self._calling or visit is None:
            return
        self._calling, self._failed, self._called_before = True, False, False
        self.changed.emit()
        trail = self._session.keeper.trail if self._tell_trail else ()
        future = self._assistance.call(visit, self._session.language_code, trail)
        self._session.bridge.await_result(future, self._answered, self._broke)

    def _answered(self, outcome: CallOutcome) -> None:
        self._calling = False
        self._called_before = isinstance(outcome, CalledBefore)
        self._failed = isinstance(outcome, NotCalled)
        self.changed.emit()
        if isinstance(outcome, Called):
            self._session.moves.make(Move.CALL, outcome.reference)

    def _broke(self, error: BaseException) -> None:
        log_event("call_not_kept", error=type(error).__name__)
        self._calling, self._failed = False, True
        self.changed.emit()

    def _hours(self, spans: tuple[Span, ...]) -> list[str]:
        wording = self._session.wording
        if not spans:
            return [wording.text("closed")]
        return [
            wording.text("{opens} to {closes}", opens=wording.time_of_day(opens), closes=wording.time_of_day(closes))
            for opens, closes in spans
        ]
