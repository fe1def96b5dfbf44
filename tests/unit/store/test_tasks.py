"""Staff tasks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kiosk.clock import ManualClock
from kiosk.store.schema import UtcDateTime

WAIT_S = 10.0


def test_a_task_waits_until_it_is_ticked_off(store, clock):
    number = store.add_staff_task("paper_low", "printer").result(WAIT_S)
    (task,) = store.staff_tasks()
    assert (task.number, task.kind, task.detail, task.since) == (number, "paper_low", "printer", clock.now())

    assert store.finish_staff_task(number).result(WAIT_S)
    assert store.staff_tasks() == ()
    assert not store.finish_staff_task(number).result(WAIT_S)


def test_the_same_task_waits_once(store):
    first = store.add_staff_task("paper_low", "printer").result(WAIT_S)
    assert store.add_staff_task("paper_low", "printer").result(WAIT_S) == first
    store.finish_staff_task(first).result(WAIT_S)
    assert store.add_staff_task("paper_low", "printer").result(WAIT_S) != first
    assert len(store.staff_tasks()) == 1


def test_a_wrong_clock_gives_no_date(opener):
    store = opener(clock=ManualClock(datetime(1970, 1, 1, tzinfo=UTC))).store
    store.add_staff_task("a", "").result(WAIT_S)
    assert store.staff_tasks()[0].since is None


def test_a_naive_moment_is_a_bug():
    with pytest.raises(ValueError, match="naive"):
        UtcDateTime().process_bind_param(datetime(2026, 1, 1), None)  # noqa: DTZ001 # that it is naive is the test
