"""Access: larger text, other colours, lower controls; seen at once, gone with the visit."""

from __future__ import annotations

from tests.screens.stage import KioskStage


def test_text_grows_at_once(home: KioskStage) -> None:
    home.go("choose_access")
    before = next(item for item in home.items() if item.property("text") == "Make it easier for you").height()
    home.touch("Largest")
    after = next(item for item in home.items() if item.property("text") == "Make it easier for you").height()
    assert after > before
    assert home.session.looks.textSize == 3


def test_colours_change_at_once(home: KioskStage) -> None:
    home.go("choose_access")
    home.touch("Yellow on black")
    assert home.session.looks.contrast == "yellow_on_black"
    assert home.picture().pixelColor(10, 1000).name() == "#000000"


def test_reach_moves_everything_to_touch_into_the_lower_half(home: KioskStage) -> None:
    home.go("choose_access")
    home.session.looks.setReach(True)
    home.settle()
    for item in home.touchables():
        assert home.centre(item).y() > home.window.height() / 2, item.property("spokenName")


def test_done_goes_back(home: KioskStage) -> None:
    home.go("browse")
    home.go("choose_access")
    home.touch("Done")
    assert home.screen == "Catalog"


def test_next_person_does_not_inherit_it(home: KioskStage) -> None:
    home.session.looks.setContrast("dark")
    home.session.looks.setTextSize(2)
    home.touch("Finish")
    assert home.session.looks.contrast == "light"
    assert home.session.looks.textSize == 1
