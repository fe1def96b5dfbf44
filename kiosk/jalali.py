"""The Solar Hijri calendar of Iran, there and back. Pure arithmetic; no Qt here.

By the rule of eight leap years in 33, which agrees with the astronomical calendar far beyond `clock.LATEST_PLAUSIBLE`;
a test compares every day until then with Qt's calendar.
"""

from __future__ import annotations

from datetime import date

FIRST_YEAR, LAST_YEAR = 1, 9377
"""The years of which a `date` holds every day."""

MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
"""In Persian: nobody else reads this calendar here."""

_LEAP = (1, 5, 9, 13, 17, 22, 26, 30)
_CYCLE = 33
_KNOWN_YEAR, _KNOWN_NEW_YEAR = 1405, date(2026, 3, 21).toordinal()


def to_jalali(day: date) -> tuple[int, int, int]:
    """Year, month and day of the month of `day`."""
    ordinal = day.toordinal()
    year = _KNOWN_YEAR + (ordinal - _KNOWN_NEW_YEAR) // 366
    while _new_year(year + 1) <= ordinal:
        year += 1
    while _new_year(year) > ordinal:
        year -= 1
    # Six months of 31 days, then months of 30; the last is whatever is left.
    left = ordinal - _new_year(year)
    month, number = divmod(left, 31) if left < 186 else divmod(left - 186, 30)
    return year, month + (1 if left < 186 else 7), number + 1


def from_jalali(year: int, month: int, day: int) -> date:
    """The day that is `day` of `month` of `year`. Raises ValueError beyond what a `date` holds."""
    before = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return date.fromordinal(_new_year(year) + before + day - 1)


def _new_year(year: int) -> int:
    """The ordinal of the first day of `year`."""
    return _KNOWN_NEW_YEAR + 365 * (year - _KNOWN_YEAR) + _leap_years_before(year) - _leap_years_before(_KNOWN_YEAR)


def _leap_years_before(year: int) -> int:
    cycles, rest = divmod(year, _CYCLE)
    return len(_LEAP) * cycles + sum(leap < rest for leap in _LEAP)
