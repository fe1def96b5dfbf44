"""The kinds of values in a pack, as types for pydantic: ids, dates, amounts, texts in every language of the pack."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, ValidationInfo
from pydantic_core import InitErrorDetails, PydanticCustomError

from kiosk.content.faults import quote, shorten
from kiosk.content.source import ID, MAX_ID
from kiosk.content.texts import MAX_LINE, MAX_TITLE, text_faults, tidy

MAX_KEYWORDS = 30


@dataclass(frozen=True, slots=True)
class Scope:
    """What a file is checked against: the languages of the pack, None where pack.yaml does not tell."""

    languages: tuple[str, ...] | None


def fault(code: str, what: str, remedy: str) -> PydanticCustomError:
    """An error whose message and remedy are ours."""
    return PydanticCustomError(code, "{what}", {"what": what, "remedy": remedy})


def _raise(problems: list[tuple[tuple[str | int, ...], PydanticCustomError]], value: object) -> None:
    """Raise all `problems` at once, each at its own place below the value; pydantic puts the path before it."""
    if problems:
        details = [InitErrorDetails(type=problem, loc=loc, input=value) for loc, problem in problems]
        raise ValidationError.from_exception_data("text", details)


def _check_languages(
    value: dict[str, object], info: ValidationInfo
) -> list[tuple[tuple[str, ...], PydanticCustomError]]:
    languages = info.context.languages if isinstance(info.context, Scope) else None
    if languages is None:
        return []
    missing = [language for language in languages if language not in value]
    problems: list[tuple[tuple[str, ...], PydanticCustomError]] = []
    if missing:
        what = f"`{{key}}` has no text for {', '.join(missing)}."
        problems.append(((), fault("missing-translation", what, "Add it.")))
    remedy = f"The pack's languages are {', '.join(languages)}: correct it, or declare it in pack.yaml."
    for language in value:
        if language not in languages:
            what = f"`{shorten(language)}` is not a language of this pack."
            problems.append(((language,), fault("undeclared-language", what, remedy)))
    return problems


_NOT_TEXTS = fault("not-texts", "`{key}` must hold one text for each language.", "Write `en: …` and so on under it.")


def _texts(limit: int, *, lines: bool = False) -> Callable[[object, ValidationInfo], object]:
    def check(value: object, info: ValidationInfo) -> object:
        if value is None:
            return value
        if not isinstance(value, dict):
            raise _NOT_TEXTS
        problems: list[tuple[tuple[str | int, ...], PydanticCustomError]] = [*_check_languages(value, info)]
        tidied: dict[str, object] = {}
        for language, text in value.items():
            tidied[language] = tidy(text) if isinstance(text, str) else text
            if isinstance(text, str):
                found = text_faults(tidy(text), limit=limit, lines=lines)
                problems += [((language,), fault(f.code, f.what, f.remedy)) for f in found]
        _raise(problems, value)
        return tidied

    return check


def _keywords(value: object, info: ValidationInfo) -> object:
    if value is None:
        return value
    if not isinstance(value, dict):
        raise fault("not-texts", "`{key}` must hold a list for each language.", "Write `en: [one, two]` under it.")
    problems: list[tuple[tuple[str | int, ...], PydanticCustomError]] = [*_check_languages(value, info)]
    for language, words in value.items():
        for number, word in enumerate(words if isinstance(words, list) else ()):
            found = text_faults(tidy(word), limit=40, lines=False) if isinstance(word, str) else ()
            problems += [((language, number), fault(f.code, f.what, f.remedy)) for f in found]
    _raise(problems, value)
    return {
        k: [tidy(w) if isinstance(w, str) else w for w in v] if isinstance(v, list) else v for k, v in value.items()
    }


def _line(limit: int) -> Callable[[str], str]:
    def check(text: str) -> str:
        text = tidy(text)
        for found in text_faults(text, limit=limit, lines=False):
            raise fault(found.code, found.what, found.remedy)
        return text

    return check


def _id(text: str) -> str:
    if not ID.fullmatch(text) or len(text) > MAX_ID:
        remedy = f"Use small Latin letters, digits and hyphens, at most {MAX_ID}."
        raise fault("bad-id", f"{quote(text)} cannot be an id.", remedy)
    return text


def is_day(text: str) -> bool:
    """Whether `text` is an ISO date as authors write it, `2026-11-30`."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _day(text: str) -> str:
    if not is_day(text):
        raise fault("bad-date", "`{key}` is not a date.", "Write it as 2026-11-30.")
    return text


def moment(text: str) -> datetime | None:
    """The moment that `2026-11-21T14:30+01:00` names; None where it names none."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})", text, re.ASCII):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _moment(text: str) -> str:
    if moment(text) is None:
        remedy = "Write it as 2026-11-21T14:30+01:00, with the offset from UTC."
        raise fault("bad-date", "`{key}` is not a date and time.", remedy)
    return text


def _amount(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise fault("not-a-number", "`{key}` must be a number.", "Write digits, with a point for decimals.")
    return value


Id: TypeAlias = Annotated[str, AfterValidator(_id)]
Day: TypeAlias = Annotated[str, AfterValidator(_day)]
Moment: TypeAlias = Annotated[str, AfterValidator(_moment)]
Amount: TypeAlias = Annotated[Decimal, AfterValidator(_amount), Field(max_digits=15)]
Code: TypeAlias = Annotated[str, AfterValidator(_line(60))]
"""A line that is not translated: a queue, an owner, an icon, a pattern's example."""
Keywords: TypeAlias = Annotated[
    dict[str, Annotated[list[str], Field(max_length=MAX_KEYWORDS)]], BeforeValidator(_keywords)
]
Label: TypeAlias = Annotated[dict[str, str], BeforeValidator(_texts(40))]
Title: TypeAlias = Annotated[dict[str, str], BeforeValidator(_texts(MAX_TITLE))]
Line: TypeAlias = Annotated[dict[str, str], BeforeValidator(_texts(MAX_LINE))]
Passage: TypeAlias = Annotated[dict[str, str], BeforeValidator(_texts(600, lines=True))]
