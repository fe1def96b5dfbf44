"""The conformance kit on a Request Tracker 5; its database says how many tickets there are."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from uuid import UUID

from kiosk.clock import SystemClock
from kiosk.domain.request import OutboxEntry
from kiosk.i18n import Wording
from sync.conformance.http_proxy import FaultyProxy
from sync.conformance.kit import Check
from sync.desks.address import DeskAddress
from sync.desks.patience import PATIENCE, Patience
from sync.desks.request_tracker import RequestTrackerConnector
from sync.routing import Routing
from tests.desks.conformance_stand import assert_kept, each_check, time_limit, try_check
from tests.desks.rt_agent import RtAgent
from tests.desks.rt_server import RequestTracker


@each_check
@time_limit
def test_request_tracker_keeps_its_word(request_tracker: RequestTracker, check: Check) -> None:
    def opener(url: str, *, patience: Patience = PATIENCE, wrong_token: bool = False) -> RequestTrackerConnector:
        return RequestTrackerConnector(
            DeskAddress(
                url=url,
                read_token=lambda: "1-28-0123456789abcdef0123456789abcdef" if wrong_token else request_tracker.token,
                clock=SystemClock(),
                patience=patience,
            ),
            routing=Routing(),
            kiosk="K7",
            queue="General",
            wording=Wording("en"),
        )

    async def witness(entries: Sequence[OutboxEntry]) -> Mapping[UUID, int]:
        return await asyncio.to_thread(request_tracker.tickets_by_key)

    async def restart() -> None:
        await asyncio.to_thread(request_tracker.kill)
        await asyncio.to_thread(request_tracker.start)

    finding = try_check(
        check,
        weather=lambda: FaultyProxy(request_tracker.port),
        opener=opener,
        queue="IT service",
        witness=witness,
        restart=restart,
        volume=16,
        agent=RtAgent(request_tracker),
    )
    assert_kept(finding)
