"""Contrast is measured on the picture, whatever the colours are called."""

from __future__ import annotations

import pytest

from kiosk.screens.theme import Contrast
from tests.screens.audit.conftest import Open
from tests.screens.audit.contrast import faint_fields, faint_words
from tests.screens.audit.pixels import contrast, photograph
from tests.screens.audit.small_window import SmallWindow

ICON = """
component Icon: Text { property string name: "warning"; font.pixelSize: 40; text: "!" }
"""


def faint(window: SmallWindow, theme: Contrast = Contrast.LIGHT) -> list[str]:
    scene = window.scene(theme)
    return [finding.measured for finding in faint_words(scene, photograph(window.window, scene.texts))]


def text(colour: str, size: int = 30, more: str = "") -> str:
    return f'Text {{ text: "Words to read"; color: "{colour}"; font.pixelSize: {size}; {more} }}'


def test_the_ratio_is_that_of_wcag() -> None:
    assert contrast((255, 255, 255), (0, 0, 0)) == 21
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("colour", "found"), [("#595959", 0), ("#5c5c5c", 1)], ids=["7.0 to 1", "6.7 to 1"])
@pytest.mark.parametrize("size", [16, 30, 90])
def test_text_needs_seven_to_one_in_any_size(show: Open, colour: str, found: int, size: int) -> None:
    assert len(faint(show(text(colour, size)))) == found


@pytest.mark.parametrize(("colour", "found"), [("#161616", 0), ("#303030", 1)], ids=["18 to 1", "13 to 1"])
def test_the_high_contrast_themes_need_fifteen_to_one(show: Open, colour: str, found: int) -> None:
    window = show(text(colour))
    assert faint(window) == []
    assert len(faint(window, Contrast.BLACK_ON_WHITE)) == found
    assert len(faint(window, Contrast.YELLOW_ON_BLACK)) == found


def test_what_is_see_through_counts_as_it_is_seen(show: Open) -> None:
    (found,) = faint(show(f"Item {{ opacity: 0.5; {text('black')} }}"))
    assert "on #FFFFFF" in found


def test_the_ground_is_what_lies_under_the_letters(show: Open) -> None:
    assert len(faint(show('Rectangle { width: 400; height: 80; color: "#4a5563"; ' + text("black") + " }"))) == 1
    assert faint(show('Rectangle { width: 400; height: 80; color: "black"; ' + text("white") + " }")) == []


def test_the_worst_of_two_grounds_counts(show: Open) -> None:
    halves = 'Rectangle { width: 60; height: 60; color: "#333333" }'
    assert len(faint(show(halves + text("black")))) == 1


def test_a_word_of_the_colour_of_its_ground_is_not_seen_at_all(show: Open) -> None:
    assert faint(show(text("white"))) == ["is not seen at all"]


def test_what_is_scrolled_under_a_heading_that_stays_is_judged_elsewhere(show: Open) -> None:
    list_ = f"Flickable {{ anchors.fill: parent; contentHeight: 900; {text('#cccccc')} }}"
    heading = "Rectangle { width: 800; height: 80; color: 'white' }"
    assert len(faint(show(list_))) == 1
    assert faint(show(list_ + heading)) == []
    assert len(faint(show(heading + list_))) == 1


def test_icons_need_three_to_one(show: Open) -> None:
    assert faint(show(ICON + 'Icon { color: "#8a8a8a" }')) == []
    assert len(faint(show(ICON + 'Icon { color: "#a0a0a0" }'))) == 1


def test_a_placeholder_needs_less_than_what_is_typed(show: Open) -> None:
    field = 'TextField {{ width: 400; {0}: "Words"; color: "#707070"; placeholderTextColor: "#707070" }}'
    assert faint(show(field.format("placeholderText"))) == []
    assert len(faint(show(field.format("text")))) == 1


def test_what_cannot_be_used_now_may_be_faint(show: Open) -> None:
    assert faint(show(text("#bbbbbb", more="enabled: false"))) == []


def test_letters_are_back_in_their_colours_after_the_picture(show: Open) -> None:
    window = show('property color ink: "black"; Text { objectName: "t"; text: "Words"; color: window.ink }')
    faint(window)
    window.window.setProperty("ink", "#00ff00")
    assert window.item("t").property("color").name() == "#00ff00"


@pytest.mark.parametrize(("edge", "found"), [("#8a8a8a", 0), ("#d8d3c8", 1)], ids=["3.5 to 1", "1.5 to 1"])
def test_the_outline_of_a_field_needs_three_to_one(show: Open, edge: str, found: int) -> None:
    field = f'TextField {{ x: 100; width: 300; height: 80; background: Rectangle {{ border.color: "{edge}" }} }}'
    window = show(field)
    scene = window.scene()
    assert len(list(faint_fields(scene, photograph(window.window, scene.texts)))) == found
