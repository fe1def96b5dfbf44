"""What is inside the frames of card readers. No I/O here."""

from __future__ import annotations

from functools import reduce
from operator import xor

from kiosk.devices.protocols.reading import Reading
from kiosk.domain.secret import Secret

SHORTEST_NUMBER = 4
"""Characters of a card's number; noise between two line ends is mostly shorter."""

LONGEST_NUMBER = 64
"""Characters of a card's number; what is longer is no number but noise, or a code in the wrong reader."""

RDM6300_CHARACTERS = 12
"""Two for the version, eight for the tag, two for the checksum (Seeed, "RDM6300 data sheet", serial output)."""

_HEX = frozenset(b"0123456789ABCDEFabcdef")
_LINE_ENDS = b"\r\n"


def read_number(content: bytes) -> Reading | None:
    """A number in plain printable ASCII, without the blanks and line ends around it."""
    number = content.strip()
    if not SHORTEST_NUMBER <= len(number) <= LONGEST_NUMBER or not all(0x20 <= octet < 0x7F for octet in number):
        return None
    return Reading(Secret(number.decode("ascii")))


def read_rdm6300(content: bytes) -> Reading | None:
    """Version and tag as ten hexadecimal capitals, if the checksum is right: the XOR of their five bytes.

    ID-12 and ID-20 readers send the same with CR LF before ETX.
    """
    characters = content.rstrip(_LINE_ENDS)
    if len(characters) != RDM6300_CHARACTERS or not _HEX.issuperset(characters):
        return None
    *number, checksum = bytes.fromhex(characters.decode("ascii"))
    if reduce(xor, number) != checksum:
        return None
    return Reading(Secret(bytes(number).hex().upper()))
