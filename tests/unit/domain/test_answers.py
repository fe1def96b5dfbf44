"""From what was typed to typed values, or to the one fault that keeps it from being taken."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.answers import (
    TYPED_LIMIT,
    ChoiceAnswer,
    ChoicesAnswer,
    DateAnswer,
    DateRangeAnswer,
    FaultKind,
    FieldFault,
    MoneyAnswer,
    NumberAnswer,
    Raw,
    TextAnswer,
    YesNoAnswer,
    is_asked,
    is_email,
    is_phone,
    minor_digits,
    parse_answer,
    validate,
)
from kiosk.domain.catalog import Condition, Field, FieldKind, Option

TODAY = date(2026, 11, 21)
OPTIONS = (Option(id="light", label={"en": "Light"}), Option(id="strong", label={"en": "Strong"}))


def question(kind: FieldKind, **rest: object) -> Field:
    return Field(id="q", kind=kind, label={"en": "?"}, **rest)  # type: ignore[arg-type]  # any field of Field


@pytest.mark.parametrize(
    ("field", "raw", "answer"),
    [
        (question(FieldKind.SHORT_TEXT), "  hello \t there ", TextAnswer("hello there")),
        (question(FieldKind.LONG_TEXT), "one\n\n\n\ntwo ", TextAnswer("one\n\ntwo")),
        (question(FieldKind.CHOICE, options=OPTIONS), "light", ChoiceAnswer("light")),
        (
            question(FieldKind.MULTIPLE_CHOICE, options=OPTIONS),
            ("strong", "light"),
            ChoicesAnswer(("light", "strong")),
        ),
        (question(FieldKind.YES_NO), False, YesNoAnswer(False)),
        (question(FieldKind.DATE), "2026-11-30", DateAnswer(date(2026, 11, 30))),
        (
            question(FieldKind.DATE_RANGE),
            ("2026-11-30", "2026-12-02"),
            DateRangeAnswer(date(2026, 11, 30), date(2026, 12, 2)),
        ),
        (question(FieldKind.NUMBER, decimals=1), "٣٫٥", NumberAnswer(Decimal("3.5"))),
        (question(FieldKind.NUMBER, decimals=1), "3,5", NumberAnswer(Decimal("3.5"))),
        (question(FieldKind.NUMBER), "-12", NumberAnswer(Decimal(-12))),
        (question(FieldKind.MONEY), "12.50", MoneyAnswer(1250, "EUR")),
        (question(FieldKind.MONEY, currency="JPY"), "1250", MoneyAnswer(1250, "JPY")),
        (question(FieldKind.MONEY, currency="KWD"), "1,25", MoneyAnswer(1250, "KWD")),
        (question(FieldKind.EMAIL), "mina@example.org", TextAnswer("mina@example.org")),
        (question(FieldKind.PHONE), "+30 210 123-4567", TextAnswer("+30 210 123-4567")),
        (question(FieldKind.PHONE), "٠٢١٠١٢٣٤٥٦٧", TextAnswer("02101234567")),
        (question(FieldKind.PHONE), "۰۹۱۲ ۳۴۵ ۶۷۸۹", TextAnswer("0912 345 6789")),
        (question(FieldKind.PHONE), "＋８６　１３８－００００－１２３４", TextAnswer("+86 138-0000-1234")),
        (question(FieldKind.EMAIL), "li.wei＠example。cn", TextAnswer("li.wei@example.cn")),
        (question(FieldKind.EMAIL), "mina۲@example.org", TextAnswer("mina2@example.org")),
        (question(FieldKind.MONEY), "١٬٢٥٠٫٥٠", MoneyAnswer(125050, "EUR")),
        (question(FieldKind.MONEY), "۱٬۲۵۰٫۵", MoneyAnswer(125050, "EUR")),
        (question(FieldKind.MONEY), "１２．５０", MoneyAnswer(1250, "EUR")),
        (question(FieldKind.MONEY), "1.250,50", MoneyAnswer(125050, "EUR")),
        (question(FieldKind.MONEY), "1,250.50", MoneyAnswer(125050, "EUR")),
        (question(FieldKind.NUMBER), "−۱۲", NumberAnswer(Decimal(-12))),
        (question(FieldKind.DATE), "٢٠٢٦-١١-٣٠", DateAnswer(date(2026, 11, 30))),
        (question(FieldKind.ROOM, pattern="[A-Z]-[0-9]{3}"), "C–٢١٤", TextAnswer("C-214")),
        (question(FieldKind.ROOM, pattern="[A-Z]-[0-9]{3}"), "C-214", TextAnswer("C-214")),
        (question(FieldKind.ASSET_TAG), "anything", TextAnswer("anything")),
    ],
)
def test_what_was_typed_becomes_a_typed_answer(field: Field, raw: Raw, answer: object) -> None:
    assert parse_answer(field, raw, today=TODAY) == answer


@pytest.mark.parametrize(
    ("field", "raw", "kind", "limit"),
    [
        (question(FieldKind.SHORT_TEXT, max_length=5), "123456", FaultKind.TOO_LONG, "5"),
        (question(FieldKind.SHORT_TEXT), "\x00\u202e ", FaultKind.REQUIRED, ""),
        (question(FieldKind.CHOICE, options=OPTIONS), "dropped", FaultKind.UNKNOWN_OPTION, ""),
        (question(FieldKind.MULTIPLE_CHOICE, options=OPTIONS), ("light", "dropped"), FaultKind.UNKNOWN_OPTION, ""),
        (question(FieldKind.MULTIPLE_CHOICE, options=OPTIONS), (), FaultKind.REQUIRED, ""),
        (question(FieldKind.YES_NO), None, FaultKind.REQUIRED, ""),
        (question(FieldKind.DATE), "30.11.2026", FaultKind.BAD_DATE, ""),
        (question(FieldKind.DATE), "2026-02-30", FaultKind.BAD_DATE, ""),
        (question(FieldKind.DATE, earliest_days=1), "2026-11-21", FaultKind.TOO_EARLY, "2026-11-22"),
        (question(FieldKind.DATE, latest_days=7), "2026-11-29", FaultKind.TOO_LATE, "2026-11-28"),
        (question(FieldKind.DATE_RANGE), ("2026-12-02", "2026-11-30"), FaultKind.RANGE_BACKWARDS, ""),
        (question(FieldKind.DATE_RANGE, required=False), ("2026-12-02", ""), FaultKind.REQUIRED, ""),
        (question(FieldKind.NUMBER), "a dozen", FaultKind.NOT_A_NUMBER, ""),
        (question(FieldKind.NUMBER), "1e5", FaultKind.NOT_A_NUMBER, ""),
        (question(FieldKind.NUMBER), "1.5", FaultKind.TOO_MANY_DECIMALS, "0"),
        (question(FieldKind.NUMBER, minimum=Decimal(2)), "1", FaultKind.TOO_SMALL, "2"),
        (question(FieldKind.NUMBER, maximum=Decimal(2)), "3", FaultKind.TOO_LARGE, "2"),
        (question(FieldKind.MONEY), "1.005", FaultKind.TOO_MANY_DECIMALS, "2"),
        (question(FieldKind.EMAIL), "mina@nowhere", FaultKind.BAD_EMAIL, ""),
        (question(FieldKind.PHONE), "12", FaultKind.BAD_PHONE, ""),
        (
            question(FieldKind.ROOM, pattern="[A-Z]-[0-9]{3}", example="C-214"),
            "C214",
            FaultKind.BAD_PATTERN,
            "C-214",
        ),
    ],
)
def test_what_cannot_be_taken_is_a_fault_with_its_bound(field: Field, raw: Raw, kind: FaultKind, limit: str) -> None:
    assert parse_answer(field, raw, today=TODAY) == FieldFault("q", kind, limit)


def test_without_a_trusted_clock_no_date_is_too_early_or_too_late() -> None:
    field = question(FieldKind.DATE, earliest_days=0, latest_days=1)
    assert parse_answer(field, "1970-01-01", today=None) == DateAnswer(date(1970, 1, 1))


@pytest.mark.parametrize("kind", FieldKind)
def test_an_optional_question_may_stay_empty(kind: FieldKind) -> None:
    assert parse_answer(question(kind, required=False, options=OPTIONS), None, today=TODAY) is None


raw_values: st.SearchStrategy[Raw] = st.one_of(
    st.none(), st.booleans(), st.text(max_size=400), st.tuples(), st.tuples(st.text(max_size=20), st.text(max_size=20))
)


@given(st.sampled_from(list(FieldKind)), raw_values, st.booleans())
def test_nothing_that_is_typed_breaks_a_form(kind: FieldKind, raw: Raw, required: bool) -> None:
    field = question(kind, required=required, options=OPTIONS)
    match parse_answer(field, raw, today=TODAY):
        case FieldFault(field=name):
            assert name == "q"
        case None:
            assert not required
        case TextAnswer(text=text):
            assert 0 < len(text) <= field.max_length
            assert not set(text) & set("\x00\x1b\u202e\u2066")


@given(st.integers(min_value=TYPED_LIMIT, max_value=3 * TYPED_LIMIT))
def test_a_huge_paste_is_too_long_not_slow(length: int) -> None:
    fault = parse_answer(question(FieldKind.LONG_TEXT, max_length=2000), "x" * length, today=TODAY)
    assert fault == FieldFault("q", FaultKind.TOO_LONG, "2000")


@given(st.integers(min_value=0, max_value=10**12), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_money_is_exact(minor: int, currency: str) -> None:
    typed = str(Decimal(minor).scaleb(-minor_digits(currency)))
    field = question(FieldKind.MONEY, currency=currency)
    assert parse_answer(field, typed, today=TODAY) == MoneyAnswer(minor, currency)


@given(st.dates(), st.dates())
def test_a_range_is_taken_exactly_when_it_runs_forward(first: date, last: date) -> None:
    answer = parse_answer(question(FieldKind.DATE_RANGE), (first.isoformat(), last.isoformat()), today=TODAY)
    if last < first:
        assert answer == FieldFault("q", FaultKind.RANGE_BACKWARDS)
    else:
        assert answer == DateRangeAnswer(first, last)


@given(st.integers(min_value=-400, max_value=400))
def test_date_bounds_are_counted_from_today(offset: int) -> None:
    field = question(FieldKind.DATE, earliest_days=-3, latest_days=30)
    taken = parse_answer(field, (TODAY + timedelta(days=offset)).isoformat(), today=TODAY)
    assert isinstance(taken, DateAnswer) == (-3 <= offset <= 30)


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("a@b.c", True),
        ("mina.k+kiosk@post.example.org", True),
        ("münchen@müller.example", True),
        ("two@at@example.org", False),
        ("no space@example.org", False),
        ("@example.org", False),
        ("a@example..org", False),
        ("a@" + "b" * 250 + ".org", False),
    ],
)
def test_an_address_is_one_that_mail_could_go_to(address: str, good: bool) -> None:
    assert is_email(address) is good


@pytest.mark.parametrize(
    ("number", "good"),
    [("12345", True), ("(0)30/123 45-6", True), ("+123456789012345", True), ("+1234567890123456", False), ("", False)],
)
def test_a_phone_number_has_the_digits_of_e164(number: str, good: bool) -> None:
    assert is_phone(number) is good


IF_YES = (Condition(field="q", is_any_of=("yes",)),)
IF_STRONG = (Condition(field="which", is_any_of=("strong",)),)
CHAIN = (
    question(FieldKind.YES_NO),
    Field(
        id="which",
        kind=FieldKind.CHOICE,
        label={},
        options=OPTIONS,
        only_if=IF_YES,
    ),
    Field(id="why", kind=FieldKind.SHORT_TEXT, label={}, only_if=IF_STRONG),
)


@pytest.mark.parametrize(
    ("raw", "asked"),
    [
        ({}, ["q"]),
        ({"q": True}, ["q", "which"]),
        ({"q": True, "which": "light"}, ["q", "which"]),
        ({"q": True, "which": "strong"}, ["q", "which", "why"]),
        # What was chosen before the first answer changed does not keep its question alive.
        ({"q": False, "which": "strong"}, ["q"]),
    ],
)
def test_a_question_is_asked_when_all_that_it_hangs_on_holds(raw: dict[str, Raw], asked: list[str]) -> None:
    fields = {field.id: field for field in CHAIN}
    assert [field.id for field in CHAIN if is_asked(field, raw, fields)] == asked


def test_validation_tells_every_fault_in_the_order_of_the_form() -> None:
    answers, faults = validate(CHAIN, {"which": "light"}, today=TODAY)
    assert answers == {"which": ChoiceAnswer("light")}
    assert [(fault.field, fault.kind) for fault in faults] == [
        ("q", FaultKind.REQUIRED),
        ("why", FaultKind.REQUIRED),
    ]
