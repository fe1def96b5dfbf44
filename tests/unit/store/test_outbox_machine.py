"""Any work on the outbox, in any order, keeps to the tables of states."""

from __future__ import annotations

import tempfile
from pathlib import Path
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from kiosk.clock import SystemClock
from kiosk.domain.request import ENTRY_MOVES, REQUEST_MOVES, EntryKind, EntryState, OutboxEntry, RequestState, Ticket
from kiosk.store.opening import open_store

WAIT_S = 10.0
TICKET = Ticket(id="17", url="http://desk/17")


class OutboxMachine(RuleBasedStateMachine):
    """Random work on an outbox: every state a row is seen in was reached by moves of the tables."""

    leases = Bundle("leases")

    @initialize()
    def open(self) -> None:
        self.home = tempfile.TemporaryDirectory()
        folder = Path(self.home.name)
        self.store = open_store(folder, bytes(32), kiosk_code="K7", clock=SystemClock()).store
        self.entries: dict[UUID, EntryState] = {}
        self.requests: dict[UUID, RequestState] = {}
        self.order: dict[UUID, list[UUID]] = {}
        self.delivered: list[UUID] = []
        self.run = 0

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            self.home.cleanup()

    @rule()
    def accept(self) -> None:
        request_id = self.store.accept(type(self).compose).result(WAIT_S).request.id
        self.entries[request_id] = EntryState.DUE
        self.requests[request_id] = RequestState.ACCEPTED
        self.order[request_id] = [request_id]

    @rule(number=st.integers(0, 5))
    def add_note(self, number: int) -> None:
        if number < len(self.order):
            request_id = list(self.order)[number]
            note = self.store.add_entry(request_id, EntryKind.NOTE, body="x").result(WAIT_S)
            self.entries[note] = EntryState.DUE
            self.order[request_id].append(note)

    @rule(target=leases, wait=st.booleans())
    def lease(self, wait: bool) -> OutboxEntry | None:
        due = frozenset(list(self.entries)[:1]) if wait else frozenset()
        entry = self.store.lease(f"run-{self.run}", exclude=due).result(WAIT_S)
        if entry is not None:
            assert entry.id not in due
            self.check_turn(entry)
        return entry

    @rule(target=leases, entry=leases)
    def turn_over(self, entry: OutboxEntry | None) -> OutboxEntry | None:
        if entry is None:
            return None
        row = self.store.outbox_entry(entry.id)
        held = row.state is EntryState.LEASED and row.attempts == entry.attempts
        following = self.store.deliver_and_lease(entry, TICKET, f"run-{self.run}").result(WAIT_S)
        if held:
            self.delivered.append(entry.id)
            self.entries[entry.id] = EntryState.DONE
            if entry.kind is EntryKind.REQUEST:
                self.requests[entry.id] = RequestState.DELIVERED
        if following is not None:
            assert following.crashes == 0
            self.check_turn(following)
        return following

    def check_turn(self, entry: OutboxEntry) -> None:
        earlier = self.order[entry.request.id]
        for other in earlier[: earlier.index(entry.id)]:
            assert self.entries[other] not in {EntryState.DUE, EntryState.LEASED, EntryState.DEAD}
        assert self.entries[entry.id] is EntryState.DUE

    @rule(entry=leases, outcome=st.sampled_from(["deliver", "postpone", "bury"]))
    def settle(self, entry: OutboxEntry | None, outcome: str) -> None:
        if entry is None:
            return
        argument = TICKET if outcome == "deliver" else "why"
        row = self.store.outbox_entry(entry.id)
        held = row.state is EntryState.LEASED and row.attempts == entry.attempts
        assert getattr(self.store, outcome)(entry, argument).result(WAIT_S) is held
        if held and outcome == "deliver":
            self.delivered.append(entry.id)

    @rule()
    def crash(self) -> None:
        self.run += 1
        self.store.release_leases(f"run-{self.run}").result(WAIT_S)
        assert all(row.state is not EntryState.LEASED for row in self.store.outbox())

    @rule(number=st.integers(0, 8), how=st.sampled_from(["retry", "void", "settle_by_hand"]))
    def decide(self, number: int, how: str) -> None:
        if number < len(self.entries):
            entry_id = list(self.entries)[number]
            dead = self.store.outbox_entry(entry_id).state is EntryState.DEAD
            assert getattr(self.store, how)(entry_id).result(WAIT_S) is dead

    @invariant()
    def every_move_is_of_the_tables(self) -> None:
        if not hasattr(self, "store"):
            return
        rows = self.store.outbox(finished=True)
        assert {row.id for row in rows} == set(self.entries)
        for row in rows:
            before = self.entries[row.id]
            assert row.state is before or row.state in ENTRY_MOVES[before]
            self.entries[row.id] = row.state
        for request_id, before in self.requests.items():
            now = self.store.request_by_id(request_id).state
            assert now is before or now in REQUEST_MOVES[before]
            self.requests[request_id] = now
            own = self.entries[request_id]
            assert (
                now
                is {
                    EntryState.DUE: RequestState.ACCEPTED,
                    EntryState.LEASED: RequestState.DELIVERING,
                    EntryState.DONE: RequestState.DELIVERED,
                    EntryState.DEAD: RequestState.REFUSED,
                    EntryState.VOIDED: RequestState.VOIDED,
                    EntryState.SETTLED_BY_HAND: RequestState.SETTLED_BY_HAND,
                }[own]
            )
        assert len(set(self.delivered)) == len(self.delivered)


def test_any_work_keeps_to_the_tables(compose_sized):
    OutboxMachine.compose = staticmethod(compose_sized(10, receipt=False))
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(OutboxMachine, settings=settings(max_examples=15, stateful_step_count=25))
