"""What decoders of readers and scanners have in common. No I/O here.

A decoder takes whatever bytes come in whatever pieces, and never raises. Nothing is ever put together across a pause:
a half frame and what comes after it would make somebody else's card; a read that is lost is merely repeated.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from kiosk.domain.reader import Symbology
from kiosk.domain.secret import Secret


@dataclass(frozen=True, slots=True)
class Reading:
    """One whole thing that a reader sent."""

    text: Secret
    symbology: Symbology = Symbology.UNKNOWN
    """Of codes only."""


Unwrap: TypeAlias = Callable[[bytes], Reading | None]
"""What a frame without its framing says; None when that makes no sense."""


class ReadingDecoder(Protocol):
    """Bytes to readings; owned by one thread. Keeps at most the longest frame of its protocol."""

    @property
    def garbled(self) -> int:
        """How many things so far made no sense: half frames, wrong checksums, runs of noise."""
        ...

    def feed(self, data: bytes, now_s: float) -> list[Reading]:
        """What is whole by now, oldest first."""
        ...

    def due_s(self) -> float | None:
        """When `expire` wants to be called, on the clock of `now_s`; None while nothing hangs."""
        ...

    def expire(self, now_s: float) -> list[Reading]:
        """End what has hung for longer than the protocol's pause."""
        ...

    def clear(self) -> None:
        """Forget what hangs: the line was lost."""
        ...


class Pause:
    """Tells when a line has been quiet for `pause_s`."""

    def __init__(self, pause_s: float) -> None:
        self._pause_s = pause_s
        self._heard_s: float | None = None

    def heard(self, now_s: float) -> None:
        """Something came that is not whole yet."""
        self._heard_s = now_s

    def stop(self) -> None:
        """Nothing hangs."""
        self._heard_s = None

    def due_s(self) -> float | None:
        """When the pause will have been long enough; None while nothing hangs."""
        return None if self._heard_s is None else self._heard_s + self._pause_s

    def over(self, now_s: float) -> bool:
        """Whether it has been."""
        due_s = self.due_s()
        return due_s is not None and now_s >= due_s
