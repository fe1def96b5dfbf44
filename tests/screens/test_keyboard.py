"""The on-screen keyboard: it comes with a field, speaks the visit's language, and never covers Help."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.screens.keyboard import Keyboard
from kiosk.screens.window import WindowSize
from tests.screens.stage import LANDSCAPE, PORTRAIT, SMALL_LANDSCAPE, KioskStage
from tests.screens.test_language import field_of


def panel_of(stage: KioskStage) -> QQuickItem:
    return next(item for item in stage.items() if item.metaObject().className().startswith("InputPanel"))


def wait_for_panel(stage: KioskStage) -> QQuickItem:
    for _turn in range(200):
        found = [item for item in stage.items() if item.metaObject().className().startswith("InputPanel")]
        if found and found[0].height() > 0:
            QTest.qWait(50)
            return found[0]
        QTest.qWait(10)
    raise AssertionError("no keyboard came")


@pytest.fixture(params=[PORTRAIT, LANDSCAPE, SMALL_LANDSCAPE], ids=["portrait", "landscape", "small"])
def typing(request: pytest.FixtureRequest, qapp: QGuiApplication) -> Iterator[KioskStage]:
    size: WindowSize = request.param
    stage = KioskStage(size=size)
    stage.kiosk.after_first_frame()
    stage.touch("Touch to start")
    stage.go("open_service", "wifi")
    stage.go("fill_in")
    QTest.qWait(200)
    stage.touch_at(stage.centre(field_of(stage)))
    wait_for_panel(stage)
    yield stage
    stage.close()


def test_help_and_field_stay_in_sight(typing: KioskStage) -> None:
    top_of_keys = panel_of(typing).mapToScene(QPoint(0, 0)).y()
    for item in (typing.find("Help: call someone"), field_of(typing)):
        bottom = item.mapToScene(QPoint(0, 0)).y() + item.height()
        assert 0 < bottom <= top_of_keys + 1


@pytest.mark.parametrize("text_size", [1, 3])
def test_nothing_lies_over_what_is_typed(typing: KioskStage, text_size: int) -> None:
    typing.session.looks.setTextSize(text_size)
    typing.settle()
    field = field_of(typing)
    area = next(item for item in typing.items() if item.inherits("QQuickFlickable"))
    top = area.mapFromItem(field, QPointF(0, 0)).y()
    assert top >= 0
    assert top + field.height() <= area.height()
    assert "More" not in [item.property("text") for item in typing.touchables()]


def test_keys_write_into_the_field(typing: KioskStage) -> None:
    panel = panel_of(typing)
    corner = panel.mapToScene(QPoint(0, 0)).toPoint()
    keys = min(panel.width(), panel.height() * 268 / 88)
    # The first key of the first row: q.
    first = QPoint(int(corner.x() + (panel.width() - keys) / 2 + keys * 0.05), int(corner.y() + panel.height() * 0.12))
    typing.touch_at(first)
    QTest.qWait(100)
    assert field_of(typing).property("text").lower() == "q"


def test_keyboard_goes_with_the_field(typing: KioskStage) -> None:
    typing.go("help")
    QTest.qWait(100)
    assert not QGuiApplication.inputMethod().isVisible()


def test_keys_follow_the_language(typing: KioskStage) -> None:
    typing.session.setLanguage("ar")
    QTest.qWait(200)
    assert QGuiApplication.inputMethod().locale().name().startswith("ar")


def test_learned_words_are_wiped(qapp: QGuiApplication) -> None:
    keyboard = Keyboard()
    nested = keyboard.folder / "qtvirtualkeyboard"
    (nested / "pinyin.dat").write_text("secret")
    (keyboard.folder / "loose").write_text("secret")
    keyboard.wipe()
    assert [path for path in keyboard.folder.rglob("*") if path.is_file()] == []
    keyboard.close()
    assert not keyboard.folder.exists()
