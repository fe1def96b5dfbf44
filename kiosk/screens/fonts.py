"""Fonts by path: the same letters everywhere, whatever fontconfig thinks. Latin and Arabic first, Chinese later.

A font that is missing is told in the log and by `kiosk check`. The languages it is needed for are not offered; where it
is that of Latin letters, the Chinese font's stand in, else whatever the machine has.
"""

from __future__ import annotations

import logging
import os
from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from kiosk.font_files import ARABIC, CHINESE, LATIN, Face, face_of, is_font
from kiosk.logs import log_event

FAMILIES = ("Noto Sans", "Noto Sans Arabic", CHINESE.name)

LATER_LANGUAGES = frozenset({"zh"})
"""Languages that are written in the fonts that load later."""

_NO_FONTS = Path(__file__).parent / "no_fonts.conf"


def keep_to_own_fonts() -> None:
    """Keep Qt from searching the machine's fonts, which takes time and differs. Call before the application object."""
    if is_font(LATIN.regular):
        os.environ.setdefault("FONTCONFIG_FILE", str(_NO_FONTS))


@cache
def can_write(language: str) -> bool:
    """Whether the letters of `language` can be drawn."""
    face = face_of(language)
    return face is LATIN or is_font(face.regular)


def load_first_fonts() -> None:
    """Load what the first frame needs and make it the application's font. Needs the application object."""
    if not _load(LATIN):
        load_later_fonts()
    _load(ARABIC)
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPixelSize(31)
    # Metrics from the outline, not from hints: the same pixels on every machine.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    QGuiApplication.setFont(font)


@cache
def load_later_fonts() -> None:
    """Load the Chinese fonts, once; 20 to 70 ms, so only after the first frame, unless that is written in them."""
    _load(CHINESE)


def _load(face: Face) -> bool:
    loaded = [is_font(path) and QFontDatabase.addApplicationFont(str(path)) >= 0 for path in (face.regular, face.bold)]
    for path, there in zip((face.regular, face.bold), loaded, strict=True):
        if not there:
            log_event("font_missing", logging.ERROR, font=path.name)
    return loaded[0]
