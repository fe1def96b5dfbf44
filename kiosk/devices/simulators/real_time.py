"""Finds real-time commands in a stream as it arrives: they overtake everything queued, even from inside pictures.

Source: Epson, "ESC/POS Command Reference", DLE EOT, DLE ENQ, DLE DC4.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum


class RealTimeCommand(Enum):
    """The commands obeyed on arrival, by their bytes."""

    STATUS_PRINTER = b"\x10\x04\x01"
    STATUS_OFFLINE = b"\x10\x04\x02"
    STATUS_ERROR = b"\x10\x04\x03"
    STATUS_PAPER = b"\x10\x04\x04"
    RESUME = b"\x10\x05\x01"
    RESUME_CLEARED = b"\x10\x05\x02"
    CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"

    @property
    def status_kind(self) -> int:
        """The n of DLE EOT n."""
        return self.value[2]


_FIRST = b"\x10"
_BY_OCTETS = {command.value: command for command in RealTimeCommand}


class RealTimeScanner:
    """Keeps its place in a command that is cut in two by the line."""

    def __init__(self) -> None:
        self._matched = b""

    def split(self, data: bytes) -> Iterator[tuple[bytes, RealTimeCommand | None]]:
        """`data` in pieces; each but the last ends with the command given beside it."""
        start = at = 0
        while at < len(data):
            if not self._matched:
                at = data.find(_FIRST, at)
                if at < 0:
                    break
            self._matched += data[at : at + 1]
            if not any(octets.startswith(self._matched) for octets in _BY_OCTETS):
                self._matched = _FIRST if data[at : at + 1] == _FIRST else b""
            at += 1
            command = _BY_OCTETS.get(self._matched)
            if command is not None:
                self._matched = b""
                yield data[start:at], command
                start = at
        yield data[start:], None
