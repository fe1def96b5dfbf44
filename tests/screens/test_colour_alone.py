"""No control tells its state by colour alone, in any theme: see `audit/shape.py` for how that is measured."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem

from kiosk.screens.theme import Contrast
from tests.screens.audit.scene import Scene
from tests.screens.audit.shape import told_by_colour_alone
from tests.screens.stage import type_of
from tests.screens.viewing import in_views
from tests.screens.views import View

CONTROLS = Path(__file__).parents[2] / "kiosk" / "screens" / "controls"

STATE_PROPERTIES = {"chosen", "faulty", "isToday", "tone", "position", "steps"}
"""Properties by which our controls are told their state."""

LOOKED_AT_WITHIN = {("FieldFrame", "faulty")}
"""The frame of TextEntry and TextPassage, which are looked at whole."""


def _steps(state: str) -> list[dict[str, str]]:
    return [{"title": "Ready to pick up", "detail": "", "state": state}]


@dataclass(frozen=True, slots=True)
class Shown:
    """A control in a state of the kiosk, and the values that its property can have."""

    state: str
    kind: str
    name: str
    values: tuple[object, ...] = (False, True)
    which: Callable[[QQuickItem], bool] = lambda item: True


SHOWN = (
    Shown("controls", "OptionRow", "chosen", which=lambda item: not item.property("box")),
    Shown("controls", "OptionRow", "chosen", which=lambda item: bool(item.property("box"))),
    Shown("controls", "TextEntry", "faulty"),
    Shown("controls", "Notice", "tone", (0, 1, 2, 3)),
    Shown("access", "SizeTile", "chosen"),
    Shown("access", "ThemeTile", "chosen"),
    Shown("form_calendar", "DayKey", "chosen", which=lambda item: item.isEnabled()),
    Shown("form_calendar", "DayKey", "isToday", which=lambda item: item.isEnabled()),
    Shown("form", "DayPicker", "faulty"),
    Shown("form_words", "TextPassage", "faulty"),
    # The number says it; 1 and 2 differ more in their outlines than 2 and 3.
    Shown("form_words", "StepProgress", "position", (1, 2)),
    Shown("accepted", "StepList", "steps", (_steps("done"), _steps("current"), _steps("waiting"))),
)


@pytest.mark.parametrize("state", sorted({shown.state for shown in SHOWN}))
def test_a_state_can_be_told_without_its_colours(qapp: QGuiApplication, state: str) -> None:
    faults = []
    for view, stage in in_views(state, [View(contrast=contrast) for contrast in Contrast]):
        for shown in (shown for shown in SHOWN if shown.state == state):
            scene = Scene(stage.window, px_per_mm=stage.session.looks.pxPerMm)
            item = next(item for item in scene.items if type_of(item) == shown.kind and shown.which(item))
            found = told_by_colour_alone(scene, item, shown.name, shown.values)
            faults += [f"{view.contrast}: {finding}" for finding in found]
    assert "\n".join(faults) == ""


def test_every_control_with_a_state_is_looked_at() -> None:
    declared = re.compile(r"^ +(?:required )?property \w+ (\w+)", re.MULTILINE)
    there = {
        (file.stem, name)
        for file in CONTROLS.rglob("*.qml")
        for name in declared.findall(file.read_text("utf-8"))
        if name in STATE_PROPERTIES
    }
    assert there == {(shown.kind, shown.name) for shown in SHOWN} | LOOKED_AT_WITHIN
