"""Answers `qsTr` from the same catalogues that slips and messages use."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTranslator

from kiosk.i18n import sentences
from kiosk.screens.message_file import message_file


class KioskTranslator(QTranslator):
    """A translator fed from memory. It overrides nothing: Qt asks it on its own threads (see `message_file`)."""

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = b""
        self.use(language)

    def use(self, language: str) -> None:
        """Answer in `language` from now on; the engine must be told to retranslate. English needs no answers."""
        file = message_file(sentences(language))
        self.load(file)
        # Qt reads from these bytes as long as they are loaded.
        self._file = file
