"""What the screen promises a guest is kept: nothing is forgotten too early, and nothing stays in the store too long."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kiosk.domain.printing import PrintState
from kiosk.domain.request import EntryKind, PublicState
from kiosk.errors import StoreError
from kiosk.store import connections, purging
from kiosk.store.purging import Purged
from tests.unit.store.forgetting import (
    DAY_S,
    MARKER,
    WAIT_S,
    deliver,
    hear,
    names,
    too_long,
)


def test_settled_request_loses_its_contact_after_the_days_promised(store, clock, composed, purge_now):
    kept = store.accept(composed).result(WAIT_S)
    deliver(store)
    clock.advance(29 * DAY_S)
    assert purge_now(store) == Purged()
    assert names(store, kept) == (MARKER, MARKER)
    clock.advance(2 * DAY_S)
    assert purge_now(store) == Purged(contacts=1)
    assert names(store, kept) == ("", "")
    assert purge_now(store) == Purged()


def test_a_request_is_not_forgotten_while_its_slip_is_being_printed(store, clock, composed, purge_now):
    kept = store.accept(composed).result(WAIT_S)
    deliver(store)
    again = store.reprint(kept.request.id).result(WAIT_S)
    store.begin_print(again.id).result(WAIT_S)
    clock.advance(400 * DAY_S)
    assert purge_now(store) == Purged(contacts=1)
    assert store.finish_print(again.id, PrintState.PRINTED).result(WAIT_S).state is PrintState.PRINTED
    assert purge_now(store) == Purged(requests=1)
    with pytest.raises(StoreError):
        store.reprint(kept.request.id).result(WAIT_S)


def test_a_folder_that_somebody_removes_meanwhile_is_no_bug(store, purge_now, monkeypatch):
    monkeypatch.setattr(purging, "list_aside", lambda folder: (folder / "set-aside" / "gone",))
    with pytest.raises(StoreError):
        purge_now(store)


def test_notes_of_agents_go_with_the_contact_and_do_not_come_back(store, clock, composed, purge_now):
    kept = store.accept(composed).result(WAIT_S)
    deliver(store)
    assert hear(store, kept)
    clock.advance(29 * DAY_S)
    assert purge_now(store) == Purged()
    clock.advance(2 * DAY_S)
    assert purge_now(store) == Purged(contacts=1, notes=1)
    known = store.known_ticket(kept.request.id)
    assert (known.state, known.notes) == (PublicState.IN_WORK, ())
    assert hear(store, kept) == ()
    assert purge_now(store) == Purged()


def test_what_is_still_to_be_delivered_keeps_its_contact_and_staff_are_told(store, clock, composed, purge_now):
    kept = store.accept(composed).result(WAIT_S)
    clock.advance(400 * DAY_S)
    assert purge_now(store) == Purged(waiting=1)
    assert names(store, kept) == (MARKER, MARKER)
    (remedy,) = too_long(store)
    assert "kiosk outbox list" in remedy

    deliver(store)
    assert purge_now(store) == Purged(contacts=1, requests=1)
    assert too_long(store) == []


@pytest.mark.parametrize("wrong", [datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)])
def test_a_wrong_clock_forgets_nothing(store, clock, composed, purge_now, wrong):
    kept = store.accept(composed).result(WAIT_S)
    deliver(store)
    clock.set_wall(wrong)
    assert purge_now(store) == Purged()
    assert names(store, kept) == (MARKER, MARKER)


def test_an_undated_request_counts_from_the_first_trusted_moment(store, clock, composed, purge_now):
    trusted = clock.now()
    clock.set_wall(datetime(1970, 1, 1, tzinfo=UTC))
    kept = store.accept(composed).result(WAIT_S)
    deliver(store)
    clock.set_wall(trusted)
    assert purge_now(store).contacts == 0
    clock.advance(31 * DAY_S)
    assert purge_now(store).contacts == 1
    assert names(store, kept) == ("", "")


def test_an_old_request_goes_with_all_that_hangs_on_it(store, clock, compose, purge_now):
    old = [store.accept(compose).result(WAIT_S) for _ in range(120)]
    for _ in old:
        deliver(store)
    clock.advance(366 * DAY_S)
    young = store.accept(compose).result(WAIT_S)

    assert purge_now(store).requests == len(old)

    assert all(store.request_by_id(gone.request.id) is None for gone in old)
    assert [row.request_id for row in store.outbox(finished=True)] == [young.request.id]
    assert not store.print_jobs(old[0].request.id)
    assert store.print_jobs(young.request.id)


def test_an_old_request_stays_while_the_desk_must_learn_more_of_it(store, clock, compose, purge_now):
    kept = store.accept(compose).result(WAIT_S)
    deliver(store)
    store.add_entry(kept.request.id, EntryKind.NOTE, body="It still drips.").result(WAIT_S)
    clock.advance(366 * DAY_S)
    assert purge_now(store).requests == 0
    deliver(store)
    assert purge_now(store).requests == 1


def test_tasks_go_when_they_have_been_done_for_long(store, clock, purge_now):
    done = store.add_staff_task("crashed", "once").result(WAIT_S)
    store.add_staff_task("crashed", "waits").result(WAIT_S)
    store.finish_staff_task(done).result(WAIT_S)
    clock.advance(89 * DAY_S)
    assert purge_now(store).tasks == 0
    clock.advance(2 * DAY_S)
    assert purge_now(store).tasks == 1
    assert [task.detail for task in store.staff_tasks(finished=True)] == ["waits"]


@pytest.mark.parametrize("payload", ["", "{", '{"schema": 99, "contact": {"name": "X", "more": 1}, "answers": 7}'])
def test_what_this_program_cannot_read_holds_up_no_purge(store, clock, composed, purge_now, payload):
    unreadable, good = (store.accept(composed).result(WAIT_S) for _ in range(2))
    for _ in range(2):
        deliver(store)

    def spoil(connection: connections.Any) -> None:
        connection.exec_driver_sql(
            "UPDATE request SET payload = ? WHERE id = ?", (payload, unreadable.request.id.bytes)
        )

    store.write(spoil).result(WAIT_S)
    clock.advance(31 * DAY_S)
    assert purge_now(store).contacts == (2 if payload.endswith("}") else 1)
    assert names(store, good) == ("", "")
    clock.advance(366 * DAY_S)
    assert purge_now(store).requests == 2
