"""What is killed is chosen by a seed, and no place is left out."""

from __future__ import annotations

import pytest

from tests.crash.kill_plan import DISK, FIRST_START, KILLS_PER_CASE, MOMENT, PLACES, plan_kills

CHECK = 60
"""Kills of `scripts/check`."""


@pytest.mark.parametrize("seed", range(50))
def test_every_named_place_has_its_kill_in_each_check(seed: int) -> None:
    plan = plan_kills(seed, CHECK)
    points = [kill.point for case in plan for kill in case]
    assert [len(case) for case in plan] == [KILLS_PER_CASE] * (CHECK // KILLS_PER_CASE)
    assert set(points) == {place.name for place in (*PLACES, *FIRST_START)} | {MOMENT, DISK}


def test_a_place_of_the_first_start_comes_first() -> None:
    for case in plan_kills(7, 500):
        first = {place.name for place in FIRST_START}
        assert not first & {kill.point for kill in case[1:]}


def test_the_same_seed_makes_the_same_kills() -> None:
    assert plan_kills(7, CHECK) == plan_kills(7, CHECK)
    assert plan_kills(7, CHECK) != plan_kills(8, CHECK)
