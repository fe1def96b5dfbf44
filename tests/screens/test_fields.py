"""Every kind of question, touched and typed into on the real screen."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QContextMenuEvent, QGuiApplication

from kiosk.domain.flow import Screen
from kiosk.screens.form import FormModel
from tests.screens.every_field import every_field_pack
from tests.screens.stage import KioskStage
from tests.screens.walk import Walk

FITS = {"short_text": "A lamp", "long_text": "It flickers.\nSince Monday."}


@pytest.fixture
def everything(qapp: QGuiApplication) -> Iterator[Walk]:
    """Somebody at the first group of a form that asks everything."""
    stage = KioskStage(pack=every_field_pack())
    stage.go("start")
    walk = Walk(stage)
    walk.to_form("everything")
    yield walk
    stage.close()


def raw(walk: Walk) -> dict[str, object]:
    """What the form keeps."""
    model = walk.stage.session.model(Screen.FORM)
    assert isinstance(model, FormModel)
    return {field.question.id: model.raw(field.question.id) for field in model.fields.fields}


def to_group(walk: Walk, number: int) -> None:
    """On to the group with this number, answering what comes before."""
    if number > 1:
        walk.type("short_text", FITS["short_text"])
        walk.tap("continue")
    if number > 2:
        for name in ("choice.red", "multiple_choice.tea", "yes_no.no"):
            walk.tap(f"option.{name}")
        walk.tap("continue")
    if number > 3:
        pick_day(walk, "day.date", "2026-11-30")
        pick_day(walk, "first.date_range", "2026-11-24")
        walk.tap("last.date_range.calendar.2026-11-26")
        walk.tap("continue")


def pick_day(walk: Walk, picker: str, day: str) -> None:
    """Open a calendar and touch a day."""
    walk.tap(f"{picker}.line")
    walk.tap(f"{picker}.calendar.{day}")


def test_lines_of_a_long_text_stay(everything: Walk) -> None:
    everything.type("short_text", FITS["short_text"])
    everything.type("long_text", FITS["long_text"])
    assert raw(everything) == FITS


@pytest.mark.parametrize("field", ["short_text", "long_text"])
def test_ten_thousand_pasted_characters_are_told_at_once_and_not_cut(everything: Walk, field: str) -> None:
    everything.touch_entry(field)
    pasted = "x" * 9_999
    began = time.perf_counter()
    everything.type(field, pasted)
    everything.tap("continue")
    # Far above what it takes (0.2 s): this tells quick from stuck, nothing finer.
    assert time.perf_counter() - began < 8
    assert raw(everything)[field] == pasted
    assert any("too long" in fault for fault in everything.faults())


@pytest.mark.parametrize("field", ["short_text", "long_text"])
def test_more_than_ever_fits_is_cut_where_it_is_told_to_be_too_long(everything: Walk, field: str) -> None:
    everything.type(field, "x" * 25_000)
    everything.tap("continue")
    kept = raw(everything)[field]
    assert isinstance(kept, str)
    assert len(kept) == 10_000
    assert any("too long" in fault for fault in everything.faults())


@pytest.mark.parametrize(
    "typed",
    ["\u202eabc\u202c", "a\x07b\x1b[0m", "👩\u200d🔧🛠️ broken", "مصباح\u200f lamp", "a\u0301 b\u00a0c"],
    ids=["override", "control", "emoji", "mixed", "combining"],
)
def test_strange_characters_are_taken_without_harm(everything: Walk, typed: str) -> None:
    everything.type("short_text", typed)
    everything.tap("continue")
    assert everything.faults() == []
    assert "Choices" in everything.stage.texts()


def test_text_of_nothing_but_control_characters_is_still_empty(everything: Walk) -> None:
    everything.type("short_text", "\u202e\u200f\u2066")
    everything.tap("continue")
    assert everything.faults() == ["This is still empty. Please fill it in."]


def test_one_of_several_is_one_and_any_of_several_is_any(everything: Walk) -> None:
    to_group(everything, 2)
    for option in (
        "choice.red",
        "choice.green",
        "multiple_choice.sugar",
        "multiple_choice.tea",
        "multiple_choice.sugar",
    ):
        everything.tap(f"option.{option}")
    assert raw(everything)["choice"] == "green"
    assert raw(everything)["multiple_choice"] == ("tea",)
    assert everything.item("option.choice.green").property("chosen") is True
    assert everything.item("option.choice.red").property("chosen") is False


def test_a_question_comes_and_goes_with_the_answer_it_depends_on(everything: Walk) -> None:
    to_group(everything, 2)
    everything.tap("option.choice.red")
    assert everything.named("entry.how_many") is None
    everything.tap("option.yes_no.yes")
    everything.type("how_many", "3")
    everything.tap("option.yes_no.no")
    assert everything.named("entry.how_many") is None
    assert raw(everything)["choice"] == "red"
    everything.tap("option.yes_no.yes")
    assert everything.entry("how_many").property("text") == "3"


def test_the_calendar_offers_only_possible_days(everything: Walk) -> None:
    to_group(everything, 3)
    everything.tap("day.date.line")
    assert not everything.item("day.date.calendar.2026-11-23").property("enabled")
    everything.tap("day.date.calendar.2026-11-23")
    assert raw(everything)["date"] is None
    everything.tap("day.date.calendar.on")
    everything.tap("day.date.calendar.2026-12-24")
    assert raw(everything)["date"] == "2026-12-24"
    assert everything.named("day.date.calendar") is None
    assert "Thursday 24 December 2026" in everything.stage.texts()


def test_the_calendar_does_not_turn_to_a_month_without_a_possible_day(everything: Walk) -> None:
    to_group(everything, 3)
    everything.tap("day.date.line")
    assert not everything.item("day.date.calendar.back").property("enabled")
    everything.tap("day.date.calendar.on")
    everything.tap("day.date.calendar.on")
    assert "January 2027" in everything.stage.texts() or "December 2026" in everything.stage.texts()
    assert everything.named("day.date.calendar.2027-02-01") is None


def test_a_range_asks_for_the_last_day_after_the_first_and_not_before_it(everything: Walk) -> None:
    to_group(everything, 3)
    pick_day(everything, "first.date_range", "2026-11-24")
    assert not everything.item("last.date_range.calendar.2026-11-23").property("enabled")
    everything.tap("last.date_range.calendar.2026-11-26")
    assert raw(everything)["date_range"] == ("2026-11-24", "2026-11-26")


def test_calendars_run_from_right_to_left_in_arabic(everything: Walk) -> None:
    to_group(everything, 3)
    everything.tap("day.date.line")

    def days() -> list[float]:
        cells = [everything.item(f"day.date.calendar.2026-11-{day}") for day in (23, 24, 25)]
        return [everything.stage.centre(cell).x() for cell in cells]

    assert days() == sorted(days())
    everything.stage.session.setLanguage("ar")
    everything.stage.settle()
    assert days() == sorted(days(), reverse=True)


@pytest.mark.parametrize(
    ("field", "wrong", "told", "right"),
    [
        ("number", "many", "not a number", "12"),
        ("number", "51", "The most is 50", "50"),
        ("number", "1.5", "whole number", "٢"),
        ("money", "12,345", "digits after the point", "12,34"),
        ("phone", "call me", "not a phone number", "+49 (30) 123-456"),
        ("email", "me@home", "not an e-mail address", "me@home.org"),
        ("number", "۶۰", "The most is 50", "۵۰"),
        ("money", "٦٬٠٠٠", "The most is", "٤٬٩٩٩٫٩٩"),
        ("email", "me＠home", "not an e-mail address", "me＠home。org"),
        ("room", "214", "C-214", "B-007"),
        ("asset_tag", "20417", "NB-20417", "NB-00001"),
    ],
)
def test_a_wrong_answer_is_told_once_it_is_left_and_withdrawn_once_it_is_right(
    everything: Walk, field: str, wrong: str, told: str, right: str
) -> None:
    to_group(everything, 4)
    everything.type(field, wrong)
    assert everything.faults() == [], "not while it is typed for the first time"
    everything.touch_entry("phone" if field == "email" else "email")
    assert [fault for fault in everything.faults() if told in fault]
    everything.entry(field).setProperty("text", "")
    everything.type(field, right)
    assert everything.faults() == []


def test_codes_keep_their_order_in_arabic(everything: Walk) -> None:
    to_group(everything, 4)
    everything.type("phone", "+49 30 123456")
    everything.stage.session.setLanguage("ar")
    everything.stage.settle()
    assert everything.entry("phone").property("text") == "\u200e+49 30 123456"
    assert raw(everything)["phone"] == "+49 30 123456"


def test_every_entry_says_its_question_and_its_fault(everything: Walk) -> None:
    everything.tap("continue")
    spoken = everything.entry("short_text").property("spokenName")
    assert "A short_text" in spoken
    assert "This is still empty" in spoken
    assert "optional" in everything.entry("long_text").property("spokenName")


def test_a_long_text_only_looked_at_is_left_in_peace(everything: Walk) -> None:
    everything.touch_entry("long_text")
    everything.touch_entry("short_text")
    assert raw(everything)["long_text"] is None
    assert everything.faults() == []


def test_no_menu_of_the_toolkit_opens_over_a_field(everything: Walk) -> None:
    """Qt's own would be a window besides ours, in Qt's language, offering what was copied before."""
    everything.type("short_text", "A lamp")
    windows = len(QGuiApplication.topLevelWindows())
    window, point = everything.stage.window, everything.stage.centre(everything.entry("short_text"))
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, window.mapToGlobal(point))
    QGuiApplication.sendEvent(window, asked)
    everything.stage.settle()
    assert len(QGuiApplication.topLevelWindows()) == windows
