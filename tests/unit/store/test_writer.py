"""The writer thread: in order, one at a time, and on with the next whatever went wrong."""

from __future__ import annotations

import threading
from concurrent.futures import wait

import pytest

from kiosk.store.schema import staff_task

WAIT_S = 10.0


def test_writes_happen_in_order_on_one_thread(store):
    seen = []

    def job(number):
        return lambda connection: seen.append((number, threading.current_thread().name))

    wait([store.write(job(number)) for number in range(50)], WAIT_S)
    assert seen == [(number, "store-writer") for number in range(50)]


def test_what_is_queued_is_done_before_closing(opener, compose):
    store = opener().store
    futures = [store.accept(compose) for _ in range(30)]
    store.close()

    assert all(future.done() for future in futures)
    assert len(opener().store.outbox()) == 30


def test_closing_twice_is_closing_once(store):
    store.close()
    store.close()


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit, MemoryError])
def test_a_job_that_fails_is_rolled_back_and_the_next_one_runs(store, error):
    def fail(connection):
        connection.execute(staff_task.insert().values(kind="a", detail="", done=False))
        raise error

    assert isinstance(store.write(fail).exception(WAIT_S), error)
    assert store.staff_tasks() == ()
    assert store.add_staff_task("b", "").result(WAIT_S) == 1


def test_a_write_that_was_cancelled_is_not_done(store):
    hold = threading.Event()
    busy = store.write(lambda connection: hold.wait(WAIT_S))
    cancelled = store.add_staff_task("a", "")
    assert cancelled.cancel()
    hold.set()
    busy.result(WAIT_S)
    store.add_staff_task("b", "").result(WAIT_S)
    assert [task.kind for task in store.staff_tasks()] == ["b"]


def test_a_callback_that_fails_does_no_harm(store, caplog):
    future = store.add_staff_task("a", "")
    future.add_done_callback(lambda done: 1 // 0)
    future.result(WAIT_S)
    assert store.add_staff_task("b", "").result(WAIT_S) == 2


def test_writers_on_many_threads_lose_nothing(store, compose_sized):
    kept = []

    def work() -> None:
        for _ in range(10):
            kept.append(store.accept(compose_sized(10)).result(WAIT_S).request.reference)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT_S)
    assert sorted(row.reference for row in store.outbox()) == sorted(kept)
    assert len(set(kept)) == 80


def test_reads_see_what_is_committed_while_a_write_is_under_way(store):
    store.add_staff_task("a", "").result(WAIT_S)
    written, go_on = threading.Event(), threading.Event()

    def slow(connection):
        connection.execute(staff_task.insert().values(kind="b", detail="", done=False))
        written.set()
        go_on.wait(WAIT_S)

    future = store.write(slow)
    assert written.wait(WAIT_S)
    assert [task.kind for task in store.staff_tasks()] == ["a"]
    go_on.set()
    future.result(WAIT_S)
    assert [task.kind for task in store.staff_tasks()] == ["a", "b"]
