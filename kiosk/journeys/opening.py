"""When the staffed desk is open. Pure over the pack's opening hours. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from kiosk.domain.catalog import OpeningHours

Span = tuple[time, time]


class DeskIs(StrEnum):
    """Whether somebody is at the desk."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"
    """The kiosk's clock is not to be trusted."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The desk's opening at one moment, local time."""

    desk: DeskIs
    today: tuple[Span, ...] = ()
    closes: time | None = None
    """When open: the end of the current span."""
    opens_on: date | None = None
    opens_at: time | None = None
    """When closed: the next opening within two weeks."""


def spans_of_weekday(hours: OpeningHours, weekday: int) -> tuple[Span, ...]:
    """Opening spans of a weekday (0 is Monday)."""
    return tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in hours.weekly[weekday])


def spans_on(hours: OpeningHours, day: date) -> tuple[Span, ...]:
    """Opening spans on `day`; empty on closed days."""
    return () if day.isoformat() in hours.closed_days else spans_of_weekday(hours, day.weekday())


def opening_at(hours: OpeningHours, local: datetime | None) -> Opening:
    """The opening at local time `local`; None is an untrusted clock."""
    if local is None:
        return Opening(DeskIs.UNKNOWN)
    today = spans_on(hours, local.date())
    now = local.time()
    for start, end in today:
        if start <= now < end:
            return Opening(DeskIs.OPEN, today, closes=end)
    for ahead in range(15):
        day = local.date() + timedelta(days=ahead)
        for start, _end in spans_on(hours, day):
            if ahead or now < start:
                return Opening(DeskIs.CLOSED, today, opens_on=day, opens_at=start)
    return Opening(DeskIs.CLOSED, today)
