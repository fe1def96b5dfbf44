"""A ring that is thin, faint or missing, a page that keys cannot leave, and things they do not reach are found."""

from __future__ import annotations

import pytest

from tests.screens.audit.conftest import Open
from tests.screens.audit.focus import focus_faults

RINGED = """
property bool keys: true
component Ringed: T.AbstractButton {{
    id: button
    activeFocusOnTab: true; focusPolicy: Qt.StrongFocus
    width: 100; height: 100
    background: Rectangle {{
        border.color: "black"; color: "white"
        Rectangle {{
            anchors.fill: parent; anchors.margins: -10; color: "transparent"
            border.color: "{colour}"; border.width: {width}
            visible: button.activeFocus && window.keys
        }}
    }}
}}
"""
START = "Item { id: start; focus: true; activeFocusOnTab: false }"
THREE = 'Ringed { text: "A"; x: 50; y: 50 } Ringed { text: "B"; x: 300; y: 50 }' + START


def faults(show: Open, body: str, *, colour: str = "black", width: int = 5) -> list[str]:
    window = show(RINGED.format(colour=colour, width=width) + body)
    window.window.requestActivate()
    window.settle()

    def show_ring(shown: bool) -> None:
        window.window.setProperty("keys", shown)

    return [f"{finding.words} {finding.measured}" for finding in focus_faults(window.scene, show_ring)]


def test_a_thick_dark_ring_around_everything_is_right(show: Open) -> None:
    assert faults(show, THREE) == []


@pytest.mark.parametrize(
    ("colour", "width"), [("black", 2), ("#cccccc", 5), ("transparent", 5)], ids=["thin", "faint", "missing"]
)
def test_a_ring_that_is_hardly_seen_is_told(show: Open, colour: str, width: int) -> None:
    found = faults(show, THREE, colour=colour, width=width)
    assert [fault[0] for fault in found] == ["A", "B"]
    assert all("has a ring of" in fault for fault in found)


def test_a_ring_cut_off_on_one_side_is_told(show: Open) -> None:
    (found,) = faults(
        show, 'Item { x: 50; y: 50; width: 150; height: 150; clip: true; Ringed { text: "A"; x: 20 } }' + START
    )
    assert "'top': 0" in found
    assert "left" not in found


def test_what_keys_do_not_reach_is_told(show: Open) -> None:
    found = faults(show, THREE + 'Ringed { text: "C"; x: 50; y: 300; activeFocusOnTab: false }')
    assert found == ["C is not reached by keys"]


def test_a_place_that_keys_cannot_leave_is_told(show: Open) -> None:
    trap = 'Ringed { id: trap; text: "T"; x: 50; y: 300; KeyNavigation.tab: trap }'
    assert faults(show, THREE + trap) == ["T is where the keys go round for ever"]
