"""Icons: the Phosphor font that ships inside the qtawesome package, read without importing that package."""

from __future__ import annotations

import importlib.util
import json
import logging
from pathlib import Path

from PySide6.QtCore import Property, QObject, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtQml import QmlElement

from kiosk.logs import log_event
from kiosk.screens.decorators import QmlUncreatable

QML_IMPORT_NAME = "Frontdoor"
QML_IMPORT_MAJOR_VERSION = 1

_DIRECTIONAL = frozenset(
    {
        "sign-out", "sign-in", "list-bullets", "list-checks", "list-numbers", "paper-plane-right",
        "paper-plane-tilt", "text-align-left", "text-indent", "chat-text", "speaker-high", "speaker-low", "question",
        "steps", "path", "footprints",
    }
)  # fmt: skip
"""Besides arrows and carets: icons that point along the line of reading or hold lines or marks of writing, so they turn
round in right-to-left (an Arabic question mark opens to the right)."""

_DIRECTIONAL_FAMILIES = (
    "arrow-left", "arrow-right", "arrow-bend", "arrow-elbow", "arrow-u-", "arrow-square-out", "caret-left",
    "caret-right", "caret-double-left", "caret-double-right", "caret-circle-left", "caret-circle-right",
    "arrow-circle-left", "arrow-circle-right",
)  # fmt: skip

_MISSING = "question"


def font_folder() -> Path:
    """Where qtawesome keeps its fonts. Raises FileNotFoundError if the package is not installed."""
    spec = importlib.util.find_spec("qtawesome")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("qtawesome is not installed")
    return Path(spec.origin).parent / "fonts"


def is_directional(name: str) -> bool:
    """Whether the icon `name` is mirrored in right-to-left languages."""
    name = name.removesuffix("-bold").removesuffix("-fill")
    return name.startswith(_DIRECTIONAL_FAMILIES) or name in _DIRECTIONAL


@QmlElement
@QmlUncreatable("made in Python")
class Icons(QObject):
    """Names of Phosphor icons to characters of its font."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        folder = font_folder()
        ttf = next(folder.glob("phosphor-[0-9]*.ttf"))
        charmap = next(folder.glob("phosphor-charmap-*.json"))
        identity = QFontDatabase.addApplicationFont(str(ttf))
        self._family = QFontDatabase.applicationFontFamilies(identity)[0]
        self._codes: dict[str, str] = json.loads(charmap.read_text("utf-8"))

    @Property(str, constant=True)
    def family(self) -> str:
        return self._family

    def exists(self, name: str) -> bool:
        """Whether there is an icon called `name`."""
        return name in self._codes

    @Slot(str, result=str)
    def glyph(self, name: str) -> str:
        """The character for `name`; a question mark icon, and a line in the log, for a name that does not exist."""
        # The heavier drawing is the usual one: from 60 cm the regular lines look thin beside bold words.
        code = self._codes.get(f"{name}-bold") or self._codes.get(name)
        if code is None:
            log_event("icon_missing", logging.ERROR, icon=name)
            return self.glyph(_MISSING)
        return chr(int(code, 16))

    @Slot(str, result=bool)
    def mirrors(self, name: str) -> bool:
        return is_directional(name)
