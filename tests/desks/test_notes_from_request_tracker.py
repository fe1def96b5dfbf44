"""What a real Request Tracker tells of what its agents write: correspondence to the customer, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from kiosk.clock import SystemClock
from kiosk.domain.news import TicketNews
from kiosk.domain.request import OutboxEntry, PublicState
from kiosk.i18n import Wording
from sync.desks.address import DeskAddress
from sync.desks.request_tracker import RequestTrackerConnector
from sync.routing import Routing
from tests.desks.rt_server import RequestTracker
from tests.desks.sample_requests import sample_entry

pytestmark = pytest.mark.timeout(180)  # the first of them also sets Request Tracker up

_T = TypeVar("_T")


def talk(desk: RequestTracker, story: Callable[[RequestTrackerConnector], Awaitable[_T]]) -> _T:
    async def main() -> _T:
        connector = RequestTrackerConnector(
            DeskAddress(url=desk.url, read_token=lambda: desk.token, clock=SystemClock()),
            kiosk="K7",
            routing=Routing(),
            queue="General",
            wording=Wording("en"),
        )
        try:
            return await story(connector)
        finally:
            await connector.close()

    return asyncio.run(main())


def file(desk: RequestTracker, entry: OutboxEntry) -> str:
    return talk(desk, lambda connector: connector.submit(entry)).id


def told(desk: RequestTracker, entry: OutboxEntry) -> TicketNews:
    async def story(connector: RequestTrackerConnector) -> TicketNews:
        return next(each for each in await connector.find([entry.request.reference]) if each.request == entry.id)

    return talk(desk, story)


def notes(news: TicketNews) -> list[tuple[str, bool]]:
    return [(note.text, note.resolves) for note in news.notes]


def write(desk: RequestTracker, ticket: str, words: str, *, kind: str = "text/plain", to: str = "correspond") -> None:
    desk.as_root("POST", f"ticket/{ticket}/{to}", Content=words, ContentType=kind)


def resolve(desk: RequestTracker, ticket: str) -> None:
    desk.as_root("PUT", f"ticket/{ticket}", Status="resolved")


def test_correspondence_is_told_as_plain_text_and_comments_are_not(request_tracker: RequestTracker) -> None:
    entry = sample_entry(420)
    ticket = file(request_tracker, entry)
    assert told(request_tracker, entry).notes == ()
    write(request_tracker, ticket, "We order a part: 1 < 2 <b>days</b>.")
    write(request_tracker, ticket, "Customer is a nuisance.", to="comment")
    write(request_tracker, ticket, "<p>تم الإصلاح<br>See &amp; believe</p>", kind="text/html")
    resolve(request_tracker, ticket)
    news = told(request_tracker, entry)
    assert news.state is PublicState.SOLVED
    assert notes(news) == [
        ("We order a part: 1 < 2 <b>days</b>.", False),
        ("تم الإصلاح\nSee & believe", True),
    ]
    assert all(note.at is not None for note in news.notes)


def test_what_the_customer_answers_is_no_note(request_tracker: RequestTracker) -> None:
    entry = sample_entry(421)
    ticket = file(request_tracker, entry)
    write(request_tracker, ticket, "Please send a picture.")
    request_tracker.execute(
        "UPDATE Transactions SET Creator = (SELECT id FROM Users WHERE Name = 'layla@example.org')"
        " WHERE ObjectId = ? AND Type = 'Correspond'",
        int(ticket),
    )
    write(request_tracker, ticket, "Thank you.")
    assert notes(told(request_tracker, entry)) == [("Thank you.", False)]


def test_after_a_merge_nobody_reads_what_was_written_to_the_other(request_tracker: RequestTracker) -> None:
    entries = [sample_entry(number) for number in (422, 423, 424)]
    first, second, third = (file(request_tracker, entry) for entry in entries)
    write(request_tracker, first, "one")
    write(request_tracker, second, "two, for another")
    request_tracker.as_root("PUT", f"ticket/{first}", MergeInto=int(second))
    write(request_tracker, second, "three")
    write(request_tracker, third, "four, for another")
    request_tracker.as_root("PUT", f"ticket/{second}", MergeInto=int(third))
    write(request_tracker, third, "five")
    resolve(request_tracker, third)
    news = told(request_tracker, entries[0])
    assert (news.ticket.id, news.state) == (third, PublicState.SOLVED)
    assert notes(news) == [("one", False), ("three", False), ("five", True)]
    assert [text for text, _ in notes(told(request_tracker, entries[2]))] == ["four, for another", "five"]


def test_a_note_too_long_for_an_answer_holds_up_no_other(request_tracker: RequestTracker) -> None:
    entry = sample_entry(425)
    ticket = file(request_tracker, entry)
    write(request_tracker, ticket, "x" * 1_200_000)
    write(request_tracker, ticket, "short")
    assert notes(told(request_tracker, entry)) == [("short", False)]


def test_a_note_alone_is_news(request_tracker: RequestTracker) -> None:
    entry = sample_entry(426)
    ticket = file(request_tracker, entry)

    async def end_of_news(connector: RequestTrackerConnector) -> str:
        page = await connector.changes("")
        while page.more:
            page = await connector.changes(page.cursor)
        return page.cursor

    cursor = talk(request_tracker, end_of_news)
    write(request_tracker, ticket, "We are looking.")
    page = talk(request_tracker, lambda connector: connector.changes(cursor))
    news = [each for each in page.news if each.request == entry.id]
    assert notes(news[-1]) == [("We are looking.", False)]
