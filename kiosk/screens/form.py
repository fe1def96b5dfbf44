"""The form of a service, one group of questions at a time."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement

from kiosk.domain.answers import FieldFault, Raw, parse_answer
from kiosk.domain.catalog import Field, FormGroup
from kiosk.domain.flow import Move
from kiosk.i18n import Wording
from kiosk.journeys.request import RequestDraft
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
class FormModel(ScreenModel):
    """Shows the group in hand; Continue leads to the first fault, the next group, or on. Interface thread.

    `enter` takes the id of a question to change (from Review) or nothing (from Service).
    """

    groupChanged = Signal()
    stepped = Signal()
    """Another group is shown than before."""
    faultFound = Signal(int)
    """Continue was touched and the question in this row is not answered yet."""

    def __init__(self, session: SessionState, in_hand: RequestInHand) -> None:
        super().__init__(session)
        self._session = session
        self._in_hand = in_hand
        self._models: dict[str, FieldModel] = {}
        self._list = FieldList(self)
        self._group = 0
        self._editing = False

    # -- the life of the screen

    def enter(self, argument: str) -> None:
        """Show the group of the question `argument`, to be changed; without one, the first group."""
        draft = self._in_hand.draft
        if draft is None:
            return
        self._forget_models()
        self._models = {field.id: FieldModel(field, self, self) for field in draft.service.fields()}
        self._show_group(next((i for i, group in enumerate(draft.groups()) if _asks(group, argument)), 0))
        self._editing = bool(argument)
        if self._editing:
            self._insist()

    def standing(self) -> object:
        """The number of the group, and the questions in it."""
        return self._group, {model.question.id for model in self._list.fields}

    def resume(self, standing: object) -> bool:
        """The group with the same questions, else the one in the same place; False where nothing is asked any more."""
        groups = self._groups()
        if not groups or not isinstance(standing, tuple):
            return False
        self.enter("")
        place, asked = standing
        same = (i for i, group in enumerate(groups) if any(_asks(group, question) for question in asked))
        self._show_group(next(same, min(place, len(groups) - 1)))
        return True

    def wipe(self) -> None:
        """Forget the questions; their answers are forgotten by `RequestInHand`."""
        self._forget_models()
        self._group = 0
        self._editing = False
        self.groupChanged.emit()

    def retranslate(self) -> None:
        """The language changed: the same questions, in other words."""
        for model in self._models.values():
            model.ask(model.question)
        self.groupChanged.emit()

    def step_back(self) -> bool:
        """Back: to Review when one answer was to be changed and all are well, else to the group before."""
        draft = self._in_hand.draft
        if draft is None:
            return False
        if self._editing and self._first_open_group(draft) is None:
            self._editing = False
            self._session.moves.make(Move.REVIEW)
            return True
        self._editing = False
        if self._group == 0:
            return False
        self._show_group(self._group - 1)
        self.stepped.emit()
        return True

    # -- Answers, for the questions

    @property
    def wording(self) -> Wording:
        """The words of the visit's language."""
        return self._session.wording

    @property
    def today(self) -> date | None:
        """The local date; None while the clock is not to be trusted."""
        return self._in_hand.journey.today()

    def raw(self, field_id: str) -> Raw:
        """The answer as it stands on the screen."""
        return self._in_hand.draft.raw.get(field_id) if self._in_hand.draft else None

    def answer(self, field_id: str, raw: Raw) -> None:
        """Keep an answer; questions that depend on it come or go at once."""
        draft = self._in_hand.draft
        if draft is None:
            return
        asked = self._groups()[self._group].fields[0].id
        draft.set_answer(field_id, raw)
        groups = self._groups()
        # An answer can bring up questions of earlier groups too: stay with the questions on the screen.
        self._group = next((i for i, group in enumerate(groups) if _asks(group, asked)), self._group)
        self._list.show(self._wanted())
        self.groupChanged.emit()

    def fault_text(self, field: Field) -> str:
        """The sentence on what is wrong with the answer; empty when nothing is."""
        fault = parse_answer(field, self.raw(field.id), today=self.today)
        return fault_sentence(fault, field, self.wording) if isinstance(fault, FieldFault) else ""

    # -- what QML shows and calls

    @Property(QObject, constant=True)
    def fields(self) -> QObject:
        """The questions, as a list model."""
        return self._list

    @Property(str, notify=groupChanged)
    def title(self) -> str:
        group = self._shown_group()
        return self._session.texts(group.title) if group else ""

    @Property(str, notify=groupChanged)
    def subtitle(self) -> str:
        group = self._shown_group()
        return self._session.texts(group.subtitle) if group else ""

    @Property(int, notify=groupChanged)
    def position(self) -> int:
        return self._group + 1

    @Property(int, notify=groupChanged)
    def total(self) -> int:
        return self._in_hand.steps_to_send()

    @Property(str, notify=groupChanged)
    def place(self) -> str:
        service = self._in_hand.service
        return self._session.texts(service.title) if service else ""

    @Slot()
    def goOn(self) -> None:
        """Continue: to the first fault of this group, else to what is to be answered next."""
        draft = self._in_hand.draft
        if draft is None or self._session.moves.busy:
            return
        # What the keyboard is still composing counts as typed.
        QGuiApplication.inputMethod().commit()
        self._insist()
        for row, model in enumerate(self._list.fields):
            if model.faulty:
                self.faultFound.emit(row)
                return
        if self._editing:
            # A changed answer can bring up questions that were not asked before.
            open_group = self._first_open_group(draft)
            if open_group is None:
                self._editing = False
                self._session.moves.go(Move.REVIEW)
            else:
                self._step_to(open_group)
        elif self._group + 1 < len(draft.groups()):
            self._step_to(self._group + 1)
        else:
            self._session.moves.go(Move.IDENTIFY)

    # -- inside

    def _groups(self) -> tuple[FormGroup, ...]:
        return self._in_hand.draft.groups() if self._in_hand.draft else ()

    def _shown_group(self) -> FormGroup | None:
        groups = self._groups()
        return groups[self._group] if self._group < len(groups) else None

    def _wanted(self) -> list[FieldModel]:
        group = self._shown_group()
        return [self._models[field.id] for field in group.fields] if group else []

    def _show_group(self, index: int) -> None:
        self._group = index
        self._list.show(self._wanted())
        self.groupChanged.emit()

    def _step_to(self, index: int) -> None:
        QGuiApplication.inputMethod().hide()
        self._session.moves.settle()
        self._show_group(index)
        self.stepped.emit()

    def _insist(self) -> None:
        for model in self._list.fields:
            model.insist()

    def _first_open_group(self, draft: RequestDraft) -> int | None:
        return next((i for i in range(len(draft.groups())) if draft.faults(i, self.today)), None)

    def _forget_models(self) -> None:
        self._list.show([])
        for model in self._models.values():
            model.deleteLater()
        self._models = {}


def _asks(group: FormGroup, field_id: str) -> bool:
    return any(field.id == field_id for field in group.fields)
