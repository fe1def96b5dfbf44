"""The store before it is open: nothing asked meanwhile is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, cast
from uuid import UUID, uuid4

import pytest

from kiosk.errors import FrontdoorError, SettingsError, StoreDamaged, StoreTooNew
from kiosk.journeys.late_store import LateStore
from kiosk.journeys.request import Accepted, ContactField, NotKept, NotKeptReason, RequestDraft, RequestJourney
from kiosk.store import Store
from tests.unit.journeys.sample import LAPTOP, Bench, wording

WAIT_S = 10


def journey(bench: Bench, late: LateStore) -> RequestJourney:
    return RequestJourney(catalog=bench.catalog, requests=late, place=bench.place, wordings=wording, clock=bench.clock)


def draft() -> RequestDraft:
    filled = RequestDraft(LAPTOP)
    filled.raw |= {"reason": "broken", "day": "2026-11-30", "room": "C-214"}
    filled.contact |= {ContactField.NAME: "Maryam", ContactField.PHONE: "5550142"}
    return filled


def test_a_request_made_before_the_store_is_open_is_kept_as_soon_as_it_is(bench: Bench) -> None:
    told: list[str] = []
    late = LateStore(on_accepted=lambda: told.append("accepted"))
    outcome = journey(bench, late).submit(draft(), uuid4(), "en")
    assert not outcome.done()
    late.opened(bench.store)
    accepted = outcome.result(WAIT_S)
    assert isinstance(accepted, Accepted)
    assert late.receipt(accepted.request) is not None
    assert told == ["accepted"]


class Asked:
    """A store that notes in which order it is asked, and lets something happen at the first."""

    def __init__(self, meanwhile: Callable[[], None]) -> None:
        self.meanwhile = meanwhile
        self.order: list[str] = []

    def add_staff_task(self, _kind: str, _detail: str) -> Future[int]:
        self.meanwhile()
        return self._note("task")

    def accept(self, _compose: Any) -> Future[Any]:
        return self._note("request")

    def abandon_prints(self, *, under_way: frozenset[UUID]) -> Future[int]:
        return self._note("end of the visit")

    def _note(self, what: str) -> Future[Any]:
        self.order.append(what)
        return Future()


def test_the_end_of_a_visit_never_overtakes_its_request_while_the_store_opens(bench: Bench) -> None:
    late = LateStore()

    def end_visit() -> None:
        on_interface = threading.Thread(target=late.abandon_prints)
        on_interface.start()
        on_interface.join(WAIT_S)

    late.tell_staff("crashed", "")
    journey(bench, late).submit(draft(), uuid4(), "en")
    store = Asked(meanwhile=end_visit)
    late.opened(cast("Store", store))
    assert store.order == ["task", "request", "end of the visit"]


@pytest.mark.parametrize("error", [StoreTooNew("newer"), SettingsError("no key")])
def test_a_store_that_cannot_be_opened_keeps_nothing_and_says_so(bench: Bench, error: FrontdoorError) -> None:
    late = LateStore()
    outcome = journey(bench, late).submit(draft(), uuid4(), "en")
    late.failed(error)
    assert outcome.result(WAIT_S) == NotKept(NotKeptReason.STORE)
    with pytest.raises(type(error)):
        late.receipt(uuid4())


def test_damage_found_by_a_write_is_told(bench: Bench) -> None:
    told: list[StoreDamaged] = []
    late = LateStore(on_damaged=told.append)
    late.failed(StoreDamaged("flipped"))
    assert isinstance(late.begin_print(uuid4()).exception(WAIT_S), StoreDamaged)
    assert len(told) == 1
