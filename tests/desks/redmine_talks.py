"""A kiosk's connector to the Redmine of the tests."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from kiosk.clock import SystemClock
from kiosk.domain.request import OutboxEntry, PublicState, Ticket
from kiosk.i18n import Wording
from sync.desks.address import DeskAddress
from sync.desks.redmine import RedmineConnector
from sync.routing import Routing
from tests.desks.redmine_server import Redmine

_T = TypeVar("_T")


def talk(
    desk: Redmine,
    story: Callable[[RedmineConnector], Awaitable[_T]],
    *,
    queue: str = "General",
    routing: Routing | None = None,
    tracker: str = "",
    states: Mapping[str, PublicState] | None = None,
) -> _T:
    async def main() -> _T:
        connector = RedmineConnector(
            DeskAddress(url=desk.url, read_token=lambda: desk.token, clock=SystemClock()),
            kiosk="K7",
            routing=routing or Routing(restricted_queue="Confidential"),
            queue=queue,
            wording=Wording("en"),
            tracker=tracker,
            states=states,
        )
        try:
            return await story(connector)
        finally:
            await connector.close()

    return asyncio.run(main())


def file(desk: Redmine, entry: OutboxEntry, **more: Any) -> Ticket:
    """The ticket of `entry`."""
    return talk(desk, lambda connector: connector.submit(entry), **more)
