"""Access: the choices of text size and contrast, each with its sample."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Property, Signal
from PySide6.QtQml import QmlElement

from kiosk.i18n import message
from kiosk.screens.decorators import QmlUncreatable
from kiosk.screens.model import ScreenModel
from kiosk.screens.session import SessionState
from kiosk.screens.theme import CAP_HEIGHTS_MM, Contrast

QML_IMPORT_NAME = "Frontdoor"
QML_IMPORT_MAJOR_VERSION = 1

_SIZE_NAMES = (message("Small"), message("Normal"), message("Large"), message("Largest"))
_CONTRAST_NAMES = {
    Contrast.LIGHT: message("Light"),
    Contrast.DARK: message("Dark"),
    Contrast.BLACK_ON_WHITE: message("Black on white"),
    Contrast.YELLOW_ON_BLACK: message("Yellow on black"),
}


@QmlElement
@QmlUncreatable("made in Python")
class AccessModel(ScreenModel):
    """What can be chosen; `Look` holds what is."""

    changed = Signal()

    def __init__(self, session: SessionState) -> None:
        super().__init__(session)
        self._session = session

    @Property(list, notify=changed)
    def textSizes(self) -> list[dict[str, object]]:
        text = self._session.wording.text
        return [{"name": text(name), "capMm": cap_mm} for name, cap_mm in zip(_SIZE_NAMES, CAP_HEIGHTS_MM, strict=True)]

    @Property(str, notify=changed)
    def sample(self) -> str:
        """Two or three letters of the script that is read."""
        return self._session.wording.text("Aa")

    @Property(list, notify=changed)
    def contrasts(self) -> list[dict[str, object]]:
        text = self._session.wording.text
        return [
            {
                "id": contrast.value,
                "name": text(_CONTRAST_NAMES[contrast]),
                "colours": msgspec.structs.asdict(palette),
            }
            for contrast, palette in self._session.looks.palettes().items()
        ]

    def retranslate(self) -> None:
        """Name the choices in the other language."""
        self.changed.emit()
