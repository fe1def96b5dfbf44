"""Answers to the questions of a form: from what was typed to typed values, or to the fault that keeps them from it.

No Qt here. Pure and fast enough to run at every key.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

import msgspec

from kiosk.domain.ascii_forms import decimal_in, email_in_ascii, in_ascii
from kiosk.domain.catalog import Condition, Field, FieldKind, FormGroup, Service
from kiosk.domain.text import clean_line, clean_text

TYPED_LIMIT = 10_000
"""Characters looked at; whatever a paste brings beyond is cut before any work is done on it."""

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
_PHONE = re.compile(r"\+?[0-9]{5,15}")
"""ITU-T E.164: at most 15 digits."""


class Answer(msgspec.Struct, frozen=True, tag_field="type"):
    """Base of all answers."""


class TextAnswer(Answer, tag="text", frozen=True):
    text: str


class ChoiceAnswer(Answer, tag="choice", frozen=True):
    option: str


class ChoicesAnswer(Answer, tag="choices", frozen=True):
    options: tuple[str, ...]


class YesNoAnswer(Answer, tag="yes_no", frozen=True):
    yes: bool


class DateAnswer(Answer, tag="date", frozen=True):
    day: date


class DateRangeAnswer(Answer, tag="date_range", frozen=True):
    first: date
    last: date


class NumberAnswer(Answer, tag="number", frozen=True):
    number: Decimal


class MoneyAnswer(Answer, tag="money", frozen=True):
    minor: int
    currency: str


AnyAnswer: TypeAlias = (
    TextAnswer | ChoiceAnswer | ChoicesAnswer | YesNoAnswer | DateAnswer | DateRangeAnswer | NumberAnswer | MoneyAnswer
)

Raw: TypeAlias = str | bool | tuple[str, ...] | None
"""What a screen holds: typed text, a tick, chosen option ids; dates as ISO text; a range as (first, last)."""


class FaultKind(StrEnum):
    """Why an answer cannot be taken yet."""

    REQUIRED = "required"
    TOO_LONG = "too_long"
    NOT_A_NUMBER = "not_a_number"
    TOO_MANY_DECIMALS = "too_many_decimals"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    BAD_DATE = "bad_date"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    RANGE_BACKWARDS = "range_backwards"
    BAD_EMAIL = "bad_email"
    BAD_PHONE = "bad_phone"
    BAD_PATTERN = "bad_pattern"
    UNKNOWN_OPTION = "unknown_option"


@dataclass(frozen=True, slots=True)
class FieldFault:
    """One fault of one answer; `limit` is the bound it broke (or the example to follow), as plain text."""

    field: str
    kind: FaultKind
    limit: str = ""


def parse_answer(field: Field, raw: Raw, *, today: date | None) -> AnyAnswer | FieldFault | None:
    """The typed answer, the fault in it, or None for an optional question left empty.

    `today` is None while the clock is not to be trusted; date bounds are then not checked.
    """
    match field.kind:
        case FieldKind.YES_NO:
            if isinstance(raw, bool):
                return YesNoAnswer(raw)
            return _missing(field)
        case FieldKind.MULTIPLE_CHOICE:
            return _parse_choices(field, raw if isinstance(raw, tuple) else ())
        case FieldKind.DATE_RANGE:
            first, last = raw if isinstance(raw, tuple) and len(raw) == 2 else ("", "")
            return _parse_range(field, first, last, today)
        case _:
            text = raw if isinstance(raw, str) else ""
            return _parse_text(field, text[:TYPED_LIMIT], today)


def _parse_text(field: Field, typed: str, today: date | None) -> AnyAnswer | FieldFault | None:
    # One character more than allowed survives the cleaning, so that "too long" is seen, not silently cut.
    clean = clean_text if field.kind is FieldKind.LONG_TEXT else clean_line
    text = clean(typed, limit=TYPED_LIMIT)
    if not text:
        return _missing(field)
    match field.kind:
        case FieldKind.CHOICE:
            if text not in {option.id for option in field.options}:
                return FieldFault(field.id, FaultKind.UNKNOWN_OPTION)
            return ChoiceAnswer(text)
        case FieldKind.DATE:
            return _parse_date(field, text, today)
        case FieldKind.NUMBER:
            return _parse_number(field, text)
        case FieldKind.MONEY:
            return _parse_money(field, text)
        case FieldKind.EMAIL:
            address = email_in_ascii(text)
            return TextAnswer(address) if is_email(address) else FieldFault(field.id, FaultKind.BAD_EMAIL)
        case FieldKind.PHONE:
            number = in_ascii(text)
            return TextAnswer(number) if is_phone(number) else FieldFault(field.id, FaultKind.BAD_PHONE)
        case FieldKind.ROOM | FieldKind.ASSET_TAG:
            text = in_ascii(text)
            if field.pattern and not re.fullmatch(field.pattern, text):
                return FieldFault(field.id, FaultKind.BAD_PATTERN, field.example)
    if len(text) > field.max_length:
        return FieldFault(field.id, FaultKind.TOO_LONG, str(field.max_length))
    return TextAnswer(text)


def is_email(address: str) -> bool:
    """Whether mail could be sent to `address`; RFC 5321's lengths, and nothing cleverer."""
    return len(address) <= 254 and _EMAIL.fullmatch(address) is not None


def is_phone(number: str) -> bool:
    """Whether `number`, without spaces and punctuation, has the digits of an E.164 number."""
    return _PHONE.fullmatch(re.sub(r"[\s().\-/]", "", number)) is not None


def _missing(field: Field) -> FieldFault | None:
    return FieldFault(field.id, FaultKind.REQUIRED) if field.required else None


def _parse_choices(field: Field, chosen: tuple[str, ...]) -> ChoicesAnswer | FieldFault | None:
    if not chosen:
        return _missing(field)
    if not set(chosen) <= {option.id for option in field.options}:
        return FieldFault(field.id, FaultKind.UNKNOWN_OPTION)
    # In the order of the form, however they were ticked.
    return ChoicesAnswer(tuple(option.id for option in field.options if option.id in chosen))


def _parse_date(field: Field, text: str, today: date | None) -> DateAnswer | FieldFault:
    try:
        day = date.fromisoformat(in_ascii(text))
    except ValueError:
        return FieldFault(field.id, FaultKind.BAD_DATE)
    fault = _date_bound(field, day, today)
    return fault or DateAnswer(day)


def _parse_range(field: Field, first: str, last: str, today: date | None) -> DateRangeAnswer | FieldFault | None:
    if not first and not last:
        return _missing(field)
    if not first or not last:
        return FieldFault(field.id, FaultKind.REQUIRED)
    try:
        start, end = date.fromisoformat(in_ascii(first)), date.fromisoformat(in_ascii(last))
    except ValueError:
        return FieldFault(field.id, FaultKind.BAD_DATE)
    if end < start:
        return FieldFault(field.id, FaultKind.RANGE_BACKWARDS)
    fault = _date_bound(field, start, today) or _date_bound(field, end, today)
    return fault or DateRangeAnswer(start, end)


def _date_bound(field: Field, day: date, today: date | None) -> FieldFault | None:
    if today is None:
        return None
    if field.earliest_days is not None and day < (earliest := today + timedelta(days=field.earliest_days)):
        return FieldFault(field.id, FaultKind.TOO_EARLY, earliest.isoformat())
    if field.latest_days is not None and day > (latest := today + timedelta(days=field.latest_days)):
        return FieldFault(field.id, FaultKind.TOO_LATE, latest.isoformat())
    return None


def _parse_number(field: Field, text: str) -> NumberAnswer | FieldFault:
    number = decimal_in(text)
    if number is None:
        return FieldFault(field.id, FaultKind.NOT_A_NUMBER)
    if _decimals(number) > field.decimals:
        return FieldFault(field.id, FaultKind.TOO_MANY_DECIMALS, str(field.decimals))
    return _number_bound(field, number) or NumberAnswer(number)


def _parse_money(field: Field, text: str) -> MoneyAnswer | FieldFault:
    amount = decimal_in(text)
    if amount is None:
        return FieldFault(field.id, FaultKind.NOT_A_NUMBER)
    decimals = minor_digits(field.currency)
    if _decimals(amount) > decimals:
        return FieldFault(field.id, FaultKind.TOO_MANY_DECIMALS, str(decimals))
    return _number_bound(field, amount) or MoneyAnswer(int(amount.scaleb(decimals)), field.currency)


def minor_digits(currency: str) -> int:
    """Digits after the point of `currency` (ISO 4217; two where it is not one of the exceptions kept here)."""
    return {"JPY": 0, "KRW": 0, "IRR": 0, "ISK": 0, "BHD": 3, "KWD": 3, "OMR": 3, "JOD": 3, "TND": 3}.get(currency, 2)


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _number_bound(field: Field, number: Decimal) -> FieldFault | None:
    if field.minimum is not None and number < field.minimum:
        return FieldFault(field.id, FaultKind.TOO_SMALL, str(field.minimum))
    if field.maximum is not None and number > field.maximum:
        return FieldFault(field.id, FaultKind.TOO_LARGE, str(field.maximum))
    return None


def is_asked(field: Field, raw: dict[str, Raw], fields: dict[str, Field]) -> bool:
    """Whether the answers so far call for `field`: all its conditions hold, and so do those of what they refer to."""
    return all(_holds(condition, raw, fields) for condition in field.only_if)


def _holds(condition: Condition, raw: dict[str, Raw], fields: dict[str, Field]) -> bool:
    other = fields.get(condition.field)
    if other is None or not is_asked(other, raw, fields):
        return False
    value = raw.get(condition.field)
    given: set[str]
    if isinstance(value, bool):
        given = {"yes" if value else "no"}
    elif isinstance(value, tuple):
        given = set(value)
    else:
        given = {value} if value else set()
    return bool(given & set(condition.is_any_of))


def asked_groups(service: Service, raw: dict[str, Raw]) -> tuple[FormGroup, ...]:
    """The groups of the form that have something to ask, each with only the questions that are asked."""
    fields = {field.id: field for field in service.fields()}
    groups = []
    for group in service.form:
        asked = tuple(field for field in group.fields if is_asked(field, raw, fields))
        if asked:
            groups.append(FormGroup(title=group.title, subtitle=group.subtitle, fields=asked))
    return tuple(groups)


def validate(
    fields: tuple[Field, ...], raw: dict[str, Raw], *, today: date | None
) -> tuple[dict[str, AnyAnswer], tuple[FieldFault, ...]]:
    """Every answer that can be taken, by field id, and every fault, in the order of `fields`."""
    answers: dict[str, AnyAnswer] = {}
    faults: list[FieldFault] = []
    for field in fields:
        match parse_answer(field, raw.get(field.id), today=today):
            case FieldFault() as fault:
                faults.append(fault)
            case None:
                pass
            case answer:
                answers[field.id] = answer
    return answers, tuple(faults)
