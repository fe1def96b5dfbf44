"""What a scanner sends for one code: an AIM identifier where it is set up to, and the code's text. No I/O here.

Source: ISO/IEC 15424:2008, "Data carrier identifiers": “]”, a letter for the symbology, one character of options.
"""

from __future__ import annotations

import re

from kiosk.devices.protocols.reading import Reading
from kiosk.domain.reader import Symbology
from kiosk.domain.secret import Secret

LONGEST_CODE_BYTES = 7089 + 3
"""The longest QR code, all digits (ISO/IEC 18004, table 7, version 40-L), and its identifier."""

SHORTEST_CODE = 3
"""Characters of a code's text; noise between two line ends is mostly shorter."""

_LETTERS = {
    b"A": Symbology.CODE_39,
    b"C": Symbology.CODE_128,
    b"d": Symbology.DATA_MATRIX,
    b"E": Symbology.EAN_UPC,
    b"e": Symbology.GS1_DATABAR,
    b"F": Symbology.CODABAR,
    b"G": Symbology.CODE_93,
    b"I": Symbology.INTERLEAVED,
    b"L": Symbology.PDF417,
    b"Q": Symbology.QR,
    b"z": Symbology.AZTEC,
}
_IDENTIFIER = re.compile(rb"\]([A-Za-z])[0-9A-Za-z]")

_NOISE = re.compile("[\x00-\x03\x05-\x08\x0b\x0c\x0e-\x1c\x7f-\x9f]")
"""Control characters that no code for people has. Tab, line ends and the separators of ISO/IEC 15434 may be there."""


def read_code(content: bytes) -> Reading | None:
    """The code's symbology, if told, and its text: UTF-8, or ISO 8859-1, which is a QR code's own default.

    The latter only after an identifier: without one, bytes that are not UTF-8 are noise as likely as a code.
    """
    identifier = _IDENTIFIER.match(content)
    symbology = Symbology.UNKNOWN
    if identifier is not None:
        symbology = _LETTERS.get(identifier[1], Symbology.OTHER)
        content = content[identifier.end() :]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        if identifier is None:
            return None
        text = content.decode("iso-8859-1")
    text = text.strip("\r\n")
    if len(text) < SHORTEST_CODE or _NOISE.search(text):
        return None
    return Reading(Secret(text), symbology)
