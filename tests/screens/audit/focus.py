"""Everything is reached by keys, and where the focus is is seen (WCAG 2.1.1, 2.1.2, 2.4.7, 2.4.13; UI.md, "By ear").

The ring is measured as what the picture gains by it: with the focus on an item, and with the focus elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from PIL import Image
from PySide6.QtCore import QRectF, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from tests.screens.audit.contrast import NOT_TEXT
from tests.screens.audit.finding import Finding, Rule
from tests.screens.audit.pixels import LEAST_DIFFERENCE, contrast, picture
from tests.screens.audit.scene import Scene

RING_MM = 1.0
ROUNDING_MM = 0.25
AROUND_MM = 7.0
"""How far from the edge of an item its ring may lie, outwards and inwards."""

SETTLE_MS = 30


def focus_faults(make_scene: Callable[[], Scene], show_ring: Callable[[bool], None]) -> Iterator[Finding]:
    """Step through a page with the tab key, from where the focus is. `show_ring` tells whether keys are used."""
    start = make_scene().window.activeFocusItem()
    met: list[QQuickItem] = []
    while (item := _step(make_scene())) is not None and item not in met:
        met.append(item)
        if fault := _ring_fault(make_scene(), item, start, show_ring):
            yield make_scene().finding(Rule.FOCUS, item, fault)
    if item is not None and item != met[0]:
        yield make_scene().finding(Rule.FOCUS, item, "is where the keys go round for ever")
    scene = make_scene()
    for item in scene.touchables:
        if item not in met and not item.inherits("QQuickMouseArea"):
            yield scene.finding(Rule.FOCUS, item, "is not reached by keys")


def ring_mm(scene: Scene, item: QQuickItem, focused: Image.Image, elsewhere: Image.Image) -> dict[str, float]:
    """How thick the ring is on each side of `item` that lies on the glass, where it stands out by 3:1."""
    box, reach = scene.box(item), AROUND_MM * scene.px_per_mm
    middle = box.center()
    lines = {
        "left": [(box.left() + at, middle.y()) for at in range(-int(reach), int(reach))],
        "right": [(box.right() + at, middle.y()) for at in range(-int(reach), int(reach))],
        "top": [(middle.x(), box.top() + at) for at in range(-int(reach), int(reach))],
        "bottom": [(middle.x(), box.bottom() + at) for at in range(-int(reach), int(reach))],
    }
    glass = QRectF(0, 0, *focused.size)
    return {
        side: scene.mm(_thickness([(int(x), int(y)) for x, y in line if glass.contains(x, y)], focused, elsewhere))
        for side, line in lines.items()
    }


def _thickness(line: list[tuple[int, int]], focused: Image.Image, elsewhere: Image.Image) -> int:
    """Of the longest run of pixels that the focus has changed and that stands out from what is beside or within it."""
    gained = [max(abs(a - b) for a, b in zip(focused.getpixel(at), elsewhere.getpixel(at), strict=True)) for at in line]
    thickest = begin = 0
    for is_ring, run in groupby(gained, lambda difference: difference >= LEAST_DIFFERENCE):
        end = begin + len(list(run))
        colours = {focused.getpixel(at) for at in line[max(0, begin - 1) : end + 1]}
        if is_ring and max(contrast(a, b) for a in colours for b in colours) >= NOT_TEXT:
            thickest = max(thickest, end - begin)
        begin = end
    return thickest


def _ring_fault(scene: Scene, item: QQuickItem, elsewhere: QQuickItem, show_ring: Callable[[bool], None]) -> str:
    """What is wrong with the ring around `item`, which has the focus; nothing when it is right."""
    focused = picture(scene.window)
    show_ring(False)
    if item != elsewhere:
        elsewhere.forceActiveFocus()
    QTest.qWait(SETTLE_MS)
    without = picture(scene.window)
    item.forceActiveFocus()
    show_ring(True)
    QTest.qWait(SETTLE_MS)
    thin = {
        side: round(mm, 1) for side, mm in ring_mm(scene, item, focused, without).items() if mm < RING_MM - ROUNDING_MM
    }
    return f"has a ring of {thin} mm, least {RING_MM:g} mm at {NOT_TEXT:g}:1" if thin else ""


def _step(scene: Scene) -> QQuickItem | None:
    QTest.keyClick(scene.window, Qt.Key.Key_Tab)
    QTest.qWait(SETTLE_MS)
    return scene.window.activeFocusItem()
