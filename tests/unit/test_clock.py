"""Clocks: one that is real, one that the tests own, and the times that cannot be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.clock import EARLIEST_PLAUSIBLE, LATEST_PLAUSIBLE, ManualClock, SystemClock, plausible


@pytest.mark.parametrize(
    ("now", "so"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), False),
        (EARLIEST_PLAUSIBLE - timedelta(seconds=1), False),
        (EARLIEST_PLAUSIBLE, True),
        (LATEST_PLAUSIBLE - timedelta(seconds=1), True),
        (datetime(2100, 1, 1, tzinfo=UTC), False),
    ],
)
def test_a_date_is_shown_only_when_it_can_be_true(now: datetime, so: bool) -> None:
    assert plausible(now) is so


def test_the_systems_clock_is_aware_and_never_runs_backwards() -> None:
    clock = SystemClock()
    assert clock.now().tzinfo is UTC
    assert clock.monotonic_s() <= clock.monotonic_s()


def test_a_jump_of_the_wall_clock_moves_no_duration() -> None:
    clock = ManualClock(datetime(1970, 1, 1, tzinfo=UTC))
    clock.advance(5)
    clock.set_wall(datetime(2026, 11, 21, tzinfo=UTC))
    assert clock.now() == datetime(2026, 11, 21, tzinfo=UTC)
    assert clock.monotonic_s() == 5
