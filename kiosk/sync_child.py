"""The sync process of a kiosk, started and heard; part of the composition root."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from kiosk.children import Child
from kiosk.clock import Clock
from kiosk.domain.news import KnownTicket
from kiosk.domain.request import Ticket
from kiosk.errors import StoreError
from kiosk.logs import log_event


class Follower(Protocol):
    """Who follows a request at the desk; told on any thread."""

    @property
    def followed(self) -> UUID | None:
        """The request, if there is one."""
        ...

    def tell_ticket(self, request: UUID, ticket: Ticket) -> None:
        """The desk has made a ticket of `request`."""
        ...

    def tell_desk(self, request: UUID, known: KnownTicket) -> None:
        """How `request` stands at the desk."""
        ...


def start_sync(
    settings_path: Path | None,
    clock: Clock,
    *,
    known: Callable[[UUID], KnownTicket | None],
    follower: Callable[[], Follower | None],
    on_exit: Callable[[int], None],
) -> Child:
    """Start it for these settings, and keep it running.

    `follower` is who follows a request now, `known` reads the store for it; all are called on the child's reading
    thread.
    """

    def hear(said: dict[str, Any]) -> None:
        following = follower()
        if following is None:
            return
        match said:
            case {"event": "delivered", "request": str(request), "ticket": {"id": str(number)}}:
                following.tell_ticket(UUID(request), Ticket(id=number))
            case {"event": "news"} if (in_hand := following.followed) is not None:
                # Read, and not told by the child: a line that was lost with it is made good by the next.
                with contextlib.suppress(StoreError):  # the store says itself what is wrong with it
                    if (ticket := known(in_hand)) is not None:
                        following.tell_desk(in_hand, ticket)

    chosen = [] if settings_path is None else ["--settings", str(settings_path)]
    command = [sys.executable, "-m", "sync", *chosen]
    child = Child(command, on_line=hear, on_exit=on_exit, monotonic_s=clock.monotonic_s)
    child.start()
    log_event("child_started", program="sync")
    return child
