"""Text with all that people leave out or write differently when they look for something taken off. No Qt here."""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile(
    "[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0640]"
)
"""What NFKD leaves beside the letters: Latin and Greek accents, Arabic vowel signs and hamza, and the tatweel."""

_JOINERS = "'-\u2019\u02bc\u00ad\u200b\u200c\u200d\u2010\u2011\u2060"
"""Within a word, written or not: "Wi-Fi" and "wifi", "نرم\u200cافزار" with or without its half-space."""

_LETTERS = {
    "\u0671": "\u0627",  # alef wasla
    "\u0649": "\u064a",  # alef maksura
    "\u06cc": "\u064a",  # Farsi yeh
    "\u06d0": "\u064a",  # e
    "\u06d2": "\u064a",  # yeh barree
    "\u06a9": "\u0643",  # keheh
    "\u0629": "\u0647",  # teh marbuta
    "\u06c1": "\u0647",  # heh goal
    "\u06be": "\u0647",  # heh doachashmee
    "\u06d5": "\u0647",  # ae
}
"""Letters that people writing Arabic and Persian use for one another. Those with a hamza fall apart by NFKD."""

_JOINED_OFF = str.maketrans("", "", _JOINERS)
_DIGITS = {chr(first + value): str(value) for first in (0x0660, 0x06F0) for value in range(10)}
_ALIKE = str.maketrans(_LETTERS | _DIGITS)
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """`text` in small letters without accents and vowel signs, its words between single spaces, digits 0 to 9."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text.translate(_JOINED_OFF).casefold()))
    # Folded again: what NFKD takes apart (the micro sign, full-width letters) can have a case of its own.
    return _BETWEEN_WORDS.sub(" ", plain.casefold().translate(_ALIKE)).strip()
