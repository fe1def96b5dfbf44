"""Draws slips in a process that has loaded no fonts yet, then once more, and says each time what came out.

python -m tests.unit.receipts.first_drawings THREADS (paper|picture) NAME...
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

from PySide6.QtGui import QGuiApplication

from kiosk.devices.profiles import PROFILES
from kiosk.receipts import draw_picture, render_slip
from tests.unit.receipts.fixed_wording import FixedWording
from tests.unit.receipts.samples import CHINESE, ENGLISH, SLIPS, changed

DRAWN = SLIPS | {
    "zh-80-hebrew": (changed(CHINESE, requester="יואב"), "epson-80"),
    "zh-80-rare": (changed(CHINESE, requester="𞤀𞤁𞤂 ক€ ✓"), "epson-80"),
    "en-80-bengali": (changed(ENGLISH, requester="✓ক€"), "epson-80"),
}
"""Name -> receipt and printer profile. Hebrew, Adlam and Bengali need fonts that no other line of the slip does."""


def on_paper(name: str) -> bytes:
    """What is sent to the printer."""
    receipt, profile = DRAWN[name]
    return b"".join(render_slip(receipt, PROFILES[profile], FixedWording(receipt.language)).fragments)


def in_a_picture(name: str) -> bytes:
    """The grey levels."""
    receipt, profile = DRAWN[name]
    picture = draw_picture(receipt, PROFILES[profile], FixedWording(receipt.language))
    return bytes(picture.constBits())


_KINDS: dict[str, Callable[[str], bytes]] = {"paper": on_paper, "picture": in_a_picture}


def main(threads: int, kind: str, names: list[str]) -> None:
    """Draw each of `names` in order, or on `threads` threads at once; then each alone. Writes name and digest."""
    application, draw = QGuiApplication([]), _KINDS[kind]
    with ThreadPoolExecutor(threads) as pool:
        drawings = list(pool.map(draw, names))
    drawings += map(draw, names)
    for name, drawing in zip(names * 2, drawings, strict=True):
        sys.stdout.write(f"{name} {sha256(drawing).hexdigest()}\n")
    application.shutdown()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3:])
