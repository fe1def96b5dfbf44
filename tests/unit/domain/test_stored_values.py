"""What is stored as JSON comes back as it was, and what a form asks follows the service."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import msgspec
import pytest

from kiosk.domain.answers import (
    AnyAnswer,
    ChoiceAnswer,
    ChoicesAnswer,
    DateAnswer,
    DateRangeAnswer,
    MoneyAnswer,
    NumberAnswer,
    TextAnswer,
    YesNoAnswer,
    asked_groups,
)
from kiosk.domain.catalog import Condition, Field, FieldKind, FormGroup, RequestKind, Service, Step
from kiosk.domain.receipt import Receipt
from kiosk.domain.reference import Reference
from kiosk.domain.request import AnsweredQuestion, Contact, Request

ANSWERS: list[AnyAnswer] = [
    TextAnswer("مرحبا 👋"),
    ChoiceAnswer("light"),
    ChoicesAnswer(("a", "b")),
    YesNoAnswer(True),
    DateAnswer(date(2026, 11, 30)),
    DateRangeAnswer(date(2026, 11, 30), date(2026, 12, 2)),
    NumberAnswer(Decimal("3.50")),
    MoneyAnswer(1250, "EUR"),
]


@pytest.mark.parametrize("accepted_at", [datetime(2026, 11, 21, 11, 42, tzinfo=UTC), None])
def test_a_request_survives_storage_with_every_kind_of_answer(accepted_at: datetime | None) -> None:
    request = Request(
        id=UUID(int=1),
        reference=Reference("K7-0042M-9"),
        tracking_code="418205",
        token="token",
        kind=RequestKind.SERVICE_REQUEST,
        language="ar",
        service="laptop",
        title_shown="حاسوب",
        title_for_desk="Laptop",
        department="it",
        department_for_desk="IT",
        queue="IT",
        contact=Contact(name="Mina", phone="+30 210"),
        answers=tuple(
            AnsweredQuestion(
                field=f"f{number}",
                answer=answer,
                question_shown="س",
                answer_shown="ج",
                question_for_desk="q",
                answer_for_desk="a",
            )
            for number, answer in enumerate(ANSWERS)
        ),
        accepted_at=accepted_at,
        kiosk="K7",
        location="Main hall",
        pack_version="1",
        visit=UUID(int=2),
    )
    assert msgspec.json.decode(msgspec.json.encode(request), type=Request) == request


def test_a_receipt_survives_storage() -> None:
    receipt = Receipt(
        language="en",
        desk_name="Desk",
        kiosk_name="Hall",
        accepted_at=None,
        time_zone="UTC",
        reference=Reference("K7-0042M-9"),
        tracking_code="418205",
        title="Laptop",
        details=(("Room", "C-214"),),
        steps=("We got it.",),
        qr="K7-0042M-9",
        qr_opens_status=False,
        ask="Room C-001",
        line_for_desk="K7",
    )
    assert msgspec.json.decode(msgspec.json.encode(receipt), type=Receipt) == receipt


def test_a_group_whose_questions_are_not_asked_is_left_out() -> None:
    tick = Field(id="late", kind=FieldKind.YES_NO, label={})
    reason = Field(
        id="reason", kind=FieldKind.SHORT_TEXT, label={}, only_if=(Condition(field="late", is_any_of=("yes",)),)
    )
    service = Service(
        id="s",
        department="it",
        title={},
        summary={},
        form=(FormGroup(title={}, fields=(tick,)), FormGroup(title={"en": "Why"}, fields=(reason,))),
        steps=(Step(title={}),),
    )
    assert service.fields() == (tick, reason)
    assert asked_groups(service, {"late": False}) == service.form[:1]
    assert asked_groups(service, {"late": True}) == service.form
