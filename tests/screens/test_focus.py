"""Every screen can be worked by keys: all of it is reached, the ring is seen, and nothing holds the focus for ever."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtGui import QAccessible, QGuiApplication

from kiosk.screens.theme import Contrast
from tests.screens.audit.focus import focus_faults
from tests.screens.audit.scene import Scene
from tests.screens.stage import KioskStage
from tests.screens.viewing import in_views
from tests.screens.views import View

STATES = (
    "attract_announcements", "home_announcements", "language", "access", "help", "help_called", "warning", "catalog",
    "service", "form_choices", "form_calendar", "form_codes_faulty", "identify", "review", "accepted",
)  # fmt: skip
"""Each screen once, and what is focused differently from all others."""

OPENED = (
    "home",
    "language",
    "access",
    "help",
    "warning",
    "catalog",
    "service",
    "form",
    "identify",
    "review",
    "accepted",
)

NOT_FOR_KEYS = {
    "Attract": "a touch anywhere begins; by keys the button does",
    "more": "by keys the page scrolls to what has the focus",
}
"""By objectName or QML type: what a finger uses and keys do otherwise."""


def scene_of(stage: KioskStage) -> Scene:
    return Scene(stage.window, px_per_mm=stage.session.looks.pxPerMm)


@pytest.mark.parametrize("state", STATES)
def test_keys_reach_everything_and_the_ring_is_seen(qapp: QGuiApplication, state: str) -> None:
    contrast = list(Contrast)[STATES.index(state) % 4]
    for _view, stage in in_views(state, [View(contrast=contrast)]):
        stage.session.looks.use_keys(True)
        findings = list(focus_faults(partial(scene_of, stage), stage.session.looks.use_keys))
    faults = [str(finding) for finding in findings if not {finding.kind, finding.name} & NOT_FOR_KEYS.keys()]
    assert "\n".join(faults) == ""


@pytest.mark.parametrize("state", OPENED)
def test_the_focus_is_on_the_heading_when_a_screen_opens(qapp: QGuiApplication, state: str) -> None:
    for _view, stage in in_views(state, [View()]):
        focused = stage.window.activeFocusItem()
        role = QAccessible.queryAccessibleInterface(focused).role()
    assert role == QAccessible.Role.Heading
