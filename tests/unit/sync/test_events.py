"""The lines that the kiosk reads (docs/architecture.md, "Sync")."""

from __future__ import annotations

import json
from uuid import UUID

import pytest

from kiosk.domain.request import Ticket
from sync.events import Dead, Delivered, DeskChanged, DeskState, Event, NewsRead, encode_event

REQUEST = UUID("00000000-0000-4000-8000-000000000001")


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (
            Delivered(REQUEST, Ticket(id="12", url="http://d/12")),
            {"event": "delivered", "request": str(REQUEST), "ticket": {"id": "12", "url": "http://d/12"}},
        ),
        (DeskChanged(DeskState.REACHABLE), {"event": "desk", "state": "reachable", "reason": ""}),
        (
            DeskChanged(DeskState.REFUSING, "authentication_failed"),
            {"event": "desk", "state": "refusing", "reason": "authentication_failed"},
        ),
        (Dead(REQUEST, "refused"), {"event": "dead", "request": str(REQUEST), "reason": "refused"}),
        (NewsRead(2), {"event": "news", "changed": 2}),
    ],
)
def test_an_event_is_one_line_of_json(event: Event, line: dict[str, object]) -> None:
    encoded = encode_event(event)
    assert encoded.endswith(b"\n")
    assert encoded.count(b"\n") == 1
    assert json.loads(encoded) == line
