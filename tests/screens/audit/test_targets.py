"""Targets: what is too small and what is too near is found, and nothing else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF

from tests.screens.audit.conftest import Open
from tests.screens.audit.finding import Finding
from tests.screens.audit.targets import distance, near_targets, small_keys, small_targets

KEYBOARD = """
component InputPanel: Item {{ anchors.fill: parent }}
component BoardKey: Item {{ property int keyType: 0; property string text: "q" }}
InputPanel {{
    Row {{
        width: 800; height: {high}
        Repeater {{ model: {number}; BoardKey {{ width: {wide}; height: {high} }} }}
    }}
}}
"""


def words(found: list[Finding]) -> list[str]:
    return [finding.words for finding in found]


def test_a_button_below_twenty_millimetres_is_small(show: Open) -> None:
    window = show('Knob { text: "A"; width: 81; height: 76 } Knob { text: "B"; x: 200; width: 80; height: 80 }')
    assert words(list(small_targets(window.scene()))) == ["A"]


def test_a_choice_may_be_smaller_than_a_button_but_not_than_a_finger(show: Open) -> None:
    choice = 'Knob {{ text: "{0}"; x: {1}; width: {2}; height: {2}; Accessible.checkable: true }}'
    window = show(choice.format("fine", 0, 52) + choice.format("small", 200, 48))
    assert words(list(small_targets(window.scene()))) == ["small"]


def test_fields_and_tap_areas_are_targets_too(show: Open) -> None:
    window = show(
        'TextInput { objectName: "field"; width: 300; height: 30 }'
        'Item { objectName: "tap"; y: 100; width: 30; height: 30; TapHandler {} }'
        'MouseArea { objectName: "mouse"; y: 200; width: 30; height: 30 }'
        'Item { objectName: "plain"; y: 300; width: 30; height: 30 }'
    )
    assert {finding.name for finding in small_targets(window.scene())} == {"field", "tap", "mouse"}


def test_what_cannot_be_touched_now_may_have_any_size(show: Open) -> None:
    window = show('Knob { text: "A"; width: 10; enabled: false } Knob { text: "B"; width: 10; visible: false }')
    assert list(small_targets(window.scene())) == []


@pytest.mark.parametrize(("gap", "found"), [(0, ["A"]), (8, ["A"]), (10, [])], ids=["touching", "2 mm", "2.5 mm"])
def test_neighbours_need_a_gap(show: Open, gap: int, found: list[str]) -> None:
    window = show(f'Knob {{ text: "A" }} Knob {{ text: "B"; x: {100 + gap} }}')
    assert words(list(near_targets(window.scene()))) == found


def test_targets_over_each_other_are_too_near_and_nested_ones_are_not(show: Open) -> None:
    over = show('Knob { text: "A" } Knob { text: "B"; x: 50; y: 50 }')
    assert words(list(near_targets(over.scene()))) == ["A"]
    nested = show('Item { width: 400; height: 400; TapHandler {} Knob { text: "B" } }')
    assert list(near_targets(nested.scene())) == []


def test_what_is_scrolled_out_of_sight_is_near_nothing_outside(show: Open) -> None:
    window = show(
        "Flickable { width: 800; height: 300; clip: true; contentHeight: 900;"
        '    Knob { text: "seen"; y: 100 } Knob { text: "below"; y: 320 } }'
        'Knob { text: "beside"; y: 320 }'
    )
    assert list(near_targets(window.scene())) == []
    together = show('Flickable { width: 800; height: 300; Knob { text: "A"; y: 320 } Knob { text: "B"; y: 424 } }')
    assert words(list(near_targets(together.scene()))) == ["A"]


def test_distance_is_across_the_corner_where_boxes_stand_askew() -> None:
    assert distance(QRectF(0, 0, 10, 10), QRectF(13, 14, 10, 10)) == 5
    assert distance(QRectF(0, 0, 10, 10), QRectF(5, 20, 10, 10)) == 10
    assert distance(QRectF(0, 0, 10, 10), QRectF(5, 5, 10, 10)) == 0
    assert distance(QRectF(0, 0, 10, 10), QRectF()) == float("inf")


@pytest.mark.parametrize(
    ("number", "wide", "high", "found"),
    [(10, 80, 80, 0), (10, 80, 60, 10), (20, 40, 80, 0), (10, 40, 80, 10)],
    ids=["20 mm", "low", "full width shared", "narrow with room left"],
)
def test_keys_are_twenty_millimetres_or_share_the_whole_width(
    show: Open, number: int, wide: int, high: int, found: int
) -> None:
    window = show(KEYBOARD.format(number=number, wide=wide, high=high))
    assert len(list(small_keys(window.scene()))) == found
