"""How old something is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.ages import AgeUnit, age_between, told_in

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("then", "now", "age"),
    [
        (NOW - timedelta(minutes=3), NOW, timedelta(minutes=3)),
        (NOW + timedelta(seconds=30), NOW, timedelta()),
        (NOW + timedelta(hours=3), NOW, None),
        (None, NOW, None),
        (NOW, None, None),
    ],
)
def test_an_age_is_told_where_both_ends_are_known(
    then: datetime | None, now: datetime | None, age: timedelta | None
) -> None:
    assert age_between(then, now) == age


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, (AgeUnit.MOMENT, 0)),
        (59, (AgeUnit.MOMENT, 0)),
        (60, (AgeUnit.MINUTES, 1)),
        (3599, (AgeUnit.MINUTES, 59)),
        (3600, (AgeUnit.HOURS, 1)),
        (2 * 86_400 - 1, (AgeUnit.HOURS, 47)),
        (2 * 86_400, (AgeUnit.DAYS, 2)),
    ],
)
def test_it_is_told_in_the_largest_unit_that_says_enough(seconds: int, told: tuple[AgeUnit, int]) -> None:
    assert told_in(timedelta(seconds=seconds)) == told
