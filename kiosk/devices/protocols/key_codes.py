"""Which character a key stands for, on the US layout that readers type by unless told otherwise. No I/O here.

Source: Linux, include/uapi/linux/input-event-codes.h; the keys stand in the order of their codes.
"""

from __future__ import annotations

from collections.abc import Mapping

KEY_LEFT_SHIFT, KEY_RIGHT_SHIFT = 42, 54
KEY_CAPS_LOCK = 58
SHIFTS = frozenset({KEY_LEFT_SHIFT, KEY_RIGHT_SHIFT})

OTHER_MODIFIERS = frozenset({29, 97, 56, 100, 125, 126})
"""Control, Alt and Meta, left and right: with them a key is no character."""

ENDS = frozenset({15, 28, 96})
"""Tab, Enter, Enter of the keypad: what a reader types after a card or code."""

SILENT = frozenset({KEY_CAPS_LOCK, 69, 70}) | SHIFTS | OTHER_MODIFIERS
"""Keys that type nothing themselves: with Num Lock and Scroll Lock."""

_ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (57, " ", " "),
)
_KEYPAD = {55: "*", 74: "-", 78: "+", 83: ".", 98: "/"} | dict(
    zip((82, 79, 80, 81, 75, 76, 77, 71, 72, 73), "0123456789", strict=True)
)

CHARACTERS: Mapping[int, tuple[str, str]] = {
    first + place: pair
    for first, plain, shifted in _ROWS
    for place, pair in enumerate(zip(plain, shifted, strict=True))
} | {code: (character, character) for code, character in _KEYPAD.items()}
"""Each key's character, without and with Shift."""
