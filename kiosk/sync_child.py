"""The sync process of a kiosk, started and heard; part of the composition root."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from kiosk.children import Child
from kiosk.clock import Clock
from kiosk.domain.request import Ticket
from kiosk.logs import log_event


def start_sync(
    settings_path: Path | None,
    clock: Clock,
    *,
    on_ticket: Callable[[UUID, Ticket], None],
    on_exit: Callable[[int], None],
) -> Child:
    """Start it for these settings, and keep it running.

    `on_ticket` is told of each request that the desk has; both are called on the child's reading thread.
    """

    def hear(said: dict[str, Any]) -> None:
        match said:
            case {"event": "delivered", "request": str(request), "ticket": {"id": str(number)}}:
                on_ticket(UUID(request), Ticket(id=number))

    chosen = [] if settings_path is None else ["--settings", str(settings_path)]
    command = [sys.executable, "-m", "sync", *chosen]
    child = Child(command, on_line=hear, on_exit=on_exit, monotonic_s=clock.monotonic_s)
    child.start()
    log_event("child_started", program="sync")
    return child
