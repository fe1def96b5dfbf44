"""The Noto fonts that screens and slips are written in, as Debian's packages bring them. No Qt here."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

CORE_FOLDER = Path("/usr/share/fonts/truetype/noto")
CJK_FOLDER = Path("/usr/share/fonts/opentype/noto")
"""Where Debian's fonts-noto-core and fonts-noto-cjk put their files."""

_BEGINNINGS = frozenset({b"\x00\x01\x00\x00", b"OTTO", b"ttcf"})
"""First bytes of a font file (OpenType 1.9, "Organization of an OpenType Font" and "Font Collections")."""


class Face(NamedTuple):
    """One family: the file of each weight, the name where a file holds several, the package that brings it."""

    regular: Path
    bold: Path
    name: str = ""
    package: str = "fonts-noto-core"


def core_face(stem: str) -> Face:
    """The face of one script out of fonts-noto-core, by the beginning of its file names."""
    return Face(CORE_FOLDER / f"{stem}-Regular.ttf", CORE_FOLDER / f"{stem}-Bold.ttf")


LATIN = core_face("NotoSans")
"""Greek too."""

ARABIC = core_face("NotoSansArabic")

CHINESE = Face(
    CJK_FOLDER / "NotoSansCJK-Regular.ttc", CJK_FOLDER / "NotoSansCJK-Bold.ttc", "Noto Sans CJK SC", "fonts-noto-cjk"
)
"""With Latin and Greek letters besides."""

_FACES = {"ar": ARABIC, "fa": ARABIC, "zh": CHINESE}


def face_of(language: str) -> Face:
    """The face that `language` is written in."""
    return _FACES.get(language, LATIN)


def is_font(path: Path) -> bool:
    """Whether there is a file at `path` that begins as fonts do."""
    try:
        with path.open("rb") as file:
            return file.read(4) in _BEGINNINGS
    except OSError:
        return False
