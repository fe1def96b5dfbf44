"""The fonts of slips: Debian's Noto files, loaded by path so that the same text has the same dots everywhere.

Nothing here asks fontconfig, which may be empty. Every function may run on any thread once a QGuiApplication exists.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics

from kiosk.errors import FrontdoorError

CORE_FOLDER = Path("/usr/share/fonts/truetype/noto")
CJK_FOLDER = Path("/usr/share/fonts/opentype/noto")
"""Where Debian's fonts-noto-core and fonts-noto-cjk put their files."""


class Face(NamedTuple):
    """One family: the file of each weight, the name where a file holds several, the package that brings it."""

    regular: Path
    bold: Path
    name: str = ""
    package: str = "fonts-noto-core"


def _core(stem: str) -> Face:
    return Face(CORE_FOLDER / f"{stem}-Regular.ttf", CORE_FOLDER / f"{stem}-Bold.ttf")


_LATIN, _ARABIC = _core("NotoSans"), _core("NotoSansArabic")
_CJK = Face(
    CJK_FOLDER / "NotoSansCJK-Regular.ttc", CJK_FOLDER / "NotoSansCJK-Bold.ttc", "Noto Sans CJK SC", "fonts-noto-cjk"
)
_SYMBOLS = tuple(_core(stem) for stem in ("NotoSansSymbols2", "NotoSansSymbols", "NotoSansMath"))
_CJK_NAMES = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "IDEOGRAPHIC", "BOPOMOFO", "FULLWIDTH", "HALFWIDTH"})
"""First words of the Unicode names of what the CJK files draw."""

_INVISIBLE = frozenset("\u200c\u200d\u200e\u200f\u061c\u2066\u2067\u2068\u2069")
"""Drawn by no font and needed by all of them."""

_MANY_SPACES = re.compile(" {2,}")

_lock = threading.RLock()
_families: dict[Face, str] = {}


class FontMissing(FrontdoorError):
    """A font file is not installed; the remedy names the package that brings it."""

    code = "FD-601"


def check_fonts() -> None:
    """Raise `FontMissing` unless every font that slips in the five languages need is installed."""
    for face in (_LATIN, _ARABIC, _CJK):
        for path in (face.regular, face.bold):
            if not path.is_file():
                raise _missing(path, face)


def drawable(text: str) -> str:
    """`text` without the characters that no installed font draws (most emoji): a gap is better than an empty box."""
    kept = "".join(c for c in text if c in _INVISIBLE or _family_of(c))
    return kept if kept == text else _MANY_SPACES.sub(" ", kept)


def families_of(text: str) -> list[str]:
    """The family that draws each character of `drawable(text)`.

    Punctuation, spaces and marks stay with the letters before them where those have them: Qt shapes a run in one
    script with one font, and warns of Devanagari in a font that has none. Raises `FontMissing`.
    """
    families: list[str] = []
    for character in text:
        before = families[-1] if families else ""
        follows = character in _INVISIBLE or unicodedata.category(character)[0] in "PZSM"
        if follows and (character in _INVISIBLE or not before or _draws(before, character)):
            families.append(before)
        else:
            families.append(_family_of(character) or before)
    first = next((family for family in families if family), _load(_LATIN))
    return [
        family or (first if c in _INVISIBLE or _draws(first, c) else _family_of(c))
        for family, c in zip(families, text, strict=True)
    ]


def font_of(family: str, *, size_dots: int, bold: bool) -> QFont:
    """`family` at `size_dots`, with the same dots on every machine."""
    font = QFont([family])
    font.setPixelSize(size_dots)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    # Hints follow the machine's font settings.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@lru_cache(maxsize=4096)
def _family_of(character: str) -> str:
    for face in _faces_for(character):
        if face.regular.is_file() and _draws(_load(face), character):
            return _load(face)
    return ""


def _faces_for(character: str) -> tuple[Face, ...]:
    name = unicodedata.name(character, "")
    script = name.split(" ")[0].split("-")[0]
    if script in _CJK_NAMES:
        return (_LATIN, _CJK)
    # Debian names its files after the scripts, as Unicode does the characters: HEBREW LETTER ALEF, NotoSansHebrew.
    # Such a file comes first: Noto Sans has Devanagari letters too, but not the rules that join them.
    return (_core(f"NotoSans{script.title()}"), _LATIN, _ARABIC, *_SYMBOLS)


@lru_cache(maxsize=4096)
def _draws(family: str, character: str) -> bool:
    # Not QRawFont: it belongs to the thread that made it.
    probe = QFont([family])
    probe.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    return QFontMetrics(probe).inFontUcs4(ord(character))


def _load(face: Face) -> str:
    """Load both weights of `face`, once; the name Qt knows it by."""
    with _lock:
        if face not in _families:
            if not face.regular.is_file():
                raise _missing(face.regular, face)
            loaded = QFontDatabase.addApplicationFont(str(face.regular))
            if face.bold.is_file():
                QFontDatabase.addApplicationFont(str(face.bold))
            _families[face] = face.name or QFontDatabase.applicationFontFamilies(loaded)[0]
        return _families[face]


def _missing(path: Path, face: Face) -> FontMissing:
    return FontMissing(f"The font {path.name} is not installed.", remedy=f"Run: apt-get install {face.package}")
