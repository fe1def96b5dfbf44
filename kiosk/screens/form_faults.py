"""What is wrong with an answer, in a plain sentence: what happened and what to do. No Qt here."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import assert_never

from kiosk.domain.answers import FaultKind, FieldFault, minor_digits
from kiosk.domain.catalog import Field, FieldKind
from kiosk.domain.text import isolate_code
from kiosk.i18n import Wording


def fault_sentence(fault: FieldFault, field: Field, wording: Wording) -> str:
    """The sentence to show under `field`, in the language of `wording`, with limits as that language writes them."""
    match fault.kind:
        case FaultKind.REQUIRED:
            return _missing(field.kind, wording)
        case FaultKind.TOO_LONG:
            return wording.text("This is too long. Please keep to {limit} characters.", limit=int(fault.limit))
        case FaultKind.NOT_A_NUMBER:
            return wording.text("This is not a number. Please use digits only.")
        case FaultKind.TOO_MANY_DECIMALS if fault.limit == "0":
            return wording.text("Please give a whole number, without a decimal point.")
        case FaultKind.TOO_MANY_DECIMALS:
            return wording.text(
                "Too many digits after the point. At most {limit} are possible.", limit=int(fault.limit)
            )
        case FaultKind.TOO_SMALL:
            return wording.text("This is too little. The least is {limit}.", limit=_amount(fault, field, wording))
        case FaultKind.TOO_LARGE:
            return wording.text("This is too much. The most is {limit}.", limit=_amount(fault, field, wording))
        case FaultKind.BAD_DATE:
            return wording.text("This is not a day we know. Please choose one.")
        case FaultKind.TOO_EARLY:
            return wording.text("This is too early. The first possible day is {limit}.", limit=_day(fault, wording))
        case FaultKind.TOO_LATE:
            return wording.text("This is too late. The last possible day is {limit}.", limit=_day(fault, wording))
        case FaultKind.RANGE_BACKWARDS:
            return wording.text("The last day is before the first. Please choose again.")
        case FaultKind.BAD_EMAIL:
            return wording.text(
                "This is not an e-mail address. It looks like {example}.", example=isolate_code("name@example.org")
            )
        case FaultKind.BAD_PHONE:
            return wording.text(
                "This is not a phone number. It looks like {example}.", example=isolate_code("+49 30 123456")
            )
        case FaultKind.BAD_PATTERN:
            return _not_as_expected(fault, field.kind, wording)
        case FaultKind.UNKNOWN_OPTION:
            return wording.text("This choice is no longer offered. Please choose again.")
        case _:
            assert_never(fault.kind)


def _missing(kind: FieldKind, wording: Wording) -> str:
    match kind:
        case FieldKind.CHOICE:
            return wording.text("Nothing is chosen yet. Please touch one.")
        case FieldKind.MULTIPLE_CHOICE:
            return wording.text("Nothing is chosen yet. Please touch one or more.")
        case FieldKind.YES_NO:
            return wording.text("Nothing is chosen yet. Please touch yes or no.")
        case FieldKind.DATE:
            return wording.text("No day is chosen yet. Please choose one.")
        case FieldKind.DATE_RANGE:
            return wording.text("Please choose both the first and the last day.")
        case (
            FieldKind.SHORT_TEXT
            | FieldKind.LONG_TEXT
            | FieldKind.NUMBER
            | FieldKind.MONEY
            | FieldKind.PHONE
            | FieldKind.EMAIL
            | FieldKind.ROOM
            | FieldKind.ASSET_TAG
        ):
            return wording.text("This is still empty. Please fill it in.")
        case _:
            assert_never(kind)


def _not_as_expected(fault: FieldFault, kind: FieldKind, wording: Wording) -> str:
    if not fault.limit:
        return wording.text("This does not look right. Please check it.")
    example = isolate_code(fault.limit)
    if kind is FieldKind.ROOM:
        return wording.text("This is not a room here. Rooms look like {example}.", example=example)
    return wording.text("This does not look right. It looks like {example}.", example=example)


def _amount(fault: FieldFault, field: Field, wording: Wording) -> str:
    limit = Decimal(fault.limit)
    if field.kind is FieldKind.MONEY:
        decimals = minor_digits(field.currency)
        return wording.money(int(limit.scaleb(decimals)), field.currency, decimals)
    return wording.number(limit)


def _day(fault: FieldFault, wording: Wording) -> str:
    return wording.date(date.fromisoformat(fault.limit))
