"""The one command to a card: its chip's serial number. No I/O here.

Source: PC/SC Workgroup, "Interoperability Specification for ICCs and Personal Computer Systems", part 3 rev. 2.01.09,
3.2.2.1.3 "Get Data Command".
"""

from __future__ import annotations

from kiosk.domain.secret import Secret

GET_UID = bytes.fromhex("FF CA 00 00 00")

_SUCCESS = b"\x90\x00"
_LENGTHS = range(4, 17)
"""Bytes of a UID: 4, 7 or 10 (ISO/IEC 14443-3), 8 (ISO/IEC 15693, FeliCa); readers of contact cards give up to 16."""


def read_uid(answer: bytes) -> Secret | None:
    """The number in hexadecimal capitals; None when the card knows no such thing."""
    uid = answer[:-2]
    if answer[-2:] != _SUCCESS or len(uid) not in _LENGTHS or not any(uid):
        return None
    return Secret(uid.hex().upper())
