"""A long outbox on the real store drains: everything once, in order per request, with memory that does not grow."""

from __future__ import annotations

import asyncio
import gc
import tracemalloc
from collections import defaultdict
from pathlib import Path
from random import Random
from uuid import UUID

from sqlalchemy import Connection

from kiosk.clock import SystemClock
from kiosk.domain.reference import next_reference
from kiosk.domain.request import EntryKind, EntryState, Issued, OutboxEntry, Submission, Ticket
from kiosk.store import Store, open_store
from kiosk.store.outbox import add_entry
from kiosk.store.requests import issue, keep
from sync.agent import Agent
from sync.desks.base import DeskFault, DeskTrouble
from tests.desks.sample_requests import sample_request
from tests.unit.sync.memory_outbox import ScriptedDesk

REQUESTS = 500
NOTES = 60
WARM = 150
"""Deliveries after which everything is loaded and every buffer has its size."""
GROWTH_BYTES = 60_000
"""More than buffers breathe; 150 bytes for each later delivery, and an entry takes thousands."""


class CountingDesk(ScriptedDesk):
    """Takes entries at once, now and then not; knows what it got, and what memory was in use in between."""

    def __init__(self) -> None:
        super().__init__()
        self.number = 0
        self.warm_bytes = 0
        self._got = bytearray(32 * (REQUESTS + NOTES))  # what the test itself remembers is there from the start
        self._draw = Random(11)  # noqa: S311 - weather, not a secret

    async def submit(self, entry: OutboxEntry) -> Ticket:
        await asyncio.sleep(0)
        if self._draw.random() < 0.01:
            raise DeskTrouble(DeskFault.NO_ANSWER)
        self._got[32 * self.number : 32 * (self.number + 1)] = entry.request.id.bytes + entry.id.bytes
        self.number += 1
        if self.number == WARM:
            self.warm_bytes = bytes_in_use()
        return Ticket(id=str(self.number))

    def got(self) -> list[tuple[UUID, UUID]]:
        """Request and entry of each filing."""
        places = range(0, 32 * self.number, 32)
        return [
            (UUID(bytes=bytes(self._got[at : at + 16])), UUID(bytes=bytes(self._got[at + 16 : at + 32])))
            for at in places
        ]


def bytes_in_use() -> int:
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def fill(store: Store) -> None:
    """Requests, and notes to some of them after all of them, in one transaction."""

    def compose(issued: Issued) -> Submission:
        return Submission(
            request=sample_request(
                id=issued.request_id,
                reference=issued.reference,
                tracking_code=issued.tracking_code,
                token=issued.token,
                accepted_at=issued.accepted_at,
            )
        )

    def write(connection: Connection) -> None:
        sequence, kept = 0, []
        for _ in range(REQUESTS):
            sequence, reference = next_reference("K7", "M", sequence)
            kept.append(keep(connection, issue(reference, SystemClock().now()), compose).request.id)
        for number in range(NOTES):
            add_entry(connection, kept[-1 - number // 2], EntryKind.NOTE, "more", None)

    store.write(write).result(50)


def test_a_long_outbox_drains_once_in_order_and_in_flat_memory(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store", bytes(32), kiosk_code="K7", clock=SystemClock()).store
    fill(store)
    desk = CountingDesk()
    agent = Agent(store=store, connector=desk, name="here/sync-1", tell=lambda _: None, random=lambda: 0.001)

    async def drain() -> int:
        running = asyncio.create_task(agent.run())
        await agent.until_idle()
        drained_bytes = bytes_in_use()
        agent.stop()
        await running
        return drained_bytes

    tracemalloc.start()
    try:
        drained_bytes = asyncio.run(drain())
    finally:
        tracemalloc.stop()
    rows = store.outbox(finished=True)
    store.close()

    assert {row.state for row in rows} == {EntryState.DONE}
    assert len(rows) == REQUESTS + NOTES
    got = desk.got()
    assert sorted(entry for _, entry in got) == sorted(row.id for row in rows), "filed twice, or not at all"
    places = {row.id: place for place, row in enumerate(rows)}
    of_request: dict[UUID, list[int]] = defaultdict(list)
    for request, entry in got:
        of_request[request].append(places[entry])
    assert all(order == sorted(order) for order in of_request.values())
    assert max(map(len, of_request.values())) == 1 + 2
    assert drained_bytes - desk.warm_bytes < GROWTH_BYTES
