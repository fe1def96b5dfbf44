"""When the desk says it is open."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from kiosk.domain.catalog import OpeningHours
from kiosk.journeys.opening import DeskIs, opening_at, spans_on

WEEK = (("08:00", "12:00"), ("13:00", "17:00"))
HOURS = OpeningHours(weekly=(WEEK, WEEK, WEEK, WEEK, (("08:00", "12:00"),), (), ()), closed_days=("2026-12-25",))


@pytest.mark.parametrize(
    ("local", "desk", "closes"),
    [
        ("2026-11-23T08:00", DeskIs.OPEN, time(12)),
        ("2026-11-23T11:59", DeskIs.OPEN, time(12)),
        ("2026-11-23T12:00", DeskIs.CLOSED, None),
        ("2026-11-23T13:30", DeskIs.OPEN, time(17)),
        ("2026-11-22T10:00", DeskIs.CLOSED, None),
        ("2026-12-25T10:00", DeskIs.CLOSED, None),
    ],
)
def test_desk_is_open_only_within_its_spans(local: str, desk: DeskIs, closes: time | None) -> None:
    opening = opening_at(HOURS, datetime.fromisoformat(local))
    assert (opening.desk, opening.closes) == (desk, closes)


@pytest.mark.parametrize(
    ("local", "day", "at"),
    [
        ("2026-11-23T12:30", date(2026, 11, 23), time(13)),
        ("2026-11-23T17:00", date(2026, 11, 24), time(8)),
        ("2026-11-27T12:00", date(2026, 11, 30), time(8)),
        ("2026-12-25T10:00", date(2026, 12, 28), time(8)),
    ],
)
def test_closed_desk_names_its_next_opening(local: str, day: date, at: time) -> None:
    opening = opening_at(HOURS, datetime.fromisoformat(local))
    assert (opening.opens_on, opening.opens_at) == (day, at)


def test_a_desk_that_never_opens_names_no_day() -> None:
    never = OpeningHours(weekly=((),) * 7)
    opening = opening_at(never, datetime.fromisoformat("2026-11-23T10:00"))
    assert opening.desk is DeskIs.CLOSED
    assert opening.opens_on is None


def test_an_untrusted_clock_says_unknown_not_closed() -> None:
    assert opening_at(HOURS, None).desk is DeskIs.UNKNOWN


def test_closed_day_has_no_spans() -> None:
    assert spans_on(HOURS, date(2026, 12, 25)) == ()
