"""A window with a few items in it, to show that a rule catches what is wrong and lets pass what is right."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from kiosk.screens.fonts import load_first_fonts
from kiosk.screens.theme import Contrast
from tests.screens.audit.scene import Scene

PX_PER_MM = 4.0

# Not called Key: PySide would take a QML type of the name of one of its own for that one, and crash.
_HEAD = """
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import QtQuick.Templates as T
Window {
    id: window
    width: 800; height: 600; visible: true; color: "white"
    component Knob: T.AbstractButton {
        id: key
        Accessible.name: text
        Accessible.role: Accessible.Button
        background: Rectangle { border.color: "black"; color: "white" }
        contentItem: Text { Accessible.ignored: true; font.pixelSize: 20; text: key.text }
        width: 100; height: 100
    }
"""


class SmallWindow:
    """800 x 600 pixels, 4 to the millimetre. `Knob` is a button with its text on it. Close it when done."""

    def __init__(self, body: str) -> None:
        load_first_fonts()
        self._engine = QQmlEngine()
        # A child of its engine: it must not outlive it, whatever order garbage is collected in.
        component = QQmlComponent(self._engine, self._engine)
        component.setData(f"{_HEAD}{body}\n}}".encode(), QUrl("file:///small_window.qml"))
        if not component.isReady():
            raise ValueError(component.errorString())
        window = component.create()
        assert isinstance(window, QQuickWindow)
        self.window = window
        self.settle()

    def settle(self) -> None:
        """Let layouts come to rest."""
        QTest.qWait(30)
        QGuiApplication.processEvents()

    def scene(self, contrast: Contrast = Contrast.LIGHT) -> Scene:
        """What is in it now."""
        return Scene(self.window, px_per_mm=PX_PER_MM, contrast=contrast)

    def item(self, name: str) -> QQuickItem:
        """The item called `name`."""
        return next(item for item in self.scene().items if item.objectName() == name)

    def close(self) -> None:
        """Take it down."""
        self.window.close()
        self.window.deleteLater()
        QTest.qWait(0)
        self._engine.deleteLater()
