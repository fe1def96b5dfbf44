"""Attract: greets in every language, and any touch begins a visit."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from tests.screens.stage import KioskStage


def test_touch_anywhere_begins_a_visit(stage: KioskStage) -> None:
    assert stage.session.visit is None
    stage.touch_at(QPoint(540, 500))
    stage.settle()
    assert stage.screen == "Home"
    assert stage.session.visit is not None


def test_language_can_be_chosen_with_the_first_touch(stage: KioskStage) -> None:
    stage.touch("العربية")
    assert stage.screen == "Home"
    assert stage.session.language_code == "ar"


def test_double_tap_begins_one_visit_and_presses_nothing_behind_it(stage: KioskStage) -> None:
    where = stage.centre(stage.find("Touch to start"))
    stage.touch_at(where)
    stage.touch_at(where)
    stage.settle()
    assert stage.screen == "Home"


def test_announcements_are_seen_before_anyone_asks(stage: KioskStage) -> None:
    assert "E-mail is slow in Building C. Expected back at 14:30." in stage.texts()


def test_greeting_changes_language(stage: KioskStage) -> None:
    page = stage.page()
    titles = set()
    for turn in range(len(stage.pack.languages)):
        page.setProperty("turn", turn)
        titles.add(page.property("title"))
    assert len(titles) == len(stage.pack.languages)
