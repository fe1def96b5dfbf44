"""A reader of news over a desk, a store and an agent in memory."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import TypeVar
from uuid import UUID

from kiosk.domain.news import TicketNews
from kiosk.domain.reference import Reference
from kiosk.domain.request import PublicState, Ticket
from kiosk.store.desk_tasks import NEWS_UNREADABLE
from sync.desks.base import (
    Ability,
    Changes,
    DeskTrouble,
)
from sync.events import Event
from sync.news import NewsReader
from tests.unit.sync.memory_outbox import ScriptedDesk

DESK = "helpdesk https://desk.example.org"
EVERY_S = 300.0
_T = TypeVar("_T")


def news(number: int, state: PublicState = PublicState.IN_WORK) -> TicketNews:
    return TicketNews(
        request=UUID(int=number), reference=Reference(f"K7-{number:04}M-9"), ticket=Ticket(id=str(number)), state=state
    )


class NewsDesk(ScriptedDesk):
    """Tells `pages` by number: the cursor is how many of them were told."""

    abilities = frozenset({Ability.CHANGES, Ability.FIND})

    def __init__(self, *pages: Sequence[TicketNews]) -> None:
        super().__init__()
        self.pages = [tuple(page) for page in pages]
        self.asked: list[tuple[float, str]] = []
        self.found_for: list[tuple[Reference, ...]] = []
        self.troubles: deque[DeskTrouble | None] = deque()

    async def changes(self, cursor: str) -> Changes:
        self.asked.append((asyncio.get_running_loop().time(), cursor))
        await asyncio.sleep(0)
        if self.troubles and (trouble := self.troubles.popleft()) is not None:
            raise trouble
        told = int(cursor or 0)
        page = self.pages[told] if told < len(self.pages) else ()
        after = min(told + 1, len(self.pages))
        return Changes(news=page, cursor=str(after), more=after < len(self.pages))

    async def find(self, references: Sequence[Reference]) -> tuple[TicketNews, ...]:
        self.found_for.append(tuple(references))
        return tuple(news(int(reference[3:7]), PublicState.SOLVED) for reference in references)


class MemoryNews:
    """The part of the store that keeps news; every future is done when it is returned."""

    def __init__(self) -> None:
        self.cursor = ""
        self.states: dict[UUID, PublicState] = {}
        self.silent: tuple[Reference, ...] = ()
        self.looks_asked: list[int] = []
        self.written: list[tuple[int, str, bool]] = []
        """Of each write of news: how many, the cursor that came with them, and whether they were the last."""
        self.found_in: list[int] = []
        """Of each write of what was looked up: for how many."""
        self.faults: deque[Exception] = deque()
        self.troubles: list[str] = []
        """What staff were told, in order; an empty text is the end of it."""
        self.overtaken = False

    def trusted_now(self) -> datetime | None:
        return datetime(2026, 11, 22, 8, 0, tzinfo=UTC)

    def news_cursor(self, desk: str) -> Future[str]:
        assert desk == DESK
        return self._done(lambda: self.cursor)

    def keep_news(
        self,
        desk: str,
        told: Sequence[TicketNews],
        *,
        after: str,
        cursor: str,
        ended: bool,
        asked_at: datetime | None,
    ) -> Future[int | None]:
        def write() -> int | None:
            if self.overtaken:
                return None
            assert after == self.cursor
            self.cursor = cursor
            self.written.append((len(told), cursor, ended))
            return self._keep(told)

        return self._done(write)

    def keep_found(
        self, desk: str, asked: Sequence[Reference], told: Sequence[TicketNews], *, asked_at: datetime | None
    ) -> Future[int]:
        assert {news.reference for news in told} <= set(asked)
        self.found_in.append(len(asked))
        return self._done(lambda: self._keep(told))

    def silent_tickets(self, desk: str, *, looks: int, limit: int) -> Future[tuple[Reference, ...]]:
        self.looks_asked.append(looks)
        return self._done(lambda: self.silent[:limit])

    def begin_news_anew(self, desk: str) -> Future[None]:
        self.cursor = ""
        return self._done(lambda: None)

    def keep_trouble(self, kind: str, code: str) -> Future[None]:
        assert kind == NEWS_UNREADABLE
        return self._done(lambda: self.troubles.append(code))

    def _keep(self, told: Sequence[TicketNews]) -> int:
        changed = [each for each in told if self.states.get(each.request) != each.state]
        self.states |= {each.request: each.state for each in told}
        return len(changed)

    def _done(self, write: Callable[[], _T]) -> Future[_T]:
        future: Future[_T] = Future()
        if self.faults:
            future.set_exception(self.faults.popleft())
        else:
            future.set_result(write())
        return future


class Agent:
    """An agent that is idle as a test says."""

    def __init__(self) -> None:
        self.idle = asyncio.Event()
        self.idle.set()
        self.doubted = 0

    async def until_idle(self) -> None:
        await self.idle.wait()

    def doubt(self) -> None:
        self.doubted += 1


class Bench:
    """A reader over desk, store and agent in memory; `told` is what it told the kiosk."""

    def __init__(self, desk: NewsDesk, store: MemoryNews | None = None) -> None:
        self.desk, self.store, self.agent = desk, store or MemoryNews(), Agent()
        self.told: list[Event] = []
        self.reader = NewsReader(
            store=self.store,
            connector=desk,
            desk=DESK,
            deliveries=self.agent,
            tell=self.told.append,
            random=lambda: 0.5,
        )

    async def read(self) -> None:
        await self.reader.read(every_s=EVERY_S)

    async def run_for(self, seconds: float) -> None:
        task = asyncio.create_task(self.reader.run(every_s=EVERY_S))
        await asyncio.sleep(seconds)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
