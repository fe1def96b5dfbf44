"""Every fault of an answer has a sentence of its own that says what to do."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kiosk.domain.answers import FaultKind, FieldFault
from kiosk.domain.catalog import Field, FieldKind
from kiosk.i18n import Wording
from kiosk.screens.form_faults import fault_sentence

WORDING = Wording("en", region="GB")

LIMITS = {
    FaultKind.TOO_LONG: "200",
    FaultKind.TOO_MANY_DECIMALS: "2",
    FaultKind.TOO_SMALL: "1",
    FaultKind.TOO_LARGE: "5000",
    FaultKind.TOO_EARLY: "2026-11-24",
    FaultKind.TOO_LATE: "2026-12-24",
    FaultKind.BAD_PATTERN: "C-214",
}


def question(kind: FieldKind) -> Field:
    return Field(id="q", kind=kind, label={"en": "Q"})


def sentence(kind: FaultKind, limit: str = "", of: FieldKind = FieldKind.SHORT_TEXT) -> str:
    return fault_sentence(FieldFault("q", kind, limit), question(of), WORDING)


@pytest.mark.parametrize("kind", FaultKind)
def test_every_fault_is_told_in_two_short_sentences_at_most(kind: FaultKind) -> None:
    for of in FieldKind:
        told = sentence(kind, LIMITS.get(kind, ""), of)
        assert told.endswith(".")
        assert "{" not in told
        assert "!" not in told
        for part in told.rstrip(".").split(". "):
            assert len(part.split()) < 12, part


def test_no_two_faults_of_a_question_are_told_alike() -> None:
    told = [sentence(kind, LIMITS.get(kind, "")) for kind in FaultKind]
    assert len(set(told)) == len(told)


@pytest.mark.parametrize(
    ("kind", "limit", "of", "written"),
    [
        (FaultKind.TOO_LONG, "2000", FieldKind.LONG_TEXT, "2,000"),
        (FaultKind.TOO_LARGE, "1234.5", FieldKind.NUMBER, "1,234.5"),
        (FaultKind.TOO_LARGE, "1234.5", FieldKind.MONEY, "€1,234.50"),
        (FaultKind.TOO_EARLY, "2026-11-24", FieldKind.DATE, "Tuesday 24 November"),
        (FaultKind.TOO_LATE, "2026-12-24", FieldKind.DATE, "Thursday 24 December"),
        (FaultKind.BAD_PATTERN, "C-214", FieldKind.ROOM, "\u2066C-214\u2069"),
    ],
)
def test_limits_are_written_as_the_place_writes_them(kind: FaultKind, limit: str, of: FieldKind, written: str) -> None:
    assert written in sentence(kind, limit, of)


def test_a_currency_without_cents_has_none_in_its_limit() -> None:
    field = Field(id="q", kind=FieldKind.MONEY, label={"en": "Q"}, currency="JPY", maximum=Decimal(500))
    assert "¥500" in fault_sentence(FieldFault("q", FaultKind.TOO_LARGE, "500"), field, WORDING)


def test_a_whole_number_is_asked_for_where_no_decimals_are_possible() -> None:
    assert "whole number" in sentence(FaultKind.TOO_MANY_DECIMALS, "0", FieldKind.NUMBER)
