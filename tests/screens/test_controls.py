"""Every control shows its states: pressed in the next frame, focused, disabled, busy; in all four themes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.screens.theme import Contrast
from tests.screens.control_sheet import lay_control_sheet
from tests.screens.stage import KioskStage
from tests.screens.test_theme import ratio

PRESSED = (
    "primary", "secondary", "tonal", "plain", "pill", "option", "option.chosen", "box", "box.chosen", "card",
    "card.accented",
)  # fmt: skip

LEAST_RING_MM = 1.0
LEAST_RING_CONTRAST = 3.0
"""UI.md, "By ear, by keypad"."""


@pytest.fixture(params=Contrast)
def sheet(request: pytest.FixtureRequest, stage: KioskStage) -> KioskStage:
    """The sheet in one theme after the other."""
    lay_control_sheet(stage)
    stage.session.looks.setContrast(request.param)
    stage.settle()
    return stage


def named(stage: KioskStage, name: str) -> QQuickItem:
    return next(item for item in stage.items() if item.objectName() == name)


def box(item: QQuickItem) -> QRect:
    return item.mapRectToScene(item.boundingRect()).toRect()


def fill_of(stage: KioskStage, name: str) -> str:
    """The colour of a control's ground, between its edge and its words."""
    place = box(named(stage, name))
    return stage.picture().pixelColor(place.left() + place.width() // 2, place.top() + 9).name()


def test_pressed_control_looks_pressed_in_the_next_frame(sheet: KioskStage) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for name in PRESSED:
        before = fill_of(sheet, name)
        QTest.mousePress(sheet.window, left, none, sheet.centre(named(sheet, name)))
        assert fill_of(sheet, name) != before, name
        QTest.mouseRelease(sheet.window, left, none, QPoint(2, 2))
        sheet.settle()
        assert fill_of(sheet, name) == before, name


def test_pressed_control_settles_unless_motion_is_reduced(stage: KioskStage) -> None:
    lay_control_sheet(stage)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for reduced in (True, False):
        stage.session.looks.setReducedMotion(reduced)
        button = named(stage, "primary")
        top = box(button).top()
        QTest.mousePress(stage.window, left, none, stage.centre(button))
        assert (box(button).top() == top) is reduced
        QTest.mouseRelease(stage.window, left, none, QPoint(2, 2))


def test_disabled_control_is_paler_and_cannot_be_pressed(sheet: KioskStage) -> None:
    assert fill_of(sheet, "primary.disabled") != fill_of(sheet, "primary")
    disabled = named(sheet, "primary.disabled")
    QTest.mousePress(sheet.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, sheet.centre(disabled))
    assert not disabled.property("pressed")


def test_busy_button_is_neither_full_nor_paled_and_cannot_be_pressed_again(sheet: KioskStage) -> None:
    busy = named(sheet, "primary.busy")
    assert busy.opacity() == 1
    assert not busy.isEnabled()
    assert fill_of(sheet, "primary.busy") != fill_of(sheet, "primary")


def test_screen_change_does_not_make_buttons_look_disabled(stage: KioskStage) -> None:
    stage.touch("Touch to start", wait=False)
    assert stage.session.moves.busy
    assert all(item.opacity() == 1 for item in stage.items() if item.inherits("QQuickAbstractButton"))


def ring_line(picture: QImage, item: QQuickItem) -> list[QColor]:
    """The pixels from inside the upper edge of `item` outwards, in the middle of it."""
    place = box(item)
    column = place.left() + place.width() // 2
    return [picture.pixelColor(column, y) for y in range(place.top() - 1, place.top() - 16, -1)]


@pytest.mark.parametrize("name", ["primary", "secondary", "tonal", "plain", "pill", "option.chosen", "card.accented"])
def test_focus_ring_is_thick_and_stands_out(sheet: KioskStage, name: str) -> None:
    item = named(sheet, name)
    sheet.session.looks.use_keys(True)
    item.forceActiveFocus()
    sheet.settle()
    looks = sheet.session.looks
    focus, paper = looks.palette().focus, looks.palette().paper
    line = [colour.name().upper() for colour in ring_line(sheet.picture(), item)]
    assert line.count(focus.upper()) >= LEAST_RING_MM * looks.pxPerMm, line
    # On both sides of the ring lies paper, whatever is behind it.
    first = line.index(focus.upper())
    assert line[first - 1] == paper.upper()
    assert ratio(focus, paper) >= LEAST_RING_CONTRAST


def test_focus_ring_stands_out_on_the_greeting_too(stage: KioskStage) -> None:
    start = named(stage, "touchToStart")
    stage.session.looks.use_keys(True)
    start.forceActiveFocus()
    stage.settle()
    line = [colour.name().upper() for colour in ring_line(stage.picture(), start)]
    palette = stage.session.looks.palette()
    first = line.index(palette.focus)
    assert line[first - 1] == palette.paper
    assert line[len(line) - 1 - line[::-1].index(palette.focus) + 1] == palette.paper


def test_sheet_can_be_looked_at_in_every_theme(qapp: QGuiApplication, sheet: KioskStage) -> None:
    palette = sheet.session.looks.palette()
    assert sheet.picture().pixelColor(4, 4).name().upper() == palette.paper
