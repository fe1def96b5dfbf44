"""Lines of text that end with CR, LF or both, or with a pause where the device sends neither. No I/O here."""

from __future__ import annotations

from kiosk.devices.protocols.reading import Pause, Reading, Unwrap

_ENDS = b"\r\n"


class LineDecoder:
    """See `ReadingDecoder`."""

    def __init__(self, unwrap: Unwrap, *, limit_bytes: int, pause_s: float, pause_ends: bool = False) -> None:
        """`limit_bytes` is the longest line. With `pause_ends` a pause ends a line and CR and LF are part of it, as
        they may be of a QR code; without, a line that breaks off is dropped."""
        self.garbled = 0
        self._unwrap = unwrap
        self._limit_bytes = limit_bytes
        self._pause = Pause(pause_s)
        self._pause_ends = pause_ends
        self._line = bytearray()
        self._spoiled = False

    def feed(self, data: bytes, now_s: float) -> list[Reading]:
        readings = self.expire(now_s)
        for octet in data:
            if octet in _ENDS and not self._pause_ends:
                readings += self._end()
            elif len(self._line) >= self._limit_bytes:
                self._spoiled = True
                self._line.clear()
            elif not self._spoiled:
                self._line.append(octet)
        if self._line or self._spoiled:
            self._pause.heard(now_s)
        else:
            self._pause.stop()
        return readings

    def due_s(self) -> float | None:
        return self._pause.due_s()

    def expire(self, now_s: float) -> list[Reading]:
        if not self._pause.over(now_s):
            return []
        self._pause.stop()
        if not self._pause_ends:
            self._spoiled = True
        return self._end()

    def clear(self) -> None:
        self._line.clear()
        self._spoiled = False
        self._pause.stop()

    def _end(self) -> list[Reading]:
        line, spoiled = bytes(self._line), self._spoiled
        self.clear()
        if not line and not spoiled:
            return []
        reading = None if spoiled else self._unwrap(line)
        if reading is None:
            self.garbled += 1
            return []
        return [reading]
