"""The dev dock beside a whole kiosk: what is pressed there happens to the simulator and shows on the kiosk's screen."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from rich.console import Console

from kiosk import demo
from kiosk.demo import NOWHERE
from kiosk.devices.simulators.bench import SimulatorBench
from kiosk.dock.docked_kiosk import DockedKiosk, Drawer
from kiosk.dock.placing import CLOSED_PX, OPEN_PX
from kiosk.domain.device import DeviceState
from kiosk.domain.flow import Screen
from kiosk.finger import Finger
from kiosk.lifecycle import ExitCode
from kiosk.screens.theme import Contrast
from tests.system.kiosk_folder import KioskFolder
from tests.system.whole_kiosk import HEIGHT_PX, WIDTH_PX, WatchedKiosk, WholeKiosk, open_kiosk

PATIENCE_S = 20.0


class DockedAndWatched(WatchedKiosk, DockedKiosk):
    """The kiosk of the demo, with what its printer last said of itself."""


class Developer:
    """Somebody at the dock of an open kiosk."""

    def __init__(self, whole: WholeKiosk) -> None:
        self.whole = whole
        assert isinstance(whole.kiosk, DockedKiosk)
        assert whole.kiosk.dock is not None
        self.kiosk: DockedKiosk = whole.kiosk
        self.window = whole.kiosk.dock.window
        self.finger = Finger(self.window)
        self.wait(lambda: self.finger.find("dock.printer"), "the devices")

    def wait(self, until: Any, what: str) -> None:
        self.finger.wait(until, what=what, timeout_s=PATIENCE_S)

    def press(self, device: str, action: str) -> None:
        self.finger.touch(f"dock.{device}.{action}")

    def reads(self, name: str) -> str:
        item = self.finger.find(f"dock.{name}")
        return str(item.property("text")) if item is not None else ""

    def wait_reads(self, name: str, words: str) -> None:
        self.wait(lambda: words in self.reads(name), f"{words!r} in {name}, which reads {self.reads(name)!r}")

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.window, key)

    def items(self, kind: str) -> list[QQuickItem]:
        return [item for item in self.finger.items() if item.inherits(kind)]


@pytest.fixture
def developer(qapp: QGuiApplication, folder: KioskFolder, tmp_path: Path) -> Iterator[Developer]:
    settings = folder.write(
        printer={"url": f"sim://printer?slips={tmp_path / 'slips'}"},
        readers={"urls": ["sim://reader", "sim://scanner"]},
        signals={"light": "sim://light", "headset": "sim://headset"},
    )
    with open_kiosk(folder, settings, kind=DockedAndWatched) as whole:
        whole.wait(lambda: whole.health is DeviceState.READY, "the printer")
        yield Developer(whole)


def test_a_cover_opened_in_the_dock_is_told_to_the_customer_until_it_is_closed(developer: Developer) -> None:
    whole = developer.whole
    whole.jump_to_review()
    developer.wait_reads("printer.state", "Ready")
    developer.press("printer", "open-cover")
    developer.wait_reads("printer.said", "Open cover: done")
    developer.wait_reads("printer.state", "Blocked")
    assert developer.reads("printer.detail") == "Its cover is open. Close it."
    whole.send()
    whole.wait(lambda: "open" in whole.slip_words, f"the words about the cover, not {whole.slip_words!r}")
    developer.wait_reads("printer.heard", "slip waits: cover_open")
    developer.press("printer", "close-cover")
    whole.wait(lambda: "is printed" in whole.slip_words, "the slip")
    developer.wait_reads("printer.state", "Ready")
    developer.wait_reads("printer.heard", "slip printed")


def test_the_slip_comes_out_in_the_dock_and_is_seen_large(developer: Developer) -> None:
    developer.whole.ask()
    developer.wait(lambda: developer.finger.find("dock.newest"), "the slip")
    first = developer.finger.find("dock.newest")
    assert first is not None
    developer.wait(lambda: first.property("y") == 0, "the slip to be out")
    source = Path(str(first.property("source")).removeprefix("file://"))
    assert source.is_file()
    developer.finger.touch("dock.newest")
    developer.wait(lambda: developer.finger.find("dock.viewer.sheet"), "the slip, large")
    sheet = developer.finger.find("dock.viewer.sheet")
    assert sheet is not None
    assert sheet.implicitWidth() == 576
    assert sheet.width() > 0.9 * OPEN_PX
    developer.key(Qt.Key.Key_Escape)
    developer.wait(lambda: not developer.finger.find("dock.viewer"), "the slip to be put away")
    developer.whole.finish()
    developer.whole.ask()
    developer.wait(lambda: developer.finger.find("dock.slip.1"), "the first slip beside the second")
    developer.finger.touch("dock.slip.1")
    developer.wait(lambda: developer.finger.find("dock.viewer.sheet"), "the first slip, large")
    shown = developer.finger.find("dock.viewer.sheet")
    assert shown is not None
    assert str(source) in str(shown.property("source").toString())


def test_a_card_and_a_code_are_read_and_never_shown(developer: Developer) -> None:
    field = developer.finger.find("dock.reader-1.card.text")
    assert field is not None
    field.setProperty("text", "04A2B3C4D5")
    developer.press("reader-1", "insert")
    developer.wait_reads("reader-1.heard", "card read (tag)")
    developer.press("reader-2", "scan")
    developer.wait_reads("reader-2.heard", "code scanned (qr)")
    assert not any("04A2B3C4D5" in developer.reads(f"reader-1.{line}") for line in ("heard", "said", "detail"))


def test_what_the_dock_knows_nothing_of_is_worked_all_the_same(developer: Developer) -> None:
    """Light and headset came to the bench later: no line of the dock is about what can be done to them."""
    developer.wait_reads("light.shows", "lit")
    developer.press("headset", "insert")
    developer.wait_reads("headset.shows", "a headset is in")
    developer.wait_reads("headset.heard", "headset plugged in")


def test_what_cannot_be_done_says_why_beside_its_device(developer: Developer) -> None:
    field = developer.finger.find("dock.printer.paper.text")
    assert field is not None
    field.setProperty("text", "soon")
    developer.press("printer", "paper-out")
    developer.wait_reads("printer.said", "no number of lines")
    said = developer.finger.find("dock.printer.said")
    assert said is not None
    assert QAccessible.queryAccessibleInterface(said).role() == QAccessible.Role.AlertMessage
    field.setProperty("text", "")
    developer.press("printer", "paper-out")
    developer.wait_reads("printer.state", "Blocked")
    assert "Paper out: done" in developer.reads("printer.said")


def test_a_simulator_that_does_not_react_holds_up_neither_screen_nor_other_devices(
    developer: Developer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, release = threading.Event(), threading.Event()
    do = SimulatorBench.do

    def stuck(self: SimulatorBench, device: str, action: str, text: str = "") -> None:
        if device == "printer":
            asked.set()
            assert release.wait(PATIENCE_S)
            raise TimeoutError
        do(self, device, action, text)

    monkeypatch.setattr(SimulatorBench, "do", stuck)
    developer.press("printer", "jam")
    developer.wait(asked.is_set, "the simulator to be asked")
    assert developer.reads("printer.said") == "Jam …"
    developer.press("reader-1", "insert")
    developer.wait_reads("reader-1.heard", "card read")
    release.set()
    developer.wait_reads("printer.said", "Jam: the simulator does not react.")


def test_the_drawer_takes_no_pixel_of_the_kiosk(developer: Developer) -> None:
    glass = developer.whole.kiosk.window.window
    before = glass.geometry()
    assert before.size().toTuple() == (WIDTH_PX, HEIGHT_PX)
    assert not developer.window.frameGeometry().intersects(glass.frameGeometry())
    assert developer.window.width() == OPEN_PX
    developer.finger.touch("dock.handle")
    developer.wait(lambda: developer.window.width() == CLOSED_PX, "the drawer to be pushed in")
    assert developer.finger.find("dock.printer") is None
    developer.finger.touch("dock.handle")
    developer.wait(lambda: developer.window.width() == OPEN_PX, "the drawer to be pulled out")
    assert glass.geometry() == before
    glass.setPosition(60, 40)
    developer.wait(
        lambda: developer.window.frameGeometry().left() == glass.frameGeometry().right() + 1,
        "the drawer to follow the window",
    )
    assert glass.position().toTuple() == (60, 40)


def test_the_dock_is_worked_by_keys_and_every_control_has_a_name(developer: Developer) -> None:
    developer.window.requestActivate()
    seen: list[str] = []
    for _ in range(200):
        developer.key(Qt.Key.Key_Tab)
        focused = developer.window.activeFocusItem()
        assert focused is not None
        if focused.objectName() in seen:
            break
        seen.append(focused.objectName())
    controls = [*developer.items("QQuickAbstractButton"), *developer.items("QQuickTextField")]
    assert {item.objectName() for item in controls} == set(seen)
    assert len(controls) > 30
    names = [QAccessible.queryAccessibleInterface(item).text(QAccessible.Text.Name) for item in controls]
    assert "printer cover: open the cover" in names
    assert all(names)
    assert len(set(names)) == len(names)
    for item in controls:
        assert min(item.width(), item.height()) >= 44, item.objectName()
    while focused.objectName() != "dock.printer.open-cover":
        developer.key(Qt.Key.Key_Tab)
        focused = developer.window.activeFocusItem()
    developer.key(Qt.Key.Key_Return)
    developer.wait_reads("printer.state", "Blocked")


def test_typing_in_the_dock_brings_no_keyboard_to_the_customer(developer: Developer) -> None:
    whole = developer.whole
    whole.stand_on(Screen.FORM)
    field = developer.finger.find("dock.reader-1.card.text")
    assert field is not None
    assert not field.flags() & QQuickItem.Flag.ItemAcceptsInputMethod
    developer.window.requestActivate()
    developer.finger.touch("dock.reader-1.card.text")
    developer.wait(lambda: field.hasActiveFocus(), "the focus")
    for key in (Qt.Key.Key_0, Qt.Key.Key_4, Qt.Key.Key_A):
        developer.key(key)
    assert field.property("text") == "04a"
    assert whole.kiosk.window.window.property("keyboardHeight") == 0


def test_the_customers_language_and_text_size_do_not_reach_the_dock(developer: Developer) -> None:
    def looks() -> list[object]:
        word = developer.finger.find("dock.printer.state")
        assert word is not None
        buttons = developer.items("QQuickAbstractButton")
        return [
            word.property("font").pixelSize(),
            word.property("color").name(),
            *((button.property("text"), button.width(), button.height()) for button in buttons),
        ]

    developer.wait_reads("printer.state", "Ready")
    before, session = looks(), developer.whole.kiosk.session
    session.setLanguage("ar")
    session.looks.setTextSize(3)
    session.looks.setContrast(Contrast.YELLOW_ON_BLACK)
    developer.whole.wait(
        lambda: developer.whole.looks() == ("ar", 3, Contrast.YELLOW_ON_BLACK), "the customer's choice"
    )
    assert looks() == before


def test_the_dock_goes_with_the_kiosks_window(developer: Developer) -> None:
    developer.window.close()
    developer.wait(lambda: developer.window.width() == CLOSED_PX, "the drawer, pushed in instead of closed")
    assert developer.window.isVisible()
    # The last window that counts: with it the program ends.
    assert developer.window.transientParent() is developer.whole.kiosk.window.window
    developer.whole.kiosk.window.window.close()
    developer.window.close()
    developer.wait(lambda: not developer.window.isVisible(), "the drawer to go")


def test_what_the_bench_does_not_know_is_told_in_its_words(developer: Developer) -> None:
    developer.kiosk.dock_model.do("reader-1", "fly", "")
    developer.wait_reads("reader-1.said", "reader-1 knows")


class StandInDesk:
    """Where the demo's desk would be."""

    def __init__(self, *_: object) -> None:
        self.url, self.token = NOWHERE, "none"
        self.announced = SimpleNamespace(agent="agent", agent_password_file="a file")

    def __enter__(self) -> StandInDesk:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing was started."""


@pytest.mark.parametrize(
    ("pixels", "wish", "drawer"),
    [
        ((1080, 1920), Drawer.OPEN, Drawer.OPEN),
        ((1080, 1920), Drawer.CLOSED, Drawer.CLOSED),
        ((1920, 1080), Drawer.OPEN, Drawer.NONE),
    ],
)
def test_the_demo_has_a_dock_where_the_display_has_room(
    qapp: QGuiApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    pixels: tuple[int, int],
    wish: Drawer,
    drawer: Drawer,
) -> None:
    """Offscreen, a display has 800 x 800 pixels."""
    opened: list[DockedKiosk] = []

    def stay(_: QGuiApplication, kiosk: DockedKiosk) -> int:
        opened.append(kiosk)
        return ExitCode.DONE

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    for name, stand_in in {
        "EmbeddedDesk": StandInDesk,
        "desk_python": lambda: tmp_path,
        "start_qt": lambda: qapp,
        "stay_open": stay,
    }.items():
        monkeypatch.setattr(demo, name, stand_in)
    said = io.StringIO()
    assert demo._open_window(pixels, "en", Console(file=said, width=200), wish) == ExitCode.DONE
    assert opened[0].drawer is drawer
    assert opened[0].dock_model.property("opened") is (drawer is Drawer.OPEN)
    assert ("no room for the dev dock" in said.getvalue()) is (drawer is Drawer.NONE)


class Undocked(WatchedKiosk, DockedKiosk):
    """The kiosk of a demo on a small display."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, drawer=Drawer.NONE)


def test_without_room_there_is_no_second_window_and_the_bench_is_there(
    qapp: QGuiApplication, folder: KioskFolder
) -> None:
    with open_kiosk(folder, kind=Undocked) as whole:
        assert isinstance(whole.kiosk, Undocked)
        assert whole.kiosk.dock is None
        bench = whole.kiosk.bench()
        assert bench is not None
        assert "printer" in bench.names
