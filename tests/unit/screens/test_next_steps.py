"""What happens next: honest about what is known, with a day only where one can be named."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.catalog import Department, OpeningHours, Service, Step
from kiosk.domain.request import PublicState, Ticket
from kiosk.i18n import Wording
from kiosk.journeys.opening import spans_on
from kiosk.screens.next_steps import NextSteps, working_day_after

DAY = (("08:00", "17:00"),)
HOURS = OpeningHours(weekly=(DAY, DAY, DAY, DAY, DAY, (), ()), closed_days=("2026-11-24",))
NEVER = OpeningHours(weekly=((), (), (), (), (), (), ()))
SERVICE = Service(
    id="laptop",
    department="it",
    title={"en": "Laptop"},
    summary={"en": "A laptop"},
    form=(),
    expected_working_days=3,
    steps=(
        Step(title={"en": "Your manager agrees"}, detail={"en": "Usually the same day"}),
        Step(title={"en": "Ready to pick up"}),
    ),
)
STEPS = NextSteps((Department(id="it", title={"en": "IT"}, queue="IT"),), HOURS)
MONDAY = datetime(2026, 11, 23, 11, 42, tzinfo=UTC)


def written(
    service: Service = SERVICE,
    at: datetime | None = MONDAY,
    ticket: Ticket | None = None,
    state: PublicState = PublicState.RECEIVED,
) -> list[tuple[str, str, str]]:
    steps = STEPS.after(
        service, at, Wording("en"), kiosk="Main Hall", ticket=ticket, state=state, as_of="As of a moment ago"
    )
    return [(step["title"], step["detail"], step["state"]) for step in steps]


def test_the_steps_on_the_day_it_was_accepted() -> None:
    assert written() == [
        ("Accepted", "Today, 11:42, Main Hall", "done"),
        ("On its way to the IT desk", "We are sending it now", "current"),
        ("Your manager agrees", "Usually the same day", "waiting"),
        ("Ready to pick up", "About Friday 27 November", "waiting"),
    ]


def test_with_a_ticket_the_desk_has_it_and_the_next_step_is_current() -> None:
    states = [(title, state) for title, _detail, state in written(ticket=Ticket(id="42"))]
    assert states[1] == ("Received by the IT desk", "done")
    assert states[2] == ("Your manager agrees", "current")


@pytest.mark.parametrize(
    ("state", "title"),
    [
        (PublicState.IN_WORK, "In work at the desk"),
        (PublicState.WAITING_FOR_YOU, "The desk waits for your answer"),
    ],
)
def test_what_the_desk_says_is_the_step_under_way(state: PublicState, title: str) -> None:
    assert written(ticket=Ticket(id="42"), state=state)[1:] == [
        ("Received by the IT desk", "They have your request", "done"),
        (title, "As of a moment ago", "current"),
        ("Your manager agrees", "Usually the same day", "waiting"),
        ("Ready to pick up", "About Friday 27 November", "waiting"),
    ]


@pytest.mark.parametrize(
    ("state", "title"),
    [(PublicState.SOLVED, "The desk has solved it"), (PublicState.CLOSED, "The desk has closed it")],
)
def test_nothing_follows_what_the_desk_has_ended(state: PublicState, title: str) -> None:
    assert written(ticket=Ticket(id="42"), state=state)[2:] == [(title, "As of a moment ago", "done")]


def test_the_sending_that_the_pack_calls_automatic_is_told_once() -> None:
    sending = Step(title={"en": "We send it to the desk"}, automatic=True)
    service = msgspec.structs.replace(SERVICE, steps=(sending, *SERVICE.steps))
    assert written(service) == written()


def test_without_a_trusted_clock_no_time_and_no_day_is_named() -> None:
    told = " ".join(detail for _title, detail, _state in written(at=None))
    assert "Today" not in told
    assert "About" not in told


def test_a_day_and_the_packs_own_words_are_both_told() -> None:
    last = Step(title={"en": "Ready"}, detail={"en": "Bring your badge"})
    assert written(msgspec.structs.replace(SERVICE, steps=(last,)))[-1][1] == (
        "About Friday 27 November. Bring your badge"
    )


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.integers(0, 60))
def test_a_working_day_is_one_with_opening_hours_and_so_many_lie_between(start: date, days: int) -> None:
    ready = working_day_after(HOURS, start, days)
    assert ready is not None
    open_days = [
        day
        for ordinal in range(start.toordinal() + 1, ready.toordinal() + 1)
        if spans_on(HOURS, day := date.fromordinal(ordinal))
    ]
    assert len(open_days) == days
    assert days == 0 or spans_on(HOURS, ready)


def test_a_desk_that_never_opens_names_no_day() -> None:
    assert working_day_after(NEVER, date(2026, 11, 23), 1) is None
