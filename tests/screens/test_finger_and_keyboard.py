"""A finger that trembles presses what it came down on, though the keyboard goes away meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.screens.window import WindowSize
from tests.screens.stage import LANDSCAPE, PORTRAIT, KioskStage
from tests.screens.test_keyboard import wait_for_panel
from tests.screens.walk import Walk


@pytest.fixture(params=[PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def typing(request: pytest.FixtureRequest, qapp: QGuiApplication) -> Iterator[Walk]:
    """Somebody in the last question of a form, the keyboard open."""
    size: WindowSize = request.param
    stage = KioskStage(size=size)
    stage.kiosk.after_first_frame()
    stage.go("start")
    walk = Walk(stage)
    walk.to_form("repair")
    QTest.qWait(200)
    walk.type("what", "The lamp")
    wait_for_panel(stage)
    yield walk
    stage.close()


Press = Callable[[Walk, QQuickItem, QPoint], None]


def press_by_mouse(walk: Walk, item: QQuickItem, tremble: QPoint) -> None:
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    point = walk.stage.centre(item)
    QTest.mousePress(walk.stage.window, button, none, point)
    walk.stage.settle()
    assert walk.stage.centre(item) == point, "nothing moves away from under a finger"
    QTest.mouseMove(walk.stage.window, point + tremble)
    QTest.mouseRelease(walk.stage.window, button, none, point + tremble)
    walk.stage.settle()


def press_by_finger(walk: Walk, item: QQuickItem, tremble: QPoint) -> None:
    glass, window, point = QTest.createTouchDevice(), walk.stage.window, walk.stage.centre(item)
    QTest.touchEvent(window, glass).press(0, point, window).commit()
    walk.stage.settle()
    QTest.touchEvent(window, glass).move(0, point + tremble, window).commit()
    QTest.touchEvent(window, glass).release(0, point + tremble, window).commit()
    walk.stage.settle()


@pytest.mark.parametrize("press", [press_by_mouse, press_by_finger])
def test_continue_counts_while_the_keyboard_goes_away(typing: Walk, press: Press) -> None:
    press(typing, typing.item("continue"), QPoint(3, 2))
    assert typing.stage.screen == "Identify"


def test_the_frame_follows_the_keyboard_once_the_finger_is_lifted(typing: Walk) -> None:
    before = typing.stage.centre(typing.item("help")).y()
    press_by_mouse(typing, typing.item("continue"), QPoint(0, -300))
    assert typing.stage.screen == "Form", "the finger went elsewhere"
    assert typing.stage.centre(typing.item("help")).y() > before
