"""The sync process while its wall clock is set by years: leases and retries know nothing of it (ADR 15)."""

from __future__ import annotations

import asyncio
import os
import struct
import subprocess
import time
from pathlib import Path

import pytest

from kiosk.domain.request import EntryState
from sync.conformance.http_proxy import FaultyProxy
from sync.conformance.weather import Asked, Fault
from sync.desks.embedded import EmbeddedDesk
from tests.desks.agents_view import AgentsView
from tests.desks.kiosk_stand import KioskStand, start_agent

YEAR_S = 31_556_952
PATIENCE_S = 1.0
"""What the proxy's busy desk asks for."""


class JumpingClock:
    """The wall clock of the programs that run with `environment`."""

    def __init__(self, folder: Path) -> None:
        library = folder / "jumping_clock.so"
        source = Path(__file__).with_name("jumping_clock.c")
        flags = ["-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC"]
        subprocess.run(["gcc", *flags, "-o", library, source, "-ldl"], check=True)
        self._file = folder / "clock"
        self._file.write_bytes(struct.pack("=q", 0))
        self.environment = {"LD_PRELOAD": str(library), "JUMPING_CLOCK": str(self._file)}

    def jump(self, years: float) -> None:
        """Set the clock so many years after the true time, for programs that run too."""
        held = os.open(self._file, os.O_WRONLY)
        os.pwrite(held, struct.pack("=q", round(years * YEAR_S)), 0)
        os.close(held)

    def to_1970(self) -> None:
        self.jump(-time.time() / YEAR_S)


@pytest.fixture
def clock(tmp_path: Path) -> JumpingClock:
    return JumpingClock(tmp_path)


@pytest.mark.timeout(180)  # five pauses of a second or two, and a real desk
def test_a_clock_set_by_years_makes_no_retry_early_or_late_and_no_lease_lost_or_double(
    desk: EmbeddedDesk, tmp_path: Path, clock: JumpingClock
) -> None:
    jumps = [74.0, -50.0, 0.001, 200.0, 0.0]  # Linux takes no time after 2232
    faults = [Fault.TOO_MANY, Fault.TOO_MANY, Fault.LOST_ANSWER, Fault.TOO_MANY, Fault.LOST_ANSWER]
    asked_s: list[float] = []

    def choose(asked: Asked) -> Fault:
        """Each call sets the clock elsewhere while it is under way."""
        if not asked.files:
            return Fault.NONE
        number = len(asked_s)
        asked_s.append(time.monotonic())
        clock.jump(jumps[number % len(jumps)])
        return faults[number] if number < len(faults) else Fault.NONE

    async def story() -> None:
        async with FaultyProxy(int(desk.url.rpartition(":")[2]), choose=choose) as proxy:
            with KioskStand(tmp_path, desk_url=proxy.url, token=desk.token) as kiosk:
                requests = kiosk.accept(6)
                async with await start_agent(kiosk.settings, more=clock.environment) as agent:
                    await agent.until(lambda: not kiosk.open_entries(), within_s=120)
                    for request in requests:
                        await agent.until_told("delivered", request=str(request.id))
                    assert await agent.close_input() == 0
                    years = {line[:4] for line in agent.log if line[4:5] == "-"}
                rows = kiosk.store.outbox(finished=True)
        assert len(years) >= 3, f"the clock did not jump: {years}"
        told = [event["request"] for event in agent.events if event["event"] == "delivered"]
        assert sorted(told) == sorted(str(request.id) for request in requests)
        assert {(row.state, row.crashes) for row in rows} == {(EntryState.DONE, 0)}
        assert sum(row.attempts for row in rows) == len(requests) + len(faults) == len(asked_s)
        for number, fault in enumerate(faults):
            if fault is Fault.TOO_MANY:
                assert asked_s[number + 1] - asked_s[number] >= PATIENCE_S, "before the desk wanted it"
        with AgentsView(desk.announced) as agents:
            for request in requests:
                assert len(agents.search(request.reference)) == 1

    asyncio.run(story())


def test_a_lease_of_another_century_is_taken_back_at_the_next_start(
    desk: EmbeddedDesk, tmp_path: Path, clock: JumpingClock
) -> None:
    async def story() -> None:
        async with FaultyProxy(int(desk.url.rpartition(":")[2])) as proxy:
            with KioskStand(tmp_path, desk_url=proxy.url, token=desk.token) as kiosk:
                (request,) = kiosk.accept(1)
                heard = asyncio.Event()

                def choose(asked: Asked) -> Fault:
                    if not asked.files:
                        return Fault.NONE
                    heard.set()
                    return Fault.SILENCE

                proxy.choose = choose
                clock.jump(120)
                async with await start_agent(kiosk.settings, more=clock.environment) as agent:
                    await heard.wait()
                    await agent.kill()
                clock.to_1970()
                proxy.choose = lambda _: Fault.NONE
                async with await start_agent(kiosk.settings, more=clock.environment) as agent:
                    await agent.until_told("delivered", request=str(request.id))
                    assert any(line.startswith("1970-") for line in agent.log)
                (row,) = kiosk.store.outbox(finished=True)
                assert (row.state, row.attempts) == (EntryState.DONE, 2)

    asyncio.run(story())
