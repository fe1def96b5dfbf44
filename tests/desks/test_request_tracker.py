"""What only Request Tracker does: fields, queues, merges and statuses; a real one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import pytest

from kiosk.clock import SystemClock
from kiosk.domain.catalog import Priority, RequestKind
from kiosk.domain.news import TicketNews
from kiosk.domain.request import PublicState, Ticket
from kiosk.i18n import Wording
from sync.desks.address import DeskAddress
from sync.desks.base import DeskFault, NotSetUp, Refused
from sync.desks.request_tracker import RequestTrackerConnector
from sync.routing import Routing, Rule
from tests.desks.rt_server import RequestTracker
from tests.desks.sample_requests import ARABIC_WORDS, sample_entry

pytestmark = pytest.mark.timeout(180)  # the first of them also sets Request Tracker up

_T = TypeVar("_T")


def talk(
    desk: RequestTracker,
    story: Callable[[RequestTrackerConnector], Awaitable[_T]],
    *,
    queue: str = "General",
    routing: Routing | None = None,
) -> _T:
    async def main() -> _T:
        connector = RequestTrackerConnector(
            DeskAddress(url=desk.url, read_token=lambda: desk.token, clock=SystemClock()),
            routing=routing or Routing(restricted_queue="Confidential"),
            kiosk="K7",
            queue=queue,
            wording=Wording("en"),
        )
        try:
            return await story(connector)
        finally:
            await connector.close()

    return asyncio.run(main())


@contextmanager
def changed(desk: RequestTracker, statement: str, there: int, back: int) -> Iterator[None]:
    """The database otherwise for a while."""
    desk.execute(statement, there)
    try:
        yield
    finally:
        desk.execute(statement, back)


def test_agents_read_the_customers_words_as_typed(request_tracker: RequestTracker) -> None:
    entry = sample_entry(401)
    ticket = talk(request_tracker, lambda connector: connector.submit(entry))
    text = request_tracker.text_of(ticket.id)
    assert all(line in text for line in ARABIC_WORDS.splitlines())
    assert "Answer in: \u2068Arabic (ar)\u2069" in text
    shown = request_tracker.as_root("GET", f"ticket/{ticket.id}")
    assert shown["Subject"] == f"{entry.request.reference} Broken device"
    assert ticket.url == f"{request_tracker.url}/Ticket/Display.html?id={ticket.id}"


def test_a_request_for_a_missing_queue_goes_to_the_one_for_all(request_tracker: RequestTracker) -> None:
    entry = sample_entry(402, queue="Never made")
    ticket = talk(request_tracker, lambda connector: connector.submit(entry))
    queue = request_tracker.as_root("GET", f"ticket/{ticket.id}")["Queue"]
    assert isinstance(queue, dict)
    assert request_tracker.as_root("GET", f"queue/{queue['id']}")["Name"] == "General"


def test_a_desk_without_any_queue_for_us_is_told_to_staff(request_tracker: RequestTracker) -> None:
    async def story(connector: RequestTrackerConnector) -> NotSetUp:
        with pytest.raises(NotSetUp) as met:
            await connector.submit(sample_entry(403, queue="Never made"))
        return met.value

    trouble = talk(request_tracker, story, queue="Never made either")
    assert (trouble.fault, trouble.detail) == (DeskFault.NOT_SET_UP, "no_queue")


def test_rules_choose_queue_owner_and_priority(request_tracker: RequestTracker) -> None:
    rules = [Rule(departments=frozenset({"it"}), queue="General", owner="root")]
    entry = sample_entry(420, priority=Priority.HIGH)
    ticket = talk(request_tracker, lambda connector: connector.submit(entry), routing=Routing(rules))
    shown = request_tracker.as_root("GET", f"ticket/{ticket.id}?fields[Queue]=Name")
    queue, owner = shown["Queue"], shown["Owner"]
    assert isinstance(queue, dict)
    assert isinstance(owner, dict)
    assert (queue["Name"], owner["id"], shown["Priority"]) == ("General", "root", "100")


def test_an_owner_that_nobody_is_loses_no_request(request_tracker: RequestTracker) -> None:
    routing = Routing([Rule(owner="nobody-here")])
    ticket = talk(request_tracker, lambda connector: connector.submit(sample_entry(421)), routing=routing)
    owner = request_tracker.as_root("GET", f"ticket/{ticket.id}")["Owner"]
    assert isinstance(owner, dict)
    assert owner["id"] == "Nobody"


def test_a_complaint_goes_into_its_queue_or_nowhere(request_tracker: RequestTracker) -> None:
    entry = sample_entry(422, kind=RequestKind.COMPLAINT)

    async def refused(connector: RequestTrackerConnector) -> Refused:
        with pytest.raises(Refused) as met:
            await connector.submit(entry)
        return met.value

    trouble = talk(request_tracker, refused, routing=Routing(restricted_queue="Never made"))
    assert trouble.fault is DeskFault.NO_RESTRICTED_QUEUE
    assert request_tracker.tickets_by_key()[entry.id] == 0
    ticket = talk(request_tracker, lambda connector: connector.submit(entry))
    queue = request_tracker.as_root("GET", f"ticket/{ticket.id}?fields[Queue]=Name")["Queue"]
    assert isinstance(queue, dict)
    assert queue["Name"] == "Confidential"


def test_nothing_is_filed_while_a_field_is_missing(request_tracker: RequestTracker) -> None:
    entry = sample_entry(404)

    async def story(connector: RequestTrackerConnector) -> str:
        with pytest.raises(NotSetUp) as met:
            await connector.submit(entry)
        return met.value.detail

    disable = "UPDATE CustomFields SET Disabled = ? WHERE Name = 'KioskUUID'"
    with changed(request_tracker, disable, 1, 0):
        assert talk(request_tracker, story) == "no_kioskuuid"
    found = talk(request_tracker, lambda connector: connector.find([entry.request.reference]))
    assert found == ()


def test_a_ticket_that_lost_its_key_is_put_aside(request_tracker: RequestTracker) -> None:
    """The field is there, but the kiosk may not fill it: RT makes the ticket and says nothing."""
    entry = sample_entry(405)

    async def story(connector: RequestTrackerConnector) -> str:
        with pytest.raises(NotSetUp) as met:
            await connector.submit(entry)
        return met.value.detail

    move = "UPDATE ACL SET PrincipalId = PrincipalId + ? WHERE RightName = 'SetInitialCustomField'"
    with changed(request_tracker, move, 100_000, -100_000):
        request_tracker.kill()  # rights are kept in memory
        request_tracker.start()
        assert talk(request_tracker, story) == "field_not_stored"
    request_tracker.kill()
    request_tracker.start()
    assert open_tickets_named(request_tracker, entry.request.reference) == 0
    talk(request_tracker, lambda connector: connector.submit(entry))
    assert open_tickets_named(request_tracker, entry.request.reference) == 1


def open_tickets_named(desk: RequestTracker, reference: str) -> int:
    found = desk.as_root("GET", f"tickets?query=Subject LIKE '{reference}' AND Status != 'rejected'")
    items = found["items"]
    assert isinstance(items, list)
    return len(items)


def test_a_ticket_that_agents_merged_is_followed(request_tracker: RequestTracker) -> None:
    entry = sample_entry(406)
    other = request_tracker.as_root("POST", "ticket", Queue="General", Subject="All screens of floor 3")["id"]

    async def story(connector: RequestTrackerConnector) -> tuple[str, list[tuple[str, PublicState]]]:
        ticket = await connector.submit(entry)
        await asyncio.to_thread(request_tracker.as_root, "PUT", f"ticket/{ticket.id}", MergeInto=int(str(other)))
        await asyncio.to_thread(request_tracker.as_root, "PUT", f"ticket/{other}", Status="resolved")
        again = await connector.submit(entry)
        found = await connector.find([entry.request.reference])
        return again.id, [(news.ticket.id, news.state) for news in found]

    assert talk(request_tracker, story) == (str(other), [(str(other), PublicState.SOLVED)])


def test_a_ticket_that_an_agent_made_of_one_is_left_alone(request_tracker: RequestTracker) -> None:
    entry = sample_entry(407)
    ticket = talk(request_tracker, lambda connector: connector.submit(entry))
    fields = {"KioskUUID": str(entry.id), "KioskReference": entry.request.reference, "KioskCode": "K7"}
    made = request_tracker.as_root("POST", "ticket", Queue="General", Subject="And the cable", CustomFields=fields)
    talk(request_tracker, lambda connector: connector.health())
    assert talk(request_tracker, lambda connector: connector.submit(entry)) == ticket
    shown = request_tracker.as_root("GET", f"ticket/{made['id']}")
    goal = shown["EffectiveId"]
    assert isinstance(goal, dict)
    assert (goal["id"], shown["Status"]) == (str(made["id"]), "new")


def test_news_of_a_ticket_that_an_agent_made_of_one_are_not_the_customers(request_tracker: RequestTracker) -> None:
    entry = sample_entry(408)
    agents_words = "Ring the supplier before the customer hears of it."

    async def story(connector: RequestTrackerConnector) -> tuple[Ticket, list[TicketNews], list[TicketNews]]:
        cursor = ""
        while (told := await connector.changes(cursor)).more:
            cursor = told.cursor
        ticket = await connector.submit(entry)
        await asyncio.to_thread(make_one_of_it)
        found = await connector.find([entry.request.reference])
        news = (await connector.changes(told.cursor)).news
        return ticket, *([each for each in some if each.request == entry.id] for some in (found, news))

    def make_one_of_it() -> None:
        fields = {"KioskUUID": str(entry.id), "KioskReference": entry.request.reference, "KioskCode": "K7"}
        made = request_tracker.as_root("POST", "ticket", Queue="General", Subject="And the hub", CustomFields=fields)
        said = {"Content": agents_words, "ContentType": "text/plain"}
        request_tracker.as_root("POST", f"ticket/{made['id']}/correspond", **said)
        request_tracker.as_root("PUT", f"ticket/{made['id']}", Status="resolved")

    ticket, found, news = talk(request_tracker, story)
    for told in (found, news):
        assert [(each.ticket, each.state, each.notes) for each in told] == [(ticket, PublicState.RECEIVED, ())]


def test_news_of_a_ticket_that_was_merged_into_an_agents_copy_are_told(request_tracker: RequestTracker) -> None:
    entry = sample_entry(409)
    fields = {"KioskUUID": str(entry.id), "KioskReference": entry.request.reference, "KioskCode": "K7"}

    async def story(connector: RequestTrackerConnector) -> tuple[str, str, list[tuple[str, PublicState]]]:
        ticket = await connector.submit(entry)
        made = await asyncio.to_thread(
            request_tracker.as_root, "POST", "ticket", Queue="General", Subject="Copy", CustomFields=fields
        )
        await asyncio.to_thread(request_tracker.as_root, "PUT", f"ticket/{ticket.id}", MergeInto=int(str(made["id"])))
        await asyncio.to_thread(request_tracker.as_root, "PUT", f"ticket/{made['id']}", Status="resolved")
        again = await connector.submit(entry)
        found = await connector.find([entry.request.reference])
        return str(made["id"]), again.id, [(news.ticket.id, news.state) for news in found]

    copy, again, found = talk(request_tracker, story)
    assert (again, found) == (copy, [(copy, PublicState.SOLVED)])


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, PublicState.RECEIVED),
        ({"Owner": "root"}, PublicState.IN_WORK),
        ({"Status": "open"}, PublicState.IN_WORK),
        ({"Status": "stalled"}, PublicState.WAITING_FOR_YOU),
        ({"Status": "resolved"}, PublicState.SOLVED),
        ({"Status": "rejected"}, PublicState.CLOSED),
    ],
)
def test_every_status_has_its_public_state(
    request_tracker: RequestTracker, changes: dict[str, object], state: PublicState
) -> None:
    entry = sample_entry(410)

    async def story(connector: RequestTrackerConnector) -> tuple[PublicState, PublicState]:
        cursor = ""
        while (told := await connector.changes(cursor)).more:
            cursor = told.cursor
        ticket = await connector.submit(entry)
        if changes:
            await asyncio.to_thread(request_tracker.as_root, "PUT", f"ticket/{ticket.id}", **changes)
        found = [news for news in await connector.find([entry.request.reference]) if news.request == entry.id]
        news = [news for news in (await connector.changes(told.cursor)).news if news.request == entry.id]
        return found[-1].state, news[-1].state

    assert talk(request_tracker, story) == (state, state)
