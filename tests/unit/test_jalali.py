"""The calendar of Iran: as Qt has it, and there and back for every day a `date` can hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCalendar, QDate

from kiosk.clock import EARLIEST_PLAUSIBLE, LATEST_PLAUSIBLE
from kiosk.jalali import FIRST_YEAR, LAST_YEAR, from_jalali, to_jalali


def test_it_agrees_with_qts_for_every_plausible_day() -> None:
    qt = QCalendar(QCalendar.System.Jalali)
    day, last = EARLIEST_PLAUSIBLE.date() - timedelta(days=3 * 366), LATEST_PLAUSIBLE.date()
    while day < last:
        parts = qt.partsFromDate(QDate(day.year, day.month, day.day))
        assert to_jalali(day) == (parts.year, parts.month, parts.day), day
        day += timedelta(days=1)


@given(st.dates(from_jalali(FIRST_YEAR, 1, 1), from_jalali(LAST_YEAR + 1, 1, 1)))
def test_there_and_back(day: date) -> None:
    assert from_jalali(*to_jalali(day)) == day


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        ((1399, 12, 30), date(2021, 3, 20)),  # the last day of a leap year
        ((1400, 1, 1), date(2021, 3, 21)),
        ((1405, 7, 1), date(2026, 9, 23)),  # after the last month of 31 days
        ((1405, 9, 5), date(2026, 11, 26)),
    ],
)
def test_days_that_calendars_print(parts: tuple[int, int, int], day: date) -> None:
    assert to_jalali(day) == parts
    assert from_jalali(*parts) == day
