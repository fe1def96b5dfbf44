"""Frames between STX and ETX, as serial RFID readers send them. No I/O here.

Source: ANSI X3.28 control characters as the data sheets of RDM6300 (Seeed) and ID-12LA (ID Innovations) use them.
"""

from __future__ import annotations

from kiosk.devices.protocols.reading import Pause, Reading, Unwrap

STX, ETX = 0x02, 0x03
LIMIT_BYTES = 80
"""Longest content of a frame; the longest card number we know of has 64 characters."""

_LINE_ENDS = b"\r\n"


class StxDecoder:
    """See `ReadingDecoder`. STX always begins anew, because a lost ETX must not cost the next card as well."""

    def __init__(self, unwrap: Unwrap, *, pause_s: float) -> None:
        self.garbled = 0
        self._unwrap = unwrap
        self._pause = Pause(pause_s)
        self._frame: bytearray | None = None
        """What came since STX; None outside of a frame."""
        self._in_noise = False

    def feed(self, data: bytes, now_s: float) -> list[Reading]:
        readings = self.expire(now_s)
        for octet in data:
            reading = self._take(octet)
            if reading is not None:
                readings.append(reading)
        if self._frame is not None or self._in_noise:
            self._pause.heard(now_s)
        else:
            self._pause.stop()
        return readings

    def due_s(self) -> float | None:
        return self._pause.due_s()

    def expire(self, now_s: float) -> list[Reading]:
        if self._pause.over(now_s):
            if self._frame is not None:
                self.garbled += 1
            self.clear()
        return []

    def clear(self) -> None:
        self._frame = None
        self._in_noise = False
        self._pause.stop()

    def _take(self, octet: int) -> Reading | None:
        if octet == STX:
            if self._frame is not None:
                self.garbled += 1
            self._frame = bytearray()
            self._in_noise = False
        elif self._frame is None:
            # Some readers end the line after ETX.
            if octet not in _LINE_ENDS and not self._in_noise:
                self.garbled += 1
                self._in_noise = True
        elif octet == ETX:
            return self._end(bytes(self._frame))
        elif len(self._frame) >= LIMIT_BYTES:
            self.garbled += 1
            self._frame = None
            self._in_noise = True
        else:
            self._frame.append(octet)
        return None

    def _end(self, content: bytes) -> Reading | None:
        self._frame = None
        reading = self._unwrap(content)
        if reading is None:
            self.garbled += 1
        return reading
