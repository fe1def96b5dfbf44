"""Typed answers as the sentence fragments people read on Review, slips and tickets. No Qt here."""

from __future__ import annotations

from typing import assert_never

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
    minor_digits,
)
from kiosk.domain.catalog import Field
from kiosk.domain.text import pick
from kiosk.i18n import Wording


def answer_text(field: Field, answer: AnyAnswer, wording: Wording) -> str:
    """`answer` in the language of `wording`; what the customer typed stays as typed."""
    match answer:
        case TextAnswer(text):
            return text
        case ChoiceAnswer(option):
            return _label(field, option, wording.language)
        case ChoicesAnswer(options):
            return wording.enumerate([_label(field, option, wording.language) for option in options])
        case YesNoAnswer(yes):
            return wording.text("Yes") if yes else wording.text("No")
        case DateAnswer(day):
            return wording.date(day, "full")
        case DateRangeAnswer(first, last):
            return wording.text(
                "{first} to {last}", first=wording.date(first, "short"), last=wording.date(last, "short")
            )
        case NumberAnswer(number):
            return wording.number(number)
        case MoneyAnswer(minor, currency):
            return wording.money(minor, currency, minor_digits(currency))
        case _:
            assert_never(answer)


def _label(field: Field, option_id: str, language: str) -> str:
    return next((pick(option.label, language) for option in field.options if option.id == option_id), option_id)
