"""Counting against a limit: who is over it is told so politely, and staff are told once. No Qt here."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from uuid import UUID

from kiosk.clock import Clock
from kiosk.domain.limits import Limit, Limits, Span
from kiosk.logs import log_event

HOUR_S = 3600.0


class Allowance:
    """What is left of one limit. Any thread.

    Counted on the monotonic clock, so that a jump of the wall clock neither frees nor locks anybody; a restart begins
    anew. One person is at a kiosk at a time: the count of a visit is forgotten when the next one takes something.
    """

    def __init__(self, name: str, limit: Limit, *, clock: Clock, on_reached: Callable[[str], None]) -> None:
        """`name` is that of the limit in the settings. `on_reached` is told the key of a limit at each refusal."""
        self._name = name
        self._limit = limit
        self._clock = clock
        self._on_reached = on_reached
        self._lock = threading.Lock()
        self._visit: UUID | None = None
        self._in_visit = 0
        self._taken_at: deque[float] = deque()

    def take(self, visit: UUID) -> Span | None:
        """Take one for `visit`; None when it may have it, else which limit is reached, and nothing is taken."""
        with self._lock:
            reached = self._reached(visit)
            if reached is None:
                self._in_visit += 1
                self._taken_at.append(self._clock.monotonic_s())
                return None
        key = f"{self._name}_per_{reached}"
        log_event("limit_reached", reason=key)
        self._on_reached(key)
        return reached

    def count(self, visit: UUID) -> None:
        """One that is due whatever the limit says, and counts all the same."""
        with self._lock:
            self._reached(visit)
            self._in_visit += 1
            self._taken_at.append(self._clock.monotonic_s())

    def give_back(self, visit: UUID) -> None:
        """The last one taken for `visit` came to nothing."""
        with self._lock:
            if visit == self._visit and self._in_visit:
                self._in_visit -= 1
            if self._taken_at:
                self._taken_at.pop()

    def _reached(self, visit: UUID) -> Span | None:
        if visit != self._visit:
            self._visit, self._in_visit = visit, 0
        hour_ago = self._clock.monotonic_s() - HOUR_S
        while self._taken_at and self._taken_at[0] <= hour_ago:
            self._taken_at.popleft()
        if self._in_visit >= self._limit.per_visit:
            return Span.VISIT
        if len(self._taken_at) >= self._limit.per_hour:
            return Span.HOUR
        return None


class Allowances:
    """What is left of each limit."""

    def __init__(self, limits: Limits, *, clock: Clock, on_reached: Callable[[str], None]) -> None:
        self.requests = Allowance("requests", limits.requests, clock=clock, on_reached=on_reached)
        self.calls = Allowance("calls", limits.calls, clock=clock, on_reached=on_reached)
        self.slips = Allowance("slips", limits.slips, clock=clock, on_reached=on_reached)
