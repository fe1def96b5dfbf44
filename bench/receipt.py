"""Slips: our bytes against the whole slip as one raster, and how long either takes to make.

The slip is that of a real request (`laptop_slip.py`), in five languages, on 80 and 58 mm. The other is what a program
sends that draws the slip as a picture: the same lines in the same type, `GS v 0` over the full width and height of
the print, between the same `ESC @` and cut. Ours is every byte from `ESC @` to the cut.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable

from harness import ROOT, Row, arguments, interleave, median, percentile, report

sys.path.insert(0, str(ROOT))
# Drawn in memory, with fonts by path alone, so that the bench gives the same bytes on any machine.
os.environ |= {"QT_QPA_PLATFORM": "offscreen", "FONTCONFIG_FILE": str(ROOT / "kiosk" / "screens" / "no_fonts.conf")}

from laptop_slip import ask_for_a_laptop, demo_pack, wording_of
from PySide6.QtGui import QGuiApplication

from kiosk.devices.profiles import PROFILES
from kiosk.domain.printing import PrinterProfile
from kiosk.domain.receipt import Receipt
from kiosk.receipts import render_slip
from kiosk.receipts.compose import compose_slip
from kiosk.receipts.drawing import draw_block
from kiosk.receipts.raster import to_rows

GOALS = {"en": 0.06, "el": 0.06, "ar": 0.5, "fa": 0.5, "zh": 0.5}
"""Of the raster's bytes: issue 3."""

PAPERS = {"80 mm": PROFILES["epson-80"], "58 mm": PROFILES["epson-58"]}
SLIPS_A_ROUND = 5
RASTER_HEADER = b"\x1dv0\x00"
START, CUT = b"\x1b@", b"\x1dV\x01"


def full_raster(receipt: Receipt, profile: PrinterProfile) -> bytes:
    """The whole slip as one raster of the full width."""
    drawings = [draw_block(block, profile) for block in compose_slip(receipt, wording_of(receipt.language))]
    rows = [row for drawing in drawings for row in to_rows(drawing, profile.width_dots)]
    size = (profile.width_dots // 8).to_bytes(2, "little") + len(rows).to_bytes(2, "little")
    return START + RASTER_HEADER + size + b"".join(rows) + CUT


def our_slip(receipt: Receipt, profile: PrinterProfile) -> bytes:
    """The slip as the kiosk sends it."""
    return b"".join(render_slip(receipt, profile, wording_of(receipt.language)).fragments)


def compare_bytes(receipt: Receipt, paper: str) -> Row:
    """Bytes of one slip."""
    ours, other = (len(make(receipt, PAPERS[paper])) for make in (our_slip, full_raster))
    return Row(f"bytes, {receipt.language}, {paper}", "B", ours, other, goal=GOALS[receipt.language])


def compare_times(receipt: Receipt, rounds: int) -> list[Row]:
    """Milliseconds to make one slip for 80 mm."""
    profile = PAPERS["80 mm"]
    every: list[float] = []

    def ours_ms() -> float:
        times = _times(lambda: our_slip(receipt, profile))
        every.extend(times)
        return median(times)

    ours, other = interleave(rounds, ours_ms, lambda: median(_times(lambda: full_raster(receipt, profile))))
    return [
        Row(f"time to make, {receipt.language}, p50", "ms", median(ours), median(other)),
        Row(f"time to make, {receipt.language}, p99", "ms", percentile(every, 0.99)),
    ]


def _times(work: Callable[[], object]) -> list[float]:
    found = []
    for _ in range(SLIPS_A_ROUND):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return found


def main() -> None:
    """Measure and report."""
    options = arguments(__doc__ or "")
    lacking = set(GOALS) - set(demo_pack().languages)
    if lacking:
        raise SystemExit(f"The demo's pack is not written in {', '.join(sorted(lacking))}: nothing to measure.")
    application = QGuiApplication([])
    receipts = [ask_for_a_laptop(language) for language in GOALS]
    rows = [compare_bytes(receipt, paper) for paper in PAPERS for receipt in receipts]
    for receipt in receipts:
        rows += compare_times(receipt, options.rounds)
    del application
    report("receipt", rows, as_json=options.json)


if __name__ == "__main__":
    main()
