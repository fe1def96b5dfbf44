"""What only Redmine does: fields, projects, trackers, workflows, relations and statuses; a real one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from kiosk.domain.catalog import Priority, RequestKind
from kiosk.domain.news import TicketNews
from kiosk.domain.request import OutboxEntry, PublicState
from sync.desks.base import DeskFault, DeskTrouble, NotSetUp, Refused
from sync.desks.news_cursor import NewsCursor
from sync.desks.redmine import RedmineConnector
from sync.routing import Routing, Rule
from tests.desks.redmine_server import Redmine
from tests.desks.redmine_talks import file, talk
from tests.desks.sample_requests import sample_entry

pytestmark = pytest.mark.timeout(180)  # the first of them also sets Redmine up

NEW, IN_PROGRESS, RESOLVED, FEEDBACK, CLOSED, REJECTED = range(1, 7)
"""Statuses of Redmine's default configuration."""

AGENT = 5
"""The number of Hana Ali: Redmine comes with an administrator and three users that are nobody's."""


def trouble_of(desk: Redmine, entry: OutboxEntry, **more: Any) -> DeskTrouble:
    """What `entry` meets in place of a ticket."""

    async def story(connector: RedmineConnector) -> DeskTrouble:
        with pytest.raises(DeskTrouble) as met:
            await connector.submit(entry)
        return met.value

    return talk(desk, story, **more)


def news_of(desk: Redmine, entry: OutboxEntry, **more: Any) -> tuple[TicketNews, ...]:
    """What the desk tells of `entry`, looked up by its reference."""
    found = talk(desk, lambda connector: connector.find([entry.request.reference]), **more)
    return tuple(news for news in found if news.request == entry.id)


def file_copy(desk: Redmine, number: str, *, project: int | None = None, by_agent: bool = False) -> str:
    """One more issue with the key of `number`, as a call makes it that arrives late, or an agent who copies it."""
    first = desk.issue(number)
    copy = {
        "project_id": project or first["project"]["id"],
        "subject": first["subject"],
        "custom_fields": [{"id": field["id"], "value": field["value"]} for field in first["custom_fields"]],
    }
    if by_agent:
        return str(desk.as_admin("POST", "issues.json", issue=copy)["issue"]["id"])
    answer = httpx.post(
        f"{desk.url}/issues.json",
        json={"issue": copy},
        headers={"X-Redmine-API-Key": desk.token},
        timeout=45,
        trust_env=False,
    ).raise_for_status()
    return str(answer.json()["issue"]["id"])


def relate(desk: Redmine, number: str, other: str) -> None:
    """An agent marks `number` as a duplicate of `other`."""
    relation = {"issue_to_id": int(other), "relation_type": "duplicates"}
    desk.as_admin("POST", f"issues/{number}/relations.json", relation=relation)


def issues_named(desk: Redmine, reference: str) -> list[dict[str, Any]]:
    """Every issue whose title has `reference`."""
    found = desk.as_admin("GET", f"issues.json?status_id=*&subject=~{reference}")["issues"]
    assert isinstance(found, list)
    return found


@contextmanager
def changed(desk: Redmine, statement: str, there: object, back: object) -> Iterator[None]:
    """The database otherwise for a while."""
    desk.execute(statement, there)
    try:
        yield
    finally:
        desk.execute(statement, back)


MOVE_KEY = (
    "UPDATE custom_fields_projects SET project_id = project_id + ?"
    " WHERE custom_field_id = (SELECT id FROM custom_fields WHERE name = 'KioskUUID')"
)
"""Takes the key from all projects, and gives it back."""


def test_a_request_for_a_missing_project_goes_to_the_one_for_all(redmine: Redmine) -> None:
    ticket = file(redmine, sample_entry(602, queue="Never made"))
    assert redmine.issue(ticket.id)["project"]["name"] == "General"
    assert ticket.url == f"{redmine.url}/issues/{ticket.id}"


@pytest.mark.parametrize("name", ["IT service", "it SERVICE", "it-service"])
def test_a_project_is_known_by_its_name_and_by_its_identifier(redmine: Redmine, name: str) -> None:
    ticket = file(redmine, sample_entry(603, queue=name))
    assert redmine.issue(ticket.id)["project"]["name"] == "IT service"


def test_a_project_in_which_the_kiosk_is_no_member_is_none(redmine: Redmine) -> None:
    ticket = file(redmine, sample_entry(604, queue="Elsewhere"))
    assert redmine.issue(ticket.id)["project"]["name"] == "General"


def test_a_desk_without_any_project_for_us_is_told_to_staff(redmine: Redmine) -> None:
    trouble = trouble_of(redmine, sample_entry(605, queue="Never made"), queue="Never made either")
    assert isinstance(trouble, NotSetUp)
    assert trouble.detail == "no_queue"


@pytest.mark.parametrize("right", ["add_issues", "edit_own_issues", "manage_issue_relations"])
def test_a_right_that_was_taken_away_is_told_to_staff(redmine: Redmine, right: str) -> None:
    take = "UPDATE roles SET permissions = replace(permissions, ?, ?) WHERE name = 'Kiosk'"
    redmine.execute(take, f":{right}", ":nothing")
    try:
        assert trouble_of(redmine, sample_entry(606)).detail == f"no_right_{right}"
    finally:
        redmine.execute(take, ":nothing", f":{right}")


def test_nothing_is_filed_while_a_field_is_missing(redmine: Redmine) -> None:
    entry = sample_entry(607)
    with changed(redmine, MOVE_KEY, 1000, -1000):
        assert trouble_of(redmine, entry).detail == "no_kioskuuid"
    assert issues_named(redmine, entry.request.reference) == []


def test_a_project_that_lacks_a_field_is_passed_over(redmine: Redmine) -> None:
    with changed(redmine, f"{MOVE_KEY} AND project_id % 1000 = 2", 1000, -1000):
        ticket = file(redmine, sample_entry(608, queue="IT service"))
    assert redmine.issue(ticket.id)["project"]["name"] == "General"


def test_nothing_is_filed_while_the_key_is_no_filter(redmine: Redmine) -> None:
    """Redmine leaves out the condition, and tells every issue there is."""
    file(redmine, sample_entry(609))
    entry = sample_entry(610)
    with changed(redmine, "UPDATE custom_fields SET is_filter = ? WHERE name = 'KioskUUID'", 0, 1):
        assert trouble_of(redmine, entry).detail == "no_filter_kioskuuid"
    assert issues_named(redmine, entry.request.reference) == []


def test_an_issue_that_lost_its_key_is_put_aside(redmine: Redmine) -> None:
    """The project has the field and the tracker does not: Redmine makes the issue and says nothing."""
    entry = sample_entry(611)
    move = (
        "UPDATE custom_fields_trackers SET tracker_id = tracker_id + ?"
        " WHERE custom_field_id = (SELECT id FROM custom_fields WHERE name = 'KioskUUID')"
    )
    with changed(redmine, move, 1000, -1000):
        assert trouble_of(redmine, entry).detail == "field_not_stored"
    assert [issue["status"]["id"] for issue in issues_named(redmine, entry.request.reference)] == [REJECTED]
    ticket = file(redmine, entry)
    assert redmine.issue(ticket.id)["status"]["id"] == NEW


def test_a_rest_interface_that_is_switched_off_is_told_to_staff(redmine: Redmine) -> None:
    with redmine.setting("rest_api_enabled", "0"):
        trouble = trouble_of(redmine, sample_entry(612))
    assert (trouble.fault, trouble.detail) == (DeskFault.NOT_SET_UP, "no_rest_interface")


def test_a_copy_is_closed_as_a_duplicate_of_the_first(redmine: Redmine) -> None:
    entry = sample_entry(620)
    first = file(redmine, entry).id
    copy = file_copy(redmine, first)
    assert redmine.issues_by_key()[entry.id] == 2
    assert file(redmine, entry).id == first
    assert redmine.issue(copy)["status"]["id"] == REJECTED
    relation = redmine.issue(copy, "relations")["relations"][0]
    assert (relation["issue_id"], relation["issue_to_id"]) == (int(copy), int(first))
    assert redmine.issues_by_key()[entry.id] == 1
    assert [news.ticket.id for news in news_of(redmine, entry)] == [first]


def test_a_copy_that_an_agent_made_for_another_matter_is_left_alone(redmine: Redmine) -> None:
    entry = sample_entry(626)
    first = file(redmine, entry).id
    theirs = file_copy(redmine, first, by_agent=True)
    with changed(redmine, "UPDATE roles SET issues_visibility = ? WHERE name = 'Kiosk'", "default", "own"):
        talk(redmine, lambda connector: connector.health())
        assert file(redmine, entry).id == first
        assert [news.ticket.id for news in news_of(redmine, entry)] == [first]
    assert redmine.issue(theirs)["status"]["id"] == NEW


def test_a_copy_in_another_project_is_closed_too(redmine: Redmine) -> None:
    """Redmine relates no issues of two projects, unless the administration allows it."""
    entry = sample_entry(625)
    first = file(redmine, entry).id
    copy = file_copy(redmine, first, project=1)
    assert file(redmine, entry).id == first
    assert redmine.issue(copy)["status"]["id"] == REJECTED
    assert redmine.issue(first)["status"]["id"] == NEW


def test_a_workflow_that_lets_nothing_be_closed_is_told_to_staff(redmine: Redmine) -> None:
    entry = sample_entry(621)
    file_copy(redmine, file(redmine, entry).id)
    move = (
        "UPDATE workflows SET tracker_id = tracker_id + ? WHERE role_id = (SELECT id FROM roles WHERE name = 'Kiosk')"
    )
    with changed(redmine, move, 1000, -1000):
        assert trouble_of(redmine, entry).detail == "no_closing_status"
    file(redmine, entry)
    assert redmine.issues_by_key()[entry.id] == 1


def test_a_copy_that_agents_chose_to_work_on_stays_open(redmine: Redmine) -> None:
    entry = sample_entry(622)
    first = file(redmine, entry).id
    chosen = file_copy(redmine, first)
    relate(redmine, first, chosen)
    redmine.change(first, status_id=CLOSED)
    assert file(redmine, entry).id == chosen
    assert redmine.issue(chosen)["status"]["id"] == NEW


def test_an_issue_closed_for_another_is_followed_where_the_kiosk_may_see_that(redmine: Redmine) -> None:
    entry = sample_entry(623)
    ticket = file(redmine, entry).id
    other, another = [
        str(redmine.as_admin("POST", "issues.json", issue={"project_id": 2, "subject": subject})["issue"]["id"])
        for subject in ("All screens of floor 3", "All screens")
    ]
    redmine.change(another, notes="The landlord of somebody else was called.", status_id=RESOLVED)
    relate(redmine, other, another)
    redmine.change(other, status_id=CLOSED)
    relate(redmine, ticket, other)
    redmine.change(ticket, status_id=CLOSED, notes="All screens are out, we are at it.")
    hidden = news_of(redmine, entry)[0]
    assert (hidden.ticket.id, hidden.state) == (ticket, PublicState.CLOSED)
    with changed(redmine, "UPDATE roles SET issues_visibility = ? WHERE name = 'Kiosk'", "default", "own"):
        followed = news_of(redmine, entry)[0]
    assert (followed.ticket.id, followed.state) == (another, PublicState.SOLVED)
    assert [note.text for note in followed.notes] == ["All screens are out, we are at it."]


def test_an_issue_that_agents_moved_is_followed_as_long_as_the_kiosk_may_see_it(redmine: Redmine) -> None:
    entry = sample_entry(624)
    ticket = file(redmine, entry).id
    redmine.change(ticket, project_id=1)
    assert [news.ticket.id for news in news_of(redmine, entry)] == [ticket]
    redmine.change(ticket, project_id=4)
    assert news_of(redmine, entry) == ()


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, PublicState.RECEIVED),
        ({"assigned_to_id": AGENT}, PublicState.IN_WORK),
        ({"status_id": IN_PROGRESS}, PublicState.IN_WORK),
        ({"status_id": FEEDBACK}, PublicState.WAITING_FOR_YOU),
        ({"status_id": RESOLVED}, PublicState.SOLVED),
        ({"status_id": CLOSED}, PublicState.CLOSED),
        ({"status_id": REJECTED}, PublicState.CLOSED),
    ],
)
def test_every_status_has_its_public_state(redmine: Redmine, changes: dict[str, object], state: PublicState) -> None:
    entry = sample_entry(630)

    async def story(connector: RedmineConnector) -> tuple[PublicState, PublicState]:
        cursor = NewsCursor(datetime.now(UTC)).write()  # the desk's clock is this machine's
        ticket = await connector.submit(entry)
        if changes:
            await asyncio.to_thread(lambda: redmine.change(ticket.id, **changes))
        found = [news for news in await connector.find([entry.request.reference]) if news.request == entry.id]
        news = [news for news in (await connector.changes(cursor)).news if news.request == entry.id]
        return found[-1].state, news[-1].state

    assert talk(redmine, story) == (state, state)


def test_a_status_of_the_organisation_means_what_the_settings_say(redmine: Redmine) -> None:
    entry = sample_entry(631)
    redmine.change(file(redmine, entry).id, status_id=CLOSED)
    assert news_of(redmine, entry, states={"closed": PublicState.SOLVED})[0].state is PublicState.SOLVED


def test_customers_read_public_notes_and_no_others(redmine: Redmine) -> None:
    entry = sample_entry(632)
    ticket = file(redmine, entry).id
    redmine.change(ticket, notes="We look at it on *Monday*.\r\nHave it ready.")
    redmine.change(ticket, notes="This one again.", private_notes=True)
    redmine.change(ticket, assigned_to_id=AGENT)
    redmine.change(ticket, notes="A new cable was needed.", status_id=RESOLVED)
    notes = news_of(redmine, entry)[0].notes
    assert [(note.text, note.resolves) for note in notes] == [
        ("We look at it on *Monday*.\nHave it ready.", False),
        ("A new cable was needed.", True),
    ]
    assert all(note.at is not None for note in notes)
    assert len({note.id for note in notes}) == 2


def test_a_role_that_may_read_private_notes_shows_them_to_no_customer(redmine: Redmine) -> None:
    entry = sample_entry(633)
    redmine.change(file(redmine, entry).id, notes="Between us.", private_notes=True)
    give = "UPDATE roles SET permissions = replace(permissions, ?, ?) WHERE name = 'Kiosk'"
    redmine.execute(give, ":view_issues", ":view_issues\n- :view_private_notes")
    try:
        assert news_of(redmine, entry)[0].notes == ()
    finally:
        redmine.execute(give, ":view_issues\n- :view_private_notes", ":view_issues")


def test_a_complaint_goes_into_the_private_project_and_is_private(redmine: Redmine) -> None:
    issue = redmine.issue(file(redmine, sample_entry(640, kind=RequestKind.COMPLAINT)).id)
    assert (issue["project"]["name"], issue["is_private"]) == ("Confidential", True)


@pytest.mark.parametrize(
    ("queue", "detail"), [("Never made", "not_there"), ("IT service", "public_project"), ("", "none_named")]
)
def test_a_restricted_matter_goes_nowhere_else(redmine: Redmine, queue: str, detail: str) -> None:
    entry = sample_entry(641, restricted=True)
    trouble = trouble_of(redmine, entry, routing=Routing(restricted_queue=queue))
    assert isinstance(trouble, Refused)
    assert (trouble.fault, trouble.detail) == (DeskFault.NO_RESTRICTED_QUEUE, detail)
    assert issues_named(redmine, entry.request.reference) == []


@pytest.mark.parametrize(
    ("owner", "assigned"),
    [("H.Ali", "Hana Ali"), ("Front office", "Front office"), ("nobody", None), ("o.said", None)],
)
def test_a_rule_names_the_owner(redmine: Redmine, owner: str, assigned: str | None) -> None:
    """Omar Said's role gets no issues: Redmine refuses such an owner, and the request is filed all the same."""
    ticket = file(redmine, sample_entry(642), routing=Routing([Rule(owner=owner)]))
    assert redmine.issue(ticket.id).get("assigned_to", {}).get("name") == assigned


@pytest.mark.parametrize(
    ("priority", "named"),
    [(Priority.LOW, "Low"), (Priority.MEDIUM, "Normal"), (Priority.HIGH, "High"), (Priority.CRITICAL, "Urgent")],
)
def test_priorities_are_counted_from_the_desks_default(redmine: Redmine, priority: Priority, named: str) -> None:
    ticket = file(redmine, sample_entry(643, priority=priority))
    assert redmine.issue(ticket.id)["priority"]["name"] == named


@pytest.mark.parametrize(("tracker", "named"), [("support", "Support"), ("", "Bug"), ("Never made", "Bug")])
def test_the_tracker_is_the_one_of_the_settings_or_the_first(redmine: Redmine, tracker: str, named: str) -> None:
    ticket = file(redmine, sample_entry(644), tracker=tracker)
    assert redmine.issue(ticket.id)["tracker"]["name"] == named


def test_a_request_that_redmine_takes_in_no_form_is_tried_again(redmine: Redmine) -> None:
    """A tracker that asks for more than kiosks give is the desk's mistake; mended, it costs no request."""
    with changed(redmine, "UPDATE custom_fields SET regexp = ? WHERE name = 'KioskReference'", "^never$", ""):
        trouble = trouble_of(redmine, sample_entry(645))
    assert (trouble.fault, trouble.detail) == (DeskFault.FAILED_THERE, "422")
