"""Time as a value that is given, so that tests own it. Wall time is aware UTC; durations are monotonic seconds."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

EARLIEST_PLAUSIBLE = datetime(2026, 11, 1, tzinfo=UTC)
"""No kiosk ran this program before it was written: an earlier clock is a dead battery, not a date."""

LATEST_PLAUSIBLE = datetime(2056, 1, 1, tzinfo=UTC)
"""Thirty years later the machine is scrap: a later clock is a wrong clock."""


class Clock(Protocol):
    """What time it is."""

    def now(self) -> datetime:
        """The wall clock, aware, UTC. It may jump and may be wrong."""
        ...

    def monotonic_s(self) -> float:
        """Seconds that only ever grow, for durations; meaningless across a restart."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic_s(self) -> float:
        return time.monotonic()


class ManualClock:
    """A clock that stands still until it is told to move; for tests and screenshots."""

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._monotonic_s = 0.0

    def now(self) -> datetime:
        return self._now

    def monotonic_s(self) -> float:
        return self._monotonic_s

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass on both clocks."""
        self._now += timedelta(seconds=seconds)
        self._monotonic_s += seconds

    def set_wall(self, now: datetime) -> None:
        """Set the wall clock alone, as an operator or NTP would."""
        self._now = now


def plausible(now: datetime) -> bool:
    """Whether `now` may be shown, printed or sent as a date. A kiosk may boot in 1970."""
    return EARLIEST_PLAUSIBLE <= now < LATEST_PLAUSIBLE
