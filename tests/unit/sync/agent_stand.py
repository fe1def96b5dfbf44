"""An agent between an outbox in memory and a desk that answers as it is told, in skipped time."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Sequence

from kiosk.domain.request import EntryState, OutboxEntry
from sync.agent import Agent
from sync.desks.base import DeskFault, DeskTrouble
from sync.events import DeskChanged, DeskState, Event
from tests.desks.sample_requests import sample_entry
from tests.unit.sync.memory_outbox import MemoryOutbox, ScriptedDesk
from tests.unit.sync.skipping_loop import run

SAMPLES = [sample_entry(number) for number in range(30)]


class Stand:
    """An agent between an outbox and a desk, with everything it told."""

    def __init__(
        self,
        entries: list[OutboxEntry],
        desk: ScriptedDesk | None = None,
        *,
        chances: Sequence[float] = (0.7, 0.2),
    ) -> None:
        self.outbox = MemoryOutbox(entries)
        self.desk = desk or ScriptedDesk()
        self.told: list[Event] = []
        self.agent = Agent(
            store=self.outbox,
            connector=self.desk,
            name="a1",
            tell=self.told.append,
            random=itertools.cycle(chances).__next__,
        )

    def run(self, *, until: Callable[[], bool] = lambda: False, for_s: float = 3600.0) -> None:
        """Run the agent until `until` holds, at most `for_s` seconds of its time; then stop it."""
        looks = max(0.1, for_s / 10_000)

        async def main() -> None:
            running = asyncio.create_task(self.agent.run())
            for _ in range(int(for_s / looks)):
                await asyncio.wait([running], timeout=looks)
                if running.done() or until():
                    break
            self.agent.stop()
            await running

        run(main())

    def all_done(self) -> bool:
        return set(self.outbox.states()) == {EntryState.DONE}

    def desk_states(self) -> list[tuple[DeskState, str]]:
        return [(event.state, event.reason) for event in self.told if isinstance(event, DeskChanged)]


def trouble(fault: DeskFault) -> DeskTrouble:
    return DeskTrouble(fault)
