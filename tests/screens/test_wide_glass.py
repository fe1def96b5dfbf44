"""On a wide glass the heading and the next step stand beside the content, in both directions of reading."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem

from kiosk.screens.theme import ScreenSize
from tests.screens.sample_pack import sample_pack
from tests.screens.stage import LANDSCAPE, SMALL_LANDSCAPE, KioskStage
from tests.screens.walk import Walk


@pytest.fixture
def wide(qapp: QGuiApplication) -> Iterator[Walk]:
    """Somebody in a form on a wide glass."""
    stage = KioskStage(size=LANDSCAPE)
    stage.go("start")
    walk = Walk(stage)
    walk.to_form("laptop")
    yield walk
    stage.close()


def box(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def words(walk: Walk, text: str) -> QQuickItem:
    """The text that is seen in the page, not the same in the top bar."""
    return next(item for item in reversed(walk.stage.items()) if item.property("text") == text)


@pytest.mark.parametrize(("language", "title"), [("en", "Which laptop do you need?"), ("ar", "أي حاسوب تحتاج؟")])
def test_heading_and_next_step_stand_beside_the_questions(wide: Walk, language: str, title: str) -> None:
    wide.stage.session.setLanguage(language)
    wide.stage.settle()
    heading, button = box(words(wide, title)), box(wide.item("continue"))
    option = box(wide.item("option.model.light"))
    for beside in (heading, button):
        first, second = (beside, option) if language == "en" else (option, beside)
        assert first.right() < second.left()
    assert heading.bottom() < button.top()


def test_a_heading_that_does_not_fit_there_begins_the_content(qapp: QGuiApplication) -> None:
    pack = sample_pack()
    long = {"en": "We bring you a laptop with your programs and files. " * 3}
    laptop = pack.services[0]
    group = msgspec.structs.replace(laptop.form[0], title=long)
    service = msgspec.structs.replace(laptop, form=(group, *laptop.form[1:]))
    stage = KioskStage(
        pack=msgspec.structs.replace(pack, services=(service,)), size=SMALL_LANDSCAPE, screen=ScreenSize(345, 215)
    )
    stage.go("start")
    stage.session.looks.setTextSize(3)
    walk = Walk(stage)
    walk.to_form("laptop")
    heading, button = box(words(walk, long["en"])), box(walk.item("continue"))
    assert heading.left() < button.left()
    assert heading.right() < button.left(), "side by side, not one over the other"
    stage.close()
