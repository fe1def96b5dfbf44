"""The fonts of slips: Debian's Noto files, loaded by path so that the same text has the same dots everywhere.

Nothing here asks fontconfig, which may be empty. Every function may run on any thread once a QGuiApplication exists.
"""

from __future__ import annotations

import threading
import unicodedata
from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics

from kiosk.errors import FrontdoorError
from kiosk.font_files import ARABIC as _ARABIC
from kiosk.font_files import CHINESE as _CJK
from kiosk.font_files import LATIN as _LATIN
from kiosk.font_files import Face, core_face, face_of, is_font

_SYMBOLS = tuple(core_face(stem) for stem in ("NotoSansSymbols2", "NotoSansSymbols", "NotoSansMath"))
_CJK_NAMES = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "IDEOGRAPHIC", "BOPOMOFO", "FULLWIDTH", "HALFWIDTH"})
"""First words of the Unicode names of what the CJK files draw."""

_INVISIBLE = frozenset("\u200c\u200d\u200e\u200f\u061c\u2060\u2066\u2067\u2068\u2069")
"""Drawn by no font and needed by all of them."""

_JOINING = frozenset("\u200c\u200d")
"""Between the parts of one emoji."""

_FOR_A_PICTURE, _FOR_A_LETTER = "•", "?"
"""Written for what no font draws: an emoji is ornament, but a reader must see that letters are missing."""

_lock = threading.RLock()
_families: dict[Face, str] = {}
_broken: set[Face] = set()


class FontMissing(FrontdoorError):
    """A font file is not installed or cannot be read; the remedy names the package that brings it."""

    code = "FD-601"


def check_fonts() -> None:
    """Raise `FontMissing` unless the fonts of the five languages are installed. Needs no Qt."""
    for face in (_LATIN, _ARABIC, _CJK):
        for path in (face.regular, face.bold):
            if not path.is_file():
                raise _missing(path, face)
            if not is_font(path):
                raise _missing(path, face, "cannot be read")


def require_fonts(language: str) -> None:
    """Raise `FontMissing` unless slips of `language` can be read: a paper of nothing but marks helps nobody.

    A name in another script is no reason: it is printed as far as the fonts go. Nor is the font of Latin and Greek
    letters, which most printers have themselves.
    """
    face = face_of(language)
    if face is not _LATIN:
        _load(face)


def drawable(text: str) -> str:
    """`text` with a mark for each stretch of characters that no installed font draws, so that no empty box is."""
    out: list[str] = []
    missing: list[str] = []
    for character in text:
        if character in _JOINING and missing:
            missing.append(character)
        elif character in _INVISIBLE or _family_of(character):
            out += [_mark_for(missing), character]
            missing = []
        else:
            missing.append(character)
    return "".join(out) + _mark_for(missing)


def _mark_for(missing: list[str]) -> str:
    if not missing:
        return ""
    pictures = all(unicodedata.category(character)[0] == "S" or character in _JOINING for character in missing)
    return _FOR_A_PICTURE if pictures else _FOR_A_LETTER


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
    """`family` at `size_dots`, with the same dots on every machine and in every process.

    Letters of India, among others, take the signs beside them along into their own font, whatever family those were
    given. What that font lacks comes from the first family after `family` that has it, as in `families_of`; left to
    itself, Qt asks the fonts that happen to be loaded, in an order that changes with each.
    """
    font = QFont([family, *_stand_ins()])
    font.setPixelSize(size_dots)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    # Hints follow the machine's font settings.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@lru_cache(maxsize=4096)
def _family_of(character: str) -> str:
    for face in _faces_for(character):
        if face.regular.is_file() and (family := _loaded(face)) and _draws(family, character):
            return family
    return ""


def _stand_ins() -> list[str]:
    """The families for what has no script, or none with a file of its own: all that are installed."""
    return [family for face in _every_script() if (family := _loaded(face))]


def _every_script() -> tuple[Face, ...]:
    # The Chinese file comes last: it is large, and has what only Chinese uses under names of its own (LEFT CORNER
    # BRACKET).
    return (_LATIN, _ARABIC, *_SYMBOLS, _CJK)


def _faces_for(character: str) -> tuple[Face, ...]:
    name = unicodedata.name(character, "")
    script = name.split(" ")[0].split("-")[0]
    if script in _CJK_NAMES:
        return (_LATIN, _CJK)
    # Debian names its files after the scripts, as Unicode does the characters: HEBREW LETTER ALEF, NotoSansHebrew.
    # Such a file comes first: Noto Sans has Devanagari letters too, but not the rules that join them.
    return (core_face(f"NotoSans{script.title()}"), *_every_script())


@lru_cache(maxsize=4096)
def _draws(family: str, character: str) -> bool:
    # Not QRawFont: it belongs to the thread that made it.
    probe = QFont([family])
    probe.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    return QFontMetrics(probe).inFontUcs4(ord(character))


def _loaded(face: Face) -> str:
    """Like `_load`, but empty where the file cannot be read: another font, or a mark, stands in."""
    try:
        return _load(face)
    except FontMissing:
        return ""


def _load(face: Face) -> str:
    """Load both weights of `face`, once; the name Qt knows it by."""
    with _lock:
        if face not in _families:
            if not face.regular.is_file():
                raise _missing(face.regular, face)
            loaded = -1 if face in _broken else QFontDatabase.addApplicationFont(str(face.regular))
            if loaded < 0:
                _broken.add(face)
                raise _missing(face.regular, face, "cannot be read")
            if face.bold.is_file():
                QFontDatabase.addApplicationFont(str(face.bold))
            _families[face] = face.name or QFontDatabase.applicationFontFamilies(loaded)[0]
        return _families[face]


def _missing(path: Path, face: Face, how: str = "is not installed") -> FontMissing:
    again = "install" if how == "is not installed" else "install --reinstall"
    return FontMissing(f"The font {path.name} {how}.", remedy=f"Run: apt-get {again} {face.package}")
