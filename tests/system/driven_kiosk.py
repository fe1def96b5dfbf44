"""`kiosk run` with a finger inside: the real program, walked by the scenario named on the command line.

Says on standard output what it did, one word a line, for the test that started it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest

from kiosk import running
from kiosk.app import Kiosk
from kiosk.domain.flow import Move, Screen
from kiosk.finger import Finger
from kiosk.launch import RunOptions
from kiosk.typist import Typist
from tests.system.kiosk_folder import SERVICE

LONG_S = 30.0


class Person:
    """Somebody in front of the kiosk."""

    def __init__(self, kiosk: Kiosk, words: list[str]) -> None:
        self.kiosk = kiosk
        self.words = words
        self.finger = Finger(kiosk.window.window)

    def say(self, *words: str) -> None:
        print(*words, flush=True)  # noqa: T201 - how the test hears of it

    @property
    def accepted(self) -> QObject:
        model = self.kiosk.session.model(Screen.ACCEPTED)
        if model is None:
            raise LookupError("nothing was accepted yet")
        return model

    def arrive(self, screen: Screen) -> None:
        moves = self.kiosk.session.moves
        self.finger.wait(lambda: moves.current is screen, what=f"{screen}, not {moves.current}", timeout_s=LONG_S)
        self.finger.settle()

    def touch(self, name: str, screen: Screen) -> None:
        self.finger.settle()
        self.finger.touch(name, timeout_s=LONG_S)
        self.arrive(screen)

    def write(self, field: str, text: str) -> None:
        self.finger.touch(f"entry.{field}")
        self.finger.settle()
        event = QInputMethodEvent()
        event.setCommitString(text)
        QGuiApplication.sendEvent(self.finger.window.activeFocusItem(), event)
        QTest.qWait(20)

    def to_review(self) -> None:
        """Name, e-mail and answer are the words given."""
        name, email, answer = self.words
        self.finger.wait(lambda: self.kiosk.is_open, what="the rooms", timeout_s=LONG_S)
        self.touch("touchToStart", Screen.HOME)
        self.touch(f"popular.{SERVICE}", Screen.SERVICE)
        self.touch("start", Screen.FORM)
        self.finger.touch("entry.what")
        self.finger.settle()
        # Key by key, so that the keyboard's own log has something to tell.
        Typist(self.finger).type(answer)
        self.touch("continue", Screen.IDENTIFY)
        self.write("name", name)
        self.write("email", email)
        self.touch("continue", Screen.REVIEW)

    def send(self) -> None:
        self.touch("send", Screen.ACCEPTED)
        self.say("accepted", str(self.accepted.property("reference")).strip("\u2066\u2069"))


def whole_visit(person: Person) -> None:
    """A request, its slip, Finish; then wait to be stopped."""
    person.to_review()
    person.send()
    model = person.accepted
    person.finger.wait(lambda: model.property("printTone") == "success", what="the slip", timeout_s=LONG_S)
    person.touch("finish", Screen.ATTRACT)
    person.say("finished")


def held_slip(person: Person) -> None:
    """A request whose slip does not come out; then wait to be killed."""
    person.to_review()
    person.send()
    model = person.accepted
    person.finger.wait(lambda: model.property("printTone") == "caution", what="the words", timeout_s=LONG_S)
    person.say("held")


def bug_in_a_slot(person: Person) -> None:
    """A slot raises, and what it says quotes what was typed."""
    person.to_review()
    person.say("raising")

    def broken() -> None:
        raise ValueError(f"cannot handle {person.words}")

    QTimer.singleShot(0, broken)


def every_key(person: Person) -> None:
    """Press function keys and letters with every modifier, on two screens; say how many windows are open then."""
    person.finger.wait(lambda: person.kiosk.is_open, what="the rooms", timeout_s=LONG_S)
    modifiers = [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier]
    modifiers += [each | Qt.KeyboardModifier.ShiftModifier for each in modifiers]
    modifiers += [each | Qt.KeyboardModifier.AltModifier for each in modifiers]
    keys = [*range(Qt.Key.Key_F1.value, Qt.Key.Key_F24.value + 1), *range(Qt.Key.Key_A.value, Qt.Key.Key_Z.value + 1)]
    for screen in (Screen.ATTRACT, Screen.HOME):
        if screen is Screen.HOME:
            person.kiosk.session.moves.make(Move.START)
        for key in keys:
            for modifier in modifiers:
                QTest.keyClick(person.finger.window, Qt.Key(key), modifier)
    visible = [window for window in QGuiApplication.topLevelWindows() if window.isVisible()]
    person.say("windows", str(len(visible)))


SCENARIOS: dict[str, Callable[[Person], None]] = {
    scenario.__name__: scenario for scenario in (whole_visit, held_slip, bug_in_a_slot, every_key)
}


class DrivenKiosk(Kiosk):
    """The kiosk, and somebody who begins once it is shown."""

    def open(self) -> None:
        super().open()
        person = Person(self, sys.argv[2].split(","))
        QTimer.singleShot(0, lambda: SCENARIOS[sys.argv[1]](person))


if __name__ == "__main__":
    # The seam: everything else is the program as it ships.
    vars(running)["Kiosk"] = DrivenKiosk
    sys.exit(running.run(Path(sys.argv[3]), RunOptions(540, 960, full_screen=False)))
