"""Warning: nobody has touched the kiosk for a while."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.flow import Move, Screen
from kiosk.screens.decorators import QmlUncreatable
from kiosk.screens.model import ScreenModel
from kiosk.screens.session import SessionState

QML_IMPORT_NAME = "Frontdoor"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made in Python")
class WarningModel(ScreenModel):
    """The countdown, and the two answers to it."""

    ticked = Signal()

    def __init__(self, session: SessionState) -> None:
        super().__init__(session)
        self._session = session
        session.ticked.connect(self._tick)

    @Property(int, notify=ticked)
    def seconds(self) -> int:
        """Whole seconds left, never zero while one may still answer."""
        return ceil(self._session.keeper.remaining_s)

    @Property(str, notify=ticked)
    def spokenSeconds(self) -> str:
        """The same as a sentence, for a voice."""
        n = ceil(self._session.keeper.remaining_s)
        return self._session.wording.plural("{n} second is left.", "{n} seconds are left.", n)

    @Property(float, notify=ticked)
    def fraction(self) -> float:
        """What is left of the countdown, 1 to 0."""
        return self._session.keeper.remaining_s / self._session.keeper.warning_total_s

    def enter(self, argument: str) -> None:
        """The countdown begins."""
        self.ticked.emit()

    @Slot()
    def stay(self) -> None:
        """I am still here: back to what was there."""
        if self._session.moves.go(Move.RESUME):
            self._session.keeper.stay()

    @Slot()
    def needMoreTime(self) -> None:
        """Twice as long from now on."""
        if self._session.moves.go(Move.RESUME):
            self._session.keeper.need_more_time()

    @Slot()
    def _tick(self) -> None:
        if self._session.moves.current is Screen.WARNING:
            self.ticked.emit()
