"""Requests that a conformance run files: recognisable as such, and hard enough to carry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random
from uuid import UUID

from kiosk.domain.answers import ChoiceAnswer, TextAnswer
from kiosk.domain.catalog import RequestKind
from kiosk.domain.reference import next_reference
from kiosk.domain.request import AnsweredQuestion, Contact, EntryKind, OutboxEntry, Request

TITLE = "Conformance check, please close"
"""What agents see first of every ticket that a run leaves behind."""

WORDS = (
    "شاشتي لا تعمل منذ يوم الأحد.\nPC-4711 (الطابق 3) <b>&amp;</b> 'quoted' \"twice\" \\ 你好 🙂\n.\nFrom here on: –"
)
"""Right-to-left and Latin mixed, marks of HTML, SQL and mail, and a line that ends a mail where nobody looks out."""


def sample_entries(kiosk: str, queue: str, *, seed: int) -> Iterator[OutboxEntry]:
    """New entries of kiosk `kiosk` for `queue`, for ever; other seeds give others."""
    draw = Random(seed)  # noqa: S311 - test data, not a secret
    sequence = draw.randrange(500_000)
    while True:
        sequence, reference = next_reference(kiosk, "Z", sequence)
        key = UUID(int=draw.getrandbits(128), version=4)
        request = Request(
            id=key,
            reference=reference,
            tracking_code="418205",
            token="status-token",  # noqa: S106 - opens nothing
            kind=RequestKind.INCIDENT,
            language="ar",
            service="conformance",
            title_shown="فحص المطابقة",
            title_for_desk=TITLE,
            department="it",
            department_for_desk="Information technology",
            queue=queue,
            contact=Contact(name="ليلى حداد", email="conformance@example.org"),
            answers=(
                AnsweredQuestion(
                    field="what",
                    answer=ChoiceAnswer("screen"),
                    question_shown="ما العطل؟",
                    answer_shown="الشاشة",
                    question_for_desk="What is broken?",
                    answer_for_desk="Screen",
                ),
                AnsweredQuestion(
                    field="words",
                    answer=TextAnswer(WORDS),
                    question_shown="ماذا حدث؟",
                    answer_shown=WORDS,
                    question_for_desk="What happened?",
                    answer_for_desk=WORDS,
                ),
            ),
            accepted_at=datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
            kiosk=kiosk,
            location="Main hall",
            pack_version="conformance",
            visit=key,
        )
        yield OutboxEntry(id=key, kind=EntryKind.REQUEST, request=request, attempts=1)
