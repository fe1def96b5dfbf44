"""HelpCalled: somebody has been called, or will see the call when the desk opens."""

from __future__ import annotations

from PySide6.QtCore import Property, Signal
from PySide6.QtQml import QmlElement

from kiosk.domain.text import isolate_code
from kiosk.journeys.assistance import AssistanceJourney
from kiosk.journeys.opening import DeskIs, Opening
from kiosk.screens.decorators import QmlUncreatable
from kiosk.screens.model import ScreenModel
from kiosk.screens.session import SessionState

QML_IMPORT_NAME = "Frontdoor"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made in Python")
class HelpCalledModel(ScreenModel):
    """The reference of the call and what happens now."""

    changed = Signal()

    def __init__(self, session: SessionState, assistance: AssistanceJourney) -> None:
        super().__init__(session)
        self._session = session
        self._assistance = assistance
        self._reference = ""
        self._opening = Opening(DeskIs.UNKNOWN)

    def enter(self, argument: str) -> None:
        """Show the call with the reference `argument`."""
        self._reference = argument
        self._opening = self._assistance.opening()
        self.changed.emit()

    def standing(self) -> object:
        """The reference of the call."""
        return self._reference

    def resume(self, standing: object) -> bool:
        """The same call."""
        self.enter(str(standing))
        return True

    def wipe(self) -> None:
        """Forget the reference."""
        self._reference = ""
        self.changed.emit()

    def retranslate(self) -> None:
        """Say it in the other language."""
        self.changed.emit()

    @Property(str, notify=changed)
    def reference(self) -> str:
        return isolate_code(self._reference) if self._reference else ""

    @Property(str, notify=changed)
    def spelled(self) -> str:
        """The reference letter by letter, for a voice."""
        return " ".join(self._reference)

    @Property(bool, notify=changed)
    def closed(self) -> bool:
        return self._closed

    @Property(str, notify=changed)
    def title(self) -> str:
        text = self._session.wording.text
        return text("Your call is kept.") if self._closed else text("We have called someone.")

    @Property(str, notify=changed)
    def subtitle(self) -> str:
        text = self._session.wording.text
        if self._closed:
            return text("You can leave now. The desk has this reference.")
        return text("Please stay here, or go on meanwhile.")

    @Property(list, notify=changed)
    def steps(self) -> list[dict[str, str]]:
        wording, opening = self._session.wording, self._opening
        kept = {"title": wording.text("Your call is kept"), "detail": "", "state": "done"}
        if self._closed:
            opens = ""
            if opening.opens_on is not None and opening.opens_at is not None:
                opens = wording.text(
                    "{day} at {time}",
                    day=wording.date(opening.opens_on),
                    time=wording.time_of_day(opening.opens_at),
                )
            return [
                kept,
                {"title": wording.text("The desk reads it when it opens"), "detail": opens, "state": "waiting"},
            ]
        return [
            kept,
            {
                "title": wording.text("The desk sees it"),
                "detail": wording.text("We are sending it now"),
                "state": "current",
            },
            {"title": wording.text("Somebody comes to this kiosk"), "detail": "", "state": "waiting"},
        ]

    @property
    def _closed(self) -> bool:
        return self._opening.desk is DeskIs.CLOSED
