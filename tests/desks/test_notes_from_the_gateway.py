"""What a real django-helpdesk tells of what its agents write: what is for the customer, and never what is not."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

import pytest

from kiosk.clock import SystemClock
from kiosk.domain.news import TicketNews
from kiosk.domain.request import OutboxEntry, PublicState
from sync.desks.address import DeskAddress
from sync.desks.base import Changes
from sync.desks.embedded import GATEWAY_FOLDER, EmbeddedDesk, desk_python
from sync.desks.gateway import GatewayConnector
from sync.routing import Routing
from tests.desks.agents_view import AgentsView
from tests.desks.helpdesk_agent import RESOLVED, merge, take_back, write
from tests.desks.sample_requests import sample_entry

_T = TypeVar("_T")


@pytest.fixture
def agents(desk: EmbeddedDesk) -> Iterator[AgentsView]:
    with AgentsView(desk.announced) as view:
        yield view


def talk(desk: EmbeddedDesk, story: Callable[[GatewayConnector], Awaitable[_T]]) -> _T:
    async def main() -> _T:
        connector = GatewayConnector(
            DeskAddress(url=desk.url, read_token=lambda: desk.token, clock=SystemClock()), routing=Routing()
        )
        try:
            return await story(connector)
        finally:
            await connector.close()

    return asyncio.run(main())


def file(desk: EmbeddedDesk, entry: OutboxEntry) -> str:
    return talk(desk, lambda connector: connector.submit(entry)).id


def told(desk: EmbeddedDesk, entry: OutboxEntry) -> TicketNews:
    """What the desk tells of `entry` now: the same whichever way it is asked."""

    async def story(connector: GatewayConnector) -> tuple[TicketNews, TicketNews]:
        found = [each for each in await connector.find([entry.request.reference]) if each.request == entry.id]
        cursor, changed = "", []
        while True:
            page = await connector.changes(cursor)
            changed += [each for each in page.news if each.request == entry.id]
            cursor = page.cursor
            if not page.more:
                return found[-1], changed[-1]

    by_reference, by_cursor = talk(desk, story)
    assert by_reference == by_cursor
    return by_reference


def manage(desk: EmbeddedDesk, *command: str) -> None:
    """Run a Django command on the desk."""
    data = desk.announced.token_file.parent
    run = [desk_python(), "-m", "frontdoor_gateway", "manage", "--data", str(data), *command]
    env = os.environ | {"PYTHONPATH": str(GATEWAY_FOLDER)}
    subprocess.run(run, env=env, check=True, capture_output=True, timeout=50)


def notes(news: TicketNews) -> list[tuple[str, bool]]:
    return [(note.text, note.resolves) for note in news.notes]


def end_of_news(desk: EmbeddedDesk) -> str:
    async def story(connector: GatewayConnector) -> str:
        page = Changes(news=(), cursor="", more=True)
        while page.more:
            page = await connector.changes(page.cursor)
        return page.cursor

    return talk(desk, story)


def test_what_agents_write_for_the_customer_is_told_and_the_rest_is_not(desk: EmbeddedDesk, agents: AgentsView) -> None:
    entry = sample_entry(500)
    ticket = file(desk, entry)
    assert told(desk, entry).notes == ()
    write(agents, ticket, "We order a part.\n\nIt takes <b>two</b> days.")
    write(agents, ticket, "Customer is a nuisance.", public=False)
    write(agents, ticket, "Replaced the part. 屏幕已更换", status=RESOLVED)
    news = told(desk, entry)
    assert news.state is PublicState.SOLVED
    assert notes(news) == [
        ("We order a part.\n\nIt takes <b>two</b> days.", False),
        ("Replaced the part. 屏幕已更换", True),
    ]
    assert all(note.at is not None for note in news.notes)


def test_a_resolution_that_was_internal_is_not_told(desk: EmbeddedDesk, agents: AgentsView) -> None:
    entry = sample_entry(501)
    ticket = file(desk, entry)
    write(agents, ticket, "Told them off.", public=False, status=RESOLVED)
    assert (told(desk, entry).state, told(desk, entry).notes) == (PublicState.SOLVED, ())


def test_a_note_alone_is_news(desk: EmbeddedDesk, agents: AgentsView) -> None:
    entry = sample_entry(502)
    ticket = file(desk, entry)
    cursor = end_of_news(desk)
    write(agents, ticket, "We are looking.")
    page = talk(desk, lambda connector: connector.changes(cursor))
    assert [(each.request, notes(each)) for each in page.news] == [(entry.id, [("We are looking.", False)])]


def test_after_a_merge_nobody_reads_what_was_written_to_the_other(desk: EmbeddedDesk, agents: AgentsView) -> None:
    ours, theirs = sample_entry(503), sample_entry(504)
    lost, kept = file(desk, ours), file(desk, theirs)
    write(agents, lost, "Dear Layla, we look.")
    write(agents, lost, "Layla called twice.", public=False)
    write(agents, kept, "Dear Omar, your salary slip is ready.")
    merge(agents, lost, kept)
    write(agents, kept, "All screens work again.", status=RESOLVED)
    news = told(desk, ours)
    assert (news.ticket.id, news.state) == (kept, PublicState.SOLVED)
    assert notes(news) == [("Dear Layla, we look.", False), ("All screens work again.", True)]
    assert ("Dear Omar, your salary slip is ready.", False) in notes(told(desk, theirs))


def test_a_chain_of_merges_keeps_the_line(desk: EmbeddedDesk, agents: AgentsView) -> None:
    entries = [sample_entry(number) for number in (505, 506, 507)]
    first, second, third = (file(desk, entry) for entry in entries)
    write(agents, first, "one")
    write(agents, second, "two, for another")
    merge(agents, first, second)
    write(agents, second, "three")
    write(agents, third, "four, for another")
    merge(agents, second, third)
    write(agents, third, "five")
    news = told(desk, entries[0])
    assert news.ticket.id == third
    assert [text for text, _ in notes(news)] == ["one", "three", "five"]


def test_many_long_notes_do_not_make_an_answer_that_nobody_reads(desk: EmbeddedDesk, agents: AgentsView) -> None:
    """Twelve tickets with more than a kiosk wants to know: all news come, in pages that it takes."""
    entries = [sample_entry(number) for number in range(520, 532)]
    tickets = [file(desk, entry) for entry in entries]
    cursor = end_of_news(desk)
    for ticket in tickets:
        for number in range(4):
            write(agents, ticket, f"{number}" + "字" * 5_000)
    seen: dict[str, list[str]] = {}
    pages = 0
    while True:
        page = talk(desk, lambda connector, after=cursor: connector.changes(after))
        seen |= {news.ticket.id: [note.text[0] for note in news.notes] for news in page.news}
        pages, cursor = pages + 1, page.cursor
        if not page.more:
            break
    assert (set(seen), pages > 1) == (set(tickets), True)
    assert {tuple(numbers) for numbers in seen.values()} == {("1", "2", "3")}


def test_a_desk_that_was_put_back_to_an_earlier_day_tells_everything_again(desk: EmbeddedDesk) -> None:
    entry = sample_entry(508)
    file(desk, entry)
    beyond = str(int(end_of_news(desk)) + 1_000)
    page = talk(desk, lambda connector: connector.changes(beyond))
    assert page.news
    assert int(end_of_news(desk)) < int(beyond)


def test_a_note_that_is_taken_back_is_told_no_more(desk: EmbeddedDesk, agents: AgentsView) -> None:
    entry = sample_entry(509)
    ticket = file(desk, entry)
    write(agents, ticket, "Meant for somebody else.")
    cursor = end_of_news(desk)
    (note,) = told(desk, entry).notes
    take_back(agents, ticket, note.id, note.text)
    page = talk(desk, lambda connector: connector.changes(cursor))
    assert [(each.request, each.notes) for each in page.news] == [(entry.id, ())]


def test_a_note_that_is_edited_after_a_merge_stays_where_it_belongs(desk: EmbeddedDesk, agents: AgentsView) -> None:
    """django-helpdesk makes another follow-up of the same date."""
    ours, theirs = sample_entry(512), sample_entry(513)
    lost, kept = file(desk, ours), file(desk, theirs)
    write(agents, kept, "Dear Omar, before.")
    (note,) = told(desk, theirs).notes
    merge(agents, lost, kept)
    form = f"/tickets/{kept}/followup_edit/{note.id}/"
    agents.post(form, form=form, title="T", ticket=kept, comment="Dear Omar, edited.", public="1", new_status="1")
    assert notes(told(desk, theirs)) == [("Dear Omar, edited.", False)]
    assert told(desk, ours).notes == ()


def test_merges_from_before_the_gateway_knew_of_notes_tell_later_ones_only(own_desk: EmbeddedDesk) -> None:
    """The migration draws the line where it finds the desk: what it cannot tell apart is told to nobody."""
    own_desk.start()
    ours, theirs = sample_entry(510), sample_entry(511)
    lost, kept = file(own_desk, ours), file(own_desk, theirs)
    with AgentsView(own_desk.announced) as agents:
        write(agents, kept, "Dear Omar, before.")
        merge(agents, lost, kept)
        manage(own_desk, "migrate", "frontdoor_gateway", "0001")
        manage(own_desk, "migrate", "frontdoor_gateway")
        write(agents, kept, "To both of you.")
    assert [text for text, _ in notes(told(own_desk, ours))] == ["To both of you."]
