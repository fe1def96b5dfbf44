"""The conformance kit on a Redmine 5; its database says how many issues there are."""

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
from sync.desks.redmine import RedmineConnector
from sync.routing import Routing
from tests.desks.conformance_stand import assert_kept, each_check, time_limit, try_check
from tests.desks.redmine_agent import RedmineAgent
from tests.desks.redmine_server import Redmine


@each_check
@time_limit
def test_redmine_keeps_its_word(redmine: Redmine, check: Check) -> None:
    def opener(url: str, *, patience: Patience = PATIENCE, wrong_token: bool = False) -> RedmineConnector:
        return RedmineConnector(
            DeskAddress(
                url=url,
                read_token=lambda: "0123456789abcdef0123456789abcdef01234567" if wrong_token else redmine.token,
                clock=SystemClock(),
                patience=patience,
            ),
            kiosk="K7",
            routing=Routing(),
            queue="General",
            wording=Wording("en"),
        )

    async def witness(entries: Sequence[OutboxEntry]) -> Mapping[UUID, int]:
        return await asyncio.to_thread(redmine.issues_by_key)

    async def restart() -> None:
        await asyncio.to_thread(redmine.kill)
        await asyncio.to_thread(redmine.start)

    finding = try_check(
        check,
        weather=lambda: FaultyProxy(redmine.port),
        opener=opener,
        queue="IT service",
        witness=witness,
        restart=restart,
        volume=12,
        agent=RedmineAgent(redmine),
    )
    assert_kept(finding)
