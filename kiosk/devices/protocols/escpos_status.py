"""What a printer's status bytes mean. Pure.

Source: Epson, "ESC/POS Command Reference", DLE EOT and GS a; the measured patterns in TRAPS.md are golden tests.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.printing import PrinterFault

URGENCY = (
    PrinterFault.ERROR,
    PrinterFault.CUTTER_JAM,
    PrinterFault.COVER_OPEN,
    PrinterFault.PAPER_OUT,
    PrinterFault.OVERHEATED,
    PrinterFault.OFFLINE,
)
"""Everything that keeps a printer from printing; what somebody must see to first stands first."""


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """What the printer said of itself."""

    faults: frozenset[PrinterFault] = frozenset()
    unrecoverable: bool = False
    """Only switching it off and on again helps."""

    @property
    def blocking(self) -> PrinterFault | None:
        """The most urgent fault that keeps it from printing, or None."""
        return next((fault for fault in URGENCY if fault in self.faults), None)


def decode_auto_status(octets: bytes) -> PrinterStatus:
    """The meaning of the four bytes of ASB."""
    printer, error, paper, _ = octets
    return _status(
        offline=bool(printer & 0x08),
        cover_open=bool(printer & 0x20),
        paper_out=bool(paper & 0x0C),
        paper_low=bool(paper & 0x03),
        mechanical=bool(error & 0x04),
        cutter=bool(error & 0x08),
        unrecoverable=bool(error & 0x20),
        overheated=bool(error & 0x40),
    )


def decode_real_time(printer: int, offline_cause: int, error_cause: int, paper: int) -> PrinterStatus:
    """The meaning of the answers to DLE EOT 1, 2, 3 and 4."""
    details = error_cause & (0x04 | 0x08 | 0x20 | 0x40)
    return _status(
        offline=bool(printer & 0x08),
        cover_open=bool(offline_cause & 0x04),
        paper_out=bool(paper & 0x60) or bool(offline_cause & 0x20),
        paper_low=bool(paper & 0x0C),
        mechanical=bool(error_cause & 0x04) or (bool(offline_cause & 0x40) and not details),
        cutter=bool(error_cause & 0x08),
        unrecoverable=bool(error_cause & 0x20),
        overheated=bool(error_cause & 0x40),
    )


def _status(
    *,
    offline: bool,
    cover_open: bool,
    paper_out: bool,
    paper_low: bool,
    mechanical: bool,
    cutter: bool,
    unrecoverable: bool,
    overheated: bool,
) -> PrinterStatus:
    faults = {
        PrinterFault.COVER_OPEN: cover_open,
        PrinterFault.PAPER_OUT: paper_out,
        # The near-end sensor also sees nothing when the roll is gone: that is one fault, not two.
        PrinterFault.PAPER_LOW: paper_low and not paper_out,
        PrinterFault.ERROR: mechanical or unrecoverable,
        PrinterFault.CUTTER_JAM: cutter,
        PrinterFault.OVERHEATED: overheated,
    }
    found = {fault for fault, present in faults.items() if present}
    if offline and not found - {PrinterFault.PAPER_LOW}:
        found.add(PrinterFault.OFFLINE)
    return PrinterStatus(frozenset(found), unrecoverable)
