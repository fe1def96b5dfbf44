"""Attract."""

from __future__ import annotations

from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.screens.model import ScreenModel

QML_IMPORT_NAME = "Frontdoor"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made in Python")
class AttractModel(ScreenModel):
    """Nothing yet."""
