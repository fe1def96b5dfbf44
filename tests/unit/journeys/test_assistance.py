"""Calling someone: kept like any request, without anything the customer did not agree to pass on."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import UTC, datetime
from uuid import uuid4

from kiosk.domain.catalog import RequestKind
from kiosk.domain.limits import Limit
from kiosk.domain.request import Submission
from kiosk.errors import StoreFull
from kiosk.journeys.allowance import Allowance
from kiosk.journeys.assistance import AssistanceJourney, Called, CalledBefore, NotCalled
from kiosk.journeys.opening import DeskIs
from kiosk.journeys.request import Compose
from tests.unit.journeys.sample import Bench, wording

WAIT_S = 10


def journey(bench: Bench) -> AssistanceJourney:
    return AssistanceJourney(
        catalog=bench.catalog, requests=bench.store, place=bench.place, wordings=wording, clock=bench.clock
    )


def test_a_call_becomes_an_assistance_request_without_a_slip(bench: Bench) -> None:
    called = journey(bench).call(uuid4(), "ar", ("Home", "Form")).result(WAIT_S)
    assert isinstance(called, Called)
    stored = bench.store.request(called.reference)
    assert stored is not None
    assert stored.request.kind is RequestKind.ASSISTANCE
    assert stored.request.trail == ("Home", "Form")
    assert stored.request.location == "Main Hall kiosk"
    assert bench.store.print_jobs(called.request) == ()
    assert [row.request_id for row in bench.store.outbox()] == [called.request]


def test_nothing_is_told_without_consent(bench: Bench) -> None:
    called = journey(bench).call(uuid4(), "en", ()).result(WAIT_S)
    assert isinstance(called, Called)
    stored = bench.store.request(called.reference)
    assert stored is not None
    assert stored.request.trail == ()
    assert stored.request.contact.name == ""


def test_a_call_that_cannot_be_kept_says_so(bench: Bench) -> None:
    class Full:
        def accept(self, compose: Compose) -> Future[Submission]:
            future: Future[Submission] = Future()
            future.set_exception(StoreFull("no space"))
            return future

    full = AssistanceJourney(
        catalog=bench.catalog, requests=Full(), place=bench.place, wordings=wording, clock=bench.clock
    )
    assert full.call(uuid4(), "en", ()).result(WAIT_S) == NotCalled()


def test_opening_follows_the_local_clock_and_does_not_guess_without_one(bench: Bench) -> None:
    assert journey(bench).opening().desk is DeskIs.OPEN
    bench.clock.set_wall(datetime(1970, 1, 1, tzinfo=UTC))
    assert journey(bench).opening().desk is DeskIs.UNKNOWN


def test_after_enough_calls_somebody_is_on_the_way_and_nothing_more_is_filed(bench: Bench) -> None:
    told: list[str] = []
    calling = AssistanceJourney(
        catalog=bench.catalog,
        requests=bench.store,
        place=bench.place,
        wordings=wording,
        clock=bench.clock,
        allowance=Allowance("calls", Limit(2, 9), clock=bench.clock, on_reached=told.append),
    )
    visit = uuid4()
    outcomes = [calling.call(visit, "en", ()).result(WAIT_S) for _ in range(3)]
    assert [type(outcome) for outcome in outcomes] == [Called, Called, CalledBefore]
    assert len(bench.store.outbox()) == 2
    assert told == ["calls_per_visit"]
