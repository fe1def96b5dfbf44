"""Answers `qsTr` from the same catalogues that slips and messages use."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTranslator

Translate = Callable[[str, int], str]
"""(English sentence, number or -1) -> the sentence in the visit's language, or empty where it has none."""


class KioskTranslator(QTranslator):
    """A translator without files; `use` changes its language."""

    def __init__(self, translate: Translate, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._translate = translate

    def use(self, translate: Translate) -> None:
        """Answer from now on by `translate`; the engine must be told to retranslate."""
        self._translate = translate

    def isEmpty(self) -> bool:
        """Never: Qt does not ask an empty translator."""
        return False

    def translate(self, context: str, sourceText: str, /, disambiguation: str | None = None, n: int = -1) -> str:
        """The sentence in the language in use. Qt shows the English one where this is empty."""
        return self._translate(sourceText, n)
