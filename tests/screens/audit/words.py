"""No word is cut, spills out or leaves the glass (WCAG 1.4.4 and 1.4.12)."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtQuick import QQuickItem

from tests.screens.audit.finding import Finding, Rule
from tests.screens.audit.scene import Scene, ancestors, enum_of, is_entry

SLACK_PX = 2
"""Rounding of layouts."""

LOOSE = 0.35
"""Of the letter size: how far the box of a line is taller than its letters, at the least."""

_PART = {
    Qt.AlignmentFlag.AlignRight.value: 1.0,
    Qt.AlignmentFlag.AlignHCenter.value: 0.5,
    Qt.AlignmentFlag.AlignBottom.value: 1.0,
    Qt.AlignmentFlag.AlignVCenter.value: 0.5,
}
"""How much of the room left over lies before the text."""


def cut_words(scene: Scene) -> Iterator[Finding]:
    """Texts that are elided, larger than their item, beyond what clips them, or out of their button."""
    for item in scene.texts:
        if is_entry(item):  # a line to type in scrolls with the cursor
            continue
        place = drawn_box(scene, item)
        loose = LOOSE * item.property("font").pixelSize()
        if item.property("truncated"):
            yield scene.finding(Rule.CUT, item, "is elided")
        elif width_of(item) > item.width() + SLACK_PX:
            yield scene.finding(Rule.CUT, item, f"takes {width_of(item):.0f} of {item.width():.0f} px")
        elif item.property("contentHeight") > item.height() + loose:
            yield scene.finding(
                Rule.CUT, item, f"takes {item.property('contentHeight'):.0f} of {item.height():.0f} px down"
            )
        elif beyond := _beyond(scene, item, place, loose):
            yield scene.finding(Rule.CUT, item, beyond)


def width_of(item: QQuickItem) -> float:
    """Of the widest line, in pixels. Where lines are broken Qt may count the space at the break, which nobody sees."""
    wide: float = item.property("contentWidth")
    space = LOOSE * item.property("font").pixelSize() if (item.property("lineCount") or 1) > 1 else 0.0
    return min(wide, item.width()) if wide <= item.width() + space else wide


def drawn_box(scene: Scene, item: QQuickItem) -> QRectF:
    """Where the lines of a text are within its item, which may be wider and higher."""
    if is_entry(item):
        left, right = item.property("leftPadding"), item.property("rightPadding")
        return item.mapRectToScene(QRectF(left, 0, item.width() - left - right, item.height()))
    wide, high = width_of(item), item.property("contentHeight")
    across, down = item.width() - wide, item.height() - high
    left = across * _PART.get(enum_of(item, "effectiveHorizontalAlignment"), 0.0)
    top, bottom = item.property("topPadding"), item.property("bottomPadding")
    above = top + (down - top - bottom) * _PART.get(enum_of(item, "verticalAlignment"), 0.0)
    return item.mapRectToScene(QRectF(left, above, wide, high))


def _beyond(scene: Scene, item: QQuickItem, place: QRectF, loose: float) -> str:
    glass = QRectF(0, 0, scene.window.width(), scene.window.height())
    scrolls = scene.scroller(item) is not None
    if _spills(place, glass, loose, sideways_only=scrolls):
        return "leaves the glass"
    for up in ancestors(item):
        if up.inherits("QQuickAbstractButton") and _spills(place, scene.box(up), loose):
            return "spills out of its button"
        if up.clip() and _spills(place, scene.box(up), loose, sideways_only=scrolls):
            return "is clipped"
    return ""


def _spills(place: QRectF, box: QRectF, loose: float, *, sideways_only: bool = False) -> bool:
    if place.left() < box.left() - SLACK_PX or place.right() > box.right() + SLACK_PX:
        return True
    return not sideways_only and (place.top() < box.top() - loose or place.bottom() > box.bottom() + loose)
