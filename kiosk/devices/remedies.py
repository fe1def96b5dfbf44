"""What a device says of itself, as a sentence for technicians with the remedy. No I/O here.

What customers are told stands elsewhere, in five languages; this is for logs, commands and the history.
"""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.domain.printing import PrinterFault
from kiosk.domain.reader import ReaderNote
from kiosk.domain.signals import SignalNote

SILENT = "silent"
"""Reason of a printer whose line is open and which says nothing."""

REMEDIES: Mapping[str, tuple[str, str]] = {
    PrinterFault.PAPER_LOW: ("Paper is running low.", "Put in a new roll soon."),
    PrinterFault.PAPER_OUT: ("It is out of paper.", "Put in a new roll."),
    PrinterFault.COVER_OPEN: ("Its cover is open.", "Close it."),
    PrinterFault.CUTTER_JAM: ("The cutter is stuck.", "Take out the jammed paper; some models have a wheel to turn."),
    PrinterFault.OVERHEATED: ("The print head is too hot.", "Wait; it goes on by itself."),
    PrinterFault.OFFLINE: ("It is off line.", "Press its FEED or ONLINE button; see that its cover is shut."),
    PrinterFault.ERROR: ("It reports an error that it cannot leave.", "Switch it off and on again."),
    SILENT: ("Its line is open and it says nothing.", "Is it switched on? Do speed and profile fit the model?"),
    SignalNote.SILENT: ("It does not answer.", "Check cable and protocol; unplug it and plug it in again."),
    ReaderNote.GARBLED: ("What it sends makes no sense.", "Check speed, protocol and cable."),
}


def remedy_of(reason: str) -> tuple[str, str]:
    """What is the matter and what to do, for one code or several joined with commas; empty where nothing is."""
    known = [REMEDIES[code] for code in reason.split(",") if code in REMEDIES]
    return " ".join(what for what, _ in known), " ".join(remedy for _, remedy in known)
