"""Things to touch that say not what they are are found, and words that nobody who listens is told."""

from __future__ import annotations

import pytest

from tests.screens.audit.conftest import Open
from tests.screens.audit.names import nameless, no_heading, told_of, unspoken
from tests.screens.audit.small_window import SmallWindow

BUTTON = "T.AbstractButton {{ width: 100; height: 100; Accessible.role: Accessible.{0}; Accessible.name: '{1}' }}"


def faults(window: SmallWindow) -> list[str]:
    scene = window.scene()
    return [finding.measured for finding in nameless(scene, told_of(scene))]


def silent(window: SmallWindow) -> list[str]:
    scene = window.scene()
    return [finding.words for finding in unspoken(scene, told_of(scene))]


@pytest.mark.parametrize(
    ("item", "found"),
    [
        (BUTTON.format("Button", ""), ["has no name"]),
        (BUTTON.format("StaticText", "Go"), ["is a StaticText"]),
        ("Item { width: 90; height: 90; TapHandler {} }", ["is not told at all"]),
        ("TextInput { width: 90; height: 90 }", ["has no name"]),
        (BUTTON.format("Button", "Go"), []),
        (BUTTON.format("CheckBox", "Tea"), []),
        ("TextInput { width: 90; height: 90; Accessible.name: 'Room' }", []),
    ],
    ids=["nameless", "wrong role", "not told", "nameless field", "button", "box", "field"],
)
def test_what_is_touched_has_a_name_and_a_role(show: Open, item: str, found: list[str]) -> None:
    assert faults(show(item)) == found


def test_words_that_are_told_or_belong_to_what_is_told_are_heard(show: Open) -> None:
    assert silent(show('Text { text: "Hello"; Accessible.name: text; Accessible.role: Accessible.StaticText }')) == []
    assert silent(show('Knob { text: "Go" }')) == []


def test_words_that_are_ignored_are_not(show: Open) -> None:
    assert silent(show('Text { text: "Hello"; Accessible.ignored: true }')) == ["Hello"]


def test_words_on_a_button_stand_in_its_name_and_not_somewhere_else(show: Open) -> None:
    key = 'Knob { Accessible.name: "Assistance"; text: "Help" }'
    told = 'Text { y: 200; text: "Help"; Accessible.name: text; Accessible.role: Accessible.StaticText }'
    assert silent(show(key + told)) == ["Help"]


def test_a_label_may_stand_in_the_name_of_its_field(show: Open) -> None:
    label = 'Text { text: "Room"; Accessible.ignored: true }'
    assert silent(show(label + 'TextInput { y: 50; width: 90; Accessible.name: "Room. As on the door" }')) == []


@pytest.mark.parametrize("words", ["\u2066K7-0042M-9\u2069", "K7\u00a00042M", "two\nlines"])
def test_isolates_and_spaces_make_no_difference_to_ears(show: Open, words: str) -> None:
    spelled = " ".join(words.strip("\u2066\u2069"))
    body = f"Item {{ Accessible.name: {spelled!r}; Accessible.role: Accessible.StaticText; Text {{ text: {words!r}; "
    assert silent(show(body + "Accessible.ignored: true } }")) == []


def test_a_screen_has_a_heading(show: Open) -> None:
    for role, number in (("Heading", 0), ("StaticText", 1)):
        scene = show(f'Text {{ text: "T"; Accessible.name: text; Accessible.role: Accessible.{role} }}').scene()
        assert len(list(no_heading(scene, told_of(scene)))) == number
