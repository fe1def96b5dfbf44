"""Language: choose one and go on in it where one was."""

from __future__ import annotations

from PySide6.QtCore import Property, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.flow import Move
from kiosk.screens.decorators import QmlUncreatable
from kiosk.screens.model import ScreenModel
from kiosk.screens.session import SessionState

QML_IMPORT_NAME = "Frontdoor"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made in Python")
class LanguageModel(ScreenModel):
    """The languages of the content pack, each by its own name."""

    def __init__(self, session: SessionState) -> None:
        super().__init__(session)
        self._session = session

    @Property(list, constant=True)
    def languages(self) -> list[dict[str, str]]:
        return [{"code": code, "name": self._session.nameOf(code)} for code in self._session.offered]

    @Slot(str)
    def choose(self, language: str) -> None:
        """Speak `language` and go back to what was there."""
        if self._session.moves.go(Move.RESUME):
            self._session.setLanguage(language)
