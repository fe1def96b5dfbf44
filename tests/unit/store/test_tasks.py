"""Staff tasks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.clock import ManualClock
from kiosk.domain.standing_fault import StandingFault
from kiosk.store import tasks
from kiosk.store.schema import UtcDateTime

WAIT_S = 10.0
SINCE = datetime(2026, 11, 21, 8, tzinfo=UTC)


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


def fault(**changes):
    return replace(StandingFault("printer", "paper_out", "Put in a new roll.", SINCE), **changes)


def test_a_fault_of_a_device_is_one_task_until_it_is_over(store):
    store.keep_device_fault(fault()).result(WAIT_S)
    (task,) = store.staff_tasks()
    assert (task.kind, task.detail, task.since) == ("device_fault", "printer paper_out", SINCE)
    assert (task.remedy, task.done) == ("Put in a new roll.", False)

    store.keep_device_fault(fault(remedy="Put in two.", since=None)).result(WAIT_S)
    assert store.staff_tasks() == (replace(task, remedy="Put in two."),)

    ended = SINCE + timedelta(hours=2)
    store.keep_device_fault(fault(is_over=True, until=ended)).result(WAIT_S)
    assert store.staff_tasks() == ()
    assert store.staff_tasks(finished=True) == (replace(task, remedy="Put in two.", done=True, until=ended),)


def test_a_fault_that_stands_cannot_be_ticked_off(store, opener):
    store.keep_device_fault(fault()).result(WAIT_S)
    (task,) = store.staff_tasks()
    assert not store.finish_staff_task(task.number).result(WAIT_S)
    assert store.staff_tasks() == (task,)
    store.close()
    assert list(opener().store.device_faults()) == [fault()], "a restart neither forgets it nor tells it anew"


def test_faults_that_stand_are_read_back_after_a_restart(store, opener):
    standing = [fault(), fault(device="reader-1", fault="unreachable")]
    for each in standing:
        store.keep_device_fault(each).result(WAIT_S)
    store.keep_device_fault(fault(fault="cover_open")).result(WAIT_S)
    store.keep_device_fault(fault(fault="cover_open", is_over=True)).result(WAIT_S)
    store.add_staff_task("crashed", "").result(WAIT_S)
    store.close()
    assert list(opener().store.device_faults()) == standing


def test_faults_that_are_over_fill_no_disk_and_other_tasks_stay(store, monkeypatch):
    monkeypatch.setattr(tasks, "KEPT_FAULTS", 3)
    store.finish_staff_task(store.add_staff_task("crashed", "").result(WAIT_S)).result(WAIT_S)
    for number in range(6):
        store.keep_device_fault(fault(device=f"reader-{number}")).result(WAIT_S)
        store.keep_device_fault(fault(device=f"reader-{number}", is_over=True)).result(WAIT_S)
    store.keep_device_fault(fault()).result(WAIT_S)
    kept = [task.detail.split(" ")[0] for task in store.staff_tasks(finished=True)]
    assert kept == ["", "reader-3", "reader-4", "reader-5", "printer"]


def test_a_task_that_is_ticked_off_says_when(store, clock):
    store.finish_staff_task(store.add_staff_task("crashed", "").result(WAIT_S)).result(WAIT_S)
    (task,) = store.staff_tasks(finished=True)
    assert (task.done, task.until) == (True, clock.now())
