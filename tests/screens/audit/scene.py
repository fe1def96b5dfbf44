"""The items of a window as a person meets them: what is seen, what can be touched, what can be read, and where."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtQml import QQmlEngine, QQmlExpression
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.screens.theme import Contrast
from tests.screens.audit.finding import Finding, Rule
from tests.screens.stage import type_of

TEXT_CLASSES = ("QQuickText", "QQuickTextInput", "QQuickTextEdit")
ENTRY_CLASSES = ("QQuickTextInput", "QQuickTextEdit")


class Scene:
    """One picture's worth of items. Made anew whenever something may have moved; interface thread."""

    def __init__(self, window: QQuickWindow, *, px_per_mm: float, contrast: Contrast = Contrast.LIGHT) -> None:
        self.window = window
        self.px_per_mm = px_per_mm
        self.contrast = contrast

    @cached_property
    def items(self) -> list[QQuickItem]:
        """Everything visible, parents first; the keyboard, which has rules of its own, left out."""
        found: list[QQuickItem] = []
        waiting = [self.window.contentItem()]
        while waiting:
            item = waiting.pop(0)
            if not item.isVisible() or item.opacity() == 0 or type_of(item) == "InputPanel":
                continue
            found.append(item)
            waiting.extend(item.childItems())
        return found

    @cached_property
    def keys(self) -> list[QQuickItem]:
        """The keys of the keyboard on the screen."""
        panels = [item for item in self._all(self.window.contentItem()) if type_of(item) == "InputPanel"]
        return [item for panel in panels for item in self._all(panel) if item.property("keyType") is not None]

    @cached_property
    def touchables(self) -> list[QQuickItem]:
        """Everything that answers to a touch."""
        return [item for item in self.items if item.isEnabled() and _answers(item)]

    @cached_property
    def texts(self) -> list[QQuickItem]:
        """Everything that shows words or an icon, with something in it."""
        return [item for item in self.items if is_text(item) and words_of(item).strip()]

    def box(self, item: QQuickItem) -> QRectF:
        """Where `item` is in the window, in pixels, whether or not all of it is seen."""
        return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))

    def seen(self, item: QQuickItem) -> QRectF:
        """The part of its box that nothing hides: no edge of the glass, no clip, nothing afloat over what scrolls."""
        box = self.box(item) & QRectF(0, 0, self.window.width(), self.window.height())
        scrolls = is_sheet(item)
        for up in ancestors(item):
            if up.clip():
                box &= self.box(up)
            scrolls = scrolls or is_sheet(up)
        return self._below_nothing_afloat(box) if scrolls else box

    def is_covered(self, item: QQuickItem) -> bool:
        """Whether something that does not scroll with `item` lies over it: a heading that stays, a key afloat."""
        box, sheet = self.box(item), self.scroller(item)
        return sheet is not None and any(
            top is not item and sheet not in (top, *ancestors(top))
            for part in (0.1, 0.5, 0.9)
            if (top := self._top_at(QPointF(box.left() + part * box.width(), box.center().y()))) is not None
        )

    def scroller(self, item: QQuickItem) -> QQuickItem | None:
        """The sheet that `item` scrolls with; None for what stands still, such as "More" over a list."""
        return next((up for up in ancestors(item) if is_sheet(up)), None)

    def mm(self, px: float) -> float:
        """Millimetres of so many pixels."""
        return px / self.px_per_mm

    def finding(self, rule: Rule, item: QQuickItem, measured: str) -> Finding:
        """A fault of `item`."""
        return Finding(rule, type_of(item), item.objectName(), said_by(item)[:60], measured)

    @cached_property
    def _afloat(self) -> list[QRectF]:
        return [self.box(item) for item in self.items if type_of(item) == "MoreBelow"]

    def _below_nothing_afloat(self, box: QRectF) -> QRectF:
        for over in self._afloat:
            if over.intersects(box):
                box.setBottom(max(box.top(), min(box.bottom(), over.top())))
        return box

    def _top_at(self, point: QPointF) -> QQuickItem | None:
        top: QQuickItem | None = None
        below: QQuickItem | None = self.window.contentItem()
        while below is not None:
            inside = below.mapFromScene(point)
            top, below = below, below.childAt(inside.x(), inside.y())
        return top

    def _all(self, top: QQuickItem) -> Iterator[QQuickItem]:
        if top.isVisible() and top.opacity() > 0:
            yield top
            for child in top.childItems():
                yield from self._all(child)


def is_text(item: QQuickItem) -> bool:
    """Whether it draws letters (an icon is a letter, too)."""
    return any(item.inherits(name) for name in TEXT_CLASSES)


def is_entry(item: QQuickItem) -> bool:
    """Whether one types in it."""
    return any(item.inherits(name) for name in ENTRY_CLASSES)


def is_icon(item: QQuickItem) -> bool:
    """Whether it is one of our icons."""
    return type_of(item) == "Icon"


def words_of(item: QQuickItem) -> str:
    """What it shows."""
    for name in ("displayText", "text"):
        words = item.property(name)
        if isinstance(words, str):
            return words
    return ""


def said_by(item: QQuickItem) -> str:
    """What it is called in a report: spoken name, else the words on it, else the icon's name."""
    for name in ("spokenName", "text", "name"):
        words = item.property(name)
        if isinstance(words, str) and words:
            return " ".join(words.split())
    return ""


def enum_of(item: QQuickItem, name: str) -> int:
    """An enum of Qt Quick, which PySide cannot read as a property."""
    expression = QQmlExpression(QQmlEngine.contextForObject(item), item, name)
    value, _is_undefined = expression.evaluate()
    return int(value)


def ancestors(item: QQuickItem) -> Iterator[QQuickItem]:
    """From its parent to the root."""
    up = item.parentItem()
    while up is not None:
        yield up
        up = up.parentItem()


def is_sheet(item: QQuickItem) -> bool:
    """Whether it is what a Flickable moves: the parent of everything that scrolls with it."""
    parent = item.parentItem()
    return parent is not None and parent.inherits("QQuickFlickable") and item == parent.property("contentItem")


def _answers(item: QQuickItem) -> bool:
    if item.inherits("QQuickAbstractButton") or (item.inherits("QQuickMouseArea") and item.property("enabled")):
        return True
    if is_entry(item):
        return not item.property("readOnly") and bool(item.property("activeFocusOnPress"))
    return any(child.inherits("QQuickTapHandler") for child in item.children())
