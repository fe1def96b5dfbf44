"""A visit: one customer's time at the kiosk, and the rules of its clock. No Qt here."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class VisitState(StrEnum):
    """Where a visit stands."""

    IDLE = "idle"
    OPEN = "open"
    WARNING = "warning"
    ENDING = "ending"


class VisitTimes(msgspec.Struct, frozen=True):
    """How long a visit waits for a sign of life. Seconds."""

    idle_s: float = 60.0
    """Without touch, key, card, scan or speech before the warning (UI.md, "Time")."""
    warning_s: float = 30.0
    """From the warning to the end of the visit."""
    print_hold_s: float = 30.0
    """How long the clock stands still after the printer's last progress."""

    def doubled(self) -> VisitTimes:
        """After "I need more time"."""
        return VisitTimes(2 * self.idle_s, 2 * self.warning_s, self.print_hold_s)


class VisitClock:
    """Decides, from monotonic seconds alone, when to warn and when to end. Owned by one thread."""

    def __init__(self, times: VisitTimes) -> None:
        self._configured = times
        self._times = times
        self._state = VisitState.IDLE
        self._since_s = 0.0
        self._held_until_s = 0.0

    @property
    def state(self) -> VisitState:
        return self._state

    @property
    def warning_total_s(self) -> float:
        """Length of the countdown in force."""
        return self._times.warning_s

    def start(self, now_s: float) -> None:
        """A visit begins, with the configured times."""
        self._times = self._configured
        self._held_until_s = 0.0
        self._since_s = now_s
        self._state = VisitState.OPEN

    def touch(self, now_s: float) -> None:
        """A sign of life. During the warning only `stay` or `need_more_time` count: a stray touch must not hide it."""
        if self._state is VisitState.OPEN:
            self._since_s = now_s

    def printer_progressed(self, now_s: float) -> None:
        """The printer is at work for this visit: the idle clock stands still for a while."""
        self._held_until_s = now_s + self._times.print_hold_s

    def printer_done(self) -> None:
        """The slip has an outcome: the idle clock runs again."""
        self._held_until_s = 0.0

    def stay(self, now_s: float) -> None:
        """ "I am still here": back to an open visit."""
        self._state = VisitState.OPEN
        self._since_s = now_s

    def need_more_time(self, now_s: float) -> None:
        """Doubles both times for the rest of the visit."""
        self._times = self._times.doubled()
        self.stay(now_s)

    def end(self) -> None:
        """The visit is over."""
        self._state = VisitState.IDLE

    def tick(self, now_s: float) -> VisitState:
        """Move on as far as `now_s` calls for, and tell the state. `ending` is told until `end` is called."""
        if self._state is VisitState.OPEN:
            if now_s < self._held_until_s:
                self._since_s = now_s
            elif now_s - self._since_s >= self._times.idle_s:
                self._state = VisitState.WARNING
                self._since_s = now_s
        elif self._state is VisitState.WARNING and now_s - self._since_s >= self._times.warning_s:
            self._state = VisitState.ENDING
        return self._state

    def remaining_s(self, now_s: float) -> float:
        """Seconds left of the countdown; the whole of it outside the warning."""
        if self._state is not VisitState.WARNING:
            return self._times.warning_s
        return max(0.0, self._times.warning_s - (now_s - self._since_s))
