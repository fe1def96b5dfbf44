"""The rule of double reads: the same text within `repeat_s` of when it was last seen is no new one.

The time begins anew with each sight, so that a card left on a reader that repeats is told once. What was seen is kept
as a digest under a key of this process, and forgotten when its time is over: nothing of a visitor stays here.
"""

from __future__ import annotations

import hashlib
import secrets

from kiosk.domain.secret import Secret

_KEY = secrets.token_bytes(32)


def digest(text: Secret) -> bytes:
    """A mark of `text` to compare with in this process, from which it cannot be had again."""
    return hashlib.blake2b(text.reveal().encode(errors="surrogatepass"), key=_KEY, digest_size=16).digest()


class RepeatFilter:
    """For one reader; owned by its thread."""

    def __init__(self, repeat_s: float) -> None:
        self._repeat_s = repeat_s
        self._last: bytes | None = None
        self._until_s = 0.0

    def is_new(self, text: Secret, now_s: float) -> bool:
        """Whether `text`, seen now, is to be told."""
        mark = digest(text)
        repeated = mark == self._last and now_s < self._until_s
        self._last, self._until_s = mark, now_s + self._repeat_s
        return not repeated

    def due_s(self) -> float | None:
        """When `expire` wants to be called; None when nothing is kept."""
        return None if self._last is None else self._until_s

    def expire(self, now_s: float) -> None:
        """Forget what was seen too long ago to matter."""
        if now_s >= self._until_s:
            self._last = None
