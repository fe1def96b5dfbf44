"""The cursor of Redmine's news, over a desk of rows in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.news import TicketNews
from kiosk.domain.reference import Reference
from kiosk.domain.request import PublicState, Ticket
from sync.desks.base import BadAnswer, Refused
from sync.desks.news_cursor import write_moment
from sync.desks.redmine_news import read_news
from sync.desks.redmine_wire import PAGE, Named, Row, Status

START = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


class RowDesk:
    """Answers as Redmine does: issues since a second, in the order of their updates, a page at a time."""

    def __init__(self) -> None:
        self.updated: dict[int, datetime] = {}

    async def search(self, conditions: Sequence[tuple[str, str]], offset: int) -> Sequence[Row]:
        given = dict(conditions)
        since = given.pop("updated_on", f">={write_moment(START)}").removeprefix(">=")
        assert not given
        rows = sorted((moment, number) for number, moment in self.updated.items() if write_moment(moment) >= since)
        return [
            Row(
                id=number,
                tracker=Named(1),
                status=Status(id=1, is_closed=False),
                updated_on=write_moment(moment),
                author=Named(7),
            )
            for moment, number in rows[offset : offset + PAGE]
        ]

    async def tell(self, rows: Sequence[Row]) -> tuple[TicketNews, ...]:
        return tuple(
            TicketNews(
                request=UUID(int=row.id),
                reference=Reference(""),
                ticket=Ticket(id=str(row.id)),
                state=PublicState.RECEIVED,
            )
            for row in rows
        )

    def read(self, cursor: str) -> tuple[set[int], str]:
        """The numbers of all issues told after `cursor`, and where to go on."""
        told: set[int] = set()
        for _ in range(1000):
            changes = asyncio.run(read_news(cursor, search=self.search, tell=self.tell))
            told |= {int(news.ticket.id) for news in changes.news}
            assert not changes.more or changes.cursor != cursor
            cursor = changes.cursor
            if not changes.more:
                return told, cursor
        raise AssertionError("news do not end")


@given(st.lists(st.integers(0, 300), max_size=4 * PAGE), st.lists(st.integers(0, 300), max_size=2 * PAGE))
def test_every_update_is_told(before: list[int], after: list[int]) -> None:
    desk = RowDesk()
    desk.updated = {number: START + timedelta(seconds=second) for number, second in enumerate(before)}
    told, cursor = desk.read("")
    assert told == set(desk.updated)
    later = {1000 + number: START + timedelta(seconds=300 + second) for number, second in enumerate(after)}
    desk.updated |= later
    told, _ = desk.read(cursor)
    assert set(later) <= told


def test_more_updates_in_one_second_than_a_page_holds_are_all_told() -> None:
    desk = RowDesk()
    desk.updated = dict.fromkeys(range(3 * PAGE + 1), START)
    assert desk.read("")[0] == set(desk.updated)


def test_an_update_that_is_committed_late_is_told() -> None:
    """Dated when it began, seen half a minute after something younger."""
    desk = RowDesk()
    desk.updated = {1: START + timedelta(seconds=100)}
    _, cursor = desk.read("")
    desk.updated[2] = START + timedelta(seconds=70)
    assert 2 in desk.read(cursor)[0]


def test_the_cursor_stands_while_nothing_happens() -> None:
    desk = RowDesk()
    assert desk.read("") == (set(), "")
    desk.updated = {1: START + timedelta(seconds=100)}
    _, cursor = desk.read("")
    assert desk.read(cursor)[1] == cursor
    desk.updated = {}  # deleted at the desk
    assert desk.read(cursor) == (set(), cursor)


@pytest.mark.parametrize("cursor", ["yesterday", "2026-11-22T04:36:34Z", "2026-11-22T04:36:34Z/x"])
def test_a_cursor_of_another_desk_is_refused(cursor: str) -> None:
    with pytest.raises(Refused):
        RowDesk().read(cursor)


def test_a_moment_that_is_none_is_a_bad_answer() -> None:
    desk = RowDesk()

    async def search(conditions: Sequence[tuple[str, str]], offset: int) -> Sequence[Row]:
        status = Status(id=1, is_closed=False)
        return [Row(id=1, tracker=Named(1), status=status, updated_on="22/11/2026", author=Named(7))]

    with pytest.raises(BadAnswer):
        asyncio.run(read_news("", search=search, tell=desk.tell))
