"""OutOfService: what people read while the kiosk cannot serve, and the code that staff need."""

from __future__ import annotations

from PySide6.QtCore import Property, Signal
from PySide6.QtQml import QmlElement

from kiosk.domain.catalog import Brand, OpeningHours, Pack, Texts
from kiosk.domain.flow import Move
from kiosk.domain.text import is_right_to_left, isolate, isolate_code, pick
from kiosk.errors import (
    ContentError,
    FrontdoorError,
    SettingsError,
    StoreError,
    StoreFull,
    StoreKeyMissing,
    StoreReadOnly,
    StoreTooNew,
)
from kiosk.i18n import message
from kiosk.journeys.place import Wordings
from kiosk.screens.decorators import QmlUncreatable
from kiosk.screens.illustration import Drawing
from kiosk.screens.model import ScreenModel
from kiosk.screens.session import SessionState

QML_IMPORT_NAME = "Frontdoor"
QML_IMPORT_MAJOR_VERSION = 1

QML_ITEMS = (Drawing,)
"""Types that this screen's QML makes itself: importing them is what registers them."""

_SENTENCES: dict[type[FrontdoorError], str] = {
    StoreTooNew: message("Its data was written by a newer version. Nothing was changed."),
    StoreKeyMissing: message("Its data is locked, and the key is missing."),
    StoreReadOnly: message("It cannot write to its disk."),
    StoreFull: message("Its disk is full."),
    StoreError: message("It cannot open its data."),
    ContentError: message("Its content cannot be read."),
    SettingsError: message("It is not set up correctly."),
}
"""From the narrowest error to the widest: the first that fits is told."""

_ANY = message("Something it needs is missing.")


def sentence_for(error: FrontdoorError) -> str:
    """The message id of the plain sentence that tells `error`."""
    return next((text for kind, text in _SENTENCES.items() if isinstance(error, kind)), _ANY)


def bare_pack(languages: tuple[str, ...] = ("en", "ar", "fa", "el", "zh")) -> Pack:
    """A pack with nothing in it, for a kiosk that has none it could open: it still says who it is and what to do."""
    name = {
        "en": "Service desk",
        "ar": "مكتب الخدمات",
        "fa": "میز خدمت",
        "el": "Γραφείο εξυπηρέτησης",
        "zh": "服务台",
    }
    return Pack(
        id="none",
        version="none",
        languages=languages,
        brand=Brand(organisation=name, desk=name),
        departments=(),
        services=(),
        hours=OpeningHours(weekly=((),) * 7),
        places=(),
        desk_place="",
    )


@QmlElement
@QmlUncreatable("made in Python")
class OutOfServiceModel(ScreenModel):
    """The fault in force, told in every language that is offered."""

    changed = Signal()

    def __init__(self, session: SessionState, wordings: Wordings, *, other_kiosk: Texts) -> None:
        """`other_kiosk` says where another kiosk stands; empty where there is none."""
        super().__init__(session)
        self._session = session
        self._wordings = wordings
        self._other_kiosk = other_kiosk
        self._error = FrontdoorError("")

    def fail(self, error: FrontdoorError) -> None:
        """Show `error` in place of whatever is on the screen."""
        self._error = error
        self.changed.emit()
        self._session.moves.make(Move.FAIL)

    @Property(list, notify=changed)
    def sentences(self) -> list[dict[str, object]]:
        return [self._said_in(language) for language in self._session.offered]

    def _said_in(self, language: str) -> dict[str, object]:
        text = self._wordings(language).text
        pack = self._session.pack
        place = next((place for place in pack.places if place.id == pack.desk_place), None)
        where = pick(place.title if place else pack.brand.desk, language)
        other = pick(self._other_kiosk, language)
        return {
            "desk": pick(pack.brand.desk, language),
            "title": text("This kiosk is out of service."),
            "what": text(sentence_for(self._error)),
            "instead": text("Please go to: {place}", place=where),
            "directions": pick(place.directions, language) if place else "",
            "elsewhere": text("Another kiosk is here: {place}", place=isolate(other)) if other else "",
            "code": text("For staff: code {code}", code=isolate_code(self._error.code)),
            "rightToLeft": is_right_to_left(language),
        }
