"""A desk, or a proxy before it, that tells one page for ever."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime

import httpx
import pytest

from kiosk.clock import ManualClock
from kiosk.domain.reference import Reference
from kiosk.i18n import Wording
from sync.desks.address import DeskAddress
from sync.desks.base import BadAnswer
from sync.desks.request_tracker import RequestTrackerConnector
from sync.desks.request_tracker_wire import PAGE
from sync.routing import Routing

ROW = {
    "Status": "new",
    "Owner": {"id": "Nobody"},
    "Creator": {"id": "kiosk-K7"},
    "LastUpdated": "2026-11-22T04:36:34Z",
    "CustomFields": [],
}


def test_a_page_that_comes_again_ends_the_search() -> None:
    rows = [{**ROW, "id": str(number), "EffectiveId": str(number)} for number in range(1, PAGE + 1)]
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, content=json.dumps({"items": rows}).encode())

    async def main() -> None:
        connector = RequestTrackerConnector(
            DeskAddress(
                url="http://desk.example",
                read_token=lambda: "t",
                clock=ManualClock(datetime(2026, 11, 22, tzinfo=UTC)),
                transport=httpx.MockTransport(answer),
            ),
            kiosk="K7",
            routing=Routing(),
            queue="General",
            wording=Wording("en"),
        )
        with pytest.raises(BadAnswer, match="pages_repeat"):
            await connector.find([Reference("K7-0018M-G")])
        await connector.close()

    asyncio.run(main())
    assert len(asked) == 2
