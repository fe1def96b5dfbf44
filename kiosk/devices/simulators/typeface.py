"""The characters of the simulated printer: a monospaced font cut into the cells of font A (12 x 24) and B (9 x 17)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from kiosk.errors import DeviceError

_FONTS = tuple(
    (folder / name, folder / name.replace("Mono.", "Mono-Bold.").replace("-Regular", "-Bold"))
    for folder, name in (
        (Path("/usr/share/fonts/truetype/dejavu"), "DejaVuSansMono.ttf"),
        (Path("/usr/share/fonts/truetype/noto"), "NotoSansMono-Regular.ttf"),
    )
)
"""Regular and bold, by path, without fontconfig (Debian: fonts-dejavu-core, fonts-noto-mono)."""

CELLS = {"A": (12, 24), "B": (9, 17)}
"""Width and height of a character in dots."""

_EM_TO_CELL_WIDTH = 0.602
"""Advance of both typefaces in ems."""


@lru_cache(maxsize=2048)
def glyph(character: str, face: str, *, bold: bool) -> Image.Image:
    """`character` in its cell, 0 where there is ink and 255 where there is none. Raises DeviceError without a font."""
    width, height = CELLS[face]
    cell = Image.new("L", (width, height), 255)
    if character.strip():
        font = _font(round(width / _EM_TO_CELL_WIDTH), bold)
        baseline = round(height * 0.79)
        ImageDraw.Draw(cell).text((0, baseline), character, font=font, fill=0, anchor="ls")
    return cell.point(lambda grey: 255 if grey > 140 else 0)


@lru_cache(maxsize=4)
def _font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    for regular, heavy in _FONTS:
        path = heavy if bold and heavy.exists() else regular
        if path.exists():
            return ImageFont.truetype(path, size)
    raise DeviceError(
        "The simulated printer has no monospaced font to draw slips with.", remedy="apt install fonts-dejavu-core"
    )
