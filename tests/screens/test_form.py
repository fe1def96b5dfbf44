"""Form: one group at a time, nothing lost on any way through it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.screens.walk import Walk


def to_second_group(walk: Walk) -> None:
    """Answer the first group of the laptop's form and go on."""
    walk.to_form("laptop")
    walk.tap("option.model.light")
    walk.tap("day.when.line")
    walk.tap("day.when.calendar.2026-11-30")
    walk.type("room", "C-214")
    walk.tap("continue")
    assert "About the old laptop" in walk.stage.texts()


def test_the_form_shows_one_group_and_how_far_one_has_come(walk: Walk) -> None:
    walk.to_form("laptop")
    texts = walk.stage.texts()
    assert "Which laptop do you need?" in texts
    assert "Step 1 of 4" in texts
    assert "Is it broken?" not in texts
    assert "Replacement laptop" in texts, "the top bar says what this is about"


def test_continue_leads_to_the_first_question_without_an_answer(walk: Walk) -> None:
    walk.to_form("laptop")
    walk.tap("option.model.light")
    walk.tap("continue")
    assert "Step 1 of 4" in walk.stage.texts()
    assert len(walk.faults()) == 2
    assert walk.focused() == "day.when.line"


def test_a_question_left_alone_is_not_reproached_before_continue(walk: Walk) -> None:
    walk.to_form("laptop")
    walk.touch_entry("room")
    walk.tap("option.model.light")
    assert walk.faults() == []


def test_back_goes_a_group_back_then_leaves_and_keeps_every_answer(walk: Walk) -> None:
    to_second_group(walk)
    walk.stage.touch("Back")
    assert walk.stage.screen == "Form"
    assert "Step 1 of 4" in walk.stage.texts()
    assert walk.entry("room").property("text") == "C-214"
    assert walk.item("option.model.light").property("chosen") is True
    walk.stage.touch("Back")
    assert walk.stage.screen == "Service"
    walk.tap("start")
    assert walk.entry("room").property("text") == "C-214"


def test_answers_outlive_help_language_and_warning(walk: Walk) -> None:
    walk.to_form("laptop")
    walk.type("room", "C-21")
    walk.stage.touch("Call someone")
    assert walk.stage.screen == "Help"
    walk.stage.touch("Back")
    assert walk.entry("room").property("text") == "C-21"
    walk.stage.session.setLanguage("ar")
    walk.stage.settle()
    assert "أي حاسوب تحتاج؟" in walk.stage.texts()
    assert walk.entry("room").property("text").strip("\u200e") == "C-21"
    walk.stage.clock.advance(61)
    walk.stage.session.tick()
    walk.stage.settle()
    assert walk.stage.screen == "Warning"
    walk.stage.go("resume")
    assert walk.entry("room").property("text").strip("\u200e") == "C-21"


def test_faults_are_told_in_the_language_chosen_later(walk: Walk) -> None:
    walk.to_form("laptop")
    walk.tap("continue")
    english = walk.faults()
    walk.stage.session.setLanguage("ar")
    walk.stage.settle()
    assert len(walk.faults()) == len(english)
    walk.stage.session.setLanguage("en")
    walk.stage.settle()
    assert walk.faults() == english


def test_a_double_tap_on_continue_skips_no_group(walk: Walk) -> None:
    walk.to_form("laptop")
    walk.tap("option.model.light")
    walk.tap("day.when.line")
    walk.tap("day.when.calendar.2026-11-30")
    walk.type("room", "C-214")
    walk.tap("continue", wait=False)
    walk.tap("continue", wait=False)
    walk.stage.settle()
    assert "Step 2 of 4" in walk.stage.texts()
    assert walk.faults() == []


def test_what_is_pressed_stays_under_the_finger(walk: Walk) -> None:
    to_second_group(walk)
    walk.stage.touch("Back")
    option = walk.item("option.model.advise")
    area = option.parentItem()
    while not area.inherits("QQuickFlickable"):
        area = area.parentItem()
    area.setProperty("contentY", 300.0)
    walk.stage.settle()
    point = walk.stage.centre(option)
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(walk.stage.window, button, none, point)
    walk.stage.settle()
    assert walk.stage.centre(option) == point
    QTest.mouseRelease(walk.stage.window, button, none, point)
    walk.stage.settle()
    assert option.property("chosen") is True


def test_a_form_left_half_way_is_found_again_in_the_visit_and_gone_in_the_next(walk: Walk) -> None:
    walk.to_form("laptop")
    walk.type("room", "C-2")
    walk.stage.go("home")
    walk.stage.go("open_service", "laptop")
    assert walk.item("start").property("text") == "Go on"
    walk.tap("start")
    assert walk.entry("room").property("text") == "C-2"
    walk.stage.go("finish")
    walk.stage.go("start")
    walk.to_form("laptop")
    assert walk.entry("room").property("text") == ""


def test_the_last_group_leads_to_identify(walk: Walk) -> None:
    to_second_group(walk)
    walk.tap("option.broken.no")
    walk.tap("continue")
    assert walk.stage.screen == "Identify"
    walk.stage.touch("Back")
    assert "Step 2 of 4" in walk.stage.texts()


def test_after_every_group_the_focus_stands_on_the_title(walk: Walk) -> None:
    to_second_group(walk)
    item = walk.stage.window.activeFocusItem()
    assert item is not None
    assert item.property("text") == "About the old laptop"


def test_a_form_only_looked_at_is_not_begun(walk: Walk) -> None:
    to_second_group(walk)
    walk.tap("option.broken.yes")
    walk.touch_entry("what")
    walk.stage.touch("Back")
    walk.stage.touch("Back")
    walk.stage.go("home")
    walk.to_form("wifi")
    walk.touch_entry("guest")
    walk.stage.touch("Back")
    assert walk.stage.screen == "Service"
    assert walk.item("start").property("text") == "Start"
