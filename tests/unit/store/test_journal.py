"""The print journal: nothing printed twice silently, nothing forgotten by a crash."""

from __future__ import annotations

import tempfile
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.clock import SystemClock
from kiosk.domain.printing import OUTCOMES, PRINT_MOVES, PrinterFault, PrintState
from kiosk.store.opening import open_store

WAIT_S = 10.0


@pytest.fixture
def submission(store, compose):
    return store.accept(compose).result(WAIT_S)


@pytest.mark.parametrize("outcome", sorted(OUTCOMES))
def test_a_job_is_printing_before_it_has_an_outcome(store, submission, outcome):
    job = submission.job_id
    assert store.begin_print(job).result(WAIT_S).state is PrintState.PRINTING
    assert store.print_job(job).state is PrintState.PRINTING

    done = store.finish_print(job, outcome, reason=PrinterFault.PAPER_OUT).result(WAIT_S)
    assert (done.state, done.reason) == (outcome, PrinterFault.PAPER_OUT)
    assert store.print_job(job) == done


def test_a_job_begins_once(store, submission):
    store.begin_print(submission.job_id).result(WAIT_S)
    with pytest.raises(RuntimeError, match="printing"):
        store.begin_print(submission.job_id).result(WAIT_S)


def test_an_outcome_needs_an_attempt(store, submission):
    with pytest.raises(RuntimeError, match="queued"):
        store.finish_print(submission.job_id, PrintState.PRINTED).result(WAIT_S)
    with pytest.raises(ValueError, match="superseded"):
        store.finish_print(submission.job_id, PrintState.SUPERSEDED).result(WAIT_S)
    assert store.print_job(submission.job_id).state is PrintState.QUEUED


def test_an_outcome_that_was_kept_though_the_disk_failed_may_be_written_again(store, submission):
    store.begin_print(submission.job_id).result(WAIT_S)
    done = store.finish_print(submission.job_id, PrintState.FAILED, reason=PrinterFault.CUTTER_JAM).result(WAIT_S)
    again = store.finish_print(submission.job_id, PrintState.FAILED, reason=PrinterFault.CUTTER_JAM)
    assert again.result(WAIT_S) == store.print_job(submission.job_id) == done
    with pytest.raises(RuntimeError, match="failed"):
        store.finish_print(submission.job_id, PrintState.PRINTED).result(WAIT_S)


def test_an_outcome_that_was_kept_and_superseded_since_may_be_written_again(store, submission):
    store.begin_print(submission.job_id).result(WAIT_S)
    store.finish_print(submission.job_id, PrintState.FAILED, reason=PrinterFault.CUTTER_JAM).result(WAIT_S)
    store.reprint(submission.request.id).result(WAIT_S)
    again = store.finish_print(submission.job_id, PrintState.FAILED, reason=PrinterFault.CUTTER_JAM)
    assert again.result(WAIT_S).state is PrintState.SUPERSEDED
    with pytest.raises(RuntimeError, match="superseded"):
        store.finish_print(submission.job_id, PrintState.PRINTED).result(WAIT_S)


def test_an_unknown_job_is_said(store):
    with pytest.raises(LookupError):
        store.begin_print(UUID(int=1)).result(WAIT_S)
    assert store.print_job(UUID(int=1)) is None


@pytest.mark.parametrize("outcome", sorted(OUTCOMES))
def test_the_paper_is_clean_only_after_a_slip_that_came_out_whole(store, submission, outcome):
    assert not store.is_paper_clean(), "a slip that waits may have been begun without the journal"
    store.begin_print(submission.job_id).result(WAIT_S)
    assert not store.is_paper_clean()
    store.finish_print(submission.job_id, outcome).result(WAIT_S)
    assert store.is_paper_clean() == (outcome in {PrintState.PRINTED, PrintState.PROBABLE})


def test_the_paper_of_a_new_kiosk_is_clean(store):
    assert store.is_paper_clean()


def test_the_last_slip_tells_of_the_paper(store, compose):
    first, second = (store.accept(compose).result(WAIT_S).job_id for _ in range(2))
    for job, outcome in ((first, PrintState.PRINTED), (second, PrintState.UNKNOWN)):
        store.begin_print(job).result(WAIT_S)
        store.finish_print(job, outcome).result(WAIT_S)
    assert not store.is_paper_clean()


def test_a_waiting_job_is_abandoned_with_its_visit(store, submission):
    job = store.finish_print(submission.job_id, PrintState.ABANDONED).result(WAIT_S)
    assert job.state is PrintState.ABANDONED


@pytest.mark.parametrize("begun", [False, True])
def test_an_ended_visit_leaves_no_open_job_not_even_one_still_being_kept(store, compose, begun):
    kept = store.accept(compose).result(WAIT_S)
    if begun:
        store.begin_print(kept.job_id)
    reprinted = store.reprint(kept.request.id)
    assert store.abandon_prints().result(WAIT_S) == 1
    assert reprinted.result(WAIT_S).id == kept.job_id
    assert store.print_job(kept.job_id).state is PrintState.ABANDONED
    assert store.abandon_prints().result(WAIT_S) == 0


def test_the_end_of_a_visit_ends_an_earlier_one_too_whose_end_the_disk_refused(store, compose_sized):
    earlier, later = (store.accept(compose_sized(visit=visit)).result(WAIT_S).job_id for visit in (1, 2))
    assert store.abandon_prints().result(WAIT_S) == 2
    assert {store.print_job(job).state for job in (earlier, later)} == {PrintState.ABANDONED}


def test_a_job_at_the_printer_is_left_to_the_printer(store, submission):
    job = store.begin_print(submission.job_id).result(WAIT_S)
    assert store.abandon_prints(under_way=frozenset({job.id})).result(WAIT_S) == 0
    assert store.print_job(job.id).state is PrintState.PRINTING


def test_a_reprint_supersedes(store, submission):
    request_id = submission.request.id
    store.begin_print(submission.job_id).result(WAIT_S)
    store.finish_print(submission.job_id, PrintState.FAILED, reason=PrinterFault.CUTTER_JAM).result(WAIT_S)

    again = store.reprint(request_id).result(WAIT_S)

    first, second = store.print_jobs(request_id)
    assert (first.state, first.reason) == (PrintState.SUPERSEDED, PrinterFault.CUTTER_JAM)
    assert second == again
    assert (again.state, again.visit) == (PrintState.QUEUED, submission.request.visit)
    assert store.reprint(request_id, visit=UUID(int=9)).result(WAIT_S) == again, "a double tap prints once"


def test_a_reprint_belongs_to_the_visit_that_asks(store, submission):
    store.finish_print(submission.job_id, PrintState.ABANDONED).result(WAIT_S)
    assert store.reprint(submission.request.id, visit=UUID(int=9)).result(WAIT_S).visit == UUID(int=9)


def test_without_a_receipt_nothing_is_printed(store, compose_sized):
    request_id = store.accept(compose_sized(receipt=False)).result(WAIT_S).request.id
    with pytest.raises(LookupError):
        store.reprint(request_id).result(WAIT_S)


def test_an_unknown_slip_can_be_waived(store, submission):
    with pytest.raises(RuntimeError):
        store.waive_print(submission.job_id).result(WAIT_S)
    store.begin_print(submission.job_id).result(WAIT_S)
    store.finish_print(submission.job_id, PrintState.UNKNOWN).result(WAIT_S)
    assert store.waive_print(submission.job_id).result(WAIT_S).state is PrintState.WAIVED


def test_after_a_crash_nothing_is_open(opener, compose):
    store = opener().store
    queued, printing, printed = (store.accept(compose).result(WAIT_S).job_id for _ in range(3))
    for job in (printing, printed):
        store.begin_print(job).result(WAIT_S)
    store.finish_print(printed, PrintState.PRINTED).result(WAIT_S)
    store.close()

    store = opener().store
    assert store.recover_prints().result(WAIT_S) == 2
    assert [store.print_job(job).state for job in (queued, printing, printed)] == [
        PrintState.ABANDONED,
        PrintState.UNKNOWN,
        PrintState.PRINTED,
    ]
    assert store.recover_prints().result(WAIT_S) == 0


@settings(max_examples=20)
@given(st.lists(st.sampled_from(["begin", "finish", "abandon", "waive", "reprint", "recover", *OUTCOMES]), max_size=12))
def test_any_work_keeps_to_the_table(compose_sized, steps):
    with tempfile.TemporaryDirectory() as folder:
        from pathlib import Path

        store = open_store(Path(folder), bytes(32), kiosk_code="K7", clock=SystemClock()).store
        submission = store.accept(compose_sized(10)).result(WAIT_S)
        seen = {submission.job_id: PrintState.QUEUED}
        for step in steps:
            job = list(seen)[-1]
            try:
                match step:
                    case "begin":
                        store.begin_print(job).result(WAIT_S)
                    case "abandon":
                        store.finish_print(job, PrintState.ABANDONED).result(WAIT_S)
                    case "waive":
                        store.waive_print(job).result(WAIT_S)
                    case "reprint":
                        store.reprint(submission.request.id).result(WAIT_S)
                    case "recover":
                        store.recover_prints().result(WAIT_S)
                    case "finish":
                        store.finish_print(job, PrintState.PRINTED).result(WAIT_S)
                    case outcome:
                        store.finish_print(job, PrintState(outcome)).result(WAIT_S)
            except RuntimeError:
                pass
            jobs = store.print_jobs(submission.request.id)
            assert sum(job.state in {PrintState.QUEUED, PrintState.PRINTING} for job in jobs) <= 1
            for found in jobs:
                before = seen.get(found.id, PrintState.QUEUED)
                assert found.state is before or found.state in PRINT_MOVES[before]
                seen[found.id] = found.state
        store.close()
