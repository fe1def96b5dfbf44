"""The word to the desk that a store was restored."""

from __future__ import annotations

from kiosk.domain.catalog import RequestKind
from kiosk.domain.request import Contact
from kiosk.journeys.announcing import announce_restored
from tests.unit.journeys.sample import Bench, wording

WAIT_S = 10


def test_the_desk_gets_an_incident_in_its_language_without_a_customer_or_a_slip(bench: Bench) -> None:
    told = announce_restored(bench.store, catalog=bench.catalog, place=bench.place, wordings=wording).result(WAIT_S)

    entry = bench.store.lease("agent").result(WAIT_S)
    assert entry is not None
    request = entry.request
    assert request == told.request
    assert (request.kind, request.language, request.kiosk) == (RequestKind.INCIDENT, "en", "K7")
    assert request.title_for_desk == "The store of a kiosk was restored or copied"
    assert "may be missing" in request.answers[0].answer_for_desk
    assert request.queue == bench.catalog.pack.departments[0].queue
    assert request.contact == Contact()
    assert bench.store.print_jobs(request.id) == ()
