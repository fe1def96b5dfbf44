"""A state that only repaints is found; one that draws something is not."""

from __future__ import annotations

import pytest

from tests.screens.audit.conftest import Open
from tests.screens.audit.shape import told_by_colour_alone

ROW = """
Rectangle {{
    id: row
    property bool chosen: false
    objectName: "row"; width: 300; height: 80; border.color: "black"; color: "white"
    {0}
}}
"""


@pytest.mark.parametrize(
    "drawn",
    [
        "",
        "color: row.chosen ? '#e4f0ef' : 'white'",
        "border.color: row.chosen ? '#0b5c66' : '#d8d3c8'",
        "Text { x: 20; text: 'Tea'; color: row.chosen ? 'red' : 'green' }",
        "Rectangle { x: 9; width: 1; height: 1; color: 'black'; visible: row.chosen }",
    ],
    ids=["nothing", "fill", "border", "word", "a dot"],
)
def test_a_state_that_only_repaints_is_told_by_colour_alone(show: Open, drawn: str) -> None:
    body = ROW.format(drawn).replace('color: "white"', "") if "color: row" in drawn else ROW.format(drawn)
    window = show(body.replace('border.color: "black";', "") if "border.color: row" in drawn else body)
    (found,) = told_by_colour_alone(window.scene(), window.item("row"), "chosen", [False, True])
    assert found.name == "row"


@pytest.mark.parametrize(
    "drawn",
    [
        "Text { x: 20; text: '✓'; font.pixelSize: 40; visible: row.chosen }",
        "Text { x: 20; text: 'Tea, no sugar'; font.bold: row.chosen }",
        "border.width: row.chosen ? 4 : 1",
        "Rectangle { width: 40; height: 40; radius: row.chosen ? 20 : 0; color: 'black' }",
        "width: row.chosen ? 320 : 300",
    ],
    ids=["tick", "heavier word", "thicker border", "other shape", "other size"],
)
def test_a_state_that_draws_something_is_not(show: Open, drawn: str) -> None:
    body = ROW.format(drawn)
    window = show(body.replace("width: 300;", "") if drawn.startswith("width") else body)
    item = window.item("row")
    assert list(told_by_colour_alone(window.scene(), item, "chosen", [False, True])) == []
    assert item.property("chosen") is False
