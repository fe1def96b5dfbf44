"""What holds on every screen, in every language, text size and layout: named, large enough, in sight, not clipped."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.domain.flow import FULL_SCREEN, Screen
from kiosk.screens.theme import ScreenSize
from tests.screens.stage import LANDSCAPE, PORTRAIT, SMALL_LANDSCAPE, KioskStage

LEAST_MM = 12.7
"""Nothing touchable is smaller (UI.md, "Tokens")."""

WAYS: dict[Screen, tuple[tuple[str, str], ...]] = {
    Screen.ATTRACT: (),
    Screen.HOME: (("start", ""),),
    Screen.LANGUAGE: (("start", ""), ("choose_language", "")),
    Screen.ACCESS: (("start", ""), ("choose_access", "")),
    Screen.HELP: (("start", ""), ("help", "")),
    Screen.HELP_CALLED: (("start", ""), ("help", ""), ("call", "K7-0042M-9")),
    Screen.WARNING: (("start", ""), ("warn", "")),
    Screen.CATALOG: (("start", ""), ("browse", "")),
    Screen.SERVICE: (("start", ""), ("open_service", "laptop")),
    Screen.FORM: (("start", ""), ("open_service", "laptop"), ("fill_in", "")),
    Screen.IDENTIFY: (("start", ""), ("open_service", "laptop"), ("identify", "")),
}
"""How each screen is reached. Review and Accepted need answers: their own tests look at them."""

VIEWS = {
    "en-normal-portrait": ("en", 1, PORTRAIT),
    "ar-largest-portrait": ("ar", 3, PORTRAIT),
    "ar-large-landscape": ("ar", 2, LANDSCAPE),
    "en-largest-small": ("en", 3, SMALL_LANDSCAPE),
    "en-small-portrait": ("en", 0, PORTRAIT),
}

ROLES = {
    QAccessible.Role.Button,
    QAccessible.Role.RadioButton,
    QAccessible.Role.CheckBox,
}


def box(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def ancestors(item: QQuickItem) -> Iterator[QQuickItem]:
    up = item.parentItem()
    while up is not None:
        yield up
        up = up.parentItem()


def faults_of_touchables(stage: KioskStage) -> list[str]:
    """Everything to touch has a name and a role, and is large enough."""
    least = LEAST_MM * stage.session.looks.pxPerMm - 1
    faults = []
    for item in stage.touchables():
        said = QAccessible.queryAccessibleInterface(item)
        words = said.text(QAccessible.Text.Name)
        if not words:
            faults.append(f"{item} has no name")
        if said.role() not in ROLES:
            faults.append(f"{words} is a {said.role()}")
        if min(item.width(), item.height()) < least:
            faults.append(f"{words} is only {item.width()} x {item.height()}")
    return faults


def faults_of_words(stage: KioskStage) -> list[str]:
    """No text is cut, leaves the glass, or spills out of what it stands on."""
    faults = []
    for item in stage.items():
        words = item.property("text")
        if not item.inherits("QQuickText") or not words:
            continue
        place = box(item)
        if item.property("truncated") or item.property("contentWidth") > item.width() + 2:
            faults.append(f"{words} is cut")
        if place.left() < -1 or place.right() > stage.window.width() + 1:
            faults.append(f"{words} leaves the glass")
        button = next((up for up in ancestors(item) if up.inherits("QQuickAbstractButton")), None)
        if button and (place.top() < box(button).top() - 2 or place.bottom() > box(button).bottom() + 2):
            faults.append(f"{words} spills out of its button")
    return faults


def faults_of_frame(stage: KioskStage) -> list[str]:
    """Both bars with all their keys; focus on the title."""
    faults = []
    keys = {
        bar: [item for item in stage.touchables() if any(_is(up, bar) for up in ancestors(item))]
        for bar in ("TopBar", "BottomBar")
    }
    if [len(keys[bar]) for bar in keys] != [3, 3]:
        faults.append(f"the bars have {[len(keys[bar]) for bar in keys]} keys")
    if any(box(item).bottom() > stage.window.height() + 1 for item in keys["BottomBar"]):
        faults.append("the bottom bar leaves the glass")
    focused = stage.window.activeFocusItem()
    if QAccessible.queryAccessibleInterface(focused).role() != QAccessible.Role.Heading:
        faults.append(f"the focus is on {focused}")
    return faults


def _is(item: QQuickItem, kind: str) -> bool:
    return item.metaObject().className().startswith(f"{kind}_QML")


@pytest.mark.parametrize("name", VIEWS)
def test_every_screen_can_be_read_and_touched(qapp: QGuiApplication, name: str) -> None:
    language, text_size, size = VIEWS[name]
    stage = KioskStage(size=size, screen=ScreenSize(345, 215) if size == SMALL_LANDSCAPE else None)
    faults: list[str] = []
    for screen, way in WAYS.items():
        for move, argument in way:
            stage.go(move, argument)
        stage.session.setLanguage(language)
        stage.session.looks.setTextSize(text_size)
        stage.settle()
        assert stage.screen == screen
        assert stage.touchables()
        found = faults_of_touchables(stage) + faults_of_words(stage)
        if screen not in FULL_SCREEN:
            found += faults_of_frame(stage)
        faults += [f"{screen}: {fault}" for fault in found]
        if screen is not Screen.ATTRACT:
            stage.go("finish")
    stage.close()
    assert faults == []


def test_press_that_leaves_the_button_does_not_count(home: KioskStage) -> None:
    item = home.find("Wi-Fi for guests")
    start, away = home.centre(item), (box(item).bottomLeft() + QPointF(10, 30)).toPoint()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(home.window, left, none, start)
    assert item.property("pressed")
    QTest.mouseMove(home.window, away)
    QTest.mouseRelease(home.window, left, none, away)
    home.settle()
    assert home.screen == "Home"
    home.touch("Wi-Fi for guests")
    assert home.screen == "Service"


def test_finger_works_as_the_mouse_does(stage: KioskStage) -> None:
    glass = QTest.createTouchDevice()
    for words, screen in (("Touch to start", "Home"), ("Request something", "Catalog"), ("Home", "Home")):
        point = stage.centre(stage.find(words))
        QTest.touchEvent(stage.window, glass).press(0, point, stage.window).commit()
        QTest.touchEvent(stage.window, glass).release(0, point, stage.window).commit()
        stage.settle()
        assert stage.screen == screen


def test_two_fingers_at_once_press_one_thing(home: KioskStage) -> None:
    glass = QTest.createTouchDevice()
    points = [home.centre(home.find(words)) for words in ("Request something", "See a person")]
    QTest.touchEvent(home.window, glass).press(0, points[0], home.window).press(1, points[1], home.window).commit()
    QTest.touchEvent(home.window, glass).release(0, points[0], home.window).release(1, points[1], home.window).commit()
    home.settle()
    assert home.screen in ("Catalog", "Help")
    assert len(home.session.moves.stack) == 3
