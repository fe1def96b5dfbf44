"""How much a visit may have, and everybody within an hour."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from kiosk.clock import ManualClock
from kiosk.domain.limits import Limit, Span
from kiosk.journeys.allowance import HOUR_S, Allowance

ONE, OTHER = UUID(int=1), UUID(int=2)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 11, 23, 10, 42, tzinfo=UTC))


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def allowance(clock: ManualClock, told: list[str]) -> Allowance:
    return Allowance("slips", Limit(per_visit=2, per_hour=5), clock=clock, on_reached=told.append)


def take(allowance: Allowance, visit: UUID, times: int) -> list[Span | None]:
    return [allowance.take(visit) for _ in range(times)]


def test_a_visit_has_its_share_and_the_next_one_its_own(allowance: Allowance, told: list[str]) -> None:
    assert take(allowance, ONE, 3) == [None, None, Span.VISIT]
    assert take(allowance, OTHER, 3) == [None, None, Span.VISIT]
    assert told == ["slips_per_visit", "slips_per_visit"]


def test_all_visits_of_an_hour_share_what_the_hour_has(
    allowance: Allowance, clock: ManualClock, told: list[str]
) -> None:
    for number in range(5):
        assert allowance.take(UUID(int=number)) is None
        clock.advance(60)
    assert allowance.take(UUID(int=9)) is Span.HOUR
    assert told == ["slips_per_hour"]
    clock.advance(HOUR_S - 5 * 60)
    assert allowance.take(UUID(int=9)) is None
    assert allowance.take(UUID(int=9)) is Span.HOUR


def test_the_wall_clock_neither_frees_nor_locks(allowance: Allowance, clock: ManualClock) -> None:
    for number in range(5):
        allowance.take(UUID(int=number))
    clock.set_wall(datetime(2050, 1, 1, tzinfo=UTC))
    assert allowance.take(UUID(int=9)) is Span.HOUR
    clock.set_wall(datetime(1970, 1, 1, tzinfo=UTC))
    clock.advance(HOUR_S)
    assert allowance.take(UUID(int=9)) is None


def test_what_came_to_nothing_is_given_back(allowance: Allowance) -> None:
    assert take(allowance, ONE, 2) == [None, None]
    allowance.give_back(ONE)
    assert take(allowance, ONE, 2) == [None, Span.VISIT]
    allowance.give_back(OTHER)
    assert take(allowance, ONE, 1) == [Span.VISIT]


def test_what_is_due_anyway_counts_and_is_never_refused(allowance: Allowance, told: list[str]) -> None:
    for _ in range(3):
        allowance.count(ONE)
    assert told == []
    assert allowance.take(ONE) is Span.VISIT
