"""A kiosk on the desk of a test: the real window, models and journeys over a store and a printer of paper."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import UTC, datetime
from uuid import UUID, uuid4

import msgspec
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from shiboken6 import Shiboken

from kiosk.clock import ManualClock, plausible
from kiosk.domain.catalog import Pack
from kiosk.domain.limits import Limit, Limits
from kiosk.domain.reference import next_reference
from kiosk.domain.request import Issued, Submission
from kiosk.domain.visit import VisitTimes
from kiosk.errors import FrontdoorError
from kiosk.i18n import Wording
from kiosk.journeys.allowance import Allowances
from kiosk.journeys.assistance import AssistanceJourney
from kiosk.journeys.browse import CatalogView
from kiosk.journeys.place import KioskPlace
from kiosk.journeys.request import Compose, RequestJourney
from kiosk.journeys.visit import VisitKeeper
from kiosk.screens.first_models import add_greeting, add_out_of_service
from kiosk.screens.models import Journeys, add_request_screens, add_visit_screens
from kiosk.screens.session import SessionState
from kiosk.screens.theme import Look, ScreenSize
from kiosk.screens.window import KioskWindow, WindowSize
from tests.screens.sample_pack import sample_pack
from tests.screens.sample_words import in_five

PORTRAIT = WindowSize(1080, 1920)
LANDSCAPE = WindowSize(1920, 1080)
SMALL_LANDSCAPE = WindowSize(1280, 800)
SATURDAY = datetime(2026, 11, 21, 10, 42, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)


def type_of(item: QQuickItem) -> str:
    """Its QML type: `Pill` for `Pill_QMLTYPE_11_QML_25`; the class of Qt for a plain item.

    PySide keeps what stands for a meta-object as long as the item, and may later hand it out for whatever has come to
    lie at that address: it is let go at once.
    """
    meta = item.metaObject()
    name = str(meta.className())
    Shiboken.invalidate(meta)
    return name.split("_QML")[0]


class PaperStore:
    """Keeps submissions in a list. `hold` leaves the futures open until `settle`; `error` makes them fail."""

    def __init__(self, clock: ManualClock) -> None:
        self.kept: list[Submission] = []
        self.hold = False
        self.error: BaseException | None = None
        self._clock = clock
        self._sequence = 41
        self._open: list[tuple[Future[Submission], Compose]] = []

    def accept(self, compose: Compose) -> Future[Submission]:
        future: Future[Submission] = Future()
        self._open.append((future, compose))
        if not self.hold:
            self.settle()
        return future

    def settle(self) -> None:
        """Finish what is open."""
        waiting, self._open = self._open, []
        for future, compose in waiting:
            if self.error is not None:
                future.set_exception(self.error)
                continue
            self._sequence, reference = next_reference("K7", "A", self._sequence)
            now = self._clock.now()
            issued = Issued(
                request_id=uuid4(),
                reference=reference,
                tracking_code="418205",
                token="t" * 22,
                accepted_at=now if plausible(now) else None,
                job_id=uuid4(),
            )
            submission = compose(issued)
            if submission.receipt is not None:
                submission = msgspec.structs.replace(submission, job_id=issued.job_id)
            self.kept.append(submission)
            future.set_result(submission)


LIMITS = Limits(requests=Limit(5, 60), calls=Limit(3, 30), slips=Limit(10, 120))
"""Those of a kiosk whose settings name none."""


class PaperSlips:
    """Remembers what was to be printed."""

    def __init__(self) -> None:
        self.started: list[tuple[UUID, UUID, UUID]] = []
        self.again: list[tuple[UUID, UUID]] = []
        self.spent = False

    def start(self, job: UUID, request: UUID, visit: UUID) -> None:
        self.started.append((job, request, visit))

    def reprint(self, request: UUID, visit: UUID) -> bool:
        if self.spent:
            return False
        self.again.append((request, visit))
        return True


class KioskStage:
    """A kiosk in an offscreen window, driven by touches."""

    def __init__(
        self,
        *,
        pack: Pack | None = None,
        size: WindowSize = PORTRAIT,
        screen: ScreenSize | None = None,
        now: datetime = MONDAY,
        language: str = "en",
        reduced_motion: bool = True,
        fault: FrontdoorError | None = None,
    ) -> None:
        self.clock = ManualClock(now)
        self.pack = pack or sample_pack()
        self.store = PaperStore(self.clock)
        self.slips = PaperSlips()
        self.ended: list[UUID] = []
        catalog = CatalogView(self.pack)
        place = KioskPlace(
            code="K7",
            name=in_five("Main Hall kiosk"),
            time_zone="UTC",
            desk_language="en",
            other_kiosk=in_five("Floor 2, by the lifts"),
        )
        self.session = SessionState(
            pack=self.pack,
            look=Look(screen or ScreenSize(), reduced_motion=reduced_motion),
            keeper=VisitKeeper(self.clock, VisitTimes(), on_end=self.ended.append),
            wordings=self.wording,
            default_language=language,
        )
        self.limits_reached: list[str] = []
        self.allowances = Allowances(LIMITS, clock=self.clock, on_reached=self.limits_reached.append)
        parts = {
            "catalog": catalog,
            "place": place,
            "wordings": self.wording,
            "clock": self.clock,
        }
        journeys = Journeys(
            catalog=catalog,
            place=place,
            clock=self.clock,
            assistance=AssistanceJourney(**parts, requests=self.store, allowance=self.allowances.calls),
            requests=RequestJourney(**parts, requests=self.store, allowance=self.allowances.requests),
            slips=self.slips,
        )
        self.out_of_service = add_out_of_service(self.session, self.wording, other_kiosk=place.other_kiosk)
        if fault is None:
            add_greeting(self.session, catalog, self.wording, self.clock)
            add_visit_screens(self.session, journeys)
            self.accepted = add_request_screens(self.session, journeys)
        else:
            self.out_of_service.fail(fault)
        self.kiosk = KioskWindow(self.session, size=WindowSize(size.width_px, size.height_px))
        self.window = self.kiosk.window
        self.kiosk.load_letters()
        self.settle()

    def wording(self, language: str) -> Wording:
        return Wording(language, time_zone="UTC")

    def close(self) -> None:
        """Take it all down."""
        self.kiosk.close()
        self.session.deleteLater()

    @property
    def screen(self) -> str:
        """The screen that is seen."""
        return self.session.moves.current.value

    def settle(self) -> None:
        """Let queued signals, layouts and the guard against second taps pass; at most a second."""
        for _turn in range(100):
            QTest.qWait(10)
            if not self.session.moves.busy:
                break
        QTest.qWait(20)

    def go(self, move: str, argument: str = "") -> None:
        """Make a move as a touch would."""
        assert self.session.moves.go(move, argument), f"{move} does nothing on {self.screen}"
        self.settle()

    def items(self) -> list[QQuickItem]:
        """Every visible item of the window, parents first."""
        found: list[QQuickItem] = []
        waiting = [self.window.contentItem()]
        while waiting:
            item = waiting.pop(0)
            if not item.isVisible() or item.opacity() == 0:
                continue
            found.append(item)
            waiting.extend(item.childItems())
        return found

    def texts(self) -> list[str]:
        """Every text that is seen."""
        return [item.property("text") for item in self.items() if isinstance(item.property("text"), str)]

    def find(self, text: str) -> QQuickItem:
        """The touchable item with the words `text` (or so spoken)."""
        found = [
            item
            for item in self.items()
            if item.inherits("QQuickAbstractButton") and text in (item.property("text"), item.property("spokenName"))
        ]
        assert found, f"nothing to touch says {text!r}; there is {self.texts()}"
        return found[0]

    def touchables(self) -> list[QQuickItem]:
        """Everything that is seen and can be pressed."""
        return [item for item in self.items() if item.inherits("QQuickAbstractButton") and item.isEnabled()]

    def page(self) -> QQuickItem:
        """The root item of the screen that is seen."""
        return next(item for item in self.items() if type_of(item) == self.screen)

    def centre(self, item: QQuickItem) -> QPoint:
        """The middle of `item` in the window."""
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()

    def touch(self, text: str, *, wait: bool = True) -> None:
        """Press and release what says `text`."""
        self.touch_at(self.centre(self.find(text)))
        if wait:
            self.settle()

    def touch_at(self, point: QPoint) -> None:
        """Press and release at a point of the window."""
        QTest.mouseClick(self.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)

    def picture(self) -> QImage:
        """What is seen."""
        return self.window.grabWindow()
