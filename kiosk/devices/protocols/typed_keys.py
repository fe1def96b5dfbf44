"""What a keyboard-wedge reader types, from the kernel's input events to whole readings. No I/O here.

Source: Linux, Documentation/input/event-codes.rst and include/uapi/linux/input.h (`struct input_event`).
"""

from __future__ import annotations

import struct

from kiosk.devices.protocols.key_codes import (
    CHARACTERS,
    ENDS,
    KEY_CAPS_LOCK,
    OTHER_MODIFIERS,
    SHIFTS,
    SILENT,
)
from kiosk.devices.protocols.reading import Pause, Reading, Unwrap

INPUT_EVENT = struct.Struct("@llHHi")
"""Seconds, microseconds, type, code, value; in the sizes of this machine, as the kernel writes it."""

EV_SYN, EV_KEY, EV_MAX = 0x00, 0x01, 0x1F
SYN_DROPPED = 3
KEY_UP, KEY_DOWN, KEY_REPEATED = 0, 1, 2


class TypedDecoder:
    """See `ReadingDecoder`. Enter, keypad Enter or Tab end a reading, or a pause where the reader types none of them.

    A key that is no character spoils the reading it comes in: half a number is another person's number.
    """

    def __init__(self, unwrap: Unwrap, *, limit_characters: int, pause_s: float, pause_ends: bool = False) -> None:
        """`pause_s` is the longest time between two keys of one reading."""
        self.garbled = 0
        self._unwrap = unwrap
        self._limit_characters = limit_characters
        self._pause = Pause(pause_s)
        self._pause_ends = pause_ends
        self._rest = b""
        """The beginning of an event; the kernel gives whole ones, a simulator's line may not."""
        self._typed = bytearray()
        self._spoiled = False
        self._held: set[int] = set()
        self._capitals = False

    def feed(self, data: bytes, now_s: float) -> list[Reading]:
        readings = self.expire(now_s)
        data = self._rest + data
        whole = len(data) - len(data) % INPUT_EVENT.size
        self._rest = data[whole:]
        for _, _, kind, code, value in INPUT_EVENT.iter_unpack(data[:whole]):
            if kind > EV_MAX:
                self._lose_count()
            elif kind == EV_KEY:
                readings += self._key(code, value)
            elif kind == EV_SYN and code == SYN_DROPPED:
                # The kernel's buffer ran over: keys are missing, and releases of Shift may be among them.
                self._lose_count()
        if self._typed or self._spoiled or self._rest or self._held:
            self._pause.heard(now_s)
        else:
            self._pause.stop()
        return readings

    def due_s(self) -> float | None:
        return self._pause.due_s()

    def expire(self, now_s: float) -> list[Reading]:
        if not self._pause.over(now_s):
            return []
        self._spoiled |= bool(self._rest) or (bool(self._typed) and not self._pause_ends)
        readings = self._end()
        self.clear()
        return readings

    def clear(self) -> None:
        self._rest = b""
        self._typed.clear()
        self._spoiled = False
        self._held.clear()
        self._capitals = False
        self._pause.stop()

    def _key(self, code: int, value: int) -> list[Reading]:
        if code in SHIFTS or code in OTHER_MODIFIERS:
            if value == KEY_UP:
                self._held.discard(code)
            else:
                self._held.add(code)
        elif value == KEY_DOWN:
            if code == KEY_CAPS_LOCK:
                self._capitals = not self._capitals
            elif code in ENDS:
                return self._end()
            elif code not in SILENT:
                self._type(code)
        return []

    def _type(self, code: int) -> None:
        pair = CHARACTERS.get(code)
        if pair is None or self._held & OTHER_MODIFIERS or len(self._typed) >= self._limit_characters:
            self._spoiled = True
            self._typed.clear()
        elif not self._spoiled:
            shifted = bool(self._held & SHIFTS) != (self._capitals and pair[0].isalpha())
            self._typed += pair[shifted].encode("ascii")

    def _lose_count(self) -> None:
        self._spoiled = True
        self._typed.clear()
        self._held.clear()

    def _end(self) -> list[Reading]:
        typed, spoiled = bytes(self._typed), self._spoiled
        self._typed.clear()
        self._spoiled = False
        if not typed and not spoiled:
            return []
        reading = None if spoiled else self._unwrap(typed)
        if reading is None:
            self.garbled += 1
            return []
        return [reading]
