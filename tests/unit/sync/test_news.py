"""Reading the news: from where it left off, second to deliveries, and quiet while the desk is not well."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from itertools import pairwise
from uuid import UUID

import pytest

from kiosk.domain.news import TicketNews
from kiosk.domain.reference import Reference
from kiosk.domain.request import PublicState
from kiosk.errors import StoreDamaged, StoreFull
from sync.desks.base import (
    Ability,
    AuthenticationFailed,
    BadAnswer,
    Changes,
    DeskFault,
    DeskTrouble,
    RateLimited,
    Refused,
    Unreachable,
)
from sync.events import Event, NewsRead
from sync.news import FIND_AFTER_S, FIRST_S, KEPT_AT_ONCE, UNREADABLE_AFTER
from tests.unit.sync.news_bench import EVERY_S, Bench, MemoryNews, NewsDesk, news
from tests.unit.sync.skipping_loop import run


def test_every_page_is_kept_and_the_next_reading_goes_on_from_there() -> None:
    async def story() -> None:
        bench = Bench(NewsDesk([news(1), news(2)], [news(3)]))
        await bench.read()
        assert set(bench.store.states) == {UUID(int=number) for number in (1, 2, 3)}
        assert [cursor for _, cursor in bench.desk.asked] == ["", "1"]
        assert bench.told == [NewsRead(2), NewsRead(1)]
        await bench.read()
        assert bench.desk.asked[-1][1] == "2"

    run(story())


def test_a_reading_without_news_is_told_too_for_the_sake_of_their_age() -> None:
    async def story() -> None:
        bench = Bench(NewsDesk())
        await bench.read()
        assert bench.told == [NewsRead(0)]

    run(story())


def test_a_reader_killed_between_two_pages_goes_on_after_the_first() -> None:
    async def story() -> None:
        desk = NewsDesk([news(1)], [news(2)])
        desk.troubles = deque([None, Unreachable(DeskFault.NO_ANSWER)])
        bench = Bench(desk)
        with pytest.raises(Unreachable):
            await bench.read()
        other = Bench(desk, bench.store)
        await other.read()
        assert [cursor for _, cursor in desk.asked] == ["", "1", "1"]
        assert set(bench.store.states) == {UUID(int=1), UUID(int=2)}

    run(story())


def test_a_reader_that_was_overtaken_writes_and_tells_nothing() -> None:
    async def story() -> None:
        bench = Bench(NewsDesk([news(1)], [news(2)]))
        bench.store.overtaken = True
        await bench.read()
        assert (len(bench.desk.asked), bench.told) == (1, [])

    run(story())


def test_a_long_page_is_written_in_parts_and_its_cursor_with_the_last() -> None:
    async def story() -> None:
        bench = Bench(NewsDesk([news(number) for number in range(1, 2 * KEPT_AT_ONCE + 2)], []))
        bench.store.silent = tuple(news(number).reference for number in range(1, KEPT_AT_ONCE + 2))
        await bench.read()
        assert bench.store.written == [
            (KEPT_AT_ONCE, "", False),
            (KEPT_AT_ONCE, "", False),
            (1, "1", False),
            (0, "2", True),
        ]
        assert bench.store.found_in == [KEPT_AT_ONCE, 1]
        assert bench.told == [NewsRead(2 * KEPT_AT_ONCE + 1), NewsRead(0), NewsRead(KEPT_AT_ONCE + 1)]

    run(story())


def test_a_page_that_is_kept_in_part_is_told_again() -> None:
    class Filling(MemoryNews):
        def _keep(self, told: Sequence[TicketNews]) -> int:
            if len(self.written) == 1:
                self.faults.append(StoreFull("No space left."))
            return super()._keep(told)

    async def story() -> None:
        bench = Bench(NewsDesk([news(number) for number in range(1, KEPT_AT_ONCE + 2)]), Filling())
        with pytest.raises(StoreFull):
            await bench.read()
        assert (len(bench.store.states), bench.store.cursor) == (KEPT_AT_ONCE, "")
        await bench.read()
        assert (len(bench.store.states), bench.store.cursor) == (KEPT_AT_ONCE + 1, "1")

    run(story())


def test_a_cursor_that_the_desk_does_not_know_is_given_up() -> None:
    async def story() -> None:
        desk = NewsDesk([news(1)])
        desk.troubles = deque([Refused(DeskFault.REFUSED, "bad_cursor")])
        bench = Bench(desk)
        bench.store.cursor = "of-an-older-desk"
        await bench.read()
        assert [cursor for _, cursor in desk.asked] == ["of-an-older-desk", ""]
        assert set(bench.store.states) == {UUID(int=1)}

    run(story())


def test_a_desk_that_refuses_even_the_beginning_is_not_asked_again_at_once() -> None:
    async def story() -> None:
        desk = NewsDesk()
        desk.troubles = deque([Refused(DeskFault.REFUSED)] * 2)
        bench = Bench(desk)
        with pytest.raises(Refused):
            await bench.read()
        assert len(desk.asked) == 1

    run(story())


def test_a_desk_that_refuses_a_cursor_of_its_own_is_read_from_its_beginning_once() -> None:
    class Forgetful(NewsDesk):
        async def changes(self, cursor: str) -> Changes:
            if cursor:
                self.asked.append((asyncio.get_running_loop().time(), cursor))
                raise Refused(DeskFault.REFUSED, "bad_cursor")
            return await super().changes(cursor)

    async def story() -> None:
        desk = Forgetful([news(1)], [news(2)])
        bench = Bench(desk)
        bench.store.cursor = "1"
        with pytest.raises(Refused):
            await bench.read()
        assert [cursor for _, cursor in desk.asked] == ["1", "", "1"]

    run(story())


def test_more_without_a_step_forward_is_no_answer() -> None:
    class Standing(NewsDesk):
        async def changes(self, cursor: str) -> Changes:
            return Changes(news=(), cursor=cursor, more=True)

    async def story() -> None:
        with pytest.raises(BadAnswer):
            await Bench(Standing()).read()

    run(story())


def test_what_was_silent_for_long_is_looked_up() -> None:
    async def story() -> None:
        bench = Bench(NewsDesk())
        bench.store.silent = (Reference("K7-0005M-9"),)
        await bench.read()
        assert bench.desk.found_for == [bench.store.silent]
        assert bench.store.states == {UUID(int=5): PublicState.SOLVED}
        assert bench.store.looks_asked == [FIND_AFTER_S / EVERY_S]
        assert bench.told == [NewsRead(0), NewsRead(1)]

    run(story())


def test_a_desk_that_cannot_find_is_not_asked_to() -> None:
    async def story() -> None:
        bench = Bench(NewsDesk())
        bench.desk.abilities = frozenset({Ability.CHANGES})
        bench.store.silent = (Reference("K7-0005M-9"),)
        await bench.read()
        assert bench.desk.found_for == []

    run(story())


def test_it_reads_now_and_then_with_jitter() -> None:
    async def story() -> None:
        bench = Bench(NewsDesk())
        await bench.run_for(3 * EVERY_S)
        assert [moment for moment, _ in bench.desk.asked] == [0, 270, 540, 810]

    run(story())


def test_nothing_is_asked_while_there_is_something_to_deliver() -> None:
    async def story() -> None:
        bench = Bench(NewsDesk([news(1)], [news(2)]))
        bench.agent.idle.clear()
        task = asyncio.create_task(bench.reader.run(every_s=EVERY_S))
        await asyncio.sleep(10 * EVERY_S)
        assert bench.desk.asked == []
        bench.agent.idle.set()
        await asyncio.sleep(1)
        assert len(bench.desk.asked) == 2
        task.cancel()

    run(story())


def test_a_delivery_comes_between_two_pages() -> None:
    async def story() -> None:
        bench = Bench(NewsDesk([news(1)], [news(2)]))
        first_kept = bench.told.append

        def busy(event: Event) -> None:
            first_kept(event)
            bench.agent.idle.clear()

        bench.reader._tell = busy
        task = asyncio.create_task(bench.read())
        await asyncio.sleep(EVERY_S)
        assert len(bench.desk.asked) == 1
        bench.agent.idle.set()
        await task
        assert len(bench.desk.asked) == 2

    run(story())


def test_after_trouble_it_waits_longer_each_time_and_has_the_agent_look() -> None:
    async def story() -> None:
        desk = NewsDesk()
        desk.troubles = deque([Unreachable(DeskFault.UNREACHABLE)] * 4)
        bench = Bench(desk)
        await bench.run_for(1000)
        moments = [moment for moment, _ in desk.asked[:5]]
        pauses = [late - early for early, late in pairwise(moments)]
        assert pauses == [FIRST_S * (1 + 2**failure / 2) for failure in range(4)]
        assert bench.agent.doubted == 4
        assert bench.told[-1] == NewsRead(0)

    run(story())


@pytest.mark.parametrize(
    "trouble",
    [
        RateLimited(DeskFault.RATE_LIMITED, retry_after_s=900.0),
        Unreachable(DeskFault.UNAVAILABLE, retry_after_s=900.0),
    ],
)
def test_a_desk_that_asks_for_patience_gets_it_from_everybody(trouble: DeskTrouble) -> None:
    async def story() -> None:
        desk = NewsDesk()
        desk.troubles = deque([trouble])
        bench = Bench(desk)
        await bench.run_for(2000)
        assert desk.asked[1][0] >= 900
        assert bench.agent.doubted == 0

    run(story())


def test_a_trouble_that_lasts_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        desk = NewsDesk()
        desk.troubles = deque([AuthenticationFailed(DeskFault.AUTHENTICATION_FAILED)] * 5)
        await Bench(desk).run_for(5000)
        assert len(desk.asked) > 5

    run(story())
    assert [record.msg for record in caplog.records].count("news_not_read") == 1


def test_news_that_cannot_be_read_are_one_task_for_staff_until_they_can() -> None:
    async def story() -> None:
        known: list[list[str]] = []
        store = MemoryNews()

        class Watched(NewsDesk):
            async def changes(self, cursor: str) -> Changes:
                known.append(store.troubles.copy())
                return await super().changes(cursor)

        desk = Watched([news(1)])
        desk.troubles = deque(
            [None, *[BadAnswer(DeskFault.BAD_ANSWER)] * 20, *[BadAnswer(DeskFault.FAILED_THERE)] * 20]
        )
        bench = Bench(desk, store)
        task = asyncio.create_task(bench.reader.run(every_s=EVERY_S))
        await asyncio.sleep(EVERY_S)
        bench.agent.idle.clear()
        await asyncio.sleep(30 * 24 * 3600)  # an outage, through which nothing is tried
        bench.agent.idle.set()
        await asyncio.sleep(3 * 24 * 3600)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        first_told = 1 + UNREADABLE_AFTER
        assert known[0] == []
        assert known[1:first_told] == [[""]] * (first_told - 1)
        assert known[first_told:41] == [["", "bad_answer"]] * (41 - first_told)
        assert store.troubles == ["", "bad_answer", ""]

    run(story())


def test_a_disk_that_takes_no_news_is_no_fault_of_the_desks() -> None:
    async def story() -> None:
        bench = Bench(NewsDesk([news(1)]))
        bench.store.faults = deque([StoreFull("No space left.")] * 2 * UNREADABLE_AFTER)
        await bench.run_for(2 * 24 * 3600)
        assert set(bench.store.states) == {UUID(int=1)}
        assert bench.store.troubles == [""]

    run(story())


def test_a_full_disk_passes_and_damage_does_not() -> None:
    async def story() -> None:
        bench = Bench(NewsDesk([news(1)]))
        bench.store.faults = deque([StoreFull("No space left.")])
        await bench.run_for(EVERY_S)
        assert set(bench.store.states) == {UUID(int=1)}
        bench.store.faults = deque([StoreDamaged("A page cannot be read.")])
        with pytest.raises(StoreDamaged):
            await bench.reader.run(every_s=EVERY_S)

    run(story())
