"""No word lies over another. Boxes of lines may meet, Arabic ones above all: what counts is ink on ink."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PIL import Image, ImageChops, ImageFilter
from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickItem

from tests.screens.audit.finding import Finding, Rule
from tests.screens.audit.pixels import LEAST_DIFFERENCE, difference, letters_hidden, picture
from tests.screens.audit.scene import Scene, ancestors
from tests.screens.audit.words import drawn_box

LETTERS = 1.3
"""Of the letter size: what is farther than half of this from the middle of its line is no letter."""

AROUND_PX = 3
"""Letters so near to each other touch for the eye. Odd: the width of a filter."""


def overlapping_words(scene: Scene, inked: Image.Image) -> Iterator[Finding]:
    """Texts with ink on the ink of another; `inked` is the window as it is."""
    places = [(item, place) for item in scene.texts if not (place := _letters(scene, item)).isEmpty()]
    known: dict[int, Image.Image] = {}
    for (one, here), (other, there) in combinations(places, 2):
        common = (here & there).toAlignedRect()
        if common.isEmpty() or one in ancestors(other) or other in ancestors(one):
            continue
        if scene.scroller(one) != scene.scroller(other):
            continue
        corners = (common.left(), common.top(), common.left() + common.width(), common.top() + common.height())
        ink = [_ink_of(scene, item, inked, known).crop(corners) for item in (one, other)]
        if ImageChops.multiply(*ink).getbbox():
            against = scene.finding(Rule.OVERLAP, other, "")
            yield scene.finding(Rule.OVERLAP, one, f"lies over {against.kind} “{against.words}”")


def _ink_of(scene: Scene, item: QQuickItem, inked: Image.Image, known: dict[int, Image.Image]) -> Image.Image:
    """Where `item` has ink, and a little around it, as white on black."""
    if id(item) not in known:
        with letters_hidden([item]):
            without = picture(scene.window)
        mask = difference(inked, without).point(lambda value: 255 if value >= LEAST_DIFFERENCE else 0)
        known[id(item)] = mask.filter(ImageFilter.MaxFilter(AROUND_PX))
    return known[id(item)]


def _letters(scene: Scene, item: QQuickItem) -> QRectF:
    """Where letters may be: of the tall box of a line only the middle."""
    place, tallest = drawn_box(scene, item), LETTERS * item.property("font").pixelSize()
    lines = max(1, item.property("lineCount") or 1)
    spare = max(0.0, (place.height() / lines - tallest) / 2)
    return place.adjusted(0, spare, 0, -spare) & scene.seen(item).adjusted(0, -spare, 0, spare)
