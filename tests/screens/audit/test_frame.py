"""A bar without one of its keys, or with one beyond the edge, is found."""

from __future__ import annotations

from tests.screens.audit.conftest import Open
from tests.screens.audit.frame import broken_frame

BARS = """
component Bar: Row {{
    property list<string> keys
    Repeater {{ model: keys; Knob {{ required property string modelData; objectName: modelData; visible: {0} }} }}
}}
component TopBar: Bar {{ keys: ["home", "language", "access"] }}
component BottomBar: Bar {{ keys: ["back", "help", "finish"] }}
"""


def faults(show: Open, body: str, *, all_keys: str = "true", typing: bool = False) -> list[str]:
    scene = show(BARS.format(all_keys) + body).scene()
    return [finding.measured for finding in broken_frame(scene, typing=typing)]


def test_both_bars_with_all_their_keys_are_right(show: Open) -> None:
    assert faults(show, "TopBar {} BottomBar { y: 500 }") == []


def test_a_missing_bar_is_told_but_for_the_top_bar_while_one_types(show: Open) -> None:
    assert faults(show, "TopBar {}") == ["has no BottomBar"]
    assert faults(show, "BottomBar {}") == ["has no TopBar"]
    assert faults(show, "BottomBar {}", typing=True) == []


def test_a_missing_key_is_told(show: Open) -> None:
    found = faults(show, "TopBar {} BottomBar { y: 500 }", all_keys='modelData !== "access"')
    assert found == ["has ['home', 'language']"]


def test_a_key_that_is_not_wholly_on_the_glass_is_told(show: Open) -> None:
    assert faults(show, "TopBar {} BottomBar { y: 550 }") == ["is not wholly seen"] * 3
