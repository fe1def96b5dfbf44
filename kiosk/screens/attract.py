"""Attract: nobody is here, so the kiosk greets in every language in turn."""

from __future__ import annotations

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.clock import Clock, plausible
from kiosk.domain.text import is_right_to_left
from kiosk.journeys.browse import CatalogView
from kiosk.journeys.place import Wordings
from kiosk.screens.announcements import notices
from kiosk.screens.decorators import QmlUncreatable
from kiosk.screens.model import ScreenModel
from kiosk.screens.session import LANGUAGE_NAMES, SessionState

QML_IMPORT_NAME = "Frontdoor"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made in Python")
class AttractModel(ScreenModel):
    """Greetings by language, and what people should know before they ask."""

    changed = Signal()

    def __init__(self, session: SessionState, catalog: CatalogView, wordings: Wordings, clock: Clock) -> None:
        super().__init__(session)
        self._session = session
        self._catalog = catalog
        self._wordings = wordings
        self._clock = clock
        own = session.language_code
        self._languages = sorted(session.offered, key=lambda language: language != own)
        self._seen: tuple[list[str], list[dict[str, object]]] = ([], [])

    @Property(list, constant=True)
    def greetings(self) -> list[dict[str, object]]:
        """One greeting for each language of the pack, the kiosk's own first."""
        return [self._greeting(language) for language in self._languages]

    @Property(list, notify=changed)
    def times(self) -> list[str]:
        """The time of day, as written in the language of each greeting; empty while the clock is not to be trusted.

        Not for the first frame: the libraries that know how a time is written take long to load.
        """
        return self._times()

    @Property(list, notify=changed)
    def notices(self) -> list[dict[str, object]]:
        return self._notices()

    def enter(self, argument: str) -> None:
        """Announcements may have come or gone."""
        self.changed.emit()

    @Slot()
    def refresh(self) -> None:
        """Nobody has touched for a while: the minute, or what there is to announce, may be another."""
        seen = (self._times(), self._notices())
        if seen != self._seen:
            self._seen = seen
            self.changed.emit()

    def retranslate(self) -> None:
        """Announcements in the other language."""
        self.changed.emit()

    def _times(self) -> list[str]:
        now = self._clock.now()
        return [self._wordings(language).time(now) if plausible(now) else "" for language in self._languages]

    def _notices(self) -> list[dict[str, object]]:
        return notices(self._catalog, self._clock, self._session.language_code)

    def _greeting(self, language: str) -> dict[str, object]:
        text = self._wordings(language).text
        title = text("Welcome")
        return {
            "language": language,
            "name": LANGUAGE_NAMES.get(language, language),
            "title": title,
            "longestWord": max(title.split(), key=len),
            "subtitle": text("Ask for something, report a problem, or call someone."),
            "start": text("Touch to start"),
            "rightToLeft": is_right_to_left(language),
        }
