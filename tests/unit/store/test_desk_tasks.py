"""The task for staff when the desk refuses the kiosk."""

from __future__ import annotations

from kiosk.domain.delivery_words import explain
from kiosk.store.desk_tasks import DESK_REFUSES

WAIT_S = 10.0


def test_one_task_while_the_desk_refuses(store, clock):
    for _ in range(3):
        store.keep_desk_refusal("authentication_failed").result(WAIT_S)
    (task,) = store.staff_tasks()
    assert (task.kind, task.detail, task.since) == (DESK_REFUSES, "authentication_failed", clock.now())
    assert task.remedy == str(explain("authentication_failed"))


def test_another_reason_is_another_task_and_the_end_is_dated(store, clock):
    store.add_staff_task("paper_low", "printer").result(WAIT_S)
    store.keep_desk_refusal("authentication_failed").result(WAIT_S)
    store.keep_desk_refusal("not_set_up").result(WAIT_S)
    assert [task.detail for task in store.staff_tasks()] == ["printer", "not_set_up"]

    store.keep_desk_refusal("").result(WAIT_S)
    assert [task.detail for task in store.staff_tasks()] == ["printer"]
    assert {task.until for task in store.staff_tasks(finished=True) if task.kind == DESK_REFUSES} == {clock.now()}
