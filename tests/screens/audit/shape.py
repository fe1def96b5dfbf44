"""State never by colour alone (WCAG 1.4.1): what is left of a picture when its colours are taken away must still tell.

A picture is reduced to its outlines: where one colour meets another. Painting a fill or a border in another colour
leaves them where they were; a tick, a heavier word, a thicker or a new border does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from PIL import Image, ImageChops, ImageFilter
from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from tests.screens.audit.finding import Finding, Rule
from tests.screens.audit.pixels import LEAST_DIFFERENCE, difference, picture
from tests.screens.audit.scene import Scene

LEAST_OUTLINE_MM = 8.0
"""Length of outline that has to come, go or move: that of a tick of 4 mm."""

LAYOUT_MS = 40
"""For a layout to come to rest."""


def told_by_colour_alone(scene: Scene, item: QQuickItem, name: str, values: Sequence[object]) -> Iterator[Finding]:
    """Values of the property `name` that make `item` look the same but for colours. The property is put back."""
    kept, looks = item.property(name), []
    try:
        for value in values:
            item.setProperty(name, value)
            QTest.qWait(LAYOUT_MS)
            looks.append(outlines(_look(scene, item)))
    finally:
        item.setProperty(name, kept)
    for (one, here), (other, there) in combinations(zip(values, looks, strict=True), 2):
        if here.size == there.size and scene.mm(moved(here, there)) < LEAST_OUTLINE_MM:
            yield scene.finding(Rule.COLOUR, item, f"looks the same with {name} {one} and {other}, but for colours")


def outlines(image: Image.Image) -> Image.Image:
    """White where a pixel differs from its right or lower neighbour."""
    beside = difference(image, ImageChops.offset(image, -1, 0))
    below = difference(image, ImageChops.offset(image, 0, -1))
    return ImageChops.lighter(beside, below).point(lambda value: 255 if value >= LEAST_DIFFERENCE else 0)


def moved(one: Image.Image, other: Image.Image) -> int:
    """Pixels of outline that either has and the other has not within a pixel."""
    gone = ImageChops.subtract(one, other.filter(ImageFilter.MaxFilter(3)))
    come = ImageChops.subtract(other, one.filter(ImageFilter.MaxFilter(3)))
    return sum(image.histogram()[255] for image in (gone, come))


def _look(scene: Scene, item: QQuickItem) -> Image.Image:
    box = (scene.box(item) & QRectF(0, 0, scene.window.width(), scene.window.height())).toRect()
    return picture(scene.window).crop((box.left(), box.top(), box.left() + box.width(), box.top() + box.height()))
