"""The dev dock beside a whole kiosk: what is pressed there happens to the simulator and shows on the kiosk's screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.devices.simulators.bench import BenchError, SimulatorBench
from kiosk.dock.docked_kiosk import DockedKiosk
from kiosk.dock.placing import CLOSED_PX, OPEN_PX
from kiosk.domain.device import DeviceState
from kiosk.domain.flow import Screen
from kiosk.finger import Finger
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
    import threading

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
    session = developer.whole.kiosk.session
    before = (
        [item.property("text") for item in developer.items("QQuickText")],
        developer.items("QQuickText")[1].height(),
    )
    session.setLanguage("ar")
    session.looks.setTextSize(3)
    session.looks.setContrast("yellow_on_black")
    developer.whole.wait(lambda: developer.whole.looks()[0] == "ar", "the language")
    after = [item.property("text") for item in developer.items("QQuickText")], developer.items("QQuickText")[1].height()
    assert after == before


def test_the_dock_goes_with_the_kiosks_window(developer: Developer) -> None:
    developer.window.close()
    developer.wait(lambda: developer.window.width() == CLOSED_PX, "the drawer, pushed in instead of closed")
    assert developer.window.isVisible()
    # The last window that counts: with it the program ends.
    assert developer.window.transientParent() is developer.whole.kiosk.window.window
    developer.whole.kiosk.window.window.close()
    assert QGuiApplication.sendEvent(developer.window, QEvent(QEvent.Type.Close)) is not None
    developer.wait(lambda: not developer.window.isVisible(), "the drawer to go")


def test_bench_errors_are_told_as_they_are(developer: Developer) -> None:
    developer.kiosk.dock_model.do("reader-1", "fly", "")
    developer.wait_reads("reader-1.said", "reader-1 knows")
    with pytest.raises(BenchError):
        SimulatorBench({}).do("reader-1", "fly")
