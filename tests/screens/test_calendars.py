"""Calendars by language: months, week, digits and direction as the reader's own calendar has them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from tests.screens.five_languages import IranianStage, five_language_pack
from tests.screens.test_fields import to_group
from tests.screens.walk import Walk

PAGE = "day.date.calendar"


@pytest.fixture
def days(qapp: QGuiApplication) -> Iterator[Walk]:
    """Somebody asked for a day from tomorrow to forty days on, the calendar open on Monday 2 Azar 1405."""
    stage = IranianStage(pack=five_language_pack())
    stage.go("start")
    walk = Walk(stage)
    walk.to_form("everything")
    to_group(walk, 3)
    walk.tap("day.date.line")
    yield walk
    stage.close()


def speak(walk: Walk, language: str) -> None:
    walk.stage.session.setLanguage(language)
    walk.stage.settle()


def shown(walk: Walk, day: str) -> str:
    text = walk.item(f"{PAGE}.{day}").property("text")
    assert isinstance(text, str)
    return text


def head(walk: Walk) -> list[str]:
    """The words above the days, from left to right as they are seen."""
    found = [item for item in walk.stage.items() if item.objectName() == f"{PAGE}.weekday"]
    return [str(item.property("text")) for item in sorted(found, key=lambda item: walk.stage.centre(item).x())]


def test_a_persian_reader_turns_the_pages_of_their_own_calendar(days: Walk) -> None:
    speak(days, "fa")
    assert "آذر ۱۴۰۵" in days.stage.texts()
    assert (shown(days, "2026-11-22"), shown(days, "2026-11-26"), shown(days, "2026-12-21")) == ("۱", "۵", "۳۰")
    assert days.named(f"{PAGE}.2026-12-22") is None
    assert not days.item(f"{PAGE}.back").property("enabled")
    days.tap(f"{PAGE}.on")
    assert "دی ۱۴۰۵" in days.stage.texts()
    assert not days.item(f"{PAGE}.on").property("enabled"), "Bahman begins after the last possible day"
    assert days.item(f"{PAGE}.2027-01-02").property("enabled")
    assert not days.item(f"{PAGE}.2027-01-03").property("enabled")
    days.tap(f"{PAGE}.2026-12-24")
    assert "پنجشنبه ۳ دی ۱۴۰۵" in days.stage.texts()


def test_the_persian_week_runs_from_saturday_at_the_right(days: Walk) -> None:
    speak(days, "fa")
    saturday, sunday, friday = (
        days.stage.centre(days.item(f"{PAGE}.{day}")) for day in ("2026-11-28", "2026-11-29", "2026-12-04")
    )
    assert saturday.y() == sunday.y() == friday.y()
    assert saturday.x() > sunday.x() > friday.x()
    assert head(days) == ["ج", "پ", "چ", "س", "د", "ی", "ش"]


def test_a_page_turned_to_stays_about_the_same_days_in_another_calendar(days: Walk) -> None:
    days.tap(f"{PAGE}.on")
    assert "December 2026" in days.stage.texts()
    speak(days, "fa")
    assert "آذر ۱۴۰۵" in days.stage.texts()
    speak(days, "en")
    assert "December 2026" in days.stage.texts()


@pytest.mark.parametrize(
    ("language", "month", "weekdays", "number"),
    [
        ("en", "November 2026", ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], "26"),
        ("ar", "نوفمبر ٢٠٢٦", ["ج", "خ", "ر", "ث", "ن", "ح", "س"], "٢٦"),
        ("el", "Νοέμβριος 2026", ["Δευ", "Τρί", "Τετ", "Πέμ", "Παρ", "Σάβ", "Κυρ"], "26"),
        ("zh", "2026年11月", ["一", "二", "三", "四", "五", "六", "日"], "26"),
    ],
)
def test_other_readers_turn_gregorian_pages(
    days: Walk, language: str, month: str, weekdays: list[str], number: str
) -> None:
    speak(days, language)
    assert month in days.stage.texts()
    assert head(days) == weekdays
    assert shown(days, "2026-11-26") == number
