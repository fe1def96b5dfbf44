"""The outbox: leases, order per request, crashes and dead letters."""

from __future__ import annotations

import errno
from uuid import UUID

import pytest

from kiosk.domain.request import (
    EntryKind,
    EntryState,
    OutboxEntry,
    RequestState,
    Ticket,
)
from kiosk.errors import StoreError
from kiosk.store import outbox
from kiosk.store.outbox import CRASH_LIMIT, LEASABLE, UNREADABLE
from kiosk.store.tasks import DEAD_LETTER

WAIT_S = 10.0
TICKET = Ticket(id="17", url="http://desk/17")


@pytest.fixture
def accept(store, compose_sized):
    def accept_one() -> UUID:
        return store.accept(compose_sized(20, receipt=False)).result(WAIT_S).request.id

    return accept_one


def lease(store, by="a", **kwargs) -> OutboxEntry | None:
    return store.lease(by, **kwargs).result(WAIT_S)


def state(store, request_id) -> RequestState:
    return store.request_by_id(request_id).state


def test_nothing_to_lease(store):
    assert lease(store) is None


def test_a_lease_counts_the_attempt_and_moves_the_request(store, accept):
    request_id = accept()
    entry = lease(store)

    assert (entry.id, entry.kind, entry.attempts, entry.crashes) == (request_id, EntryKind.REQUEST, 1, 0)
    assert state(store, request_id) is RequestState.DELIVERING
    row = store.outbox_entry(entry.id)
    assert (row.state, row.attempts, row.leased_by) == (EntryState.LEASED, 1, "a")
    assert lease(store) is None


def test_a_delivery_brings_the_ticket(store, accept):
    request_id = accept()
    entry = lease(store)

    assert store.deliver(entry, TICKET).result(WAIT_S)
    stored = store.request_by_id(request_id)
    assert (stored.state, stored.ticket) == (RequestState.DELIVERED, TICKET)
    assert store.outbox() == ()
    assert store.outbox(finished=True)[0].state is EntryState.DONE
    assert lease(store) is None


def test_a_postponed_entry_comes_again_with_its_key(store, accept):
    request_id = accept()
    first = lease(store)
    assert store.postpone(first, "timeout").result(WAIT_S)
    assert state(store, request_id) is RequestState.ACCEPTED
    assert store.request_by_id(request_id).last_error == "timeout"

    second = lease(store)
    assert (second.id, second.attempts) == (first.id, 2)
    assert store.deliver(second, TICKET).result(WAIT_S)
    assert store.request_by_id(request_id).last_error == ""


def test_requests_come_in_the_order_of_acceptance(store, accept):
    ids = [accept() for _ in range(5)]
    assert [lease(store).request.id for _ in range(5)] == ids


def test_what_was_delivered_does_not_slow_the_search_for_what_is_due(store):
    """A kiosk keeps its delivered entries: the search must neither walk over them nor sort what waits."""
    found = store.write(
        lambda connection: connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {LEASABLE}").scalars("detail").all()
    ).result(WAIT_S)
    assert found[0] == "SCAN outbox USING INDEX ix_outbox_due"
    assert not any("TEMP B-TREE" in step for step in found)


def test_entries_that_wait_are_passed_over(store, accept):
    first, second = accept(), accept()
    assert lease(store, exclude=frozenset({first})).id == second
    assert lease(store, exclude=frozenset({first})) is None
    assert lease(store).id == first


@pytest.mark.parametrize("payload", ["", "{", "{}", '{"schema": 1, "id": 4}', "null"])
def test_an_entry_that_cannot_be_read_is_a_dead_letter_and_the_next_has_its_turn(store, accept, payload):
    broken, sound = accept(), accept()
    sql = "UPDATE request SET payload = ? WHERE id = ?"
    store.write(lambda connection: connection.exec_driver_sql(sql, (payload, broken.bytes))).result(WAIT_S)

    assert lease(store).id == sound
    row = store.outbox_entry(broken)
    assert (row.state, row.error, row.attempts, row.leased_by) == (EntryState.DEAD, UNREADABLE, 1, "")
    assert [(task.kind, task.detail) for task in store.staff_tasks()] == [(DEAD_LETTER, row.reference)]
    assert store.retry(broken).result(WAIT_S)
    assert lease(store) is None
    assert store.outbox_entry(broken).state is EntryState.DEAD


def test_entries_of_one_request_come_one_after_the_other(store, accept):
    request_id, other = accept(), accept()
    note = store.add_entry(request_id, EntryKind.NOTE, body="urgent").result(WAIT_S)
    feedback = store.add_entry(request_id, EntryKind.FEEDBACK, body="", rating=4).result(WAIT_S)

    own = lease(store)
    assert lease(store).id == other
    assert lease(store) is None
    store.postpone(own, "timeout").result(WAIT_S)
    own = lease(store)
    assert own.id == request_id
    store.deliver(own, TICKET).result(WAIT_S)
    told = lease(store)
    assert (told.id, told.kind, told.body, told.request.id) == (note, EntryKind.NOTE, "urgent", request_id)
    assert lease(store) is None
    store.deliver(told, TICKET).result(WAIT_S)
    assert (lease(store).id, store.outbox_entry(feedback).attempts) == (feedback, 1)
    assert state(store, request_id) is RequestState.DELIVERED


def test_a_dead_entry_holds_back_its_own_request_only(store, accept):
    request_id, other = accept(), accept()
    note = store.add_entry(request_id, EntryKind.NOTE, body="x").result(WAIT_S)
    store.bury(lease(store), "refused").result(WAIT_S)

    assert state(store, request_id) is RequestState.REFUSED
    assert lease(store).id == other
    assert lease(store) is None
    store.settle_by_hand(request_id).result(WAIT_S)
    assert lease(store).id == note


@pytest.mark.parametrize(
    ("decide", "entry_state", "request_state"),
    [
        ("retry", EntryState.DUE, RequestState.ACCEPTED),
        ("void", EntryState.VOIDED, RequestState.VOIDED),
        ("settle_by_hand", EntryState.SETTLED_BY_HAND, RequestState.SETTLED_BY_HAND),
    ],
)
def test_staff_decide_of_a_dead_letter(store, accept, decide, entry_state, request_state):
    request_id = accept()
    assert not getattr(store, decide)(request_id).result(WAIT_S), "it is not dead yet"
    store.bury(lease(store), "refused").result(WAIT_S)
    row = store.outbox_entry(request_id)
    assert [(task.kind, task.detail) for task in store.staff_tasks()] == [(DEAD_LETTER, row.reference)]

    assert getattr(store, decide)(request_id).result(WAIT_S)
    assert store.staff_tasks() == ()
    row = store.outbox_entry(request_id)
    assert (row.state, row.error, row.crashes) == (entry_state, "refused", 0)
    assert state(store, request_id) is request_state


def test_an_unknown_entry_cannot_be_decided_of(store):
    assert not store.retry(UUID(int=1)).result(WAIT_S)
    assert store.outbox_entry(UUID(int=1)) is None


def test_a_requests_own_entry_cannot_be_added_again(store, accept):
    with pytest.raises(ValueError, match="own entry"):
        store.add_entry(accept(), EntryKind.REQUEST).result(WAIT_S)


def test_a_new_agent_takes_back_what_the_old_one_left(store, accept):
    request_id = accept()
    lost = lease(store, "run-1")

    assert store.release_leases("run-2").result(WAIT_S) == 1
    assert state(store, request_id) is RequestState.ACCEPTED
    assert store.outbox_entry(request_id).crashes == 1
    again = lease(store, "run-2")
    assert (again.attempts, again.crashes) == (2, 1)
    assert store.release_leases("run-2").result(WAIT_S) == 0
    # The old run, if it is alive after all, has nothing to say any more.
    assert not store.deliver(lost, TICKET).result(WAIT_S)
    assert not store.postpone(lost, "late").result(WAIT_S)
    assert not store.bury(lost, "late").result(WAIT_S)
    assert store.deliver(again, TICKET).result(WAIT_S)


def test_three_crashes_in_a_row_make_it_dead(store, accept):
    request_id, other = accept(), accept()
    for run in range(CRASH_LIMIT):
        assert lease(store, f"run-{run}").id == request_id
        store.release_leases(f"run-{run + 1}").result(WAIT_S)

    row = store.outbox_entry(request_id)
    assert (row.state, row.error, row.crashes) == (EntryState.DEAD, "crashed", CRASH_LIMIT)
    assert state(store, request_id) is RequestState.REFUSED
    assert [(task.kind, task.detail) for task in store.staff_tasks()] == [(DEAD_LETTER, row.reference)]
    assert lease(store, "last").id == other


def test_an_outcome_between_crashes_starts_the_count_again(store, accept):
    request_id = accept()
    for run in range(CRASH_LIMIT - 1):
        lease(store, f"run-{run}")
        store.release_leases(f"run-{run + 1}").result(WAIT_S)
    store.postpone(lease(store, "x"), "timeout").result(WAIT_S)
    lease(store, "x")
    store.release_leases("y").result(WAIT_S)

    row = store.outbox_entry(request_id)
    assert (row.state, row.crashes) == (EntryState.DUE, 1)


def test_a_power_cut_is_held_against_no_entry(store, accept):
    request_id = accept()
    for start in range(CRASH_LIMIT + 1):
        assert lease(store, f"start{start}/sync-1").id == request_id
        assert store.release_leases(f"start{start + 1}/sync-1").result(WAIT_S) == 1
    row = store.outbox_entry(request_id)
    assert (row.state, row.crashes, row.attempts) == (EntryState.DUE, 0, CRASH_LIMIT + 1)
    assert state(store, request_id) is RequestState.ACCEPTED


def test_a_power_cut_between_crashes_neither_counts_nor_clears_them(store, accept):
    request_id = accept()
    for by, then in [("one/a", "one/b"), ("one/b", "two/c"), ("two/c", "two/d")]:
        lease(store, by)
        store.release_leases(then).result(WAIT_S)
    assert store.outbox_entry(request_id).crashes == 2


def test_an_entry_that_was_under_way_in_a_crash_goes_out_alone_and_before_what_came_later(store, accept):
    suspect, other = accept(), accept()
    lease(store, "run-1")
    store.release_leases("run-2").result(WAIT_S)

    assert lease(store, "run-2", alone=False) is None, "the suspect would never have its turn behind a long queue"
    assert lease(store, "run-2", alone=False, exclude=frozenset({suspect})).id == other
    assert lease(store, "run-2").id == suspect


def test_the_ticket_of_one_entry_and_the_lease_of_the_next_are_kept_together(store, accept):
    first, second, third = accept(), accept(), accept()
    leased = lease(store)
    following = store.deliver_and_lease(leased, TICKET, "a", exclude=frozenset({second})).result(WAIT_S)
    assert (following.id, following.attempts) == (third, 1)
    assert state(store, first) is RequestState.DELIVERED
    assert store.request_by_id(first).ticket == TICKET
    assert store.outbox_entry(third).leased_by == "a"

    last = store.deliver_and_lease(following, TICKET, "a").result(WAIT_S)
    assert last.id == second
    assert store.deliver_and_lease(last, TICKET, "a").result(WAIT_S) is None
    assert [row.state for row in store.outbox(finished=True)] == [EntryState.DONE] * 3


def test_a_ticket_is_not_kept_without_the_lease_that_was_asked_for_with_it(store, accept, monkeypatch):
    first, second = accept(), accept()
    leased = lease(store)

    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "gone")

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "lease", fail)
        with pytest.raises(StoreError):
            store.deliver_and_lease(leased, TICKET, "a").result(WAIT_S)
    assert state(store, first) is RequestState.DELIVERING
    assert store.deliver_and_lease(leased, TICKET, "a").result(WAIT_S).id == second
    assert state(store, first) is RequestState.DELIVERED


def test_a_lost_lease_brings_no_ticket_and_the_next_one_all_the_same(store, accept):
    first, second = accept(), accept()
    lost = lease(store, "run-1")
    store.release_leases("run-2").result(WAIT_S)
    assert store.deliver_and_lease(lost, TICKET, "run-1", exclude=frozenset({first})).result(WAIT_S).id == second
    assert state(store, first) is RequestState.ACCEPTED


def test_a_lease_that_its_agent_does_not_know_of_is_taken_back(store, accept):
    request_id = accept()
    stray = lease(store, "run-1")
    assert store.take_back("run-2").result(WAIT_S) == 0
    assert store.take_back("run-1").result(WAIT_S) == 1
    assert state(store, request_id) is RequestState.ACCEPTED
    again = lease(store, "run-1")
    assert (again.id, again.attempts, again.crashes) == (stray.id, 2, 0)
    assert not store.deliver(stray, TICKET).result(WAIT_S)
    assert store.deliver(again, TICKET).result(WAIT_S)
