"""Who asks and how to reach them; for now as a guest."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement

from kiosk.domain.answers import FaultKind, Raw
from kiosk.domain.catalog import Field, FieldKind
from kiosk.domain.flow import Move
from kiosk.i18n import Wording
from kiosk.journeys.request import NAME_LIMIT, ContactField
from kiosk.screens.decorators import QmlUncreatable
from kiosk.screens.field_list import FieldList
from kiosk.screens.field_model import FieldModel
from kiosk.screens.form_faults import fault_sentence
from kiosk.screens.model import ScreenModel
from kiosk.screens.request_in_hand import RequestInHand
from kiosk.screens.session import SessionState

QML_IMPORT_NAME = "Frontdoor"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made in Python")
class IdentifyModel(ScreenModel):
    """A name, and an e-mail address or a telephone number. Interface thread."""

    changed = Signal()
    faultFound = Signal(int)
    """Continue was touched and the question in this row is not answered yet."""

    def __init__(self, session: SessionState, in_hand: RequestInHand, *, contact_kept_days: int) -> None:
        super().__init__(session)
        self._session = session
        self._in_hand = in_hand
        self._kept_days = contact_kept_days
        self._list = FieldList(self)

    # -- the life of the screen

    def enter(self, argument: str) -> None:
        """Ask anew; what was given before in this visit stands there already. `argument` "faults" shows the faults."""
        self._forget_questions()
        self._list.show([FieldModel(question, self, self) for question in self._questions()])
        if argument:
            self._insist()
        self.changed.emit()

    def resume(self, standing: object) -> bool:
        """Only with a request in hand."""
        return self._in_hand.draft is not None and super().resume(standing)

    def retranslate(self) -> None:
        """The same questions in other words."""
        for model, question in zip(self._list.fields, self._questions(), strict=False):
            model.ask(question)
        self.changed.emit()

    def wipe(self) -> None:
        """Forget the questions; the contact is forgotten by `RequestInHand`."""
        self._forget_questions()

    # -- Answers, for the questions

    @property
    def wording(self) -> Wording:
        """The words of the visit's language."""
        return self._session.wording

    @property
    def today(self) -> date | None:
        """No question here asks for a day."""
        return None

    def raw(self, field_id: str) -> Raw:
        """The answer as it stands on the screen."""
        return self._in_hand.draft.contact.get(ContactField(field_id), "") if self._in_hand.draft else ""

    def answer(self, field_id: str, raw: Raw) -> None:
        """Keep an answer. Either way to be reached makes the other one needless, so both are judged again."""
        if self._in_hand.draft is None or not isinstance(raw, str):
            return
        self._in_hand.draft.contact[ContactField(field_id)] = raw
        for model in self._list.fields:
            if model.question.id != field_id:
                model.judge_again()

    def fault_text(self, field: Field) -> str:
        """The sentence on what is wrong with the answer; empty when nothing is."""
        draft = self._in_hand.draft
        fault = next((f for f in draft.contact_faults() if f.field == field.id), None) if draft else None
        if fault is None:
            return ""
        if fault.kind is FaultKind.REQUIRED and field.id == ContactField.EMAIL:
            return self.wording.text("Please give an e-mail address or a phone number.")
        return fault_sentence(fault, field, self.wording)

    # -- what QML shows and calls

    @Property(QObject, constant=True)
    def fields(self) -> QObject:
        """The questions, as a list model."""
        return self._list

    @Property(str, notify=changed)
    def place(self) -> str:
        service = self._in_hand.service
        return self._session.texts(service.title) if service else ""

    @Property(str, notify=changed)
    def why(self) -> str:
        """Why a contact is asked for, and how long it is kept."""
        return self.wording.plural(
            "We use this to answer you and delete it after {n} day.",
            "We use this to answer you and delete it after {n} days.",
            self._kept_days,
        )

    @Property(int, notify=changed)
    def position(self) -> int:
        return self._in_hand.steps_to_send() - 1

    @Property(int, notify=changed)
    def total(self) -> int:
        return self._in_hand.steps_to_send()

    @Slot()
    def goOn(self) -> None:
        """Continue: to the first fault, else to Review."""
        if self._session.moves.busy:
            return
        # What the keyboard is still composing counts as typed.
        QGuiApplication.inputMethod().commit()
        self._insist()
        for row, model in enumerate(self._list.fields):
            if model.faulty:
                self.faultFound.emit(row)
                return
        self._session.moves.go(Move.REVIEW)

    # -- inside

    def _insist(self) -> None:
        for model in self._list.fields:
            model.insist()

    def _questions(self) -> tuple[Field, ...]:
        text, language = self.wording.text, self.wording.language
        return (
            Field(
                id=ContactField.NAME.value,
                kind=FieldKind.SHORT_TEXT,
                label={language: text("Your name")},
                max_length=NAME_LIMIT,
            ),
            Field(
                id=ContactField.EMAIL.value,
                kind=FieldKind.EMAIL,
                label={language: text("Your e-mail address")},
                hint={language: text("This or a phone number. One is enough.")},
            ),
            Field(id=ContactField.PHONE.value, kind=FieldKind.PHONE, label={language: text("Your phone number")}),
        )

    def _forget_questions(self) -> None:
        gone = self._list.fields
        self._list.show([])
        for model in gone:
            model.deleteLater()
