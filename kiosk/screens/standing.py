"""Where somebody stands, to be taken up again when everything behind the screens was made anew for another pack."""

from __future__ import annotations

from PySide6.QtQuick import QQuickItem

from kiosk.domain.flow import Screen
from kiosk.screens.session import SessionState


class Standing:
    """The stack of screens as it is now, with what each of them shows. Interface thread."""

    def __init__(self, session: SessionState) -> None:
        models = session.models()
        self._stack = session.moves.stack
        self._places = {screen: models[screen].standing() for screen in self._stack if screen in models}

    def resume(self, session: SessionState) -> None:
        """Stand there again; screens for which the pack has nothing any more are left out."""
        models = session.models()
        stack = [screen for screen in self._stack if screen in models and models[screen].resume(self._places[screen])]
        session.moves.relay(stack or [Screen.ATTRACT])


class ScrollPlace:
    """How far the page is scrolled down."""

    def __init__(self, root: QQuickItem) -> None:
        self._offsets = [float(area.property("contentY")) for area in _scrolling(root)]

    def resume(self, root: QQuickItem) -> None:
        """Scroll as far again, as far as that goes. Call when the new page has been laid out."""
        for area, offset in zip(_scrolling(root), self._offsets, strict=False):
            lowest = max(0.0, float(area.property("contentHeight")) - area.height())
            area.setProperty("contentY", min(offset, lowest))


def _scrolling(root: QQuickItem) -> list[QQuickItem]:
    found: list[QQuickItem] = []
    waiting = [root]
    while waiting:
        item = waiting.pop()
        if item.isVisible():
            if item.inherits("QQuickFlickable"):
                found.append(item)
            waiting += item.childItems()
    return found
