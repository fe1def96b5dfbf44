"""QR codes (ISO/IEC 18004) as modules; how large they are printed. No Qt here, no bytes."""

from __future__ import annotations

from functools import lru_cache

from kiosk.domain.printing import PrinterProfile

WANTED_MM = 25.0
"""Side of a code on paper: an old phone reads it from a hand's breadth, and a slip stays short."""

QUIET_MODULES = 4
"""White around a code, ISO/IEC 18004 clause 5.3.8."""

_SMALLEST_MODULE_DOTS = 3
"""0.375 mm at 8 dots/mm; thermal dots bleed, and below this a cheap camera no longer tells modules apart."""

_MOST_CHARACTERS = 331
"""What version 13 holds with correction M (ISO/IEC 18004, table 7): 69 modules, 26 mm at the smallest size."""

Modules = tuple[tuple[bool, ...], ...]
"""Rows of modules, dark is True, without the quiet zone."""


@lru_cache(maxsize=8)
def draw_modules(text: str) -> Modules | None:
    """The code of `text` with error correction M; None where `text` is no plain ASCII line or too long for paper.

    URLs and references are ASCII; readers guess differently at anything else.
    """
    if not (0 < len(text) <= _MOST_CHARACTERS and text.isascii() and text.isprintable()):
        return None
    # Imported with the first slip: nothing before it needs a code.
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())


def fits_on_paper(text: str) -> bool:
    """Whether `text` makes a code that a phone reads from the narrowest paper."""
    return draw_modules(text) is not None


def module_dots(side_modules: int, profile: PrinterProfile) -> int:
    """Dots of one module: as near to `WANTED_MM` as whole dots come, never beyond the paper."""
    wanted = round(WANTED_MM * profile.dots_per_mm / side_modules)
    widest = profile.width_dots // (side_modules + 2 * QUIET_MODULES)
    return max(1, min(max(wanted, _SMALLEST_MODULE_DOTS), widest))
