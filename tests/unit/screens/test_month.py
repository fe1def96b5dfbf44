"""The calendar page: right days in right columns, and only possible ones to touch."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.screens.month import Bounds, Month, month_page

months = st.builds(Month, st.integers(1970, 2100), st.integers(1, 12)) | st.builds(
    Month, st.integers(1348, 1478), st.integers(1, 12), st.just(True)
)
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@given(months, st.integers(0, 6))
def test_every_day_of_the_month_stands_once_under_its_weekday(month: Month, first_weekday: int) -> None:
    page = month_page(month, first_weekday=first_weekday, bounds=Bounds(), today=None)
    assert len(page) == 42
    shown = [cell.day for cell in page if cell.day]
    assert shown == [month.first + timedelta(days=n) for n in range((month.last - month.first).days + 1)]
    for column, cell in enumerate(page):
        if cell.day:
            assert cell.day.weekday() == (first_weekday + column) % 7


@given(months, st.integers(-500, 500))
def test_turning_there_and_back_ends_where_it_began(month: Month, pages: int) -> None:
    assert month.plus(pages).plus(-pages) == month
    assert month.plus(1).first == month.last + timedelta(days=1)


@given(days, st.none() | st.integers(-400, 400), st.none() | st.integers(-400, 400), days, st.booleans())
def test_a_month_can_be_turned_to_exactly_when_it_has_a_possible_day(
    today: date, earliest: int | None, latest: int | None, day: date, jalali: bool
) -> None:
    bounds = Bounds.around(today, earliest, latest)
    month = Month.of(day, jalali=jalali)
    assert month.first <= day <= month.last
    possible = [cell.day for cell in month_page(month, first_weekday=0, bounds=bounds, today=today) if cell.possible]
    if earliest is None or latest is None or earliest <= latest:
        assert bounds.allow_month(month) == bool(possible)
        assert bounds.allow(bounds.nearest(day))
    assert all(bounds.allow(possible_day) for possible_day in possible if possible_day)


def test_without_a_trusted_clock_every_day_is_possible() -> None:
    assert Bounds.around(None, 0, 0) == Bounds()


def test_the_last_day_of_a_range_cannot_come_before_the_first() -> None:
    bounds = Bounds(date(2026, 11, 1), date(2026, 12, 31)).starting("2026-11-20")
    assert not bounds.allow(date(2026, 11, 19))
    assert bounds.allow(date(2026, 11, 20))
    assert Bounds().starting("nonsense") == Bounds()


def test_the_calendar_does_not_turn_beyond_what_a_date_can_hold() -> None:
    assert Month(9999, 12).plus(1) == Month(9999, 12)
    assert Month(1, 1).plus(-1) == Month(1, 1)
    assert Month(9999, 12).last == date.max
    for end in (Month(1, 1, jalali=True), Month(9377, 12, jalali=True)):
        page = month_page(end, first_weekday=5, bounds=Bounds(), today=None)
        assert end in (end.plus(1), end.plus(-1))
        assert next(cell.day for cell in page if cell.day) == end.first
        assert len(page) == 42


def test_a_month_of_iran_has_its_own_days() -> None:
    azar = Month.of(date(2026, 11, 26), jalali=True)
    assert azar == Month(1405, 9, jalali=True)
    assert (azar.first, azar.last) == (date(2026, 11, 22), date(2026, 12, 21))
    assert Month(1405, 6, jalali=True).last - Month(1405, 6, jalali=True).first == timedelta(days=30)
