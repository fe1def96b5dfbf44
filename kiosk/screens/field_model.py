"""One question on the screen: what is typed or chosen, and the fault to show under it."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.answers import TYPED_LIMIT, Raw, minor_digits
from kiosk.domain.catalog import Field, FieldKind
from kiosk.domain.text import is_right_to_left, pick
from kiosk.i18n import Wording
from kiosk.screens.calendar_model import CalendarModel
from kiosk.screens.decorators import QmlUncreatable
from kiosk.screens.month import Bounds

QML_IMPORT_NAME = "Frontdoor"
QML_IMPORT_MAJOR_VERSION = 1


CODES = frozenset(
    {FieldKind.NUMBER, FieldKind.MONEY, FieldKind.PHONE, FieldKind.EMAIL, FieldKind.ROOM, FieldKind.ASSET_TAG}
)
"""Kinds of question whose answers are written from left to right in every language."""

LRM = "\u200e"
"""Left-to-right mark (UAX #9). In front of a code it keeps its order in a right-to-left field: an empty Qt text field
takes its direction from the keyboard's language, and keeps it."""


class Answers(Protocol):
    """Where the questions of one screen keep their answers, and who judges them."""

    @property
    def wording(self) -> Wording:
        """The words of the visit's language."""
        ...

    @property
    def today(self) -> date | None:
        """The local date; None while the clock is not to be trusted."""
        ...

    def raw(self, field_id: str) -> Raw:
        """The answer as it stands on the screen."""
        ...

    def answer(self, field_id: str, raw: Raw) -> None:
        """Keep an answer; questions that depend on it come or go at once."""
        ...

    def fault_text(self, field: Field) -> str:
        """The sentence on what is wrong with the answer; empty when nothing is."""
        ...


@QmlElement
@QmlUncreatable("Questions come from the content pack")
class FieldModel(QObject):
    """The view-model of one question of any kind. Lives on the interface thread.

    A fault is shown once the customer has left the question or asked to go on, and from then on follows every key.
    """

    questionChanged = Signal()
    answerChanged = Signal()
    faultChanged = Signal()

    def __init__(self, field: Field, answers: Answers, parent: QObject) -> None:
        super().__init__(parent)
        self._field = field
        self._answers = answers
        self._edited = False
        self._judged = False
        self._fault = ""
        self._first = CalendarModel(self)
        self._last = CalendarModel(self)
        self._first.chosen.connect(self._take_first)
        self._last.chosen.connect(self._take_last)
        self._refresh_calendars()

    @property
    def question(self) -> Field:
        """The question as the pack has it."""
        return self._field

    @property
    def faulty(self) -> bool:
        """Whether a fault is shown."""
        return bool(self._fault)

    def ask(self, field: Field) -> None:
        """Put the question anew, in other words or another language; the answer stays."""
        self._field = field
        self._refresh_calendars()
        self.questionChanged.emit()
        self.answerChanged.emit()
        self.judge_again()

    def insist(self) -> None:
        """The customer wants to go on: show what is wrong, if anything is."""
        self._judged = True
        self.judge_again()

    def judge_again(self) -> None:
        """Show the fault of the answer as it is now, if faults of it are shown yet."""
        fault = self._answers.fault_text(self._field) if self._judged else ""
        if fault != self._fault:
            self._fault = fault
            self.faultChanged.emit()

    @Slot(str)
    def edit(self, text: str) -> None:
        """Something was typed, or a choice was touched (its option id)."""
        self._keep(text.replace(LRM, "") if self._field.kind in CODES else text)

    @Slot(str)
    def toggle(self, option: str) -> None:
        """A choice of several was ticked or unticked."""
        chosen = self._chosen()
        self._keep(tuple(o for o in chosen if o != option) if option in chosen else (*chosen, option))

    @Slot(bool)
    def say(self, yes: bool) -> None:
        """Yes or no was touched."""
        self._keep(yes)

    @Slot()
    def leave(self) -> None:
        """The customer went elsewhere. A question not touched yet is left in peace until they ask to go on."""
        if self._edited:
            self.insist()

    def _keep(self, raw: Raw) -> None:
        before = self._answers.raw(self._field.id)
        if raw == before or (raw == "" and before is None):
            return
        self._edited = True
        self._answers.answer(self._field.id, raw)
        self._refresh_calendars()
        self.answerChanged.emit()
        self.judge_again()

    def _take_first(self, day: str) -> None:
        self._keep((day, self._range()[1]) if self._field.kind is FieldKind.DATE_RANGE else day)

    def _take_last(self, day: str) -> None:
        self._keep((self._range()[0], day))

    def _range(self) -> tuple[str, str]:
        raw = self._answers.raw(self._field.id)
        if isinstance(raw, tuple) and len(raw) == 2:
            return raw[0], raw[1]
        return "", ""

    def _chosen(self) -> tuple[str, ...]:
        raw = self._answers.raw(self._field.id)
        match raw:
            case bool():
                return ("yes",) if raw else ("no",)
            case tuple():
                return raw
            case str():
                return (raw,) if raw else ()
            case None:
                return ()

    def _typed(self) -> str:
        raw = self._answers.raw(self._field.id)
        return raw if isinstance(raw, str) else ""

    def _refresh_calendars(self) -> None:
        if self._field.kind not in {FieldKind.DATE, FieldKind.DATE_RANGE}:
            return
        wording, today = self._answers.wording, self._answers.today
        bounds = Bounds.around(today, self._field.earliest_days, self._field.latest_days)
        first, last = self._range() if self._field.kind is FieldKind.DATE_RANGE else (self._typed(), "")
        self._first.show(wording, today=today, bounds=bounds, chosen=first)
        self._last.show(wording, today=today, bounds=bounds.starting(first), chosen=last)

    @Property(str, constant=True)
    def fieldId(self) -> str:
        return self._field.id

    @Property(str, constant=True)
    def kind(self) -> str:
        return self._field.kind.value

    @Property(bool, constant=True)
    def required(self) -> bool:
        return self._field.required

    @Property(int, constant=True)
    def typedLimit(self) -> int:
        """Characters a text field takes at all. One more than are looked at would be lost in silence."""
        return TYPED_LIMIT

    @Property(int, constant=True)
    def maxLength(self) -> int:
        return self._field.max_length

    @Property(str, constant=True)
    def currency(self) -> str:
        return self._field.currency

    @Property(int, constant=True)
    def decimals(self) -> int:
        """Digits that an answer may have after the decimal sign."""
        money = self._field.kind is FieldKind.MONEY
        return minor_digits(self._field.currency) if money else self._field.decimals

    @Property(bool, constant=True)
    def belowZero(self) -> bool:
        """Whether a negative number may be the answer."""
        return self._field.minimum is not None and self._field.minimum < 0

    @Property(bool, constant=True)
    def latin(self) -> bool:
        """Whether an answer takes Latin letters only, whatever the language: codes with a pattern do."""
        return bool(self._field.pattern) and self._field.pattern.isascii()

    @Property(str, notify=questionChanged)
    def label(self) -> str:
        return pick(self._field.label, self._answers.wording.language)

    @Property(str, notify=questionChanged)
    def hint(self) -> str:
        return pick(self._field.hint, self._answers.wording.language)

    @Property(list, notify=questionChanged)
    def options(self) -> list[dict[str, str]]:
        language = self._answers.wording.language
        return [{"id": option.id, "label": pick(option.label, language)} for option in self._field.options]

    @Property(str, notify=answerChanged)
    def text(self) -> str:
        """What is typed, as the field shows it."""
        typed = self._typed()
        right_to_left = is_right_to_left(self._answers.wording.language)
        return LRM + typed if typed and right_to_left and self._field.kind in CODES else typed

    @Property(list, notify=answerChanged)
    def chosen(self) -> list[str]:
        """Ids of the chosen options; `yes` or `no` for that kind."""
        return list(self._chosen())

    @Property(CalendarModel, constant=True)
    def firstDay(self) -> CalendarModel:
        return self._first

    @Property(CalendarModel, constant=True)
    def lastDay(self) -> CalendarModel:
        return self._last

    @Property(str, notify=faultChanged)
    def fault(self) -> str:
        return self._fault
