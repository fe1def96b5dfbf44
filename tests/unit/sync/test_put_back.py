"""A whole disk that was put back: found out by what the desk knows, at the start, after any trouble."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from kiosk.clock import ManualClock
from kiosk.domain.news import TicketNews
from kiosk.domain.reference import Reference
from kiosk.domain.request import PublicState, Ticket
from kiosk.store import Store, open_store
from kiosk.store.put_back import LOOK_AHEAD, upcoming_references
from kiosk.store.tasks import RESTORED
from sync import put_back
from sync.desks.base import Ability, DeskFault, DeskTrouble, RateLimited, Unreachable
from sync.put_back import find_put_back_disk
from tests.unit.sync.memory_outbox import ScriptedDesk

STRANGER = UUID(int=4711)


class RememberingDesk(ScriptedDesk):
    """Has tickets of some references."""

    abilities = frozenset({Ability.FIND})

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[Reference, UUID] = {}
        self.asked: list[tuple[Reference, ...]] = []
        self.troubles: deque[DeskTrouble] = deque()
        self.hits = 0
        """How often it has the first of whatever it is asked for."""

    async def find(self, references: Sequence[Reference]) -> tuple[TicketNews, ...]:
        self.asked.append(tuple(references))
        if self.troubles:
            raise self.troubles.popleft()
        if self.hits:
            self.hits -= 1
            self.known[references[0]] = STRANGER
        return tuple(
            TicketNews(
                request=self.known[reference], reference=reference, ticket=Ticket(id="1"), state=PublicState.SOLVED
            )
            for reference in references
            if reference in self.known
        )


class IdleAgent:
    """Has nothing to deliver."""

    def __init__(self) -> None:
        self.doubts = 0

    async def until_idle(self) -> None:
        """Now."""

    def doubt(self) -> None:
        self.doubts += 1


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    clock = ManualClock(datetime(2026, 11, 22, 8, tzinfo=UTC))
    opened = open_store(tmp_path / "store", bytes(range(32)), kiosk_code="K7", clock=clock).store
    yield opened
    opened.close()


def look(store: Store, desk: RememberingDesk, agent: IdleAgent | None = None) -> None:
    asyncio.run(
        find_put_back_disk(
            store=store, kiosk_code="K7", connector=desk, deliveries=agent or IdleAgent(), random=lambda: 0.0
        )
    )


def test_a_desk_that_knows_none_of_them_is_asked_once(store: Store) -> None:
    desk, coming = RememberingDesk(), upcoming_references(store, "K7")
    look(store, desk)
    assert desk.asked == [coming]
    assert upcoming_references(store, "K7") == coming
    assert not store.staff_tasks()


@pytest.mark.parametrize("at", [0, LOOK_AHEAD - 1])
def test_one_that_was_given_out_before_begins_a_new_generation(store: Store, at: int) -> None:
    desk, coming = RememberingDesk(), upcoming_references(store, "K7")
    desk.known[coming[at]] = STRANGER
    look(store, desk)
    after = upcoming_references(store, "K7")
    assert after[0][7] != coming[0][7]
    assert desk.asked == [coming, after]
    assert [task.kind for task in store.staff_tasks()] == [RESTORED]
    assert store.is_announcement_due()


def test_an_image_that_is_put_back_again_passes_over_what_it_drew_before(store: Store) -> None:
    desk = RememberingDesk()
    desk.hits = 3
    look(store, desk)
    generations = [asked[0][7] for asked in desk.asked]
    assert len(set(generations)) == len(generations) == 4
    assert upcoming_references(store, "K7") == desk.asked[-1]
    assert [task.kind for task in store.staff_tasks()] == [RESTORED]


def test_what_was_not_asked_for_proves_nothing(store: Store) -> None:
    class Talkative(RememberingDesk):
        async def find(self, references: Sequence[Reference]) -> tuple[TicketNews, ...]:
            return await super().find([*references, Reference("K7-0001A-0")])

    desk, coming = Talkative(), upcoming_references(store, "K7")
    desk.known[Reference("K7-0001A-0")] = STRANGER
    look(store, desk)
    assert len(desk.asked) == 1
    assert upcoming_references(store, "K7") == coming


def test_trouble_is_waited_out(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(put_back, "FIRST_S", 0.01)
    desk, agent = RememberingDesk(), IdleAgent()
    desk.troubles.extend([Unreachable(DeskFault.NO_ANSWER), RateLimited(DeskFault.RATE_LIMITED, retry_after_s=0.01)])
    desk.known[upcoming_references(store, "K7")[0]] = STRANGER
    look(store, desk, agent)
    assert len(desk.asked) == 4
    assert agent.doubts == 1
    assert store.is_announcement_due()


def test_a_desk_that_cannot_be_asked_is_not(store: Store) -> None:
    desk = RememberingDesk()
    desk.abilities = frozenset()  # type: ignore[misc]  # as a mailbox declares it
    look(store, desk)
    assert desk.asked == []
