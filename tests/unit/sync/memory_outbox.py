"""An outbox in memory with the contract of the store's, and a desk that answers as it is told."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from kiosk.domain.news import TicketNews
from kiosk.domain.reference import Reference
from kiosk.domain.request import EntryState, OutboxEntry, Ticket
from kiosk.errors import StoreError
from kiosk.store.desk_tasks import DESK_REFUSES
from sync.desks.base import Ability, Changes, DeskHealth, DeskTrouble, Guarantee

_T = TypeVar("_T")


@dataclass(slots=True)
class Row:
    """An entry as it stands."""

    entry: OutboxEntry
    state: EntryState = EntryState.DUE
    attempts: int = 0
    error: str = ""
    ticket: str = ""
    history: list[str] = field(default_factory=list)


class MemoryOutbox:
    """Entries in order; every method's future is done when it is returned."""

    def __init__(self, entries: Sequence[OutboxEntry] = ()) -> None:
        self.rows = {entry.id: Row(entry) for entry in entries}
        self.released_by: list[str] = []
        self.refusals: list[str] = []
        """What staff were told, one after the other; an empty one ends the task."""
        self.faults: deque[StoreError] = deque()
        """Raised by the next writes, one each."""
        self.faults_after: deque[StoreError] = deque()
        """Raised by the next writes, one each, although what they wrote is kept."""
        self.was_kept = False
        """Whether that has happened: what was settled is then settled again."""
        self.commits = 0
        """Writes so far."""

    def add(self, entry: OutboxEntry) -> None:
        self.rows[entry.id] = Row(entry)

    def states(self) -> list[EntryState]:
        return [row.state for row in self.rows.values()]

    def lease(
        self, by: str, *, exclude: frozenset[UUID] = frozenset(), alone: bool = True
    ) -> Future[OutboxEntry | None]:
        return self._done(lambda: self._lease(exclude, alone=alone))

    def deliver(self, entry: OutboxEntry, ticket: Ticket) -> Future[bool]:
        return self._done(lambda: self._deliver(entry, ticket))

    def deliver_and_lease(
        self, entry: OutboxEntry, ticket: Ticket, by: str, *, exclude: frozenset[UUID] = frozenset()
    ) -> Future[OutboxEntry | None]:
        def write() -> OutboxEntry | None:
            self._deliver(entry, ticket)
            return self._lease(exclude, alone=False)

        return self._done(write)

    def postpone(self, entry: OutboxEntry, error: str) -> Future[bool]:
        return self._done(lambda: self._settle(entry, EntryState.DUE, error))

    def bury(self, entry: OutboxEntry, reason: str) -> Future[bool]:
        return self._done(lambda: self._settle(entry, EntryState.DEAD, reason))

    def release_leases(self, by: str) -> Future[int]:
        self.released_by.append(by)
        return self._done(lambda: 0)

    def take_back(self, by: str) -> Future[int]:
        return self._done(self._take_back)

    def _take_back(self) -> int:
        stray = [row for row in self.rows.values() if row.state is EntryState.LEASED]
        for row in stray:
            row.state = EntryState.DUE
        return len(stray)

    def keep_trouble(self, kind: str, code: str) -> Future[None]:
        assert kind == DESK_REFUSES
        return self._done(lambda: self.refusals.append(str(code)))

    def _lease(self, exclude: frozenset[UUID], *, alone: bool) -> OutboxEntry | None:
        held: set[UUID] = set()
        for row in self.rows.values():
            request = row.entry.request.id
            if row.state is EntryState.DUE and request not in held and row.entry.id not in exclude:
                if row.entry.crashes and not alone:
                    return None
                row.state = EntryState.LEASED
                row.attempts += 1
                row.history.append("leased")
                return row.entry
            if row.state in (EntryState.DUE, EntryState.LEASED, EntryState.DEAD):
                held.add(request)
        return None

    def _deliver(self, entry: OutboxEntry, ticket: Ticket) -> bool:
        self.rows[entry.id].ticket = ticket.id
        return self._settle(entry, EntryState.DONE, "")

    def _settle(self, entry: OutboxEntry, state: EntryState, error: str) -> bool:
        row = self.rows[entry.id]
        if self.was_kept and row.state is not EntryState.LEASED:
            return False
        assert row.state is EntryState.LEASED, "settled without a lease"
        row.state = state
        row.error = str(error)
        row.history.append(state.value)
        return True

    def _done(self, write: Callable[[], _T]) -> Future[_T]:
        future: Future[_T] = Future()
        if self.faults_after:
            write()
            self.was_kept = True
            future.set_exception(self.faults_after.popleft())
        elif self.faults:
            future.set_exception(self.faults.popleft())
        else:
            future.set_result(write())
            self.commits += 1
        return future


class ScriptedDesk:
    """A DeskConnector that takes everything, except where `says` names trouble for a call; `calls` is what it got."""

    guarantee = Guarantee.EXACTLY_ONCE
    abilities: frozenset[Ability] = frozenset()

    def __init__(self, says: Callable[[OutboxEntry, int], DeskTrouble | None] = lambda _entry, _call: None) -> None:
        self.says = says
        self.health_trouble: Callable[[], DeskTrouble | None] = lambda: None
        self.takes_s = 0.1
        self.calls: list[tuple[float, UUID]] = []
        self.health_calls: list[float] = []
        self.under_way: set[UUID] = set()
        self.busiest = 0

    async def submit(self, entry: OutboxEntry) -> Ticket:
        self.calls.append((asyncio.get_running_loop().time(), entry.id))
        number = len(self.calls)
        self.under_way.add(entry.id)
        self.busiest = max(self.busiest, self.busy)
        try:
            await asyncio.sleep(self.takes_s)
        finally:
            self.under_way.remove(entry.id)
        if trouble := self.says(entry, number):
            raise trouble
        return Ticket(id=f"T{number}")

    @property
    def busy(self) -> int:
        """How many calls are under way."""
        return len(self.under_way)

    async def find(self, references: Sequence[Reference]) -> tuple[TicketNews, ...]:
        return ()

    async def changes(self, cursor: str) -> Changes:
        return Changes(news=(), cursor=cursor, more=False)

    async def health(self) -> DeskHealth:
        self.health_calls.append(asyncio.get_running_loop().time())
        if trouble := self.health_trouble():
            raise trouble
        return DeskHealth(product="scripted")

    async def close(self) -> None:
        return None
