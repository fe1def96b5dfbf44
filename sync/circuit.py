"""Whether the desk is worth a call now, from what the last calls met. Monotonic seconds are given; nothing waits here.

It opens (pauses everything) on any fault of the way or the desk, and also when several entries in a row failed each
for itself: then it is hardly the entries. While it is not sure of the desk, one entry at a time goes out to try.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from sync.delivery import ENTRY_FAULTS, STAFF_FAULTS, Bury, Decision, PauseAll, RetryEntry, back_off_s, decide
from sync.desks.base import DeskFault, DeskTrouble
from sync.events import DeskState

MISSES_TO_PAUSE = 3
"""Entries that fail one after the other, without a success between, before the desk itself is doubted."""

HURRY_S = 1.0
"""A new request ends a pause, but the desk is not tried more often than this."""

_REFUSING = STAFF_FAULTS | {DeskFault.RATE_LIMITED}


class Circuit:
    """The circuit breaker of one agent."""

    def __init__(self, *, random: Callable[[], float]) -> None:
        self._random = random
        self._outage = 0
        """Calls in a row that failed because of the way or the desk."""
        self._misses = 0
        """Calls in a row that failed, perhaps because of their entries."""
        self._resume_s = float("-inf")
        self._paused_s = float("-inf")
        self._hold = False
        self.state = DeskState.UNKNOWN
        self.reason: DeskFault | None = None

    def wait_s(self, now_s: float) -> float:
        """Seconds until the desk may be called; 0 is now."""
        return max(0.0, self._resume_s - now_s)

    def room(self, limit: int) -> int:
        """How many calls may be under way."""
        return limit if self.state is DeskState.REACHABLE and self._misses < MISSES_TO_PAUSE else 1

    def hurry(self, now_s: float) -> None:
        """A new request is there: end a pause, unless the desk asked for it or refuses us."""
        if not self._hold:
            self._resume_s = min(self._resume_s, max(now_s, self._paused_s + HURRY_S))

    def answered(self) -> None:
        """The desk took a call, or refused an entry for good: all is well with it."""
        self._outage = self._misses = 0
        self._resume_s = float("-inf")
        self._hold = False
        self.state = DeskState.REACHABLE
        self.reason = None

    def failed(self, trouble: DeskTrouble, *, failures: int, started_s: float, now_s: float) -> Decision:
        """What to do about a call begun at `started_s`; `failures` counts those of its entry, this one included."""
        alone = trouble.fault in ENTRY_FAULTS
        decision = decide(
            trouble.fault,
            failures=failures if alone else self._outage + 1,
            retry_after_s=trouble.retry_after_s,
            random=self._random,
        )
        match decision:
            case PauseAll():
                if started_s >= self._paused_s:  # else it was under way when this outage was noticed
                    self._outage += 1
                    self._pause(decision, trouble.fault, now_s)
            case Bury() if not alone:
                self.answered()
            case RetryEntry() | Bury():
                self._missed(trouble.fault, now_s)
            case _:
                assert_never(decision)
        return decision

    def _missed(self, fault: DeskFault, now_s: float) -> None:
        self._misses += 1
        doubt = self._misses - MISSES_TO_PAUSE + 1
        if doubt > 0:
            self._pause(PauseAll(back_off_s(doubt, random=self._random), hold=False), fault, now_s)

    def _pause(self, pause: PauseAll, fault: DeskFault, now_s: float) -> None:
        self._paused_s = now_s
        self._resume_s = max(self._resume_s, now_s + pause.after_s)
        self._hold = pause.hold
        self.state = DeskState.REFUSING if fault in _REFUSING else DeskState.UNREACHABLE
        self.reason = fault
