"""A month as a calendar page: weeks of days, and which of them may be chosen. No Qt here.

Months are those of the reader's calendar: Gregorian, or that of Iran. Days are always plain `date`s.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from kiosk.jalali import FIRST_YEAR, LAST_YEAR, from_jalali, to_jalali

MONDAY, SATURDAY, SUNDAY = 0, 5, 6


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the Gregorian calendar, or of Iran's if `jalali`."""

    year: int
    month: int
    jalali: bool = False

    @classmethod
    def of(cls, day: date, *, jalali: bool = False) -> Month:
        """The month `day` lies in."""
        year, month, _ = to_jalali(day) if jalali else (day.year, day.month, day.day)
        return cls(year, month, jalali)

    @property
    def first(self) -> date:
        """Its first day."""
        return from_jalali(self.year, self.month, 1) if self.jalali else date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        if (self.year, self.month) == (MAXYEAR, 12):
            return date.max
        return Month(self.year + self.month // 12, self.month % 12 + 1, self.jalali).first - timedelta(days=1)

    def plus(self, months: int) -> Month:
        """The month `months` later (earlier if negative), kept within the years a `date` can hold."""
        first, last = (FIRST_YEAR, LAST_YEAR) if self.jalali else (MINYEAR, MAXYEAR)
        index = min(max(self.year * 12 + self.month - 1 + months, first * 12), last * 12 + 11)
        return Month(index // 12, index % 12 + 1, self.jalali)


@dataclass(frozen=True, slots=True)
class DayCell:
    """One square of a calendar page; `day` is None in the squares before the first and after the last day."""

    day: date | None
    possible: bool = False
    today: bool = False


@dataclass(frozen=True, slots=True)
class Bounds:
    """The days a question takes; None is no limit on that side."""

    earliest: date | None = None
    latest: date | None = None

    @classmethod
    def around(cls, today: date | None, earliest_days: int | None, latest_days: int | None) -> Bounds:
        """Bounds given in days from today; none at all while the clock is not to be trusted."""
        if today is None:
            return cls()
        return cls(
            None if earliest_days is None else today + timedelta(days=earliest_days),
            None if latest_days is None else today + timedelta(days=latest_days),
        )

    def starting(self, iso: str) -> Bounds:
        """The same bounds, but not before the ISO day `iso`; unchanged if that is empty or no day."""
        try:
            first = date.fromisoformat(iso)
        except ValueError:
            return self
        if self.earliest is not None and self.earliest >= first:
            return self
        return Bounds(first, self.latest)

    def allow(self, day: date) -> bool:
        """Whether `day` may be chosen."""
        return (self.earliest is None or day >= self.earliest) and (self.latest is None or day <= self.latest)

    def allow_month(self, month: Month) -> bool:
        """Whether any day of `month` may be chosen."""
        return (self.earliest is None or month.last >= self.earliest) and (
            self.latest is None or month.first <= self.latest
        )

    def nearest(self, day: date) -> date:
        """The allowed day closest to `day`."""
        if self.earliest is not None and day < self.earliest:
            return self.earliest
        if self.latest is not None and day > self.latest:
            return self.latest
        return day


def month_page(month: Month, *, first_weekday: int, bounds: Bounds, today: date | None) -> tuple[DayCell, ...]:
    """The squares of `month`, seven a week from `first_weekday` (0 is Monday), in six weeks so that it keeps still."""
    lead = (month.first.weekday() - first_weekday) % 7
    cells = [DayCell(None)] * lead
    for number in range((month.last - month.first).days + 1):
        day = month.first + timedelta(days=number)
        cells.append(DayCell(day, bounds.allow(day), day == today))
    return tuple(cells + [DayCell(None)] * (42 - len(cells)))
