"""Text as people write it: choosing a translation, cleaning what was typed, isolating codes. No Qt here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TypeAlias

RIGHT_TO_LEFT = frozenset({"ar", "fa"})
"""Languages whose screens and slips are mirrored."""

FALLBACK_LANGUAGE = "en"

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
"""Directional isolates, Unicode UAX #9 section 2.4."""

RLM = "\u200f"
"""Right-to-left mark. A paragraph takes its direction from its first letter (UAX #9, P2)."""

_RIGHT_TO_LEFT_LETTER = re.compile("[\u0590-\u08ff]")
_BEGINS_LATIN = re.compile("[^A-Za-z\u00c0-\u024f\u0590-\u08ff]*[A-Za-z\u00c0-\u024f]")

_BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_KEPT_FORMAT_CHARACTERS = frozenset("\u200c\u200d")
"""ZWNJ and ZWJ: Persian spelling needs them, emoji sequences too."""

Localized: TypeAlias = Mapping[str, str]
"""One text in several languages, by language code."""


def pick(texts: Localized, language: str) -> str:
    """The text in `language`, else in English, else in whichever language there is, else empty."""
    if language in texts:
        return directed(texts[language], language)
    if FALLBACK_LANGUAGE in texts:
        return texts[FALLBACK_LANGUAGE]
    return next(iter(texts.values()), "")


def directed(text: str, language: str) -> str:
    """`text` as it is read in `language`: right-to-left text that begins with a Latin name would be turned round."""
    turned = language in RIGHT_TO_LEFT and _BEGINS_LATIN.match(text) and _RIGHT_TO_LEFT_LETTER.search(text)
    return RLM + text if turned else text


def is_right_to_left(language: str) -> bool:
    """Whether `language` is written from right to left."""
    return language in RIGHT_TO_LEFT


def isolate_code(code: str) -> str:
    """`code` (a reference, a number, a room) wrapped so that it keeps its order inside right-to-left text."""
    return f"{LRI}{code}{PDI}"


def isolate(text: str) -> str:
    """`text` of unknown direction (a name, a typed answer) wrapped so that it cannot reorder its neighbours."""
    return f"{FSI}{text}{PDI}"


def clean_line(raw: str, *, limit: int) -> str:
    """What was meant by a line: NFC, no control or direction-override characters, spaces folded, cut at `limit`."""
    return clean_text(" ".join(raw.split()), limit=limit).strip()


def clean_text(raw: str, *, limit: int) -> str:
    """Like `clean_line`, but line breaks stay (at most two in a row)."""
    lines = raw.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [unicodedata.normalize("NFC", line) for line in lines]
    # Each character once, however long the text: an article has twenty thousand, of eighty kinds.
    dropped = {ord(c): None for c in set().union(*lines) if not _keeps(c)}
    text = "\n".join((line.translate(dropped) if dropped else line).strip() for line in lines)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.strip()[:limit]


def _keeps(character: str) -> bool:
    if character in _BIDI_CONTROLS:
        return False
    category = unicodedata.category(character)
    if category == "Cf":
        return character in _KEPT_FORMAT_CHARACTERS or "\U000e0020" <= character <= "\U000e007f"
    return category not in {"Cc", "Cs", "Co", "Cn"}
