"""A finger on the glass: finds what is drawn, touches it where a person would, and waits for what follows.

Drives the real QML through Qt's touch events, for the tour and the tests. Interface thread; waiting spins its loop.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QPointingDevice
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

SETTLE_MS = 220
"""A little longer than the navigator ignores touches after a change (180 ms)."""

STEP_MS = 5
SWIPE_STEPS = 12
REST_MS = 120
"""A finger that rested for 100 ms does not send what it dragged flying (Qt's Flickable)."""

SWIPES = 40
"""Most swipes spent on bringing something into view; the longest form needs far fewer."""


HOLD_MS = 650
"""A long press: the keyboard takes it for one after 500 ms."""


class NotOnScreen(AssertionError):
    """What should be touched is not there, or nothing happened in time."""


class Finger:
    """One finger on one window."""

    def __init__(self, window: QQuickWindow) -> None:
        self.window = window
        self._device: QPointingDevice = QTest.createTouchDevice()

    def wait(self, until: Callable[[], object], *, what: str, timeout_s: float = 5.0) -> None:
        """Let the program run until `until` is true. Raises NotOnScreen that names `what`."""
        deadline_s = time.monotonic() + timeout_s
        while not until():
            if time.monotonic() > deadline_s:
                raise NotOnScreen(f"waited {timeout_s:.0f} s in vain for {what}")
            QTest.qWait(STEP_MS)

    def items(self) -> Iterator[QQuickItem]:
        """Every item that is drawn, parents first."""
        todo = [self.window.contentItem()]
        while todo:
            item = todo.pop()
            if item.isVisible() and item.opacity() > 0:
                yield item
                todo.extend(reversed(item.childItems()))

    def find(self, name: str) -> QQuickItem | None:
        """The drawn item with `objectName` `name`, the topmost if there are several."""
        found = [item for item in self.items() if item.objectName() == name]
        return found[-1] if found else None

    def find_by(self, matches: Callable[[QQuickItem], bool]) -> QQuickItem | None:
        """The first drawn item that `matches`."""
        return next((item for item in self.items() if matches(item)), None)

    def touch(self, name: str, *, timeout_s: float = 5.0, before_release: Callable[[], object] = lambda: None) -> None:
        """Touch the item called `name`, swiping it into view first if need be."""
        self.wait(lambda: self._ready(self.find(name)), what=f"{name} to touch", timeout_s=timeout_s)
        self._bring_into_view(name)
        self.wait(lambda: self._rests(self.find(name)), what=f"{name} to rest", timeout_s=timeout_s)
        item = self.find(name)
        if item is None:
            raise NotOnScreen(f"{name} went away")
        self.touch_item(item, before_release=before_release)

    def look_for(self, name: str, *, timeout_s: float = 5.0) -> None:
        """Swipe down the page until `name` is drawn: long lists draw only what is in sight. NotOnScreen at the end."""
        self.wait(
            lambda: self._page() is not None or self.find(name), what=f"a page that has {name}", timeout_s=timeout_s
        )
        for _ in range(SWIPES):
            page = self._page()
            if self.find(name) is not None or page is None or page.property("atYEnd"):
                break
            seen = self._seen(page)
            quarter = QPointF(0, seen.height() / 4)
            self.swipe((seen.center() + quarter).toPoint(), (seen.center() - quarter).toPoint())
        if self.find(name) is None:
            raise NotOnScreen(f"{name} is nowhere on the page")

    def touch_item(self, item: QQuickItem, *, before_release: Callable[[], object] = lambda: None) -> None:
        """Touch the middle of what is seen of `item`."""
        self.touch_at(self._seen(item).center().toPoint(), before_release=before_release)

    def touch_at(self, point: QPoint, *, before_release: Callable[[], object] = lambda: None) -> None:
        """Finger down and up at a point of the window."""
        QTest.touchEvent(self.window, self._device).press(0, point, self.window).commit()
        QTest.qWait(STEP_MS)
        before_release()
        QTest.touchEvent(self.window, self._device).release(0, point, self.window).commit()
        QTest.qWait(STEP_MS)

    def swipe(self, start: QPoint, end: QPoint) -> None:
        """Drag from `start` to `end`, and rest, so that nothing flies on."""
        QTest.touchEvent(self.window, self._device).press(0, start, self.window).commit()
        for step in range(1, SWIPE_STEPS + 1):
            point = start + (end - start) * step / SWIPE_STEPS
            QTest.touchEvent(self.window, self._device).move(0, point, self.window).commit()
            QTest.qWait(STEP_MS)
        QTest.qWait(REST_MS)
        QTest.touchEvent(self.window, self._device).release(0, end, self.window).commit()
        QTest.qWait(SETTLE_MS)

    def settle(self) -> None:
        """Wait until a change of screen is over."""
        QTest.qWait(SETTLE_MS)

    def photograph(self, path: Path) -> None:
        """Save what is on the glass as PNG."""
        path.parent.mkdir(parents=True, exist_ok=True)
        if not self.window.grabWindow().save(str(path)):
            raise OSError(f"{path} cannot be written")

    def hold_and_slide(self, start: QPoint, to: Callable[[], QPoint]) -> None:
        """Finger down at `start`, at rest until `to` knows where to slide, then there and up."""
        QTest.touchEvent(self.window, self._device).press(0, start, self.window).commit()
        QTest.qWait(HOLD_MS)
        end = to()
        QTest.touchEvent(self.window, self._device).move(0, end, self.window).commit()
        QTest.qWait(STEP_MS)
        QTest.touchEvent(self.window, self._device).release(0, end, self.window).commit()
        QTest.qWait(STEP_MS)

    def _ready(self, item: QQuickItem | None) -> bool:
        return item is not None and item.isEnabled()

    def _rests(self, item: QQuickItem | None) -> bool:
        """Whether nothing carries `item` along any more: touching what scrolls only stops it."""
        return item is not None and not any(map(_is_moving, _parents(item)))

    def _seen(self, item: QQuickItem) -> QRectF:
        """The part of `item` inside the window and inside every clipping parent, in window coordinates."""
        seen = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
        seen = seen.intersected(QRectF(0, 0, self.window.width(), self.window.height()))
        for parent in _parents(item):
            if parent.clip():
                seen = seen.intersected(parent.mapRectToScene(QRectF(0, 0, parent.width(), parent.height())))
        return seen

    def _bring_into_view(self, name: str) -> None:
        for _ in range(SWIPES):
            item = self.find(name)
            if item is None:
                raise NotOnScreen(f"{name} went away")
            whole = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
            seen = self._seen(item)
            area = self._scroll_area(item)
            if not seen.isEmpty() and seen.height() >= min(whole.height(), 60) and not self._under_more(seen, area):
                return
            if area is None:
                raise NotOnScreen(f"{name} is outside the glass and nothing scrolls")
            middle, quarter = area.center(), QPointF(0, area.height() / 4)
            up = whole.center().y() > area.center().y()
            start, end = (middle + quarter, middle - quarter) if up else (middle - quarter, middle + quarter)
            self.swipe(start.toPoint(), end.toPoint())
        raise NotOnScreen(f"{name} does not come into view")

    def _under_more(self, seen: QRectF, area: QRectF | None) -> bool:
        """Whether the key that shows more of the page lies where `seen` would be touched."""
        more = self.find("more")
        return area is not None and more is not None and self._seen(more).contains(seen.center())

    def _page(self) -> QQuickItem | None:
        """What scrolls up and down and shows the most."""
        tall = [
            item
            for item in self.items()
            if item.inherits("QQuickFlickable") and item.property("contentHeight") > item.height()
        ]
        return max(tall, key=lambda item: item.width() * item.height(), default=None)

    def _scroll_area(self, item: QQuickItem) -> QRectF | None:
        area = next((parent for parent in _parents(item) if parent.inherits("QQuickFlickable")), None)
        return self._seen(area) if area is not None else None


def _is_moving(item: QQuickItem) -> bool:
    # While a page slides in, StackView keeps every touch from it: on a slow machine longer than the navigator does.
    return bool(item.property("busy" if item.inherits("QQuickStackView") else "moving"))


def _parents(item: QQuickItem) -> Iterator[QQuickItem]:
    """What `item` stands in, from near to far."""
    # Qt's type annotations leave out that the root has no parent.
    parent = cast("QQuickItem | None", item.parentItem())
    while parent is not None:
        yield parent
        parent = cast("QQuickItem | None", parent.parentItem())
