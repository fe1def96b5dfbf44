"""Walks through a request as a person does: touches what is seen, types what is asked."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtQuick import QQuickItem

from tests.screens.stage import KioskStage


class Walk:
    """Drives one kiosk. Items are found by the names the screens give them for this purpose."""

    def __init__(self, stage: KioskStage) -> None:
        self.stage = stage

    def named(self, name: str) -> QQuickItem | None:
        """The visible item called `name`."""
        return next((item for item in self.stage.items() if item.objectName() == name), None)

    def item(self, name: str) -> QQuickItem:
        """The visible item called `name`; it must be there."""
        found = self.named(name)
        assert found is not None, f"no {name} among {[i.objectName() for i in self.stage.items() if i.objectName()]}"
        return found

    def entry(self, field: str) -> QQuickItem:
        """The text field of a question."""
        return self.item(f"entry.{field}")

    def tap(self, name: str, *, wait: bool = True) -> None:
        """Touch the item called `name`, scrolling to it first, as a finger would."""
        item = self.item(name)
        self._scroll_to(item)
        self.stage.touch_at(self.stage.centre(item))
        if wait:
            self.stage.settle()

    def touch_entry(self, field: str) -> None:
        """Touch the text field of a question."""
        self.tap(f"entry.{field}")

    def type(self, field: str, text: str) -> None:
        """Touch a text field and enter `text` the way a keyboard on the screen does."""
        self.touch_entry(field)
        event = QInputMethodEvent()
        event.setCommitString(text)
        target = self.stage.window.activeFocusItem()
        assert target is not None
        assert target.objectName() == f"entry.{field}"
        QGuiApplication.sendEvent(target, event)
        self.stage.settle()

    def faults(self) -> list[str]:
        """The faults that are seen, from the top."""
        return [item.property("text") for item in self.stage.items() if item.objectName() == "fault"]

    def focused(self) -> str:
        """The name of what has the focus."""
        item = self.stage.window.activeFocusItem()
        return item.objectName() if item else ""

    def to_form(self, service: str = "repair") -> None:
        """From Home to the form of a service."""
        self.stage.go("open_service", service)
        self.tap("start")
        assert self.stage.screen == "Form"

    def to_identify(self) -> None:
        """From Home through the shortest form."""
        self.to_form("repair")
        if not self.entry("what").property("text"):
            self.type("what", "The lamp")
        self.tap("continue")
        assert self.stage.screen == "Identify"

    def to_review(self) -> None:
        """From Home to everything once more."""
        self.to_identify()
        self.type("name", "Amal Haddad")
        self.type("phone", "+49 30 123456")
        self.tap("continue")
        assert self.stage.screen == "Review"

    def to_accepted(self) -> None:
        """From Home to a request that is kept."""
        self.to_review()
        self.tap("send")
        assert self.stage.screen == "Accepted"

    def _scroll_to(self, item: QQuickItem) -> None:
        area = item.parentItem()
        while area is not None and not area.inherits("QQuickFlickable"):
            area = area.parentItem()
        if area is None:
            return
        top = area.mapFromItem(item, QPointF(0, 0)).y()
        below = top + item.height() - area.height()
        clear_of_more = 130
        if top < 0:
            area.setProperty("contentY", area.property("contentY") + top)
        elif below > -clear_of_more:
            last = max(0.0, area.property("contentHeight") - area.height())
            area.setProperty("contentY", min(area.property("contentY") + below + clear_of_more, last))
        self.stage.settle()
