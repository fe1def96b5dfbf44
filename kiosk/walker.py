"""A person at the glass who never tires: from the greeting to the accepted request, by touch, in any language.

For the tour, the benches and the tests; part of the composition root, because it holds a whole kiosk.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer

from kiosk.app import Kiosk
from kiosk.domain.catalog import Field, FieldKind, Service
from kiosk.domain.flow import Screen
from kiosk.domain.reference import Reference, parse_reference
from kiosk.domain.text import LRI, PDI
from kiosk.finger import Finger, NotOnScreen
from kiosk.typist import Typist

NAMES = {"en": "Sam Rivers", "ar": "سامي يوسف", "fa": "سارا کریمی", "el": "Νίκος Αλεξίου", "zh": "李明"}
LINES = {
    "en": "Near the window",
    "ar": "قرب النافذة",
    "fa": "کنار پنجره",
    "el": "Δίπλα στο παράθυρο",
    "zh": "窗户旁边",
}
"""What is typed, by language; every character is on that language's keyboard."""

EMAIL = "sam@example.org"


class Walker:
    """One person's way from the greeting to the accepted request, by touch. Interface thread."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk
        self.finger = Finger(kiosk.window.window)
        self._typist = Typist(self.finger)
        self.released_s = 0.0
        """When the finger last left Send, in seconds of `time.monotonic`."""

    @property
    def slip_tone(self) -> str:
        """How the strip about the slip is drawn: busy, caution or success; empty where there is none."""
        model = self._kiosk.session.model(Screen.ACCEPTED)
        strip = self.finger.find("slip")
        return str(model.property("printTone")) if model is not None and strip is not None else ""

    def request(
        self, language: str, service_id: str, photograph: Callable[[str], None] = lambda _name: None
    ) -> tuple[Reference, float]:
        """Ask for a service as a guest: the reference on the screen, and milliseconds from Send until it was drawn."""
        finger = self.finger
        photograph("greeting")
        finger.touch(f"language.{language}")
        self._arrive(Screen.HOME)
        photograph("home")
        service = self._service(service_id)
        finger.touch(f"card.{service.kind}")
        self._arrive(Screen.CATALOG)
        photograph("catalog")
        self._choose(service)
        self._arrive(Screen.SERVICE)
        photograph("service")
        finger.touch("start")
        self._arrive(Screen.FORM)
        self._fill_in(service, language, photograph)
        self._arrive(Screen.IDENTIFY)
        self._type("entry.name", NAMES[language])
        self._type("entry.email", EMAIL)
        photograph("identify")
        finger.touch("continue")
        self._arrive(Screen.REVIEW)
        photograph("review")
        milliseconds = self.send()
        self._arrive(Screen.ACCEPTED)
        photograph("accepted")
        shown = finger.find("reference")
        reference = parse_reference(str(shown.property("text")).strip(f"{LRI}{PDI}")) if shown is not None else None
        if reference is None:
            raise NotOnScreen("a reference on Accepted")
        return reference, milliseconds

    def send(self) -> float:
        """Touch Send; milliseconds from the release of the finger until Accepted has been drawn."""
        drawn: list[int] = []
        timer = QElapsedTimer()

        def release() -> None:
            self.released_s = time.monotonic()
            timer.start()

        def note() -> None:
            if not drawn and self._kiosk.session.moves.current is Screen.ACCEPTED:
                drawn.append(timer.nsecsElapsed())

        window = self._kiosk.window.window
        window.frameSwapped.connect(note)
        try:
            self.finger.touch("send", before_release=release)
            self.finger.wait(lambda: drawn, what="Accepted", timeout_s=10)
        finally:
            window.frameSwapped.disconnect(note)
        return drawn[0] / 1e6

    def finish(self) -> None:
        """Touch Finish and see the greeting again."""
        self.finger.touch("finish")
        self._arrive(Screen.ATTRACT)

    def _service(self, service_id: str) -> Service:
        return next(service for service in self._kiosk.session.pack.services if service.id == service_id)

    def _choose(self, service: Service) -> None:
        """Touch `service` in the catalog, by way of its department where there are too many for the glass."""
        card, department = f"service.{service.id}", f"department.{service.department}"
        if self.finger.find(card) is None and self.finger.find(department) is not None:
            self.finger.touch(department)
            self.finger.settle()
        self.finger.look_for(card)
        self.finger.touch(card)

    def _fill_in(self, service: Service, language: str, photograph: Callable[[str], None]) -> None:
        for number in range(1, 1 + len(service.form)):
            self._answer_all(service, language)
            photograph(f"form-{number}")
            self.finger.touch("continue")
            self.finger.settle()
            if self._kiosk.session.moves.current is not Screen.FORM:
                return

    def _answer_all(self, service: Service, language: str) -> None:
        """Answer the required questions of the group on the screen; an answer may bring up another question."""
        answered: set[str] = set()
        while question := next(
            (q for q in service.fields() if q.required and q.id not in answered and self._is_shown(q)), None
        ):
            self._answer(question, language)
            self.finger.settle()
            answered.add(question.id)

    def _is_shown(self, question: Field) -> bool:
        return any(self.finger.find(name) is not None for name in _names(question))

    def _answer(self, question: Field, language: str) -> None:
        finger = self.finger
        match question.kind:
            case FieldKind.CHOICE | FieldKind.MULTIPLE_CHOICE:
                finger.touch(f"option.{question.id}.{question.options[0].id}")
            case FieldKind.YES_NO:
                finger.touch(f"option.{question.id}.no")
            case FieldKind.DATE:
                self._choose_day(f"day.{question.id}")
            case FieldKind.DATE_RANGE:
                self._choose_day(f"first.{question.id}")
                self._choose_day(f"last.{question.id}")
            case _:
                self._type(f"entry.{question.id}", _typed(question, language))

    def _choose_day(self, name: str) -> None:
        """The last day of the month shown that can be chosen."""
        prefix = f"{name}.calendar.20"
        if not self._days(prefix):  # the calendar of a range's last day opens by itself
            self.finger.touch(f"{name}.line")
        self.finger.wait(lambda: self._days(prefix), what="the calendar")
        self.finger.settle()
        days = self._days(prefix)
        if not days:
            raise NotOnScreen("a day to choose")
        self.finger.touch(days[-1])
        self.finger.settle()

    def _days(self, prefix: str) -> list[str]:
        days = [item.objectName() for item in self.finger.items() if item.isEnabled()]
        return sorted(name for name in days if name.startswith(prefix))

    def _type(self, name: str, text: str) -> None:
        self.finger.touch(name)
        self.finger.settle()
        self._typist.write(text)

    def _arrive(self, screen: Screen) -> None:
        self.finger.wait(lambda: self._kiosk.session.moves.current is screen, what=f"the screen {screen}")
        self.finger.settle()


def _names(question: Field) -> tuple[str, ...]:
    """Object names of which one is drawn while `question` is asked."""
    names = [f"entry.{question.id}", f"day.{question.id}.line", f"first.{question.id}.line", f"option.{question.id}.no"]
    return (*names, *(f"option.{question.id}.{option.id}" for option in question.options))


def _typed(question: Field, language: str) -> str:
    match question.kind:
        case FieldKind.EMAIL:
            return EMAIL
        case FieldKind.PHONE:
            return "5550142"
        case FieldKind.NUMBER | FieldKind.MONEY:
            return str(int(question.minimum or 3))
    return question.example or LINES[language]
