"""The cursor of Request Tracker's news, over a desk of rows in memory."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from uuid import UUID

import httpx
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.news import TicketNews
from kiosk.domain.reference import Reference
from kiosk.domain.request import Ticket
from sync.desks.base import BadAnswer, Refused
from sync.desks.http_line import Answer, Query
from sync.desks.request_tracker_news import read_news
from sync.desks.request_tracker_wire import PAGE, Row

START = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


class RowDesk:
    """Answers as RT does: by its own clock, in the order asked for, a hundred at a time."""

    def __init__(self) -> None:
        self.now = START
        self.updated: dict[int, datetime] = {}

    async def ask(self, path: str, query: Query = ()) -> Answer:
        headers = httpx.Headers({"Date": format_datetime(self.now, usegmt=True)})
        if path == "rt":
            return Answer(200, headers, b'{"Version": "5.0.3"}')
        given_query = dict(query)
        assert [value for name, value in query if name == "orderby"] == ["LastUpdated", "id"]
        since = re.search(r"LastUpdated >= '(\d+) seconds ago'", given_query["query"])
        floor = self.now - timedelta(seconds=int(since[1])) if since else datetime.min.replace(tzinfo=UTC)
        rows = sorted((moment, number) for number, moment in self.updated.items() if moment >= floor)
        begin = (int(given_query["page"]) - 1) * PAGE
        items = [self._item(number, moment) for moment, number in rows[begin : begin + PAGE]]
        return Answer(200, headers, msgspec.json.encode({"items": items, "total": 9999}))

    async def tell(self, rows: Sequence[Row]) -> tuple[TicketNews, ...]:
        return tuple(
            TicketNews(
                request=UUID(int=row.number),
                reference=Reference(""),
                ticket=Ticket(id=str(row.number)),
                state=row.state,
            )
            for row in rows
        )

    def read(self, cursor: str) -> tuple[set[int], str]:
        """Every number told after `cursor`, and the next cursor."""

        async def main() -> tuple[set[int], str]:
            told: set[int] = set()
            after = cursor
            while True:
                changes = await read_news(after, ours="ours", ask=self.ask, tell=self.tell)
                told |= {int(news.ticket.id) for news in changes.news}
                assert not (changes.more and changes.cursor == after), "the cursor stands still"
                after = changes.cursor
                if not changes.more:
                    return told, after

        return asyncio.run(main())

    @staticmethod
    def _item(number: int, moment: datetime) -> dict[str, object]:
        return {
            "id": str(number),
            "Status": "new",
            "Owner": {"id": "Nobody"},
            "Creator": {"id": "kiosk-K7"},
            "EffectiveId": str(number),
            "LastUpdated": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "CustomFields": [],
        }


@given(
    rounds=st.lists(st.lists(st.tuples(st.integers(1, 400), st.integers(0, 3)), max_size=350), min_size=1, max_size=4)
)
def test_no_update_is_missed_however_many_fall_into_one_second(rounds: list[list[tuple[int, int]]]) -> None:
    desk = RowDesk()
    cursor = ""
    for updates in rounds:
        desk.now += timedelta(minutes=7)
        for number, seconds in updates:
            desk.updated[number] = desk.now - timedelta(seconds=seconds)
        told, cursor = desk.read(cursor)
        assert told >= {number for number, _ in updates}


def test_an_update_that_became_visible_late_is_told() -> None:
    desk = RowDesk()
    desk.updated[1] = desk.now
    _, cursor = desk.read("")
    desk.updated[2] = desk.now - timedelta(seconds=20)
    desk.now += timedelta(seconds=30)
    assert 2 in desk.read(cursor)[0]


def test_a_quiet_desk_leaves_the_cursor_where_it_was() -> None:
    desk = RowDesk()
    assert desk.read("") == (set(), "")
    desk.updated[1] = desk.now
    _, cursor = desk.read("")
    desk.now += timedelta(days=3)
    for _ in range(3):
        assert desk.read(cursor)[1] == cursor


@pytest.mark.parametrize("cursor", ["x", "2026-11-22", "2026-11-22T04:00:00Z/x", "/1"])
def test_a_cursor_that_is_none_is_refused(cursor: str) -> None:
    with pytest.raises(Refused):
        RowDesk().read(cursor)


def test_a_date_that_names_no_zone_is_read_as_http_has_it() -> None:
    desk = RowDesk()
    desk.updated[1] = desk.now

    async def zoneless(path: str, query: Query = ()) -> Answer:
        answer = await desk.ask(path, query)
        return Answer(200, httpx.Headers({"Date": answer.headers["Date"].replace("GMT", "-0000")}), answer.body)

    changes = asyncio.run(read_news("2026-11-22T03:59:00Z/1", ours="ours", ask=zoneless, tell=desk.tell))
    assert [news.ticket.id for news in changes.news] == ["1"]


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "yesterday"])
def test_an_update_at_a_moment_of_no_desk_is_no_answer(moment: str) -> None:
    desk = RowDesk()
    row = msgspec.json.encode({"items": [desk._item(1, START) | {"LastUpdated": moment}]})

    async def answer(path: str, query: Query = ()) -> Answer:
        return Answer(200, httpx.Headers(), row)

    with pytest.raises(BadAnswer):
        asyncio.run(read_news("", ours="ours", ask=answer, tell=desk.tell))


def test_an_update_at_the_first_moment_leaves_a_cursor_that_can_be_read() -> None:
    desk = RowDesk()
    desk.updated[1] = datetime(1970, 1, 1, tzinfo=UTC)
    _, cursor = desk.read("")
    assert desk.read(cursor) == ({1}, cursor)


@pytest.mark.parametrize("field", ["id", "EffectiveId"])
@pytest.mark.parametrize("number", ["x", "", "-1", "1.5", "9" * 5000])
def test_a_ticket_whose_number_is_none_is_no_answer(field: str, number: str) -> None:
    desk = RowDesk()
    row = msgspec.json.encode({"items": [desk._item(1, START) | {field: number}]})

    async def answer(path: str, query: Query = ()) -> Answer:
        return Answer(200, httpx.Headers(), row)

    with pytest.raises(BadAnswer):
        asyncio.run(read_news("", ours="ours", ask=answer, tell=desk.tell))


@pytest.mark.parametrize("date", [None, "soon", "Sun, 22 Nov 99999999999999999999 09:00:00 GMT"])
def test_an_answer_without_a_date_is_no_answer_of_a_desk(date: str | None) -> None:
    desk = RowDesk()

    async def undated(path: str, query: Query = ()) -> Answer:
        headers = httpx.Headers() if date is None else httpx.Headers({"Date": date})
        return Answer(200, headers, (await desk.ask(path, query)).body)

    with pytest.raises(BadAnswer):
        asyncio.run(read_news("2026-11-22T04:00:00Z/1", ours="ours", ask=undated, tell=desk.tell))
