"""News of a real desk through the real sync process: what agents do is known at the kiosk, and survives kills."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from kiosk.domain.news import KnownTicket
from kiosk.domain.request import PublicState, Request
from sync.conformance.http_proxy import FaultyProxy
from sync.conformance.weather import Asked, Fault
from sync.desks.embedded import EmbeddedDesk
from tests.desks.agents_view import AgentsView
from tests.desks.helpdesk_agent import RESOLVED, merge, write
from tests.desks.kiosk_stand import AgentProcess, KioskStand, start_agent

SOON = "news_minutes = 0.1\n"
"""Six seconds between two readings."""


def play(
    desk: EmbeddedDesk, folder: Path, story: Callable[[KioskStand, FaultyProxy, AgentsView], Awaitable[None]]
) -> None:
    """Run `story` with a kiosk's folder whose desk stands behind a proxy, and an agent at the desk."""

    async def main() -> None:
        async with FaultyProxy(int(desk.url.rpartition(":")[2])) as proxy:
            with (
                KioskStand(folder, desk_url=proxy.url, token=desk.token) as kiosk,
                AgentsView(desk.announced) as agents,
            ):
                kiosk.settings.write_text(kiosk.settings.read_text() + SOON)
                await story(kiosk, proxy, agents)

    asyncio.run(main())


async def known(
    kiosk: KioskStand, agent: AgentProcess, request: Request, holds: Callable[[KnownTicket], bool]
) -> KnownTicket:
    """Wait until the kiosk knows of `request` what `holds`, looking whenever the agent read news."""
    found: list[KnownTicket] = []

    def look() -> bool:
        ticket = kiosk.store.known_ticket(request.id)
        if ticket is not None and holds(ticket):
            found.append(ticket)
        return bool(found)

    await agent.until(look)
    return found[0]


async def deliver(kiosk: KioskStand, agent: AgentProcess, count: int) -> list[Request]:
    requests = kiosk.accept(count)
    agent.wake()
    for request in requests:
        await agent.until_told("delivered", request=str(request.id))
    return requests


def in_state(state: PublicState) -> Callable[[KnownTicket], bool]:
    return lambda ticket: ticket.state is state


def test_what_agents_do_and_write_is_known_at_the_kiosk(desk: EmbeddedDesk, tmp_path: Path) -> None:
    async def story(kiosk: KioskStand, _: FaultyProxy, agents: AgentsView) -> None:
        async with await start_agent(kiosk.settings) as agent:
            (request,) = await deliver(kiosk, agent, 1)
            ticket = kiosk.ticket_of(request)
            await known(kiosk, agent, request, in_state(PublicState.RECEIVED))
            await asyncio.to_thread(write, agents, ticket, "Nuisance.", public=False)
            await asyncio.to_thread(write, agents, ticket, "Dear Layla, come at four.", status=RESOLVED)
            told = await known(kiosk, agent, request, in_state(PublicState.SOLVED))
            assert [(note.text, note.resolves) for note in told.notes] == [("Dear Layla, come at four.", True)]
            assert told.as_of is not None
            assert told.since is not None
            assert told.since <= told.as_of
            assert told.ticket.id == ticket
            assert await agent.close_input() == 0
        assert any("event=news_read" in line for line in agent.log)
        assert not any("Layla" in line or "Nuisance" in line for line in agent.log)

    play(desk, tmp_path, story)


def test_a_merged_ticket_is_followed(desk: EmbeddedDesk, tmp_path: Path) -> None:
    async def story(kiosk: KioskStand, _: FaultyProxy, agents: AgentsView) -> None:
        async with await start_agent(kiosk.settings) as agent:
            ours, theirs = await deliver(kiosk, agent, 2)
            lost, kept = kiosk.ticket_of(ours), kiosk.ticket_of(theirs)
            await asyncio.to_thread(write, agents, kept, "For the other one.")
            await asyncio.to_thread(merge, agents, lost, kept)
            await asyncio.to_thread(write, agents, kept, "For both.", status=RESOLVED)
            told = await known(kiosk, agent, ours, in_state(PublicState.SOLVED))
            assert (told.ticket.id, [note.text for note in told.notes]) == (kept, ["For both."])

    play(desk, tmp_path, story)


def test_news_whose_reader_was_killed_are_read_again(desk: EmbeddedDesk, tmp_path: Path) -> None:
    async def story(kiosk: KioskStand, proxy: FaultyProxy, agents: AgentsView) -> None:
        async with await start_agent(kiosk.settings) as agent:
            (request,) = await deliver(kiosk, agent, 1)
            await known(kiosk, agent, request, in_state(PublicState.RECEIVED))
            asked = asyncio.Event()

            def choose(call: Asked) -> Fault:
                if "/changes" not in call.path:
                    return Fault.NONE
                asked.set()
                return Fault.LOST_ANSWER

            await asyncio.to_thread(write, agents, kiosk.ticket_of(request), "Solved.", status=RESOLVED)
            proxy.choose = choose
            await asked.wait()
            await agent.kill()
        proxy.choose = lambda _: Fault.NONE
        async with await start_agent(kiosk.settings) as agent:
            await known(kiosk, agent, request, in_state(PublicState.SOLVED))

    play(desk, tmp_path, story)


def test_news_that_cannot_be_read_hold_up_no_delivery_and_alarm_nobody(desk: EmbeddedDesk, tmp_path: Path) -> None:
    async def story(kiosk: KioskStand, proxy: FaultyProxy, _: AgentsView) -> None:
        proxy.choose = lambda asked: Fault.HTML if "/changes" in asked.path else Fault.NONE
        async with await start_agent(kiosk.settings) as agent:
            await agent.until_told("desk", state="reachable")
            await agent.until(lambda: any("/changes" in asked.path for asked, _ in proxy.met))
            await deliver(kiosk, agent, 3)
            assert await agent.close_input() == 0
        assert {event["event"] for event in agent.events} == {"desk", "delivered"}
        assert [event["state"] for event in agent.events if event["event"] == "desk"] == ["reachable"]
        assert kiosk.store.staff_tasks() == ()

    play(desk, tmp_path, story)
