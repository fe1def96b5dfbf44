"""Reads the news of the desk: how tickets stand and what agents wrote for customers, from where it left off.

One event loop; what waits for the disk is awaited. It comes second everywhere: it asks while the desk is well and
nothing is to be delivered, tells the agent of trouble instead of raising an alarm of its own, and backs off alone. The
cursor is kept with the news it stands for, so that a kill at any moment loses none.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime
from typing import Protocol

from kiosk.domain.news import TicketNews
from kiosk.domain.reference import Reference
from kiosk.errors import StoreDamaged, StoreError
from kiosk.logs import log_event
from kiosk.store.desk_tasks import NEWS_UNREADABLE
from sync.delivery import back_off_s
from sync.desks.base import Ability, BadAnswer, Changes, DeskConnector, DeskFault, DeskTrouble, Refused
from sync.events import Event, NewsRead
from sync.lasting import LastingTrouble
from sync.once import ToldOnce

JITTER = 0.2
"""Part of the pause that is drawn: a hall of kiosks switched on together must not ask together for ever."""

FIRST_S, CAP_S = 30.0, 3600.0
"""Waits after trouble: news are never urgent, and a desk that cannot tell them should not hear of it all day."""

FIND_AFTER_S = 6 * 3600.0
"""An open ticket that was not told of for so long is looked up: not every desk tells of a merge, or of all that its
agents do to a ticket."""

KEPT_AT_ONCE = 10
"""Tickets written in one transaction: a page of a hundred with long notes would take half a second, and a customer's
request waits behind it."""

FIND_AT_ONCE = 100
"""Looked up after each reading, at most: some five calls at the slowest desk."""


UNREADABLE_AFTER = 12
"""Tries in vain before staff get a task: some three hours, while the desk is well. An outage is not tried through, so
that it cannot add to them."""


class NewsStore(Protocol):
    """What is needed of the store (docs/store.md)."""

    def trusted_now(self) -> datetime | None: ...
    def news_cursor(self, desk: str) -> Future[str]: ...
    def keep_news(
        self,
        desk: str,
        told: Sequence[TicketNews],
        *,
        after: str,
        cursor: str,
        ended: bool,
        asked_at: datetime | None,
    ) -> Future[int | None]: ...
    def keep_found(
        self, desk: str, asked: Sequence[Reference], told: Sequence[TicketNews], *, asked_at: datetime | None
    ) -> Future[int]: ...
    def silent_tickets(self, desk: str, *, looks: int, limit: int) -> Future[tuple[Reference, ...]]: ...
    def begin_news_anew(self, desk: str) -> Future[None]: ...
    def keep_trouble(self, kind: str, code: str) -> Future[None]: ...


class Deliveries(Protocol):
    """The agent, which comes first."""

    async def until_idle(self) -> None:
        """Wait until the desk is well and nothing is to be delivered."""
        ...

    def doubt(self) -> None:
        """Somebody else met trouble at the desk: see how it is."""
        ...


class NewsReader:
    """Reads the news of one desk for one kiosk. `desk` names the one that numbers them; `tell` hears what came."""

    def __init__(
        self,
        *,
        store: NewsStore,
        connector: DeskConnector,
        desk: str,
        deliveries: Deliveries,
        tell: Callable[[Event], None],
        random: Callable[[], float],
    ) -> None:
        self._store = store
        self._connector = connector
        self._desk = desk
        self._deliveries = deliveries
        self._tell = tell
        self._random = random
        self._told = ToldOnce()
        self._unreadable = LastingTrouble(store, NEWS_UNREADABLE, monotonic_s=lambda: asyncio.get_running_loop().time())

    async def run(self, *, every_s: float) -> None:
        """Read now and then, until cancelled. Raises StoreDamaged, and whatever is a bug."""
        failures = 0
        while True:
            await self._deliveries.until_idle()
            try:
                await self.read(every_s=every_s)
            except StoreDamaged:
                raise
            except (DeskTrouble, StoreError) as error:
                failures += 1
                wait_s = self._meet(error, failures)
                if failures >= UNREADABLE_AFTER and isinstance(error, DeskTrouble):
                    await self._unreadable.met(error.fault, after_s=0)
            else:
                failures = 0
                self._told.end()
                await self._unreadable.end()
                wait_s = every_s * (1 - JITTER * self._random())
            await asyncio.sleep(wait_s)

    async def read(self, *, every_s: float) -> None:
        """Read everything that is new, then look up what was silent for long. Raises DeskTrouble and StoreError."""
        cursor = await asyncio.wrap_future(self._store.news_cursor(self._desk))
        known = True
        while True:
            asked_at = self._store.trusted_now()
            try:
                changes = await self._connector.changes(cursor)
            except Refused as refused:
                # Once: a desk that refuses a cursor of its own would be read from its beginning for ever.
                if not cursor or not known:
                    raise
                await self._begin_anew(refused)
                cursor, known = "", False
                continue
            if changes.more and changes.cursor == cursor:
                raise BadAnswer(DeskFault.BAD_ANSWER, "cursor_stands")
            kept = await self._keep(changes, after=cursor, asked_at=asked_at)
            if kept is None:  # somebody else has read on
                return
            self._heard(kept, ended=not changes.more)
            if not changes.more:
                break
            cursor = changes.cursor
            await self._deliveries.until_idle()
        await self._look_up_silent(math.ceil(FIND_AFTER_S / every_s))

    async def _keep(self, changes: Changes, *, after: str, asked_at: datetime | None) -> int | None:
        """Write a page; its cursor only with the last of it. How many changed; None where somebody else has read on."""
        changed = 0
        last = max(0, len(changes.news) - 1) // KEPT_AT_ONCE
        for part in range(last + 1):
            kept = await asyncio.wrap_future(
                self._store.keep_news(
                    self._desk,
                    changes.news[part * KEPT_AT_ONCE : (part + 1) * KEPT_AT_ONCE],
                    after=after,
                    cursor=changes.cursor if part == last else after,
                    ended=part == last and not changes.more,
                    asked_at=asked_at,
                )
            )
            if kept is None:
                return None
            changed += kept
        return changed

    async def _begin_anew(self, refused: Refused) -> None:
        """Forget a cursor that the desk does not know."""
        log_event("news_begun_anew", logging.WARNING, reason=refused.reason)
        await asyncio.wrap_future(self._store.begin_news_anew(self._desk))

    async def _look_up_silent(self, looks: int) -> None:
        if Ability.FIND not in self._connector.abilities:
            return
        silent = await asyncio.wrap_future(self._store.silent_tickets(self._desk, looks=looks, limit=FIND_AT_ONCE))
        if not silent:
            return
        await self._deliveries.until_idle()
        asked_at = self._store.trusted_now()
        found = await self._connector.find(silent)
        changed = 0
        for start in range(0, len(silent), KEPT_AT_ONCE):
            asked = silent[start : start + KEPT_AT_ONCE]
            told = [news for news in found if news.reference in asked]
            changed += await asyncio.wrap_future(self._store.keep_found(self._desk, asked, told, asked_at=asked_at))
        self._heard(changed, ended=False)

    def _heard(self, changed: int, *, ended: bool) -> None:
        """Tell what came: also that there was nothing, which keeps what is known young."""
        if changed:
            log_event("news_read", count=changed)
        if changed or ended:
            self._tell(NewsRead(changed))

    def _meet(self, error: DeskTrouble | StoreError, failures: int) -> float:
        """Say once what went wrong, have the agent see to the desk, and say how many seconds to wait."""
        reason, asked_s = type(error).__name__, 0.0
        if isinstance(error, DeskTrouble):
            reason = error.reason
            if error.retry_after_s is not None:
                asked_s = error.retry_after_s
            elif error.fault is not DeskFault.RATE_LIMITED:
                self._deliveries.doubt()
        self._told.begin("news_not_read", reason)
        return asked_s + FIRST_S + back_off_s(failures, random=self._random, first_s=FIRST_S, cap_s=CAP_S)
