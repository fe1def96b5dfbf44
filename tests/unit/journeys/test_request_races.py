"""Sending again and again to a disk that refuses now and then: what was said to be kept is kept, and nothing else."""

from __future__ import annotations

import errno
from random import Random
from uuid import uuid4

import pytest
from sqlalchemy import Connection, event

from kiosk.domain.limits import Limit
from kiosk.journeys.allowance import Allowance
from kiosk.journeys.late_store import LateStore
from kiosk.journeys.request import Accepted, ContactField, NotKept, NotKeptReason, RequestDraft, RequestJourney
from tests.unit.journeys.sample import LAPTOP, Bench, wording

WAIT_S = 10
VISITS, TRIES = 6, 12
PER_VISIT = 2


def filled(chance: Random) -> RequestDraft:
    draft = RequestDraft(LAPTOP)
    draft.raw |= {"reason": "broken", "day": "2026-11-30", "room": f"C-{chance.randrange(100, 999)}"}
    draft.contact |= {ContactField.NAME: "Maryam", ContactField.PHONE: "5550142"}
    return draft


@pytest.mark.parametrize("seed", range(6))
def test_each_request_said_to_be_kept_is_kept_once_and_no_other_is(bench: Bench, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - no secret: the same at every run

    def refuse_perhaps(_connection: Connection) -> None:
        if chance.random() < 0.4:
            raise OSError(errno.EIO, "the disk does not write")

    event.listen(bench.store._writer._engine, "commit", refuse_perhaps)
    late = LateStore()
    sending = RequestJourney(
        catalog=bench.catalog,
        requests=late,
        place=bench.place,
        wordings=wording,
        clock=bench.clock,
        allowance=Allowance("requests", Limit(PER_VISIT, 99), clock=bench.clock, on_reached=lambda _key: None),
    )
    early = [sending.submit(filled(chance), uuid4(), "en") for _ in range(2)]
    late.opened(bench.store)
    kept = [outcome for each in early if isinstance(outcome := each.result(WAIT_S), Accepted)]
    for _visit in range(VISITS):
        visit, draft, of_visit = uuid4(), filled(chance), 0
        for _try in range(TRIES):
            outcome = sending.submit(draft, visit, "en").result(WAIT_S)
            if isinstance(outcome, Accepted):
                kept.append(outcome)
                of_visit += 1
            else:
                limit = NotKeptReason.VISIT_LIMIT if of_visit == PER_VISIT else NotKeptReason.STORE
                assert outcome == NotKept(limit)
    assert len({outcome.reference for outcome in kept}) == len(kept) > VISITS
    assert {row.reference for row in bench.store.outbox()} == {outcome.reference for outcome in kept}
    for outcome in kept:
        stored = bench.store.request(outcome.reference)
        assert stored is not None
        assert (stored.request.id, stored.request.tracking_code) == (outcome.request, outcome.tracking_code)
        assert [job.id for job in bench.store.print_jobs(outcome.request)] == [outcome.job]
