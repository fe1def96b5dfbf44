"""Help: the hours of the desk, and a call that is kept once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.errors import StoreFull
from tests.screens.stage import SATURDAY, KioskStage


@pytest.fixture
def closed(qapp: QGuiApplication) -> Iterator[KioskStage]:
    made = KioskStage(now=SATURDAY)
    made.touch("Touch to start")
    made.touch("Help: call someone")
    yield made
    made.close()


@pytest.fixture
def opened(home: KioskStage) -> KioskStage:
    home.touch("Help: call someone")
    assert home.screen == "Help"
    return home


def test_open_desk_says_so_and_where_it_is(opened: KioskStage) -> None:
    texts = opened.texts()
    assert "The desk is open." in texts
    assert "Today until 12:30" in texts
    assert "Room C-001" in texts
    assert "Monday" in texts


def test_call_is_kept_and_its_reference_shown(opened: KioskStage) -> None:
    opened.touch("Call someone to come here")
    assert opened.screen == "HelpCalled"
    request = opened.store.kept[0].request
    assert any(request.reference in text for text in opened.texts())
    assert request.trail == ()


def test_double_tap_calls_once(opened: KioskStage) -> None:
    opened.store.hold = True
    where = opened.centre(opened.find("Call someone to come here"))
    opened.touch_at(where)
    opened.touch_at(where)
    opened.store.settle()
    opened.settle()
    assert len(opened.store.kept) == 1
    assert opened.screen == "HelpCalled"


def test_trail_goes_along_only_with_consent(opened: KioskStage) -> None:
    opened.touch("Tell them what I was looking at. Only the names of the screens, nothing you typed.")
    opened.touch("Call someone to come here")
    assert opened.store.kept[0].request.trail == ("Home", "Help")


def test_way_back_skips_help(opened: KioskStage) -> None:
    opened.touch("Call someone to come here")
    opened.touch("Go on where I was")
    assert opened.screen == "Home"


def test_closed_desk_says_when_it_opens_and_takes_the_call(closed: KioskStage) -> None:
    texts = closed.texts()
    assert "The desk is closed now." in texts
    assert "It opens on Monday 23 November at 08:00." in texts
    closed.touch("Leave a call")
    assert closed.screen == "HelpCalled"
    assert "Your call is kept." in closed.texts()


def test_call_that_cannot_be_kept_says_where_to_go(opened: KioskStage) -> None:
    opened.store.error = StoreFull("no space")
    opened.touch("Call someone to come here")
    assert opened.screen == "Help"
    assert "We could not call from here. Please go to Room C-001." in opened.texts()


def test_call_kept_after_the_visit_shows_nothing_to_the_next_person(opened: KioskStage) -> None:
    opened.store.hold = True
    opened.touch("Call someone to come here")
    opened.touch("Finish")
    opened.store.settle()
    opened.settle()
    assert opened.screen == "Attract"
    assert len(opened.store.kept) == 1


@pytest.mark.parametrize("year", [1970, 2100])
def test_wrong_clock_promises_nothing(qapp: QGuiApplication, year: int) -> None:
    stage = KioskStage(now=datetime(year, 1, 2, 3, 4, tzinfo=UTC))
    stage.touch("Touch to start")
    stage.touch("Help: call someone")
    texts = stage.texts()
    assert "Please see the opening hours below." in texts
    assert not {"The desk is open.", "The desk is closed now."} & set(texts)
    stage.close()


def test_hours_of_a_day_stand_in_one_line_where_there_is_room(opened: KioskStage) -> None:
    def lines() -> int:
        spans = [item for item in opened.items() if item.property("text") in ("08:00 to 12:30", "13:30 to 17:00")]
        return len({opened.centre(item).y() for item in spans})

    assert lines() == 4
    opened.session.looks.setTextSize(3)
    opened.settle()
    assert lines() == 8


def test_a_visit_that_called_enough_is_told_to_wait_or_where_to_go(opened: KioskStage) -> None:
    while opened.allowances.calls.take(opened.session.visit) is None:
        pass
    opened.touch("Call someone to come here")
    assert opened.screen == "Help"
    assert any("called already" in text and "Please wait, or go to" in text for text in opened.texts())
    assert not opened.store.kept
    opened.touch("Back")
    opened.touch("Help: call someone")
    assert not any("called already" in text for text in opened.texts())
