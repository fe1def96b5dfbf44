"""`GS ( L` and `GS 8 L`: pictures that are stored first and printed by a second command.

Source: Epson, "ESC/POS Command Reference", GS ( L functions 50 and 112. Our own slips use `GS v 0`; others use these.
"""

from __future__ import annotations

from PIL import Image

_STORE_RASTER, _PRINT = 112, (2, 50)
_MONOCHROME = 48
_INVERTED = bytes(255 - byte for byte in range(256))


class GraphicsStore:
    """The printer's buffer for one picture."""

    def __init__(self) -> None:
        self._picture: Image.Image | None = None

    def accept(self, arguments: bytes) -> bool:
        """Take a function (`m fn parameters`); False when this printer does not know it."""
        if len(arguments) < 2 or arguments[0] != _MONOCHROME:
            return False
        if arguments[1] in _PRINT:
            return True
        if arguments[1] != _STORE_RASTER or len(arguments) < 10 or arguments[2] != _MONOCHROME:
            return False
        wide, high = arguments[3], arguments[4]
        width, height = int.from_bytes(arguments[6:8], "little"), int.from_bytes(arguments[8:10], "little")
        row = (width + 7) // 8
        dots = arguments[10:]
        if not width or not height or len(dots) != row * height or not (1 <= wide <= 2 and 1 <= high <= 2):
            return False
        picture = Image.frombytes("1", (row * 8, height), dots.translate(_INVERTED)).convert("L")
        picture = picture.crop((0, 0, width, height))
        self._picture = picture.resize((width * wide, height * high), Image.Resampling.NEAREST)
        return True

    def take(self, arguments: bytes) -> Image.Image | None:
        """The stored picture when `arguments` asks to print it; it is printed once."""
        if arguments[1] not in _PRINT:
            return None
        picture, self._picture = self._picture, None
        return picture
