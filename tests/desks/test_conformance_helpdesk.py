"""The conformance kit on a django-helpdesk with our gateway; its agents' own list says how many tickets there are."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from uuid import UUID

from kiosk.clock import SystemClock
from kiosk.domain.request import OutboxEntry
from sync.conformance.http_proxy import FaultyProxy
from sync.conformance.kit import Check
from sync.conformance.samples import TITLE
from sync.desks.address import DeskAddress
from sync.desks.embedded import EmbeddedDesk
from sync.desks.gateway import GatewayConnector
from sync.desks.patience import PATIENCE, Patience
from sync.routing import Routing
from tests.desks.agents_view import AgentsView
from tests.desks.conformance_stand import assert_kept, each_check, time_limit, try_check
from tests.desks.helpdesk_agent import HelpdeskAgent


@each_check
@time_limit
def test_the_gateway_keeps_its_word(desk: EmbeddedDesk, check: Check) -> None:
    token = desk.token

    def opener(url: str, *, patience: Patience = PATIENCE, wrong_token: bool = False) -> GatewayConnector:
        read_token = (lambda: "K7.stranger") if wrong_token else (lambda: token)
        return GatewayConnector(
            DeskAddress(url=url, read_token=read_token, clock=SystemClock(), patience=patience), routing=Routing()
        )

    async def witness(entries: Sequence[OutboxEntry]) -> Mapping[UUID, int]:
        titles = await asyncio.to_thread(titles_at_the_desk)
        return {entry.id: titles.count(f"{entry.request.reference} {TITLE}") for entry in entries}

    def titles_at_the_desk() -> list[str]:
        with AgentsView(desk.announced) as agents:
            return [row["title"] for row in agents.search(TITLE)]

    async def restart() -> None:
        await asyncio.to_thread(desk.kill)
        await asyncio.to_thread(desk.start)

    finding = try_check(
        check,
        weather=lambda: FaultyProxy(int(desk.url.rpartition(":")[2])),
        opener=opener,
        queue="IT service",
        witness=witness,
        restart=restart,
        volume=40,
        agent=HelpdeskAgent(desk),
    )
    assert_kept(finding)
