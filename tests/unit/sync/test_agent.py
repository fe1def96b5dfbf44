"""The agent against an outbox in memory and a desk that answers as it is told, in skipped time."""

from __future__ import annotations

import asyncio
import itertools

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.request import EntryKind, EntryState, OutboxEntry
from kiosk.errors import StoreDamaged, StoreFull
from sync.agent import CONTACT_S, GRACE_S, IN_FLIGHT, LOOK_S
from sync.delivery import GIVE_UP_AFTER, REFUSING_CAP_S, STAFF_FAULTS
from sync.desks.base import DeskFault, DeskTrouble
from sync.events import Dead, Delivered, DeskState
from tests.unit.sync.agent_stand import SAMPLES, Stand, trouble
from tests.unit.sync.memory_outbox import ScriptedDesk
from tests.unit.sync.skipping_loop import run


def test_every_entry_is_delivered_and_told() -> None:
    stand = Stand(SAMPLES[:10])
    stand.run(until=stand.all_done)
    assert stand.all_done()
    told = [event for event in stand.told if isinstance(event, Delivered)]
    assert {event.request for event in told} == {entry.request.id for entry in SAMPLES[:10]}
    assert all(event.ticket.id == stand.outbox.rows[event.request].ticket for event in told)
    assert stand.desk_states() == [(DeskState.REACHABLE, "")]


def test_a_few_are_under_way_at_once_and_no_more() -> None:
    stand = Stand(SAMPLES)
    stand.run(until=stand.all_done)
    assert stand.desk.busiest == IN_FLIGHT


def test_leases_of_an_earlier_life_are_released_before_anything_else() -> None:
    stand = Stand(SAMPLES[:1])
    stand.run(until=stand.all_done)
    assert stand.outbox.released_by == ["a1"]


def test_the_attempt_is_committed_before_the_call() -> None:
    stand = Stand(SAMPLES[:3])
    stand.desk.says = lambda entry, _: (
        None if stand.outbox.rows[entry.id].state is EntryState.LEASED else pytest.fail("called without a lease")
    )
    stand.run(until=stand.all_done)
    assert stand.all_done()


def test_an_entry_costs_one_write_while_there_are_more() -> None:
    stand = Stand(SAMPLES)
    stand.run(until=stand.all_done)
    assert stand.outbox.commits < len(SAMPLES) + 4 * IN_FLIGHT


def test_an_entry_that_was_under_way_in_a_crash_is_sent_alone() -> None:
    suspects = [msgspec.structs.replace(entry, crashes=2) for entry in SAMPLES[6:8]]
    stand = Stand([*SAMPLES[:6], *suspects, *SAMPLES[8:20]])
    beside: list[int] = []

    def says(entry: OutboxEntry, _: int) -> None:
        # Asked at the end of a call: whoever was beside it is still there, or has been.
        if entry.crashes:
            beside.append(stand.desk.busy)
        elif stand.desk.under_way & {suspect.id for suspect in suspects}:
            beside.append(-1)

    stand.desk.says = says
    stand.run(until=stand.all_done)
    assert stand.all_done()
    assert beside == [0, 0]
    assert stand.desk.busiest == IN_FLIGHT
    calls = [entry for _, entry in stand.desk.calls]
    assert calls.index(suspects[1].id) < 10, "the suspects wait for the end of the queue"


def test_after_the_first_answer_as_many_go_out_as_may() -> None:
    stand = Stand(SAMPLES[:9])
    stand.run(until=stand.all_done)
    at = [at_s for at_s, _ in stand.desk.calls]
    assert at[1:5] == [pytest.approx(at[0] + stand.desk.takes_s)] * 4


def test_a_poison_entry_never_blocks_the_others_and_ends_as_a_dead_letter() -> None:
    poison = SAMPLES[0].id
    stand = Stand(SAMPLES[:12])
    stand.desk.says = lambda entry, _: trouble(DeskFault.FAILED_THERE) if entry.id == poison else None
    others_done: list[float] = []

    def settled() -> bool:
        states = stand.outbox.states()
        if not others_done and states.count(EntryState.DONE) == 11:
            others_done.append(len(stand.desk.calls))
        return EntryState.DEAD in states

    stand.run(until=settled, for_s=4 * 3600)
    assert others_done, "the others were held up"
    assert others_done[0] < 11 + GIVE_UP_AFTER
    row = stand.outbox.rows[poison]
    assert (row.state, row.error, row.attempts) == (EntryState.DEAD, DeskFault.FAILED_THERE, GIVE_UP_AFTER)
    assert [event for event in stand.told if isinstance(event, Dead)] == [
        Dead(SAMPLES[0].request.id, DeskFault.FAILED_THERE)
    ]


def test_a_desk_that_fails_at_everything_buries_nothing() -> None:
    stand = Stand(SAMPLES[:2])
    stand.desk.says = lambda *_: trouble(DeskFault.BAD_ANSWER)
    stand.desk.health_trouble = lambda: trouble(DeskFault.BAD_ANSWER)
    stand.run(for_s=24 * 3600)
    assert EntryState.DEAD not in stand.outbox.states()
    assert stand.desk_states() == [(DeskState.UNREACHABLE, DeskFault.BAD_ANSWER)]


def test_a_refused_entry_is_dead_at_once_and_the_others_go_on() -> None:
    stand = Stand(SAMPLES[:5])
    stand.desk.says = lambda entry, _: trouble(DeskFault.REFUSED) if entry.id == SAMPLES[2].id else None
    stand.run(until=lambda: EntryState.DUE not in stand.outbox.states() and not stand.desk.busy)
    assert stand.outbox.rows[SAMPLES[2].id].history == ["leased", "dead"]
    assert stand.outbox.states().count(EntryState.DONE) == 4


def test_an_unreachable_desk_is_tried_with_growing_pauses_by_one_entry_at_a_time() -> None:
    stand = Stand(SAMPLES[:10])
    stand.desk.says = lambda *_: trouble(DeskFault.UNREACHABLE)
    stand.run(for_s=3600)
    assert 20 < len(stand.desk.calls) < 120
    assert stand.desk.busiest == 1
    assert stand.desk_states() == [(DeskState.UNREACHABLE, DeskFault.UNREACHABLE)]
    assert set(stand.outbox.states()) == {EntryState.DUE}


def test_after_an_outage_everything_is_delivered() -> None:
    stand = Stand(SAMPLES[:10])
    stand.desk.says = lambda _, call: trouble(DeskFault.UNREACHABLE) if call <= 8 else None
    stand.run(until=stand.all_done)
    assert stand.all_done()
    assert stand.desk_states() == [(DeskState.UNREACHABLE, DeskFault.UNREACHABLE), (DeskState.REACHABLE, "")]


def test_a_refused_token_raises_one_alarm_and_few_tries() -> None:
    stand = Stand(SAMPLES[:10])
    stand.desk.says = lambda *_: trouble(DeskFault.AUTHENTICATION_FAILED)
    stand.run(for_s=6 * 3600)
    assert stand.desk_states() == [(DeskState.REFUSING, DeskFault.AUTHENTICATION_FAILED)]
    assert len(stand.desk.calls) < 6 * 3600 / REFUSING_CAP_S * 3
    assert stand.outbox.refusals == [DeskFault.AUTHENTICATION_FAILED]
    assert EntryState.DEAD not in stand.outbox.states()


@pytest.mark.parametrize("fault", sorted(STAFF_FAULTS))
def test_the_task_for_staff_ends_by_itself_when_the_desk_takes_the_kiosk_again(fault: DeskFault) -> None:
    stand = Stand(SAMPLES[:2])
    stand.desk.says = lambda _, call: trouble(fault) if call <= 3 else None
    stand.run(until=lambda: stand.all_done() and stand.outbox.refusals[-1:] == [""])
    assert stand.outbox.refusals == [fault, ""]


def test_an_outage_while_the_desk_refuses_does_not_end_the_task() -> None:
    stand = Stand(SAMPLES[:2])
    weather = itertools.cycle([DeskFault.AUTHENTICATION_FAILED, DeskFault.UNREACHABLE])
    stand.desk.says = lambda *_: trouble(next(weather))
    stand.run(for_s=6 * 3600)
    assert len(stand.desk_states()) > 5
    assert stand.outbox.refusals == [DeskFault.AUTHENTICATION_FAILED]


def test_a_desk_that_only_asks_for_patience_is_no_task_for_staff() -> None:
    stand = Stand(SAMPLES[:2])
    stand.desk.says = lambda *_: trouble(DeskFault.RATE_LIMITED)
    stand.run(for_s=3600)
    assert stand.outbox.refusals == []


def test_nothing_is_sent_before_the_desk_wants_it_again() -> None:
    stand = Stand(SAMPLES[:3])
    patience = DeskTrouble(DeskFault.RATE_LIMITED, retry_after_s=90.0)
    stand.desk.says = lambda _, call: patience if call == 1 else None
    stand.run(until=stand.all_done)
    first_s, second_s = stand.desk.calls[0][0], stand.desk.calls[1][0]
    assert second_s - first_s >= 90.0


def test_a_wake_brings_a_new_entry_out_at_once() -> None:
    stand = Stand([])

    async def main() -> float:
        running = asyncio.create_task(stand.agent.run())
        await asyncio.sleep(LOOK_S * 2.5)
        stand.outbox.add(SAMPLES[0])
        woken_s = asyncio.get_running_loop().time()
        stand.agent.wake()
        await asyncio.sleep(1)
        stand.agent.stop()
        await running
        return stand.desk.calls[0][0] - woken_s

    assert run(main()) < 0.01


def test_an_entry_that_nobody_announced_is_found_by_looking() -> None:
    stand = Stand([])

    async def main() -> None:
        running = asyncio.create_task(stand.agent.run())
        await asyncio.sleep(1)
        stand.outbox.add(SAMPLES[0])
        await asyncio.sleep(LOOK_S + 1)
        stand.agent.stop()
        await running

    run(main())
    assert stand.all_done()


def test_an_idle_agent_keeps_in_touch_with_the_desk() -> None:
    stand = Stand([])
    stand.run(for_s=10 * CONTACT_S)
    assert 5 <= len(stand.desk.health_calls) <= 11
    assert stand.desk_states() == [(DeskState.REACHABLE, "")]


def test_an_idle_agent_notices_that_the_desk_went_and_came_back() -> None:
    stand = Stand([])
    calls = itertools.count()
    stand.desk.health_trouble = lambda: trouble(DeskFault.UNREACHABLE) if 2 <= next(calls) < 6 else None
    stand.run(for_s=20 * CONTACT_S)
    assert stand.desk_states() == [
        (DeskState.REACHABLE, ""),
        (DeskState.UNREACHABLE, DeskFault.UNREACHABLE),
        (DeskState.REACHABLE, ""),
    ]


def test_the_order_within_a_request_is_kept() -> None:
    request = SAMPLES[0]
    note = OutboxEntry(id=SAMPLES[1].id, kind=EntryKind.NOTE, request=request.request, body="more", attempts=0)
    stand = Stand([request, note, *SAMPLES[2:5]])
    stand.desk.says = lambda entry, call: trouble(DeskFault.NO_ANSWER) if entry.id == request.id and call < 6 else None
    stand.run(until=stand.all_done)
    order = [entry for _, entry in stand.desk.calls]
    assert order.index(note.id) > max(place for place, entry in enumerate(order) if entry == request.id)


def test_a_full_disk_is_waited_out_and_the_ticket_recorded() -> None:
    stand = Stand(SAMPLES[:1])
    stand.desk.says = lambda *_: stand.outbox.faults.extend([StoreFull("full")] * 3)
    stand.run(until=stand.all_done)
    assert stand.all_done()
    assert len(stand.desk.calls) == 1


def test_an_entry_whose_lease_was_kept_though_the_disk_failed_is_delivered_in_this_life() -> None:
    stand = Stand(SAMPLES[:3])

    def fail_once(_entry: OutboxEntry, _call: int) -> None:
        if len(stand.desk.calls) == 1:
            stand.outbox.faults_after.append(StoreFull("full"))

    stand.desk.says = fail_once
    stand.run(until=stand.all_done)
    assert stand.all_done()
    assert not stand.outbox.faults_after


def test_stopping_does_not_sit_out_a_full_disk() -> None:
    stand = Stand(SAMPLES[:1], chances=(0.99,))
    stand.outbox.faults.extend(StoreFull("no space") for _ in range(50))

    async def main() -> float:
        running = asyncio.create_task(stand.agent.run())
        await asyncio.wait([running], timeout=20)
        stand.agent.stop()
        stopped_s = asyncio.get_running_loop().time()
        await running
        return asyncio.get_running_loop().time() - stopped_s

    assert run(main()) < 1, "the kiosk would have killed it"


def test_a_damaged_store_ends_the_process() -> None:
    stand = Stand(SAMPLES[:1])
    stand.outbox.faults.append(StoreDamaged("damaged"))
    with pytest.raises(StoreDamaged):
        stand.run()


def test_a_bug_ends_the_process_and_gives_the_lease_back_only_where_nothing_was_sent() -> None:
    class Bug(Exception):
        pass

    def burst(*_: object) -> DeskTrouble | None:
        raise Bug

    stand = Stand(SAMPLES[:1], ScriptedDesk(burst))
    with pytest.raises(Bug):
        stand.run()
    assert stand.outbox.states() == [EntryState.LEASED]


def test_stopping_lets_the_call_under_way_end() -> None:
    stand = Stand(SAMPLES[:1])
    stand.desk.takes_s = GRACE_S - 1
    stand.run(until=lambda: bool(stand.desk.calls))
    assert stand.all_done()


def test_stopping_gives_back_what_takes_too_long() -> None:
    stand = Stand(SAMPLES[:1])
    stand.desk.takes_s = GRACE_S + 10
    stand.run(until=lambda: bool(stand.desk.calls))
    assert stand.outbox.rows[SAMPLES[0].id].history == ["leased", "due"]


def test_stopping_gives_back_what_was_leased_in_that_moment_without_its_knowing() -> None:
    stand = Stand(SAMPLES[:2])

    def stop(_entry: OutboxEntry, _call: int) -> None:
        stand.outbox.faults_after.append(StoreFull("full"))
        stand.agent.stop()

    stand.desk.says = stop
    stand.run()
    assert not stand.outbox.faults_after
    assert stand.outbox.states() == [EntryState.DONE, EntryState.DUE]


@settings(max_examples=60)
@given(
    st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=7),
    st.lists(st.sampled_from([*DeskFault, None]), max_size=40),
)
def test_whatever_happens_each_entry_ends_delivered_or_dead(
    chances: list[float], weather: list[DeskFault | None]
) -> None:
    stand = Stand(SAMPLES[:6], chances=chances)

    def says(_: OutboxEntry, call: int) -> DeskTrouble | None:
        fault = weather[call - 1] if call <= len(weather) else None
        return trouble(fault) if fault is not None else None

    stand.desk.says = says
    final = {EntryState.DONE, EntryState.DEAD}
    stand.run(until=lambda: set(stand.outbox.states()) <= final, for_s=7 * 24 * 3600)
    assert set(stand.outbox.states()) <= final
    refusals = (DeskFault.REFUSED, DeskFault.NO_RESTRICTED_QUEUE, DeskFault.TOO_LARGE)
    refused = sum(fault in refusals for fault in weather)
    given_up = sum(fault is not None for fault in weather) // GIVE_UP_AFTER
    assert stand.outbox.states().count(EntryState.DEAD) <= refused + given_up
