"""When an agent has time for what can wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from kiosk.domain.request import OutboxEntry
from sync.desks.base import DeskFault
from sync.events import DeskState
from tests.unit.sync.agent_stand import SAMPLES, Stand, trouble
from tests.unit.sync.memory_outbox import ScriptedDesk
from tests.unit.sync.skipping_loop import run


class Idler(Stand):
    """Notes when there is time for what can wait, and looks again ten seconds later."""

    def __init__(self, entries: list[OutboxEntry], desk: ScriptedDesk | None = None) -> None:
        super().__init__(entries, desk)
        self.idle: list[tuple[bool, int]] = []
        """Whether all was delivered, and how many calls were under way."""

    def run(self, *, until: Callable[[], bool] = lambda: False, for_s: float = 3600.0) -> None:
        async def note() -> None:
            while True:
                await self.agent.until_idle()
                self.idle.append((self.all_done(), self.desk.busy))
                await asyncio.sleep(10)

        async def main() -> None:
            noting = asyncio.create_task(note())
            running = asyncio.create_task(self.agent.run())
            await asyncio.wait([running], timeout=for_s)
            self.agent.stop()
            await running
            noting.cancel()

        run(main())


def test_there_is_time_for_other_things_when_all_is_delivered() -> None:
    stand = Idler(SAMPLES)
    stand.run()
    assert set(stand.idle) == {(True, 0)}
    assert len(stand.idle) > 100


def test_there_is_no_time_for_other_things_while_the_desk_is_not_well() -> None:
    stand = Idler(SAMPLES[:1])
    stand.desk.says = lambda *_: trouble(DeskFault.UNREACHABLE)
    stand.desk.health_trouble = lambda: trouble(DeskFault.UNREACHABLE)
    stand.run()
    assert stand.idle == []


def test_a_doubt_of_somebody_else_is_looked_into_at_once_and_alarms_once() -> None:
    stand = Stand([])

    async def main() -> None:
        running = asyncio.create_task(stand.agent.run())
        await stand.agent.until_idle()
        looks = len(stand.desk.health_calls)
        stand.desk.health_trouble = lambda: trouble(DeskFault.AUTHENTICATION_FAILED)
        for _ in range(3):
            stand.agent.doubt()
            await asyncio.sleep(0.01)
        assert len(stand.desk.health_calls) == looks + 1
        stand.agent.stop()
        await running

    run(main())
    assert stand.desk_states() == [(DeskState.REACHABLE, ""), (DeskState.REFUSING, "authentication_failed")]
