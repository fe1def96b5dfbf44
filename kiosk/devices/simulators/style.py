"""The modes of the simulated printer and the commands that change them. Pure.

Source: Epson, "ESC/POS Command Reference", by command name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

CODE_PAGES = {
    0: "cp437", 2: "cp850", 3: "cp860", 4: "cp863", 5: "cp865", 13: "cp857", 14: "cp737", 15: "iso8859_7",
    16: "cp1252", 17: "cp866", 18: "cp852", 19: "cp858", 21: "cp874", 33: "cp775", 34: "cp855", 36: "cp862",
    37: "cp864", 39: "iso8859_2", 40: "iso8859_15", 45: "cp1250", 46: "cp1251", 47: "cp1253", 48: "cp1254",
    49: "cp1255", 50: "cp1256", 51: "cp1257", 52: "cp1258",
}  # fmt: skip
"""`ESC t n` of the TM series, where Python knows the page (Epson, "Character Code Tables")."""


DOTS_PER_INCH = 203
"""8 dots/mm, what most models have."""


@dataclass(frozen=True, slots=True)
class Style:
    """The modes that ESC @ resets; distances in dots."""

    face: str = "A"
    bold: bool = False
    underline: int = 0
    white_on_black: bool = False
    times_wide: int = 1
    times_high: int = 1
    align: int = 0
    """0 left, 1 centre, 2 right."""
    code_page: int = 0
    line_spacing: int = 30
    left_margin: int = 0
    area_width: int | None = None
    """None is everything right of the margin."""
    dots_per_inch: int = DOTS_PER_INCH
    """What the model has; no mode."""
    units_per_inch: tuple[int, int] = (0, 0)
    """What distances in commands are counted in, across and along the paper; 0 is dots."""

    def across(self, units: int) -> int:
        """Dots of a horizontal distance."""
        return round(units * self.dots_per_inch / (self.units_per_inch[0] or self.dots_per_inch))

    def along(self, units: int) -> int:
        """Dots of a vertical distance."""
        return round(units * self.dots_per_inch / (self.units_per_inch[1] or self.dots_per_inch))


def _print_mode(style: Style, arguments: bytes) -> Style:
    mode = arguments[0]
    return replace(
        style,
        face="B" if mode & 0x01 else "A",
        bold=bool(mode & 0x08),
        times_high=2 if mode & 0x10 else 1,
        times_wide=2 if mode & 0x20 else 1,
        underline=1 if mode & 0x80 else 0,
    )


Mode: TypeAlias = Callable[[Style, bytes], Style]

MODES: dict[str, Mode] = {
    "ESC !": _print_mode,
    "ESC E": lambda style, a: replace(style, bold=bool(a[0] & 1)),
    "ESC G": lambda style, a: replace(style, bold=bool(a[0] & 1)),
    "ESC -": lambda style, a: replace(style, underline=a[0] % 48 % 3),
    "ESC M": lambda style, a: replace(style, face="B" if a[0] % 48 else "A"),
    "ESC a": lambda style, a: replace(style, align=a[0] % 48 % 3),
    "ESC t": lambda style, a: replace(style, code_page=a[0]),
    "ESC 2": lambda style, a: replace(style, line_spacing=30),
    "ESC 3": lambda style, a: replace(style, line_spacing=style.along(a[0])),
    "GS !": lambda style, a: replace(style, times_wide=1 + (a[0] >> 4 & 7), times_high=1 + (a[0] & 7)),
    "GS B": lambda style, a: replace(style, white_on_black=bool(a[0] & 1)),
    "GS L": lambda style, a: replace(style, left_margin=style.across(int.from_bytes(a, "little"))),
    "GS P": lambda style, a: replace(style, units_per_inch=(a[0], a[1])),
    "GS W": lambda style, a: replace(style, area_width=style.across(int.from_bytes(a, "little"))),
}
"""The new modes after each command that changes them."""
