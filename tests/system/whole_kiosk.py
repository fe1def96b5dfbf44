"""The whole kiosk in the test's own process: real QML, journeys, store and printer driver, a simulated printer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest

from kiosk.app import Kiosk
from kiosk.children import Child
from kiosk.devices.manager import AnyEvent
from kiosk.devices.opening import SimulatedPrinter
from kiosk.devices.reader_opening import SimulatedReader
from kiosk.devices.simulators.printer import PrinterSimulator
from kiosk.domain.device import DeviceHealth, DeviceState
from kiosk.domain.device_history import DeviceCondition
from kiosk.domain.flow import Move, Screen
from kiosk.domain.printing import PrintJob
from kiosk.domain.reference import Reference, parse_reference
from kiosk.domain.request import StoredRequest
from kiosk.domain.text import LRI, PDI
from kiosk.finger import Finger
from kiosk.launch import RunOptions
from kiosk.screens.form import FormModel
from kiosk.screens.identify import IdentifyModel
from kiosk.settings import Settings
from tests.system.kiosk_folder import SERVICE, KioskFolder

SATURDAY = datetime(2026, 11, 21, 11, 42, tzinfo=UTC)
WIDTH_PX, HEIGHT_PX = 540, 960
"""Half the pixels of the glass in each direction: a quarter of the drawing, and the same layout in millimetres."""

NAME, EMAIL = "Sam Rivers", "sam@example.org"
ANSWER = "A lamp for the desk"


_REQUEST = (
    (Move.OPEN_SERVICE, SERVICE),
    (Move.FILL_IN, ""),
    (Move.IDENTIFY, ""),
    (Move.REVIEW, ""),
    (Move.ACCEPT, ""),
)
WAYS: dict[Screen, tuple[tuple[Move, str], ...]] = {
    Screen.HOME: (),
    Screen.LANGUAGE: ((Move.CHOOSE_LANGUAGE, ""),),
    Screen.ACCESS: ((Move.CHOOSE_ACCESS, ""),),
    Screen.HELP: ((Move.HELP, ""),),
    Screen.HELP_CALLED: ((Move.HELP, ""), (Move.CALL, "K7-0042M-9")),
    Screen.CATALOG: ((Move.BROWSE, ""),),
    Screen.SERVICE: _REQUEST[:1],
    Screen.FORM: _REQUEST[:2],
    Screen.IDENTIFY: _REQUEST[:3],
    Screen.REVIEW: _REQUEST[:4],
    Screen.ACCEPTED: _REQUEST,
}
"""How each screen in the frame is reached from Home."""


class SteeredClock:
    """The wall clock stands where the test puts it; the monotonic one runs, and can be moved on."""

    def __init__(self, now: datetime = SATURDAY) -> None:
        self._now = now
        self._ahead_s = 0.0

    def now(self) -> datetime:
        return self._now

    def monotonic_s(self) -> float:
        return time.monotonic() + self._ahead_s

    def set_wall(self, now: datetime) -> None:
        """As a dead battery, an operator or NTP would."""
        self._now = now

    def skip(self, seconds: float) -> None:
        """Let so many seconds have passed."""
        self._ahead_s += seconds


class WatchedKiosk(Kiosk):
    """The kiosk, with what its printer last said of itself."""

    health = DeviceState.UNKNOWN

    def _on_device_event(self, event: AnyEvent) -> None:
        if isinstance(event, DeviceHealth) and event.device == "printer":
            self.health = event.state
        super()._on_device_event(event)


class WholeKiosk:
    """One open kiosk and a person in front of it."""

    def __init__(
        self,
        folder: KioskFolder,
        settings: Settings,
        clock: SteeredClock,
        *,
        sync: bool,
        kind: type[WatchedKiosk] = WatchedKiosk,
    ) -> None:
        self.folder = folder
        self.clock = clock
        options = RunOptions(WIDTH_PX, HEIGHT_PX, full_screen=False, sync=sync)
        self.kiosk = kind(settings, folder.settings, options, clock=clock)
        self.kiosk.open()
        self.finger = Finger(self.kiosk.window.window)

    # -- looking

    @property
    def screen(self) -> Screen:
        return self.kiosk.session.moves.current

    @property
    def printer(self) -> PrinterSimulator:
        assert isinstance(self.kiosk.printer, SimulatedPrinter)
        return self.kiosk.printer.simulator

    @property
    def health(self) -> DeviceState:
        """What the printer last said of itself."""
        return self.kiosk.health

    def condition(self, name: str) -> DeviceCondition:
        """How a device is, as staff are told."""
        assert self.kiosk.devices is not None
        return next(each for each in self.kiosk.devices.health() if each.device == name)

    def reader(self, name: str) -> Any:
        """The simulator behind a reader."""
        assert self.kiosk.devices is not None
        device = self.kiosk.devices.devices[name]
        assert isinstance(device, SimulatedReader)
        return device.simulator

    def model(self, screen: Screen) -> QObject:
        """The view-model behind `screen`."""
        found = self.kiosk.session.model(screen)
        assert found is not None
        return found

    @property
    def sync(self) -> Child:
        """The keeper of the sync process."""
        assert self.kiosk.sync is not None
        return self.kiosk.sync

    def looks(self) -> tuple[object, object, object]:
        """Language, text size and theme in force."""
        look = self.kiosk.session.looks
        return self.kiosk.session.language_code, look.property("textSize"), look.property("contrast")

    def texts(self) -> list[str]:
        """Every text that is drawn."""
        return [text for item in self.finger.items() if isinstance(text := item.property("text"), str) and text]

    def says(self, words: str) -> bool:
        """Whether `words` are drawn, alone or within a sentence."""
        return any(words in text for text in self.texts())

    def prop(self, name: str, of: str = "text") -> str:
        """A property of the drawn item called `name`; empty where there is none."""
        item = self.finger.find(name)
        return str(item.property(of)) if item is not None else ""

    @property
    def slip_words(self) -> str:
        """What the strip about the slip says."""
        return self.prop("slip")

    @property
    def reference(self) -> Reference:
        """The reference on the screen."""
        found = parse_reference(self.prop("reference").strip(f"{LRI}{PDI}"))
        assert found is not None, self.texts()
        return found

    def stored(self, reference: Reference) -> StoredRequest:
        """The request behind `reference`."""
        found = self.kiosk.store.request(reference)
        assert found is not None
        return found

    def jobs(self, reference: Reference) -> tuple[PrintJob, ...]:
        """The print journal of a request."""
        return self.kiosk.store.print_jobs(self.stored(reference).request.id)

    # -- waiting

    def wait(self, until: Callable[[], object], what: str, timeout_s: float = 20.0) -> None:
        """Let the program run until `until`."""
        self.finger.wait(until, what=f"{what}; on {self.screen}", timeout_s=timeout_s)

    def wait_as_time_flies(self, until: Callable[[], object], what: str) -> None:
        """Like `wait`, with the monotonic clock running ahead in steps that a device has time to answer between."""

        def look() -> object:
            self.clock.skip(0.2)
            QTest.qWait(20)
            return until()

        self.wait(look, what)

    def wait_open(self) -> None:
        """Store and printer are open, or cannot be."""
        self.wait(lambda: self.kiosk.is_open, "the rooms to open", 30)
        self.settle()

    def settle(self) -> None:
        """Until touches count again and everything thrown away is gone."""
        self.wait(lambda: not self.kiosk.session.moves.busy, "the change of screens")
        self.wait(lambda: not self._moves(), "the screen to stand still")
        QTest.qWait(20)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def arrive(self, screen: Screen) -> None:
        self.wait(lambda: self.screen is screen, f"the screen {screen}")
        self.settle()

    # -- the person

    def touch(self, name: str, *, leads_to: Screen | None = None) -> None:
        self.settle()
        self.finger.touch(name)
        if leads_to is not None:
            self.arrive(leads_to)

    def write(self, field: str, text: str) -> None:
        """Touch the field and enter `text` as an input method does, in one go."""
        self.touch(f"entry.{field}")
        self.wait(lambda: self._focused() == f"entry.{field}", f"the focus in {field}")
        event = QInputMethodEvent()
        event.setCommitString(text)
        QGuiApplication.sendEvent(self.finger.window.activeFocusItem(), event)
        QTest.qWait(10)

    def walk_to_form(self) -> None:
        """From the greeting to the questions, by touch."""
        self.touch("touchToStart", leads_to=Screen.HOME)
        self.touch(f"popular.{SERVICE}", leads_to=Screen.SERVICE)
        self.touch("start", leads_to=Screen.FORM)

    def walk_to_review(self, answer: str = ANSWER, *, name: str = NAME, email: str = EMAIL) -> None:
        """From the greeting to Review, by touch."""
        self.walk_to_form()
        self.write("what", answer)
        self.touch("continue", leads_to=Screen.IDENTIFY)
        self.write("name", name)
        self.write("email", email)
        self.touch("continue", leads_to=Screen.REVIEW)

    def jump_to_review(self, answer: str = ANSWER, *, language: str = "en") -> None:
        """To Review without touches, where the way there is not what is tested."""
        self.stand_on(Screen.REVIEW, answer, language=language)

    def stand_on(self, screen: Screen, answer: str = ANSWER, *, language: str = "en") -> None:
        """A new visit on `screen`, without touches; answers are given where the way leads through questions."""
        moves, session = self.kiosk.session.moves, self.kiosk.session
        moves.make(Move.FINISH)
        moves.make(Move.START)
        session.setLanguage(language)
        for move, argument in WAYS[screen]:
            if move is Move.ACCEPT:
                self.send()
                continue
            moves.make(move, argument)
            form, identify = session.model(Screen.FORM), session.model(Screen.IDENTIFY)
            if move is Move.FILL_IN and isinstance(form, FormModel):
                form.answer("what", answer)
            elif move is Move.IDENTIFY and isinstance(identify, IdentifyModel):
                identify.answer("name", NAME)
                identify.answer("email", EMAIL)
        self.arrive(screen)

    def send(self) -> Reference:
        """Touch Send and read the reference."""
        self.touch("send", leads_to=Screen.ACCEPTED)
        return self.reference

    def ask(self, answer: str = ANSWER, *, language: str = "en") -> Reference:
        """A whole request."""
        self.jump_to_review(answer, language=language)
        return self.send()

    def finish(self) -> None:
        self.touch("finish", leads_to=Screen.ATTRACT)

    def _moves(self) -> bool:
        stage = self.finger.find_by(lambda item: item.inherits("QQuickStackView"))
        return stage is not None and bool(stage.property("busy"))

    def _focused(self) -> str:
        item = self.finger.window.activeFocusItem()
        return item.objectName() if item else ""


@contextmanager
def open_kiosk(
    folder: KioskFolder,
    settings: Settings | None = None,
    *,
    clock: SteeredClock | None = None,
    sync: bool = False,
    wait: bool = True,
    kind: type[WatchedKiosk] = WatchedKiosk,
) -> Iterator[WholeKiosk]:
    """A kiosk over `folder`; with `wait` everything has opened. Needs the application."""
    made = WholeKiosk(folder, settings or folder.write(), clock or SteeredClock(), sync=sync, kind=kind)
    try:
        if wait:
            made.wait_open()
        yield made
    finally:
        made.kiosk.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
