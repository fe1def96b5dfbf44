"""Right-to-left is the mirror of left-to-right: what began a line on the left begins it on the right (UI.md, "Frame").

The same words are laid out both ways in the same kiosk, by switching Qt Quick's mirroring off for a moment, and every
item has to stand in its parent where a mirror would show it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtQuick import QQuickItem
from shiboken6 import Shiboken

from kiosk.screens.icons import is_directional
from tests.screens.audit.finding import Finding, Rule
from tests.screens.audit.scene import Scene, ancestors, enum_of, is_entry, is_icon, is_sheet, words_of

SLACK_PX = 2.5
"""Layouts round to whole pixels, each way anew."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item is in its parent, from the left, and how wide the parent is."""

    left: float
    width: float
    room: float

    @property
    def mirrored(self) -> float:
        """Where the item's left edge is to be the other way round."""
        return self.room - self.left - self.width


Places = list[tuple[QQuickItem, Place]]


def places_of(scene: Scene) -> Places:
    """Where everything is. The insides of an entry are Qt's own business."""
    return [
        (item, _place(item))
        for item in scene.items
        if _room(item) is not None and item.width() > 0 and not any(is_entry(up) for up in ancestors(item))
    ]


@contextmanager
def laid_out_left_to_right(scene: Scene) -> Iterator[bool]:
    """Switch mirroring off wherever it is on, past the bindings, which stay in force. Tells whether it was on."""
    switches = [child for item in scene.items for child in item.children() if _is_switch(child)]
    kept = [switch for switch in switches if switch.property("enabled")]
    for switch in kept:
        switch.setProperty("enabled", False)
    try:
        yield bool(kept)
    finally:
        for switch in kept:
            switch.setProperty("enabled", True)


def unmirrored(scene: Scene, left_to_right: Places) -> Iterator[Finding]:
    """Items on the wrong side; `left_to_right` is where the same items stood without mirroring."""
    for item, before in left_to_right:
        # A list may have been made anew meanwhile: then its rows are others, laid out by the same component.
        if not Shiboken.isValid(item) or not item.isVisible() or _room(item) is None:
            continue
        here = _place(item)
        if abs(here.room - before.room) > SLACK_PX or abs(here.width - before.width) > SLACK_PX:
            continue  # its parent, or what its width depends on, is told of instead
        if abs(here.left - before.mirrored) > SLACK_PX:
            measured = f"stands {here.left:.0f} px from the left, {before.mirrored:.0f} in a mirror"
            yield scene.finding(Rule.UNMIRRORED, item, measured)


def misaligned_words(scene: Scene) -> Iterator[Finding]:
    """Right-to-left words that begin on the left."""
    for item in scene.texts:
        aligned = enum_of(item, "effectiveHorizontalAlignment")
        if aligned == Qt.AlignmentFlag.AlignLeft.value and _is_right_to_left(words_of(item)):
            yield scene.finding(Rule.UNMIRRORED, item, "begins on the left")


def unturned_icons(scene: Scene, *, right_to_left: bool) -> Iterator[Finding]:
    """Icons that point along the line and are not turned, or are turned and should not be."""
    for item in scene.texts:
        if is_icon(item):
            turned = item.mapToScene(QPointF(1, 0)).x() < item.mapToScene(QPointF(0, 0)).x()
            if turned != (right_to_left and is_directional(item.property("name"))):
                yield scene.finding(Rule.UNMIRRORED, item, "is turned" if turned else "is not turned")


def _place(item: QQuickItem) -> Place:
    room = _room(item)
    assert room is not None
    box = item.mapRectToItem(room, QRectF(0, 0, item.width(), item.height()))
    return Place(box.left(), item.width(), room.width())


def _room(item: QQuickItem) -> QQuickItem | None:
    """What an item stands in: for what scrolls, the area that is seen, not the sheet that moves."""
    parent = item.parentItem()
    if parent is None or is_sheet(item):
        return None
    return parent.parentItem() if is_sheet(parent) else parent


def _is_switch(child: QObject) -> bool:
    return child.inherits("QQuickLayoutMirroringAttached")


def _is_right_to_left(words: str) -> bool:
    return next((unicodedata.bidirectional(letter) in ("R", "AL") for letter in words if letter.isalpha()), False)
