"""Which texts of a pack people can be shown: length, lines, invisible characters. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

MAX_BODY = 20_000
"""Characters of an article in one language: ten printed pages."""

MAX_TITLE, MAX_LINE = 60, 120
"""Characters of a title and of any other line, such as a summary."""

_OVERRIDES = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e")
_ISOLATES_OPEN = frozenset("\u2066\u2067\u2068")
_ISOLATE_CLOSE = "\u2069"
_JOINERS = frozenset("\u200c\u200d")
"""ZWNJ and ZWJ: Persian spelling needs them."""

_PICTOGRAPHS = range(0x1F000, 0x1FB00)
"""Emoji and other pictographs: neither the screens' fonts nor the printers draw them."""


@dataclass(frozen=True, slots=True)
class TextFault:
    """What keeps a text off the screen."""

    code: str
    what: str
    remedy: str


def tidy(text: str) -> str:
    """`text` as it is compiled: composed (NFC) and without the white space around it."""
    return unicodedata.normalize("NFC", text).strip()


def text_faults(text: str, *, limit: int, lines: bool) -> Iterator[TextFault]:
    """Everything wrong with `text`: at most `limit` characters, on one line unless `lines`."""
    if not text:
        yield TextFault("no-text", "The text is empty.", "Write it.")
        return
    if len(text) > limit:
        yield TextFault("too-long", f"The text has {len(text)} characters.", f"Shorten it to at most {limit}.")
    if not lines and len(text.splitlines()) > 1:
        yield TextFault("line-break", "The text has more than one line.", "Write it on one.")
    for character in dict.fromkeys(text):
        fault = _character_fault(character)
        if fault:
            yield fault
    if not _isolates_are_balanced(text):
        what = "A direction isolate (U+2066 to U+2068) and its end (U+2069) do not match."
        yield TextFault("direction", what, "Close each one in the same text.")


def showable(text: str) -> str:
    """`text` without the characters that are a fault of it, for texts whose authors cannot be told."""
    dropped = {ord(character): None for character in set(text) if _character_fault(character)}
    return text.translate(dropped) if dropped else text


def _character_fault(character: str) -> TextFault | None:
    name = f"U+{ord(character):04X}"
    if character in _OVERRIDES:
        remedy = "Delete it; to hold a code together use \\u2066 and \\u2069 around it."
        return TextFault("direction", f"The invisible direction mark {name} stands in the text.", remedy)
    if character in _ISOLATES_OPEN or character == _ISOLATE_CLOSE or character in _JOINERS or character == "\n":
        return None
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
        return TextFault("character", f"The invisible or unknown character {name} stands in the text.", "Delete it.")
    if ord(character) in _PICTOGRAPHS:
        return TextFault("pictograph", f"The pictograph {name} cannot be drawn or printed.", "Use words.")
    return None


def _isolates_are_balanced(text: str) -> bool:
    depth = 0
    for character in text:
        if character in _ISOLATES_OPEN:
            depth += 1
        elif character == _ISOLATE_CLOSE:
            depth -= 1
            if depth < 0:
                return False
    return depth == 0
