"""Contrast as the eye gets it, measured on the picture (EN 301 549 / WCAG 1.4.3, 1.4.6, 1.4.11; UI.md, "Tokens")."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtQuick import QQuickItem

from kiosk.screens.theme import Contrast
from tests.screens.audit.finding import Finding, Rule
from tests.screens.audit.pixels import Pictures, contrast, hex_of
from tests.screens.audit.scene import Scene, is_entry, is_icon

TEXT = 7.0
HIGH_CONTRAST_TEXT = 15.0
"""In both high-contrast themes."""
PLACEHOLDER = 4.5
NOT_TEXT = 3.0
"""Icons, outlines of fields and marks, the focus ring."""

LEAST_SEEN = 0.9
"""Of a text's height: letters half under an edge are judged where they are scrolled to."""


def faint_words(scene: Scene, pictures: Pictures) -> Iterator[Finding]:
    """Words and icons that are too faint, or not to be seen although they should."""
    for item in scene.texts:
        seen = scene.seen(item)
        hidden = seen.height() < LEAST_SEEN * scene.box(item).height()
        if hidden or not item.isEnabled() or scene.is_covered(item):
            continue
        ink = pictures.ink(seen)
        if ink is None:
            if seen == scene.box(item):
                yield scene.finding(Rule.FAINT, item, "is not seen at all")
        elif ink.contrast < (least := least_contrast(scene, item)):
            drawn = f"{hex_of(ink.colour)} on {', '.join(map(hex_of, ink.grounds))}"
            yield scene.finding(Rule.FAINT, item, f"has {ink.contrast:.1f}:1, least {least:g}:1: {drawn}")


def faint_fields(scene: Scene, pictures: Pictures) -> Iterator[Finding]:
    """Boxes to type in whose outline and ground are too like the page (WCAG 1.4.11)."""
    for item in scene.touchables:
        if is_entry(item) and (seen := scene.seen(item)) == scene.box(item):
            at = seen.toRect()
            middle, reach = at.center().y(), round(2 * scene.px_per_mm)
            line = [
                pictures.bare.getpixel((x, middle))
                for x in range(max(0, at.left() - reach), min(pictures.bare.width, at.left() + reach))
            ]
            stands_out = max(contrast(line[0], pixel) for pixel in line)
            if stands_out < NOT_TEXT:
                yield scene.finding(Rule.FAINT, item, f"has an outline of {stands_out:.1f}:1, least {NOT_TEXT:g}:1")


def least_contrast(scene: Scene, item: QQuickItem) -> float:
    """What `item` needs."""
    if is_icon(item):
        return NOT_TEXT
    if item.inherits("QQuickPlaceholderText"):
        return PLACEHOLDER
    return HIGH_CONTRAST_TEXT if scene.contrast in _HIGH else TEXT


_HIGH = (Contrast.BLACK_ON_WHITE, Contrast.YELLOW_ON_BLACK)
