"""The highest number of a pack that was ever in use here, written down a second time: the record that has it too may be
damaged, and an older pack is signed as well as the newest."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from kiosk.content.replacing import replace_file


class Highest(msgspec.Struct, frozen=True):
    """A publication that was in use, or was just about to be."""

    sequence: int = 0
    sha256: str = ""
    """Of its bundle: the same one may come again."""


def read_highest(path: Path) -> Highest:
    """What was written there. What is damaged or cannot be read says nothing: the record still stands beside it."""
    try:
        digest, _, body = path.read_bytes().partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() == digest:
            return msgspec.json.decode(body, type=Highest)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        pass
    return Highest()


def write_highest(path: Path, highest: Highest) -> None:
    """Write it down, whole or not at all, with a digest: one bit of a number makes another. Raises OSError."""
    body = msgspec.json.encode(highest)
    replace_file(path, hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
