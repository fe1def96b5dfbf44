"""Requesting a service: the draft that forgives, and the submission that is kept or says why not."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest

from kiosk.domain.answers import FaultKind
from kiosk.domain.catalog import RequestKind
from kiosk.domain.limits import Limit
from kiosk.domain.request import Contact, StoredRequest, Submission
from kiosk.domain.text import pick
from kiosk.errors import StoreError, StoreFull, StoreReadOnly
from kiosk.journeys.allowance import Allowance
from kiosk.journeys.request import (
    Accepted,
    Compose,
    ContactField,
    Incomplete,
    NotKept,
    NotKeptReason,
    RequestDraft,
    RequestJourney,
    SubmitOutcome,
)
from tests.unit.journeys.sample import HEATING, LAPTOP, Bench, wording

VISIT = uuid4()
WAIT_S = 10


def journey(bench: Bench, requests: object = None, allowance: Allowance | None = None) -> RequestJourney:
    return RequestJourney(
        catalog=bench.catalog,
        requests=requests or bench.store,  # type: ignore[arg-type] # a broken store of one method
        place=bench.place,
        wordings=wording,
        clock=bench.clock,
        allowance=allowance,
    )


def filled() -> RequestDraft:
    draft = RequestDraft(LAPTOP)
    draft.raw |= {"reason": "broken", "day": "2026-11-30", "room": "C-214"}
    draft.contact |= {ContactField.NAME: "  Maryam\u202e  Al-Amin ", ContactField.EMAIL: "maryam@example.org"}
    return draft


def submit(bench: Bench, draft: RequestDraft, language: str = "ar") -> SubmitOutcome:
    return journey(bench).submit(draft, VISIT, language).result(WAIT_S)


def stored(bench: Bench, outcome: SubmitOutcome) -> StoredRequest:
    assert isinstance(outcome, Accepted)
    found = bench.store.request_by_id(outcome.request)
    assert found is not None
    return found


def test_accepted_request_is_in_the_store_with_everything_the_desk_needs(bench: Bench) -> None:
    request = stored(bench, submit(bench, filled())).request
    assert request.title_shown == "حاسوب محمول بديل"
    assert request.title_for_desk == "Replacement laptop"
    assert (request.queue, request.language, request.visit) == ("IT Desk", "ar", VISIT)
    assert [(answer.question_for_desk, answer.answer_for_desk) for answer in request.answers] == [
        ("What happened?", "It is broken"),
        ("When?", "Monday 30 November 2026"),
        ("Where shall we bring it?", "C-214"),
    ]
    assert request.answers[0].answer_shown == "تعطّل"


def test_name_is_cleaned_of_what_would_turn_the_slip_around(bench: Bench) -> None:
    assert stored(bench, submit(bench, filled())).request.contact.name == "Maryam Al-Amin"


def test_receipt_says_what_the_customer_saw(bench: Bench) -> None:
    outcome = submit(bench, filled())
    assert isinstance(outcome, Accepted)
    receipt = bench.store.receipt(outcome.request)
    assert receipt is not None
    assert (receipt.title, receipt.requester) == ("حاسوب محمول بديل", "Maryam Al-Amin")
    assert receipt.details == (("مكان التسليم", "C-214"),)
    assert receipt.steps == ("استلمنا طلبك.", "موافقة مديرك. في اليوم نفسه.")
    assert receipt.qr == outcome.reference
    assert not receipt.qr_opens_status


def test_the_line_for_agents_names_the_department_and_no_queue_that_a_rule_may_overrule(bench: Bench) -> None:
    outcome = submit(bench, filled())
    assert isinstance(outcome, Accepted)
    receipt = bench.store.receipt(outcome.request)
    assert receipt is not None
    assert stored(bench, outcome).request.queue == "IT Desk"
    assert receipt.line_for_desk == "IT · Replacement laptop · ar"


@pytest.mark.parametrize("how", [{"kind": RequestKind.COMPLAINT}, {"restricted": True}], ids=["complaint", "security"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_whoever_finds_the_slip_of_a_confidential_matter_does_not_learn_what_it_is(
    bench: Bench, how: dict[str, Any], language: str
) -> None:
    draft = replace(filled(), service=msgspec.structs.replace(LAPTOP, **how))
    outcome = submit(bench, draft, language)
    assert isinstance(outcome, Accepted)
    receipt = bench.store.receipt(outcome.request)
    assert receipt is not None
    request = stored(bench, outcome).request
    assert receipt.line_for_desk == f"{request.location} · {language}"
    assert (receipt.reference, receipt.tracking_code) == (outcome.reference, outcome.tracking_code)
    assert receipt.requester == "Maryam Al-Amin"
    paper = msgspec.json.encode(receipt).decode()
    telling = [request.title_shown, request.title_for_desk, request.department_for_desk, request.queue, "C-214"]
    telling += [pick(step.title, language) for step in draft.service.steps] + [request.kind]
    assert [words for words in telling if words in paper] == []


def test_qr_opens_the_status_page_where_there_is_one(bench: Bench) -> None:
    public = replace(bench, place=msgspec.structs.replace(bench.place, status_url="https://desk.example.org/s/"))
    outcome = submit(public, filled())
    assert isinstance(outcome, Accepted)
    assert outcome.qr_opens_status
    assert outcome.qr == f"https://desk.example.org/s/{stored(bench, outcome).request.token}"


def test_answers_to_questions_no_longer_asked_are_not_sent(bench: Bench) -> None:
    draft = filled()
    draft.raw |= {"where": "On the train"}
    assert [answer.field for answer in stored(bench, submit(bench, draft)).request.answers] == ["reason", "day", "room"]


def test_a_conditional_question_is_asked_when_its_condition_holds() -> None:
    draft = filled()
    assert "where" not in {question.id for question in draft.fields()}
    draft.set_answer("reason", "lost")
    assert "where" in {question.id for question in draft.fields()}


def test_incomplete_draft_is_not_sent_and_names_its_faults(bench: Bench) -> None:
    draft = filled()
    draft.set_answer("room", "")
    draft.contact.clear()
    outcome = submit(bench, draft)
    assert isinstance(outcome, Incomplete)
    assert [(fault.field, fault.kind) for fault in outcome.faults] == [
        ("room", FaultKind.REQUIRED),
        ("name", FaultKind.REQUIRED),
        ("email", FaultKind.REQUIRED),
    ]
    assert bench.store.outbox() == ()


@pytest.mark.parametrize(
    ("part", "typed", "kind"),
    [
        (ContactField.NAME, "x" * 121, FaultKind.TOO_LONG),
        (ContactField.EMAIL, "maryam@", FaultKind.BAD_EMAIL),
        (ContactField.PHONE, "12", FaultKind.BAD_PHONE),
    ],
)
def test_contact_faults(part: ContactField, typed: str, kind: FaultKind) -> None:
    draft = filled()
    draft.contact[part] = typed
    assert [(fault.field, fault.kind) for fault in draft.contact_faults()] == [(part, kind)]


@pytest.mark.parametrize("phone", ["+30 210 1234567", "٠٥٥ ١٢٣ ٤٥٦٧", "(0)55-1234"])
def test_a_phone_alone_is_enough(phone: str) -> None:
    draft = filled()
    draft.contact = {ContactField.NAME: "Maryam", ContactField.PHONE: phone}
    assert draft.contact_faults() == ()


def test_the_desk_gets_digits_and_addresses_it_can_use_whatever_keyboard_they_came_from(bench: Bench) -> None:
    draft = filled()
    draft.raw["room"] = "C-٢١٤"
    draft.contact = {
        ContactField.NAME: "王芳２",
        ContactField.EMAIL: "wang＠example。org",
        ContactField.PHONE: "٠٥٥ ۱۲۳ ４５６７",
    }
    request = stored(bench, submit(bench, draft)).request
    assert request.contact == Contact(name="王芳２", email="wang@example.org", phone="055 123 4567")
    assert request.answers[-1].answer_for_desk == "C-214"
    assert draft.contact[ContactField.PHONE] == "٠٥٥ ۱۲۳ ４５６７", "the screen goes on showing what was typed"


class Broken:
    """A store that takes nothing."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def accept(self, compose: Compose) -> Future[Submission]:
        future: Future[Submission] = Future()
        future.set_exception(self.error)
        return future


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (StoreFull("no space"), NotKeptReason.DISK_FULL),
        (StoreReadOnly("no writes"), NotKeptReason.DISK_READ_ONLY),
        (StoreError("something else"), NotKeptReason.STORE),
    ],
)
def test_what_cannot_be_kept_is_said_and_the_draft_stays(
    bench: Bench, error: StoreError, reason: NotKeptReason
) -> None:
    draft = filled()
    outcome = journey(bench, Broken(error)).submit(draft, VISIT, "en").result(WAIT_S)
    assert outcome == NotKept(reason)
    assert draft.raw["room"] == "C-214"


def test_a_bug_is_no_outcome(bench: Bench) -> None:
    future = journey(bench, Broken(ZeroDivisionError())).submit(filled(), VISIT, "en")
    assert isinstance(future.exception(WAIT_S), ZeroDivisionError)


@pytest.mark.parametrize("wrong", [datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)])
def test_with_a_wrong_clock_everything_works_but_nothing_is_dated(bench: Bench, wrong: datetime) -> None:
    bench.clock.set_wall(wrong)
    draft = filled()
    draft.set_answer("day", "2020-01-01")
    outcome = submit(bench, draft)
    assert isinstance(outcome, Accepted)
    assert outcome.accepted_at is None
    receipt = bench.store.receipt(outcome.request)
    assert receipt is not None
    assert receipt.accepted_at is None


def test_review_shows_each_question_asked_with_its_answer_in_the_language(bench: Bench) -> None:
    lines = journey(bench).review(filled(), "ar")
    assert [(line.field_id, line.answer) for line in lines] == [
        ("reason", "تعطّل"),
        ("day", "الاثنين 30 نوفمبر 2026"),
        ("room", "C-214"),
    ]


def test_references_follow_each_other(bench: Bench) -> None:
    seen: list[UUID] = []
    references = []
    for _ in range(3):
        outcome = submit(bench, filled())
        assert isinstance(outcome, Accepted)
        seen.append(outcome.request)
        references.append(outcome.reference)
    assert len(set(seen)) == 3
    assert references == sorted(references)


def test_draft_of_an_unknown_service_is_none(bench: Bench) -> None:
    assert journey(bench).draft("nothing") is None
    draft = journey(bench).draft("heating")
    assert draft is not None
    assert draft.service is HEATING


def limited(bench: Bench, limit: Limit, requests: object = None) -> tuple[RequestJourney, list[str]]:
    told: list[str] = []
    allowance = Allowance("requests", limit, clock=bench.clock, on_reached=told.append)
    return journey(bench, requests, allowance), told


@pytest.mark.parametrize(
    ("limit", "visit", "reason", "key"),
    [
        (Limit(2, 9), VISIT, NotKeptReason.VISIT_LIMIT, "requests_per_visit"),
        (Limit(9, 2), uuid4(), NotKeptReason.HOUR_LIMIT, "requests_per_hour"),
    ],
)
def test_over_a_limit_nothing_is_kept_and_nothing_typed_is_lost(
    bench: Bench, limit: Limit, visit: UUID, reason: NotKeptReason, key: str
) -> None:
    sending, told = limited(bench, limit)
    for _ in range(2):
        assert isinstance(sending.submit(filled(), VISIT, "en").result(WAIT_S), Accepted)
    draft = filled()
    assert sending.submit(draft, visit, "en").result(WAIT_S) == NotKept(reason)
    assert (draft.raw, draft.contact) == (filled().raw, filled().contact)
    assert len(bench.store.outbox()) == 2
    assert told == [key]


def test_what_is_not_complete_or_not_kept_counts_for_no_limit(bench: Bench) -> None:
    sending, told = limited(bench, Limit(1, 1), Broken(StoreFull("no space")))
    assert isinstance(sending.submit(RequestDraft(LAPTOP), VISIT, "en").result(WAIT_S), Incomplete)
    for _ in range(3):
        assert sending.submit(filled(), VISIT, "en").result(WAIT_S) == NotKept(NotKeptReason.DISK_FULL)
    assert told == []
