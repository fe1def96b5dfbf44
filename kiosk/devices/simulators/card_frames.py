"""How simulated readers frame what they read; made by the data sheets, independently of our decoders. No I/O here."""

from __future__ import annotations

from functools import reduce
from operator import xor

from kiosk.devices.protocols.key_codes import CHARACTERS, KEY_LEFT_SHIFT
from kiosk.devices.protocols.typed_keys import EV_KEY, EV_SYN, INPUT_EVENT, KEY_DOWN, KEY_UP
from kiosk.domain.reader import Symbology

KEY_ENTER = 28

AIM_IDENTIFIERS = {
    Symbology.QR: "]Q1",
    Symbology.DATA_MATRIX: "]d1",
    Symbology.AZTEC: "]z0",
    Symbology.PDF417: "]L0",
    Symbology.CODE_128: "]C0",
    Symbology.CODE_39: "]A0",
    Symbology.CODE_93: "]G0",
    Symbology.EAN_UPC: "]E0",
    Symbology.INTERLEAVED: "]I0",
    Symbology.CODABAR: "]F0",
    Symbology.GS1_DATABAR: "]e0",
    Symbology.OTHER: "]X0",
    Symbology.UNKNOWN: "",
}
"""What scanners send before a code, with the usual options (ISO/IEC 15424); nothing where that is switched off."""

_KEYS = {
    character: (code, shifted)
    for code, pair in sorted(CHARACTERS.items(), reverse=True)
    for shifted, character in reversed(tuple(enumerate(pair)))
}
"""The key of each character, and whether with Shift; of two, the one that is not on the keypad."""


def frame_stx(number: str) -> bytes:
    """Between STX and ETX."""
    return b"\x02" + number.encode("ascii") + b"\x03"


def frame_rdm6300(number: str) -> bytes:
    """Ten hexadecimal digits with their checksum between STX and ETX. Raises ValueError for anything else."""
    octets = bytes.fromhex(number)
    if len(octets) != 5:
        raise ValueError("An RDM6300 reads tags with a number of ten hexadecimal digits.")
    return b"\x02%b%02X\x03" % (octets.hex().upper().encode("ascii"), reduce(xor, octets))


def frame_line(text: str) -> bytes:
    """A line of text, as readers and scanners send it."""
    return text.encode("utf-8") + b"\r\n"


def type_text(text: str) -> bytes:
    """The kernel's events for typing `text` and Enter on a US keyboard. Raises ValueError for what is not on it."""
    strange = set(text) - _KEYS.keys()
    if strange:
        raise ValueError("A US keyboard has no key for every character of this text.")
    events = []
    for character in text:
        code, shifted = _KEYS[character]
        stroke = _press(code) + _release(code)
        events.append(_press(KEY_LEFT_SHIFT) + stroke + _release(KEY_LEFT_SHIFT) if shifted else stroke)
    return b"".join(events) + _press(KEY_ENTER) + _release(KEY_ENTER)


def _press(code: int) -> bytes:
    return _event(EV_KEY, code, KEY_DOWN) + _event(EV_SYN, 0, 0)


def _release(code: int) -> bytes:
    return _event(EV_KEY, code, KEY_UP) + _event(EV_SYN, 0, 0)


def _event(kind: int, code: int, value: int) -> bytes:
    return INPUT_EVENT.pack(0, 0, kind, code, value)
