"""References: our own numbers of requests, made offline, printed and read aloud.

`K7-0042M-9` = kiosk code `K7`, sequence `0042`, store generation `M`, check character `9`
(ISO/IEC 7064:2003 hybrid system MOD 37,36, over the characters without the hyphens).
"""

from __future__ import annotations

import re
import secrets
from typing import NewType

Reference = NewType("Reference", str)
"""A reference in its printed form."""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Digits and capitals without I and O, which people read as 1 and 0."""

_ISO_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SEQUENCE_WIDTH = 4
SEQUENCE_LIMIT = len(ALPHABET) ** _SEQUENCE_WIDTH
"""First sequence number that does not fit; a store that comes this far draws a new generation."""

_PRINTED = re.compile(rf"([{ALPHABET}]{{2}})-([{ALPHABET}]{{4}})([{ALPHABET}])-([{ALPHABET}])")


def check_character(text: str) -> str:
    """The ISO 7064 MOD 37,36 check character of `text` (digits and capitals)."""
    product = 36
    for character in text:
        total = (product + _ISO_ALPHABET.index(character)) % 36
        product = (total or 36) * 2 % 37
    return _ISO_ALPHABET[(37 - product) % 36]


def compose(kiosk_code: str, generation: str, sequence: int) -> Reference | None:
    """The reference of `sequence`, or None where its check character would be I or O: that number is skipped."""
    body = f"{kiosk_code}{_encode(sequence)}{generation}"
    check = check_character(body)
    if check not in ALPHABET:
        return None
    return Reference(f"{body[:2]}-{body[2:]}-{check}")


def next_reference(kiosk_code: str, generation: str, after: int) -> tuple[int, Reference]:
    """The first sequence number above `after` that has a printable reference, with it.

    Raises OverflowError when the generation is used up.
    """
    sequence = after + 1
    while True:
        reference = compose(kiosk_code, generation, sequence)
        if reference is not None:
            return sequence, reference
        sequence += 1


def parse_reference(typed: str) -> Reference | None:
    """What a person or scanner gave, as a reference; None if it is none. Forgives case, spaces, hyphens, I and O."""
    body = re.sub(r"[\s\-]", "", typed.upper()).replace("I", "1").replace("O", "0")
    if len(body) != 8:
        return None
    printed = f"{body[:2]}-{body[2:7]}-{body[7]}"
    if not _PRINTED.fullmatch(printed) or check_character(body[:7]) != body[7]:
        return None
    return Reference(printed)


def draw_generation(used: str) -> str:
    """A generation character not in `used`, at random, so that two copies of one disk part ways.

    Raises OverflowError when all are used: the kiosk then needs a new code.
    """
    free = [c for c in ALPHABET if c not in used]
    if not free:
        raise OverflowError("all store generations of this kiosk code are used")
    return secrets.choice(free)


def draw_tracking_code() -> str:
    """Six digits that, with the reference, open a request's status at a kiosk."""
    return f"{secrets.randbelow(1_000_000):06d}"


def draw_token() -> str:
    """128 random bits, URL-safe, for the status page."""
    return secrets.token_urlsafe(16)


def group_tracking_code(code: str) -> str:
    """`418205` as people read it: `418 205` (a no-break space between)."""
    return f"{code[:3]}\u00a0{code[3:]}"


def _encode(sequence: int) -> str:
    if not 0 <= sequence < SEQUENCE_LIMIT:
        raise OverflowError(f"sequence {sequence} does not fit into {_SEQUENCE_WIDTH} characters")
    digits = []
    for _ in range(_SEQUENCE_WIDTH):
        sequence, digit = divmod(sequence, len(ALPHABET))
        digits.append(ALPHABET[digit])
    return "".join(reversed(digits))
