"""Where the lines of a slip should end, beyond what fits. No Qt here."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from kiosk.receipts.cleaning import without_marks

_STOPS = frozenset(",;:.!?·،؛؟，；：。！？、")
_CLOSING = frozenset("）》」』】”’…\u2069")
_SHORTEST = 1 / 3
"""A line of less than this share of the longest looks left behind, wherever it breaks."""

_WORD_JOINER = "\u2060"
_NEVER_FIRST = frozenset("·•…—～")
"""Chinese sets these at no line's beginning (GB/T 15834, clause 5.1); Unicode's line breaking leaves them free."""


def breaks_at_stops(rows: Sequence[str]) -> bool:
    """Whether each of `rows` but the last ends with a stop, and none is much shorter than the others."""
    ends = [without_marks(row).rstrip()[-1:] for row in rows[:-1]]
    lengths = [len(row.strip()) for row in rows]
    return all(end in _STOPS for end in ends) and min(lengths) >= _SHORTEST * max(lengths)


def hold_chinese_together(text: str) -> str:
    """`text` with word joiners where Chinese may not break a line but Unicode would.

    The last two characters stay together too: one alone on a line looks lost.
    """
    end = len(text.rstrip("".join(_STOPS | _CLOSING)))
    out: list[str] = []
    for position, character in enumerate(text):
        before = text[position - 1] if position else ""
        held = character in _NEVER_FIRST and (_is_chinese(before) or before == character)
        if held or (position == end - 1 and _is_chinese(before) and _is_chinese(character)):
            out.append(_WORD_JOINER)
        out.append(character)
    return "".join(out)


def _is_chinese(character: str) -> bool:
    return bool(character) and unicodedata.east_asian_width(character) in {"W", "F"}
