"""A text that shows itself to nobody who did not ask for it by name."""

from __future__ import annotations

import hmac
from typing import NoReturn, final

HIDDEN = "‹secret›"
"""What stands where the value would. No field of a log event takes it, see `kiosk.logs.FIELDS`."""


@final
class Secret:
    """What identifies a person: a card's number, a scanned code. Frozen; safe on any thread.

    It never appears in `str`, `repr`, a format, a log line, a pickle or a copied structure; `reveal` alone gives it,
    so that a search for that word finds every place that handles it in the clear.
    """

    __slots__ = ("_Secret__text",)
    __text: str

    def __init__(self, text: str) -> None:
        object.__setattr__(self, "_Secret__text", text)

    def reveal(self) -> str:
        """The text itself. Whoever calls this answers for where it goes."""
        return self.__text

    def __repr__(self) -> str:
        return HIDDEN

    def __format__(self, spec: str) -> str:
        # Not even the width that a spec asks for, which would tell something of the length.
        return HIDDEN

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        # In constant time: somebody may be trying codes.
        return hmac.compare_digest(_octets(self), _octets(other))

    def __hash__(self) -> int:
        return hash((Secret, self.__text))

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, _: object) -> Secret:
        # `dataclasses.asdict` copies; the copy is as secret as this one.
        return self

    def __reduce_ex__(self, _: object) -> NoReturn:
        raise TypeError("A secret does not leave the process.")

    def __setattr__(self, name: str, _: object) -> NoReturn:
        raise AttributeError(f"A secret does not change: {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"A secret does not change: {name}")


def _octets(secret: Secret) -> bytes:
    # Half a surrogate pair, which a broken scanner's text may have, is no reason to raise.
    return secret.reveal().encode(errors="surrogatepass")
