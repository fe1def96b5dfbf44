"""Language: changed on any screen, mirrored at once, and nothing typed is lost."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from tests.screens.stage import KioskStage


def field_of(stage: KioskStage) -> QQuickItem:
    return next(item for item in stage.items() if item.inherits("QQuickTextField"))


def test_choosing_goes_back_in_that_language(home: KioskStage) -> None:
    home.go("browse")
    home.touch("Language: English")
    assert home.screen == "Language"
    home.touch("العربية")
    assert home.screen == "Catalog"
    assert home.session.language_code == "ar"
    assert "العربية" in home.texts()


def test_screen_is_mirrored(home: KioskStage) -> None:
    mark = home.find("Home")
    left = home.centre(mark).x()
    home.session.setLanguage("ar")
    home.settle()
    assert abs(home.centre(mark).x() - (home.window.width() - left)) <= 1


def test_what_was_typed_stays(home: KioskStage) -> None:
    home.go("open_service", "wifi")
    home.go("fill_in")
    field = field_of(home)
    home.touch_at(home.centre(field))
    for letter in "Mona":
        QTest.keyClick(home.window, letter)
    home.go("choose_language")
    home.touch("العربية")
    assert home.screen == "Form"
    assert field_of(home).property("text") == "Mona"


def test_language_the_pack_has_not_is_ignored(home: KioskStage) -> None:
    home.session.setLanguage("fr")
    assert home.session.language_code == "en"


def test_double_tap_changes_the_language_once(home: KioskStage) -> None:
    home.go("choose_language")
    where = home.centre(home.find("العربية"))
    home.touch_at(where)
    home.touch_at(where)
    home.settle()
    assert home.screen == "Home"
    assert home.session.language_code == "ar"


def test_current_language_is_told_in_words(home: KioskStage) -> None:
    home.go("choose_language")
    assert "Current language" in home.texts()
    chosen = [item for item in home.touchables() if item.property("chosen")]
    assert [item.property("text") for item in chosen] == ["English"]


def test_each_language_is_called_by_its_own_name(home: KioskStage) -> None:
    home.go("choose_language")
    assert {"English", "العربية", "فارسی", "Ελληνικά", "中文"} <= set(home.texts())


def test_kiosk_whose_language_the_pack_has_not_begins_in_the_packs_first(qapp: QGuiApplication) -> None:
    stage = KioskStage(language="fr")
    assert stage.session.language_code == "en"
    assert stage.session.languageName == "English"
    stage.close()
