"""Every control in every state on one sheet, laid over a kiosk of the tests."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtQml import QQmlComponent, qmlEngine
from PySide6.QtQuick import QQuickItem

from tests.screens.stage import KioskStage

SHEET = Path(__file__).parent / "ControlSheet.qml"


def lay_control_sheet(stage: KioskStage) -> QQuickItem:
    """Cover what `stage` shows with the sheet. Raises AssertionError with what QML says if it does not load."""
    component = QQmlComponent(qmlEngine(stage.window), QUrl.fromLocalFile(str(SHEET)), stage.window)
    sheet = component.create()
    assert isinstance(sheet, QQuickItem), component.errorString()
    sheet.setParent(stage.window)
    sheet.setParentItem(stage.window.contentItem())
    stage.settle()
    return sheet
