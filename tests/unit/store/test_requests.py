"""Accepting a request: everything or nothing, in one transaction."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import msgspec
import pytest

from kiosk.clock import ManualClock
from kiosk.domain.printing import PrintState
from kiosk.domain.reference import Reference
from kiosk.domain.request import EntryKind, EntryState, Issued, RequestState, Submission

WAIT_S = 10.0


def test_accepting_keeps_request_entry_and_job(store, compose):
    submission = store.accept(compose).result(WAIT_S)

    stored = store.request(submission.request.reference)
    assert stored.request == submission.request
    assert stored.state is RequestState.ACCEPTED
    assert stored.ticket is None
    assert store.request_by_id(submission.request.id) == stored
    assert store.receipt(submission.request.id) == submission.receipt
    job = store.print_job(submission.job_id)
    assert (job.state, job.request, job.visit) == (
        PrintState.QUEUED,
        submission.request.id,
        submission.request.visit,
    )
    (entry,) = store.outbox()
    assert (entry.id, entry.kind, entry.state, entry.attempts) == (
        submission.request.id,
        EntryKind.REQUEST,
        EntryState.DUE,
        0,
    )


def test_without_a_receipt_there_is_no_job(store, compose_sized):
    submission = store.accept(compose_sized(receipt=False)).result(WAIT_S)

    assert submission.job_id is None
    assert store.receipt(submission.request.id) is None
    assert store.print_jobs(submission.request.id) == ()


def test_a_composer_that_fails_leaves_nothing(store, compose):
    first = store.accept(compose).result(WAIT_S)

    def fail(issued: Issued) -> Submission:
        compose(issued)
        raise LookupError("the service is gone")

    with pytest.raises(LookupError, match="the service is gone"):
        store.accept(fail).result(WAIT_S)

    second = store.accept(compose).result(WAIT_S)
    assert len(store.outbox()) == 2
    assert first.request.reference < second.request.reference


def test_a_failure_after_the_first_row_leaves_nothing(store, compose, compose_sized):
    submission = store.accept(compose_sized(receipt=False)).result(WAIT_S)

    def broken(issued: Issued) -> Submission:
        # Breaks where the print job is written, after request and entry.
        made = compose(issued)
        return msgspec.structs.replace(made, request=msgspec.structs.replace(made.request, visit=None))

    with pytest.raises((TypeError, AttributeError)):
        store.accept(broken).result(WAIT_S)
    assert [row.request_id for row in store.outbox()] == [submission.request.id]


def test_a_request_that_is_not_the_issued_one_is_a_bug(store, compose):
    taken = store.accept(compose).result(WAIT_S)

    with pytest.raises(ValueError, match="issued"):
        store.accept(lambda issued: taken).result(WAIT_S)


@pytest.mark.parametrize("now", [datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)])
def test_a_wrong_clock_gives_no_date_and_keeps_the_order(opener, compose, now):
    clock = ManualClock(datetime(2026, 11, 21, tzinfo=UTC))
    store = opener(clock=clock).store
    before = store.accept(compose).result(WAIT_S)
    clock.set_wall(now)
    wrong = store.accept(compose).result(WAIT_S)
    clock.set_wall(datetime(2026, 11, 20, tzinfo=UTC))
    after = store.accept(compose).result(WAIT_S)

    assert before.request.accepted_at == datetime(2026, 11, 21, tzinfo=UTC)
    assert wrong.request.accepted_at is None
    assert [row.reference for row in store.outbox()] == [s.request.reference for s in (before, wrong, after)]


def test_an_unknown_reference_is_nothing(store):
    assert store.request(Reference("K7-0001A-0")) is None


def test_requests_are_accepted_off_the_callers_thread(store, compose):
    seen = []

    def compose_and_tell(issued: Issued) -> Submission:
        seen.append(threading.current_thread().name)
        return compose(issued)

    store.accept(compose_and_tell).result(WAIT_S)
    assert seen == ["store-writer"]


def test_many_requests_get_different_codes(store, compose):
    requests = [future.result(WAIT_S).request for future in [store.accept(compose) for _ in range(100)]]

    assert len({request.reference for request in requests}) == 100
    assert len({request.id for request in requests}) == 100
    assert len({request.token for request in requests}) == 100
    assert [request.reference for request in requests] == sorted(request.reference for request in requests)


def test_a_closed_store_takes_nothing(store, compose):
    store.close()

    with pytest.raises(Exception, match="closed"):
        store.accept(compose).result(WAIT_S)
