"""The tasks for staff about what the sync process meets elsewhere."""

from __future__ import annotations

from kiosk.domain.delivery_words import explain
from kiosk.store.desk_tasks import ARTICLES_AWAY, CONTENT_AWAY, DESK_REFUSES, NEWS_UNREADABLE

WAIT_S = 10.0


def test_one_task_while_the_desk_refuses(store, clock):
    for _ in range(3):
        store.keep_trouble(DESK_REFUSES, "authentication_failed").result(WAIT_S)
    (task,) = store.staff_tasks()
    assert (task.kind, task.detail, task.since) == (DESK_REFUSES, "authentication_failed", clock.now())
    assert task.remedy == str(explain("authentication_failed"))


def test_another_reason_is_another_task_and_the_end_is_dated(store, clock):
    store.add_staff_task("paper_low", "printer").result(WAIT_S)
    store.keep_trouble(DESK_REFUSES, "authentication_failed").result(WAIT_S)
    store.keep_trouble(DESK_REFUSES, "not_set_up").result(WAIT_S)
    assert [task.detail for task in store.staff_tasks()] == ["printer", "not_set_up"]

    store.keep_trouble(DESK_REFUSES, "").result(WAIT_S)
    assert [task.detail for task in store.staff_tasks()] == ["printer"]
    assert {task.until for task in store.staff_tasks(finished=True) if task.kind == DESK_REFUSES} == {clock.now()}


def test_each_kind_has_a_task_of_its_own_that_says_what_to_do(store, clock):
    kinds = [CONTENT_AWAY, ARTICLES_AWAY, NEWS_UNREADABLE]
    for kind in kinds * 2:
        store.keep_trouble(kind, "no_answer").result(WAIT_S)
    waiting = store.staff_tasks()
    assert [(task.kind, task.detail) for task in waiting] == [(kind, "no_answer") for kind in kinds]
    assert len({task.remedy for task in waiting}) == 3
    assert str(explain("no_answer")) not in {task.remedy for task in waiting}

    store.keep_trouble(ARTICLES_AWAY, "").result(WAIT_S)
    assert [task.kind for task in store.staff_tasks()] == [CONTENT_AWAY, NEWS_UNREADABLE]
