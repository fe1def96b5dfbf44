"""The end of a visit: nothing personal stays, and nothing late reaches the next person (promise 5)."""

from __future__ import annotations

from concurrent.futures import Future

from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from kiosk.errors import StoreFull
from tests.screens.stage import KioskStage
from tests.screens.test_language import field_of


def test_finish_wipes_everything(home: KioskStage) -> None:
    home.session.setLanguage("ar")
    home.go("open_service", "wifi")
    home.go("fill_in")
    field = field_of(home)
    home.touch_at(home.centre(field))
    for letter in "Mona Haddad":
        QTest.keyClick(home.window, letter)
    assert field.property("text") == "Mona Haddad"
    QGuiApplication.clipboard().setText("Mona Haddad")
    (home.kiosk.keyboard.folder / "words.dat").write_text("Mona Haddad")
    home.go("finish")
    assert home.screen == "Attract"
    assert home.session.language_code == "en"
    assert QGuiApplication.clipboard().text() == ""
    assert not any(path.is_file() for path in home.kiosk.keyboard.folder.rglob("*"))
    assert home.session.visit is None
    assert home.session.keeper.trail == ()
    home.touch("Touch to start")
    home.go("open_service", "wifi")
    home.go("fill_in")
    assert field_of(home).property("text") == ""


def test_each_visit_has_its_own_id(stage: KioskStage) -> None:
    stage.touch("Touch to start")
    first = stage.session.visit
    stage.touch("Finish")
    stage.touch("Touch to start")
    assert stage.session.visit not in (None, first)
    assert stage.ended == [first]


def test_result_of_an_ended_visit_is_dropped(home: KioskStage) -> None:
    got: list[int] = []
    late: Future[int] = Future()
    home.session.bridge.await_result(late, got.append, lambda error: got.append(-1))
    home.go("finish")
    home.touch("Touch to start")
    late.set_result(7)
    home.settle()
    assert got == []


def test_late_failure_is_dropped_too(home: KioskStage) -> None:
    got: list[object] = []
    late: Future[int] = Future()
    home.session.bridge.await_result(late, got.append, got.append)
    home.go("finish")
    late.set_exception(StoreFull("no space"))
    home.settle()
    assert got == []


def test_trail_remembers_screens_by_name(home: KioskStage) -> None:
    home.go("browse")
    home.go("help")
    assert home.session.keeper.trail == ("Home", "Catalog", "Help")
