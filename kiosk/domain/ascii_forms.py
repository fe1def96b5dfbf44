"""Numbers, codes and addresses typed on any keyboard, as plain ASCII: what is stored, compared and sent. No Qt here."""

from __future__ import annotations

import re
from decimal import Decimal

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc"
"""Everything that keyboards write for a hyphen or a minus."""

_SIGNS = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {ord(dash): "-" for dash in _DASHES}
"""The full-width forms of Chinese keyboards (Unicode block Halfwidth and Fullwidth Forms), and dashes."""

_DOTS = str.maketrans("\u3002\uff61", "..")
"""Full stops of Chinese keyboards, which stand for the dots of a host name (RFC 3490, section 3.1)."""

_NUMBER_SIGNS = str.maketrans({"\u066b": ".", "\u066c": None, "\u060c": ",", " ": None, "\u00a0": None, "\u202f": None})
"""Arabic decimal and thousands separators, the Arabic comma, and spaces between groups."""


def in_ascii(text: str) -> str:
    """`text` with digits of any script as 0 to 9, and full-width signs and dashes as those of ASCII."""
    return "".join(str(int(c)) if c.isdecimal() else c for c in text).translate(_SIGNS)


def email_in_ascii(text: str) -> str:
    """`text` as `in_ascii`, with the full stops of Chinese keyboards as dots."""
    return in_ascii(text).translate(_DOTS)


_NUMBER = re.compile(
    r"(?P<whole>-?(?:[0-9]{1,15}|[0-9]{1,3}(?P<group>[.,])[0-9]{3}(?:(?P=group)[0-9]{3}){0,3}))"
    r"(?:(?!(?P=group))[.,](?P<fraction>[0-9]{0,9}))?"
)


def decimal_in(text: str) -> Decimal | None:
    """The number that `text` says in any language's digits and separators; None if it says none.

    A lone comma or point is a decimal one; groups of three are told by two different signs (1.234,5) or by several.
    """
    # The Arabic thousands separator says so by itself; it is gone before the others are weighed.
    said = _NUMBER.fullmatch(in_ascii(text.translate(_NUMBER_SIGNS)))
    if said is None:
        return None
    whole = said["whole"].replace(said["group"] or ",", "")
    return Decimal(f"{whole}.{said['fraction'] or 0}")
