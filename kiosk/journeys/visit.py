"""Who is at the kiosk right now: a visit with an id, its trail, and its clock. No Qt here."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from kiosk.clock import Clock
from kiosk.domain.visit import VisitClock, VisitState, VisitTimes

TRAIL_LIMIT = 40
"""Screens remembered for an assistance request; older ones are of no help to a human."""


class VisitKeeper:
    """Begins, watches and ends visits. Lives on the interface thread; every method returns at once.

    `on_end` is called with the visit's id before anything is wiped, so that print jobs can be given up.
    """

    def __init__(self, clock: Clock, times: VisitTimes, *, on_end: Callable[[UUID], None]) -> None:
        self._clock = clock
        self._timer = VisitClock(times)
        self._on_end = on_end
        self._visit: UUID | None = None
        self._trail: list[str] = []

    @property
    def visit(self) -> UUID | None:
        """The open visit's id; None when nobody is here."""
        return self._visit

    @property
    def state(self) -> VisitState:
        return self._timer.state

    @property
    def trail(self) -> tuple[str, ...]:
        """Names of the screens seen in this visit."""
        return tuple(self._trail)

    def begin(self) -> UUID:
        """Somebody touched the kiosk: a new visit."""
        self._visit = uuid4()
        self._trail = []
        self._timer.start(self._clock.monotonic_s())
        return self._visit

    def note_screen(self, name: str) -> None:
        """Remember that the visit has seen the screen `name`."""
        self._trail = [*self._trail, name][-TRAIL_LIMIT:]

    def touch(self) -> None:
        """A sign of life: touch, key, card, scan, scrolling."""
        self._timer.touch(self._clock.monotonic_s())

    def printer_progressed(self) -> None:
        """The printer is at work for this visit."""
        self._timer.printer_progressed(self._clock.monotonic_s())

    def printer_done(self) -> None:
        """The slip of this visit has an outcome."""
        self._timer.printer_done()

    def stay(self) -> None:
        """ "I am still here"."""
        self._timer.stay(self._clock.monotonic_s())

    def need_more_time(self) -> None:
        """Twice as long for the rest of the visit."""
        self._timer.need_more_time(self._clock.monotonic_s())

    def tick(self) -> VisitState:
        """Let the time pass; `ending` means that the caller must end the visit now."""
        return self._timer.tick(self._clock.monotonic_s())

    @property
    def remaining_s(self) -> float:
        """Seconds left of the warning."""
        return self._timer.remaining_s(self._clock.monotonic_s())

    @property
    def warning_total_s(self) -> float:
        """Length of the warning in force."""
        return self._timer.warning_total_s

    def end(self) -> None:
        """The visit is over; forget it. Does nothing when nobody is here."""
        visit, self._visit = self._visit, None
        self._trail = []
        self._timer.end()
        if visit is not None:
            self._on_end(visit)
