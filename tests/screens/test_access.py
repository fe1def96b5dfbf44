"""Access: larger text, other colours, lower controls; seen at once, gone with the visit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF

from kiosk.screens.theme import PALETTES, Contrast
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


def test_heading_stands_above_what_is_touched_in_reach_mode(home: KioskStage) -> None:
    home.session.looks.setReach(True)
    home.settle()
    title = next(item for item in home.items() if item.property("text") == "What can we do for you?")
    assert home.centre(title).y() < home.window.height() / 2
    # While the keyboard needs the lower half, nothing stands above the frame.
    home.go("warn")
    assert home.page().mapToScene(QPointF(0, 0)).y() == 0


def test_reach_leaves_room_for_what_one_came_for(home: KioskStage) -> None:
    home.go("browse")
    home.session.looks.setReach(True)
    home.settle()
    assert home.page().height() >= 0.68 * home.window.height() / 2


@pytest.mark.parametrize(
    ("language", "sample"), [("en", "Aa"), ("ar", "أ ب"), ("fa", "آ ب"), ("el", "Αα"), ("zh", "字")]
)
def test_sizes_are_shown_in_the_script_that_is_read(home: KioskStage, language: str, sample: str) -> None:
    home.session.setLanguage(language)
    home.go("choose_access")
    sizes = [item.property("font").pixelSize() for item in home.items() if item.property("text") == sample]
    assert len(sizes) == 8
    assert sizes[:4] == sorted(set(sizes[:4]))


@pytest.mark.parametrize(("contrast", "name"), [("dark", "Light"), ("light", "Yellow on black")])
def test_theme_is_shown_in_its_own_colours(home: KioskStage, contrast: str, name: str) -> None:
    home.go("choose_access")
    home.session.looks.setContrast(contrast)
    home.settle()
    tile = home.find(name)
    corner = tile.mapToScene(QPointF(tile.width() - 12, tile.height() / 2)).toPoint()
    shown = {"Light": Contrast.LIGHT, "Yellow on black": Contrast.YELLOW_ON_BLACK}[name]
    assert home.picture().pixelColor(corner).name().upper() == PALETTES[shown].paper


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
