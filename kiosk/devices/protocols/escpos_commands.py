"""The bytes that the printer driver itself says to a printer; the slip's own bytes come from the receipts room.

Source: Epson, "ESC/POS Command Reference", https://download4.epson.biz/sec_pubs/pos/reference_en/escpos/
"""

from __future__ import annotations

ESC_INIT = b"\x1b@"
"""ESC @: drop the line buffer and every mode; switches ASB off again on most models."""

ASB_ON = b"\x1da\x0f"
"""GS a 15: send the four status bytes now and at every change (drawer, online, error, paper)."""

PAPER_STATUS = b"\x1dr\x01"
"""GS r 1: one byte back when everything before it was *processed* (it is no real-time command): an acknowledgement."""

RESUME_AFTER_ERROR = b"\x10\x05\x01"
"""DLE ENQ 1: after a cleared cutter jam, go on with the line at which it happened."""

CLEAR_BUFFERS = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4 fn 8: forget the receive and print buffers at once, also while offline, and answer `37 25 00`. Nothing else
may be sent until that answer."""

FEED_AND_CUT = b"\x1dVB\x00"
"""GS V 66 0: feed to the cutter and cut."""


def ask_status(kind: int) -> bytes:
    """DLE EOT n: 1 printer, 2 why offline, 3 which error, 4 paper. Answered at once, blocked or not."""
    return bytes((0x10, 0x04, kind))


def ask_confirmation(process_id: bytes) -> bytes:
    """GS ( H fn 48: `37 22 <process_id> 00` comes back when everything before is on paper. Four characters 20h-7Eh."""
    return b"\x1d(H\x06\x00\x30\x30" + process_id
