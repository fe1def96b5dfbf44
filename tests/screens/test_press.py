"""A finger on a screen: what counts as a press, and what two at once do."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from tests.screens.stage import KioskStage


def test_press_that_leaves_the_button_does_not_count(home: KioskStage) -> None:
    item = home.find("Wi-Fi for guests")
    start, away = home.centre(item), item.mapToScene(QPointF(10, item.height() + 30)).toPoint()
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
