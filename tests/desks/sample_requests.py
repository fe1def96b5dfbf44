"""Requests as the kiosk would have composed them."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

from kiosk.domain.answers import ChoiceAnswer, TextAnswer
from kiosk.domain.catalog import RequestKind
from kiosk.domain.reference import Reference, next_reference
from kiosk.domain.request import AnsweredQuestion, Contact, EntryKind, OutboxEntry, Request

ARABIC_WORDS = "شاشتي لا تعمل منذ يوم الأحد.\nالرقم على الجهاز PC-4711 (الطابق 3)."


def reference_number(number: int) -> Reference:
    """The reference of the `number`th request, as printed."""
    sequence, reference = 0, Reference("")
    for _ in range(number + 1):
        sequence, reference = next_reference("K7", "M", sequence)
    return reference


def answered(question: str, answer: str, *, shown: str | None = None) -> AnsweredQuestion:
    """A question with a typed answer, or with a chosen one that the customer saw as `shown`."""
    return AnsweredQuestion(
        field="f",
        answer=TextAnswer(answer) if shown is None else ChoiceAnswer("o"),
        question_shown=question,
        answer_shown=answer if shown is None else shown,
        question_for_desk=question,
        answer_for_desk=answer,
    )


def sample_request(number: int = 0, *, id: UUID | None = None, **changed: object) -> Request:
    """A request in Arabic about a broken screen, with `changed` fields."""
    fields: dict[str, object] = {
        "id": id or uuid4(),
        "reference": reference_number(number),
        "tracking_code": "418205",
        "token": "status-token-of-the-customer",
        "kind": RequestKind.INCIDENT,
        "language": "ar",
        "service": "device-broken",
        "title_shown": "جهاز معطل",
        "title_for_desk": "Broken device",
        "department": "it",
        "department_for_desk": "Information technology",
        "queue": "IT service",
        "contact": Contact(name="ليلى حداد", email="layla@example.org"),
        "answers": (
            answered("What is broken?", "Screen", shown="الشاشة"),
            answered("What happened?", ARABIC_WORDS),
        ),
        "accepted_at": datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
        "kiosk": "K7",
        "location": "Main hall",
        "pack_version": "1.0-abc",
        "visit": uuid4(),
    }
    return Request(**(fields | changed))  # type: ignore[arg-type]  # a test's own names for fields


def sample_entry(number: int = 0, *, attempts: int = 1, **changed: object) -> OutboxEntry:
    """The outbox entry of `sample_request`."""
    request = sample_request(number, **changed)  # type: ignore[arg-type]  # as above
    return OutboxEntry(id=request.id, kind=EntryKind.REQUEST, request=request, attempts=attempts)
