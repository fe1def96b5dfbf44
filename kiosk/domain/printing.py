"""Print jobs, slips and what a printer model can do. No Qt, no serial."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

import msgspec


class PrintState(StrEnum):
    """Where a print job stands. `printed` is said only when the printer itself confirmed it."""

    QUEUED = "queued"
    PRINTING = "printing"
    PRINTED = "printed"
    PROBABLE = "probable"
    UNKNOWN = "unknown"
    FAILED = "failed"
    ABANDONED = "abandoned"
    SUPERSEDED = "superseded"
    WAIVED = "waived"


PRINT_MOVES: dict[PrintState, frozenset[PrintState]] = {
    PrintState.QUEUED: frozenset({PrintState.PRINTING, PrintState.ABANDONED}),
    PrintState.PRINTING: frozenset(
        {PrintState.PRINTED, PrintState.PROBABLE, PrintState.UNKNOWN, PrintState.FAILED, PrintState.ABANDONED}
    ),
    PrintState.PRINTED: frozenset({PrintState.SUPERSEDED}),
    PrintState.PROBABLE: frozenset({PrintState.SUPERSEDED}),
    PrintState.UNKNOWN: frozenset({PrintState.SUPERSEDED, PrintState.WAIVED}),
    PrintState.FAILED: frozenset({PrintState.SUPERSEDED, PrintState.WAIVED}),
    PrintState.ABANDONED: frozenset({PrintState.SUPERSEDED}),
    PrintState.SUPERSEDED: frozenset(),
    PrintState.WAIVED: frozenset(),
}

OUTCOMES = frozenset({PrintState.PRINTED, PrintState.PROBABLE, PrintState.UNKNOWN, PrintState.FAILED})
"""What a finished attempt can be."""


class PrinterFault(StrEnum):
    """What keeps a printer from printing, or soon will."""

    PAPER_LOW = "paper_low"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    CUTTER_JAM = "cutter_jam"
    OVERHEATED = "overheated"
    OFFLINE = "offline"
    ERROR = "error"


class PrinterProfile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a printer model can do. Distances in dots at `dots_per_mm`."""

    name: str
    width_dots: int
    """Printable width: 576 on 80 mm paper, 384 on 58 mm, at 8 dots/mm."""
    dots_per_mm: int = 8
    dots_per_inch: int = 203
    """The same, exactly: 203 for 8 dots/mm, 180 for 7."""
    columns: int
    """Characters of font A in a line."""
    font_width_dots: int = 12
    small_font_width_dots: int = 9
    """Width of a character of font B (`ESC M 1`)."""
    line_height_dots: int = 30
    code_pages: dict[int, str] = {}
    """`ESC t n` number -> Python codec name, the preferred first. Only pages measured to be right on the model."""
    native_cjk: str = ""
    """Codec of the Chinese, Japanese or Korean characters it has, if any. Slips draw such text as dots, alike on every
    model; but a model that has them may start reading pairs of bytes as characters, which `FS .` ends."""
    native_qr: bool = True
    """Whether `GS ( k` draws QR codes."""
    confirms: bool = True
    """Whether `GS ( H` (process id) answers when all before it is on paper."""
    reports_status: bool = True
    """Whether DLE EOT and ASB are answered."""
    cuts: bool = True
    feed_before_cut_dots: int = 120
    """From print head to cutter."""
    strip_dots: int = 24
    """Highest raster strip the printer takes at once."""


@dataclass(frozen=True, slots=True)
class Slip:
    """Printer bytes in fragments that may be sent one after the other with a status check between.

    Begins with `ESC @` and ends with the cut; the driver adds the request for confirmation. Personal: its
    representation says nothing of what is in it.
    """

    fragments: tuple[bytes, ...] = field(repr=False)

    def __len__(self) -> int:
        """Bytes in all."""
        return sum(len(fragment) for fragment in self.fragments)


class PrintJob(msgspec.Struct, frozen=True):
    """One attempt to bring a receipt to paper, as the journal has it."""

    id: UUID
    request: UUID
    visit: UUID
    state: PrintState
    reason: PrinterFault | None = None
