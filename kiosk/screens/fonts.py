"""Fonts by path: the same letters everywhere, whatever fontconfig thinks. Latin and Arabic first, Chinese later."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from kiosk.logs import log_event

NOTO = Path("/usr/share/fonts/truetype/noto")
"""Where Debian's fonts-noto-core puts its files."""

CJK_FOLDERS = (Path("/usr/share/fonts/opentype/noto"), NOTO)
"""Where Debian's fonts-noto-cjk does; the second is where containers of this project keep it."""

FAMILIES = ("Noto Sans", "Noto Sans Arabic", "Noto Sans CJK SC")

_FIRST = (
    "NotoSans-Regular.ttf",
    "NotoSans-Bold.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansArabic-Bold.ttf",
)
LATER_LANGUAGES = frozenset({"zh"})
"""Languages that are written in the fonts that load later."""

_LATER = ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc")


def load_first_fonts() -> None:
    """Load what the first frame needs and make it the application's font. Needs the application object."""
    for name in _FIRST:
        _load(NOTO / name)
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPixelSize(31)
    # Metrics from the outline, not from hints: the same pixels on every machine.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    QGuiApplication.setFont(font)


@cache
def load_later_fonts() -> None:
    """Load the Chinese fonts, once; 20 to 70 ms, so only after the first frame, unless that is written in them."""
    for name in _LATER:
        for folder in CJK_FOLDERS:
            if (folder / name).exists():
                _load(folder / name)
                break


def _load(path: Path) -> None:
    if QFontDatabase.addApplicationFont(str(path)) < 0:
        # apt install fonts-noto-core fonts-noto-cjk
        log_event("font_missing", logging.ERROR, font=path.name)
