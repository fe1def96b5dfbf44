"""Home: what one can come for, what is out of order, and what is often asked."""

from __future__ import annotations

from PySide6.QtCore import Property, Signal
from PySide6.QtQml import QmlElement

from kiosk.clock import Clock
from kiosk.domain.catalog import RequestKind
from kiosk.domain.flow import Move
from kiosk.journeys.browse import CatalogView
from kiosk.screens.announcements import notices
from kiosk.screens.decorators import QmlUncreatable
from kiosk.screens.model import ScreenModel
from kiosk.screens.session import SessionState

QML_IMPORT_NAME = "Frontdoor"
QML_IMPORT_MAJOR_VERSION = 1

POPULAR = 4
"""Chips shown: two lines of them at the usual text size."""

EXAMPLES = 3
"""Words shown in the search box, for what one may type there."""


@QmlElement
@QmlUncreatable("made in Python")
class HomeModel(ScreenModel):
    """Cards only for what has a journey (UI.md: no "coming soon")."""

    changed = Signal()

    def __init__(self, session: SessionState, catalog: CatalogView, clock: Clock) -> None:
        super().__init__(session)
        self._session = session
        self._catalog = catalog
        self._clock = clock

    @Property(list, notify=changed)
    def cards(self) -> list[dict[str, str]]:
        """Title, hint, icon, and the move a touch makes."""
        text = self._session.wording.text
        cards = [
            {
                "title": text("Request something"),
                "hint": self._examples(RequestKind.SERVICE_REQUEST),
                "icon": "clipboard-text",
                "move": Move.BROWSE.value,
                "argument": RequestKind.SERVICE_REQUEST.value,
            }
        ]
        if self._catalog.services(kind=RequestKind.INCIDENT):
            cards.append(
                {
                    "title": text("Report a problem"),
                    "hint": text("Broken, slow or missing"),
                    "icon": "wrench",
                    "move": Move.BROWSE.value,
                    "argument": RequestKind.INCIDENT.value,
                }
            )
        cards.append(
            {
                "title": text("See a person"),
                "hint": text("Opening hours, call someone"),
                "icon": "users",
                "move": Move.HELP.value,
                "argument": "",
            }
        )
        return cards

    @Property(str, notify=changed)
    def searchHint(self) -> str:
        """What stands in the search box: words of this pack that find something."""
        words = self._catalog.examples(EXAMPLES, self._session.language_code)
        text = self._session.wording.text
        if len(words) < EXAMPLES:
            return text("Type what you need")
        return text("e.g. “{first}”, “{second}”, “{third}”", first=words[0], second=words[1], third=words[2])

    @Property(list, notify=changed)
    def popular(self) -> list[dict[str, str]]:
        """The services asked for most."""
        return [
            {"id": service.id, "title": self._session.texts(service.title), "icon": service.icon}
            for service in self._catalog.popular(POPULAR)
        ]

    @Property(list, notify=changed)
    def notices(self) -> list[dict[str, object]]:
        """Announcements in force."""
        return notices(self._catalog, self._clock, self._session.language_code)

    def enter(self, argument: str) -> None:
        """Announcements may have changed since the last visit."""
        self.changed.emit()

    def retranslate(self) -> None:
        """Say it all again."""
        self.changed.emit()

    def _examples(self, kind: RequestKind) -> str:
        departments = self._catalog.departments(kind=kind)
        return self._session.wording.text(", ").join(
            self._session.texts(department.title) for department in departments
        )
