"""Warning: the countdown, its answers, and the end."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible

from tests.screens.stage import KioskStage


@pytest.fixture
def warned(home: KioskStage) -> KioskStage:
    home.go("browse")
    pass_time(home, 60.5)
    home.settle()
    assert home.screen == "Warning"
    return home


def pass_time(stage: KioskStage, seconds: float) -> None:
    stage.clock.advance(seconds)
    stage.session.tick()


def test_quiet_visit_is_warned_and_then_ended(warned: KioskStage) -> None:
    pass_time(warned, 29)
    assert warned.screen == "Warning"
    pass_time(warned, 1.5)
    assert warned.screen == "Attract"
    assert len(warned.ended) == 1


def test_seconds_count_down(warned: KioskStage) -> None:
    pass_time(warned, 10.2)
    assert "20" in [str(item.property("text")) for item in warned.items()]


def test_still_here_brings_back_what_was_there(warned: KioskStage) -> None:
    warned.touch("I am still here")
    assert warned.screen == "Catalog"
    pass_time(warned, 59)
    assert warned.screen == "Catalog"
    pass_time(warned, 2)
    assert warned.screen == "Warning"


def test_more_time_doubles_both(warned: KioskStage) -> None:
    warned.touch("I need more time")
    pass_time(warned, 119)
    assert warned.screen == "Catalog"
    pass_time(warned, 2)
    assert warned.screen == "Warning"
    pass_time(warned, 59)
    assert warned.screen == "Warning"
    pass_time(warned, 2)
    assert warned.screen == "Attract"


def test_stray_touch_does_not_hide_the_warning(warned: KioskStage) -> None:
    warned.touch_at(warned.centre(warned.page()))
    pass_time(warned, 31)
    assert warned.screen == "Attract"


def test_finish_ends_at_once(warned: KioskStage) -> None:
    warned.touch("Finish")
    assert warned.screen == "Attract"
    assert len(warned.ended) == 1


def test_touch_keeps_a_visit_open(home: KioskStage) -> None:
    pass_time(home, 50)
    home.touch("Request something")
    pass_time(home, 50)
    assert home.screen == "Catalog"


def test_nobody_is_warned_at_attract(stage: KioskStage) -> None:
    pass_time(stage, 1000)
    assert stage.screen == "Attract"


def test_countdown_is_told_in_words(warned: KioskStage) -> None:
    pass_time(warned, 28.5)
    ring = next(item for item in warned.items() if item.metaObject().className().startswith("Ring_QML"))
    said = QAccessible.queryAccessibleInterface(ring).text(QAccessible.Text.Name)
    assert said == warned.session.model("Warning").spokenSeconds
    assert said.endswith("left.")
