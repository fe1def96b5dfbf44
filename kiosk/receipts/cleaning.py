"""Making any text fit to stand on a slip. No Qt here.

Whatever reaches a receipt is printed by a machine that obeys control characters, so none may pass.
"""

from __future__ import annotations

import unicodedata

from kiosk.domain.text import FSI, LRI, PDI, RLI

TEXT_LIMIT = 2000
"""Characters of one text on paper, as many as any question takes: beyond it an ellipsis ends the text, not the roll."""

_ISOLATES = frozenset({LRI, RLI, FSI})
_MARKS = frozenset("\u200e\u200f\u061c")
"""LRM, RLM, ALM: translators use them, and they cannot reach beyond their neighbours."""
_JOINERS = frozenset("\u200c\u200d")
_VARIATIONS = frozenset(chr(code) for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
"""Ask for another drawing of the character before them (a coloured emoji), which paper has not."""
_NO_BREAK_SPACES = frozenset("\u00a0\u202f")


def fit_for_paper(text: str) -> str:
    """`text` as one line: NFC, spaces folded (no-break spaces stay), controls and overrides gone, isolates balanced."""
    kept = _balanced(unicodedata.normalize("NFC", "".join(map(_kept, text))))
    line = " ".join(word for word in kept.split(" ") if word)
    if len(line) > TEXT_LIMIT:
        line = line[: TEXT_LIMIT - 1].rstrip() + "…"
    return _balanced(line)


def without_marks(text: str) -> str:
    """`text` without isolates and directional marks, as a left-to-right printer takes it."""
    return "".join(c for c in text if c not in _ISOLATES and c != PDI and c not in _MARKS)


def is_blank(text: str) -> bool:
    """Whether nothing of `text` would be seen."""
    return not "".join(c for c in without_marks(text) if c not in _JOINERS).strip()


def reads_right_to_left(text: str) -> bool:
    """Whether the first strong character of `text` is Hebrew, Arabic or the like (UAX #9, rules P2 and P3)."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction == "L":
            return False
        if direction in {"R", "AL"}:
            return True
    return False


def has_right_to_left(text: str) -> bool:
    """Whether any character of `text` takes part in right-to-left ordering."""
    return any(unicodedata.bidirectional(c) in {"R", "AL", "AN"} for c in text)


def has_right_to_left_letters(text: str) -> bool:
    """Whether any letter of `text` is written from right to left; digits are not letters."""
    return any(unicodedata.bidirectional(c) in {"R", "AL"} for c in text)


def _kept(character: str) -> str:
    if character in _ISOLATES or character == PDI or character in _MARKS or character in _JOINERS:
        return character
    category = unicodedata.category(character)
    if character in _NO_BREAK_SPACES:
        return character
    if category in {"Zs", "Zl", "Zp"} or character in "\t\n\v\f\r\x85":
        return " "
    return "" if category in {"Cc", "Cf", "Cs", "Co", "Cn"} or character in _VARIATIONS else character


def _balanced(text: str) -> str:
    depth, out = 0, []
    for character in text:
        if character in _ISOLATES:
            depth += 1
        elif character == PDI:
            if not depth:
                continue
            depth -= 1
        out.append(character)
    return "".join(out) + PDI * depth
