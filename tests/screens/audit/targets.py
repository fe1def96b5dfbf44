"""Large enough for a finger and far enough from the next thing (UI.md, "Tokens"; EN 301 549, 8.3 and WCAG 2.5.8)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import hypot

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem

from tests.screens.audit.finding import Finding, Rule
from tests.screens.audit.scene import Scene, ancestors

LEAST_MM = 12.7
"""Nothing touchable is smaller."""

BUTTON_MM = 20.0
"""A button is at least so wide and so high, and a key so high."""

GAP_MM = 2.5
"""Between any two."""

FAIR_SHARE = 0.75
"""Of an even part of the row: a space bar takes more than the letters beside it."""

ROUNDING_MM = 0.3
"""A pixel of the coarsest glass: sizes in millimetres are rounded to whole pixels."""


def small_targets(scene: Scene) -> Iterator[Finding]:
    """What can be touched and is too small."""
    for item in scene.touchables:
        least = BUTTON_MM if _is_button(item) else LEAST_MM
        wide, high = scene.mm(item.width()), scene.mm(item.height())
        if min(wide, high) < least - ROUNDING_MM:
            yield scene.finding(Rule.SMALL, item, f"is {wide:.1f} x {high:.1f} mm, least {least} mm")


def small_keys(scene: Scene) -> Iterator[Finding]:
    """Keys below 20 mm that do not share the whole width with the others of their row."""
    for key in scene.keys:
        row = key.parentItem()
        beside = sum(1 for other in scene.keys if other.parentItem() == row)
        wide, high = scene.mm(key.width()), scene.mm(key.height())
        least = min(BUTTON_MM, FAIR_SHARE * scene.mm(row.width()) / beside)
        if wide < least - ROUNDING_MM or high < BUTTON_MM - ROUNDING_MM:
            yield scene.finding(Rule.SMALL, key, f"is {wide:.1f} x {high:.1f} mm, least {least:.1f} x {BUTTON_MM:g} mm")


def near_targets(scene: Scene) -> Iterator[Finding]:
    """Pairs of things to touch with less than the gap between them."""
    for one, other in combinations(scene.touchables, 2):
        if one in ancestors(other) or other in ancestors(one):
            continue
        together = scene.scroller(one) == scene.scroller(other)
        place = scene.box if together else scene.seen
        apart = scene.mm(distance(place(one), place(other)))
        if apart < GAP_MM - ROUNDING_MM:
            against = scene.finding(Rule.NEAR, other, "")
            yield scene.finding(Rule.NEAR, one, f"is {apart:.1f} mm from {against.kind} “{against.words}”")


def distance(one: QRectF, other: QRectF) -> float:
    """Pixels between two boxes; 0 where they touch, infinite where one is empty."""
    if one.isEmpty() or other.isEmpty():
        return float("inf")
    across = max(one.left() - other.right(), other.left() - one.right(), 0.0)
    down = max(one.top() - other.bottom(), other.top() - one.bottom(), 0.0)
    return hypot(across, down)


def _is_button(item: QQuickItem) -> bool:
    told = QAccessible.queryAccessibleInterface(item)
    return told is not None and told.role() == QAccessible.Role.Button and not told.state().checkable
