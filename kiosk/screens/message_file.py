"""A catalogue in the form Qt reads by itself (.qm), made in memory. No Qt here.

A translator written in Python would deadlock: Qt asks for translations on its QML thread too (when a library does not
load, say), which then waits for the interpreter that the interface thread holds while it waits for the QML thread.

The format is that of `qttranslator.cpp` in Qt 6: a magic number, then sections of tag (1 byte), length (4 bytes) and
content, all big-endian.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

_MAGIC = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
_HASHES, _MESSAGES = 0x42, 0x69
_END, _TRANSLATION, _SOURCE_TEXT = 1, 3, 6


def message_file(translations: Mapping[str, str]) -> bytes:
    """The bytes of a message file that answers each English sentence with its translation, whatever the context."""
    messages = bytearray()
    places: list[tuple[int, int]] = []
    for sentence, translation in translations.items():
        source, target = sentence.encode(), translation.encode("utf-16-be")
        places.append((_hash(source), len(messages)))
        messages += struct.pack(">BI", _TRANSLATION, len(target)) + target
        messages += struct.pack(">BI", _SOURCE_TEXT, len(source)) + source
        messages += bytes([_END])
    hashes = b"".join(struct.pack(">II", *place) for place in sorted(places))
    return _MAGIC + _section(_HASHES, hashes) + _section(_MESSAGES, bytes(messages))


def _section(tag: int, content: bytes) -> bytes:
    return struct.pack(">BI", tag, len(content)) + content


def _hash(text: bytes) -> int:
    """The ELF hash (System V ABI, chapter 5) of a sentence, never 0."""
    value = 0
    for byte in text:
        value = (value << 4) + byte
        high = value & 0xF0000000
        value = (value ^ (high >> 24)) & ~high & 0xFFFFFFFF
    return value or 1
