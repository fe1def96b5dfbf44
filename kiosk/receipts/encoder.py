"""Slip commands as bytes, and the fragments they are sent in. No Qt here.

python-escpos writes the commands it writes rightly (initialise, styles, line spacing, QR codes). Written here:
text, because its code-page choice takes the euro sign from a page printers do not have, replaces what it does not
know with "?" in silence and sends Chinese as bare GB18030; rasters, because it wants a Pillow image and prints a
warning to stdout; the feed before the cut, because it counts lines instead of dots.

Commands: Epson, "ESC/POS Command Reference for TM Printers".
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from kiosk.domain.printing import PrinterProfile, Slip
from kiosk.receipts.blocks import Align
from kiosk.receipts.native import NativeLine
from kiosk.receipts.strips import Strip

FRAGMENT_BYTES = 1024
"""Fragments are filled up to this; one raster strip may be larger. 90 ms at 115200 baud: often enough to look."""

_ESC, _FS, _GS = b"\x1b", b"\x1c", b"\x1d"
_LF = b"\n"
_FEED_AT_MOST = 255
_QR_LEVEL_M = 1
_WHITE_AT_THE_END_MM = 3
"""Between the last line and the cut."""
_PARTIAL_CUT = _GS + b"V\x01"


class SlipEncoder:
    """Writes one slip; fresh for each, because it must begin with `ESC @` and know every mode in force."""

    def __init__(self, profile: PrinterProfile) -> None:
        self._profile = profile
        self._library = _dummy_class()()
        self._lines: list[bytes] = []
        self._white_dots = 0
        self._style: dict[str, object] = {}
        self._page: int | None = None
        units = profile.dots_per_inch
        self._library.hw("INIT")
        if profile.native_cjk:
            self._raw(_FS + b".")
        # GS P: motion units of one dot, so that ESC J and ESC 3 count dots on every model.
        self._raw(_GS + b"P" + bytes((units, units)))
        self._library.line_spacing(profile.line_height_dots)
        self._end_line()

    @property
    def page(self) -> int | None:
        """The code page in force (`ESC t` number); None before the first text."""
        return self._page

    def text(self, line: NativeLine) -> None:
        """One line of characters, with what must be switched for it."""
        self.feed(line.lead_dots)
        self._feed_white()
        if line.page != self._page:
            self._page = line.page
            self._raw(_ESC + b"t" + bytes((line.page,)))
        self._set_style(align="center" if line.align is Align.CENTER else "left")
        self._set_style(font="b" if line.small else "a")
        self._set_style(custom_size=True, width=line.times[0], height=line.times[1])
        for part in line.parts:
            if part.text:
                self._set_style(bold=part.bold)
                self._raw(part.text.encode(line.codec))
        self._raw(_LF)
        self._end_line()

    def raster(self, strip: Strip) -> None:
        """One strip of dots (`GS v 0`), justified by the printer: clones heed `ESC a` here, but not `ESC $`."""
        self._feed_white()
        self._set_style(align=strip.side.name.lower())
        size = strip.width_bytes.to_bytes(2, "little") + len(strip.rows).to_bytes(2, "little")
        self._raw(_GS + b"v0\x00" + size + b"".join(strip.rows))
        self._end_line()

    def qr(self, text: str, module_dots: int) -> None:
        """A code drawn by the printer itself, centred, with error correction M."""
        self._feed_white()
        self._set_style(align="center")
        # Never the library's own center=True: it prints to stdout.
        self._library.qr(text, ec=_QR_LEVEL_M, size=min(module_dots, 16), native=True)
        self._end_line()

    def feed(self, dots: int) -> None:
        """White paper; joined with the white before and after it."""
        self._white_dots += dots

    def finish(self) -> Slip:
        """Feed to the cutter, cut where there is one, and hand the slip over."""
        self.feed(self._profile.feed_before_cut_dots + _WHITE_AT_THE_END_MM * self._profile.dots_per_mm)
        self._feed_white()
        if self._profile.cuts:
            self._raw(_PARTIAL_CUT)
        self._end_line()
        return Slip(tuple(_packed(self._lines)))

    def _feed_white(self) -> None:
        while self._white_dots > 0:
            step = min(self._white_dots, _FEED_AT_MOST)
            self._raw(_ESC + b"J" + bytes((step,)))
            self._white_dots -= step

    def _set_style(self, **style: object) -> None:
        if any(self._style.get(name) != value for name, value in style.items()):
            self._style |= style
            self._library.set(**style)

    def _raw(self, data: bytes) -> None:
        self._library._raw(data)

    def _end_line(self) -> None:
        self._lines.append(self._library.output)
        self._library.clear()


def _packed(lines: Iterable[bytes]) -> Iterable[bytes]:
    """`lines` joined into fragments, none of them torn."""
    fragment = b""
    for line in lines:
        if fragment and len(fragment) + len(line) > FRAGMENT_BYTES:
            yield fragment
            fragment = b""
        fragment += line
    if fragment:
        yield fragment


@lru_cache(maxsize=1)
def _dummy_class() -> Any:
    """The library's encoder. Imported with the first slip: it takes a third of a second."""
    from escpos import capabilities
    from escpos.printer import Dummy

    # Importing it leaves a folder behind in the temporary folder, each time, unless it is told of one.
    if "ESCPOS_CAPABILITIES_PICKLE_DIR" not in os.environ:
        shutil.rmtree(Path(capabilities.pickle_dir), ignore_errors=True)
    return Dummy
