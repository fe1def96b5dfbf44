"""Icons by name, out of the package's font; mirrored where they point along the line of reading."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.screens.icons import Icons, is_directional

SCREENS = Path(__file__).parents[2] / "kiosk" / "screens"


def test_every_icon_that_qml_names_exists(qapp: QGuiApplication) -> None:
    icons = Icons()
    named = {
        name
        for path in SCREENS.rglob("*.qml")
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"\b(iconName|name):", line)
        for name in re.findall(r'"([a-z][a-z-]+)"', line)
    }
    assert "globe" in named
    assert {name for name in named if not icons.exists(name)} == set()


def test_unknown_icon_is_a_question_mark_and_a_line_in_the_log(
    qapp: QGuiApplication, caplog: pytest.LogCaptureFixture
) -> None:
    icons = Icons()
    assert icons.glyph("no-such-thing") == icons.glyph("question")
    assert [vars(record)["field_icon"] for record in caplog.records] == ["no-such-thing"]


@pytest.mark.parametrize(
    ("name", "turns"),
    [
        ("arrow-left", True),
        ("arrow-right-bold", True),
        ("caret-right", True),
        ("sign-out", True),
        ("paper-plane-right", True),
        ("arrow-u-up-left", True),
        ("question", True),
        ("arrow-down", False),
        ("arrow-up", False),
        ("arrow-clockwise", False),
        ("clock", False),
        ("wrench", False),
        ("check", False),
    ],
)
def test_icons_that_point_turn_round(name: str, turns: bool) -> None:
    assert is_directional(name) is turns


def test_icon_package_is_not_imported(qapp: QGuiApplication) -> None:
    Icons()
    assert "qtawesome" not in sys.modules
