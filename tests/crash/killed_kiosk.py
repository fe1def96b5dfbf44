"""`kiosk run`, armed, with somebody who makes visits: through the real screens, but for the touches.

Says on standard output what stands on the glass: `accepted REFERENCE REQUEST`, `refused`, `again REFERENCE` before the
slip is asked for once more, `printed REFERENCE JOB`, `done`.
"""

from __future__ import annotations

import ctypes
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer

from kiosk import children, running
from kiosk.app import Kiosk
from kiosk.domain.flow import Move, Screen
from kiosk.domain.text import LRI, PDI
from kiosk.finger import Finger
from kiosk.launch import RunOptions
from tests.crash.crash_points import arm_kiosk, reached
from tests.system.kiosk_folder import SERVICE

LONG_S = 30.0
PR_SET_PDEATHSIG = 1
PRINTED = "Your receipt is printed. Please take it."


class Visitor:
    """Makes `visits` visits and says what is on the glass."""

    def __init__(self, kiosk: Kiosk, *, visits: int, draw: Random) -> None:
        self._kiosk = kiosk
        self._visits = visits
        self._draw = draw
        self._finger = Finger(kiosk.window.window)

    def make_visits(self) -> None:
        """All of them, then wait to be stopped."""
        self._wait(lambda: self._kiosk.is_open, "the rooms")
        QCoreApplication.processEvents()  # a fault that was found meanwhile comes to the glass
        if self._kiosk.session.moves.current is not Screen.OUT_OF_SERVICE:
            for number in range(self._visits):
                # Arabic is printed as dots, in many fragments; other slips fit into one.
                language = "ar" if number == 0 else self._draw.choice(("ar", "en", "zh"))
                self._make_visit(language, again=number == 0, hurried=self._draw.random() < 0.25)
        self._say("done")

    def _make_visit(self, language: str, *, again: bool, hurried: bool) -> None:
        moves = self._kiosk.session.moves
        moves.make(Move.START)
        self._kiosk.session.setLanguage(language)
        for move, argument in (
            (Move.OPEN_SERVICE, SERVICE),
            (Move.FILL_IN, ""),
            (Move.IDENTIFY, ""),
            (Move.REVIEW, ""),
        ):
            moves.make(move, argument)
            if move is Move.FILL_IN:
                self._model(Screen.FORM).answer("what", "x" * self._draw.randint(1, 400))
            elif move is Move.IDENTIFY:
                self._model(Screen.IDENTIFY).answer("name", "Sam Rivers")
                self._model(Screen.IDENTIFY).answer("email", "sam@example.org")
        review = self._model(Screen.REVIEW)
        self._wait(lambda: moves.current is Screen.REVIEW and not moves.busy, "the change of screens")
        review.send()
        self._wait(lambda: review.fault or self._shown("reference"), "an outcome")
        if review.fault:
            self._say("refused")
        else:
            reference = self._shown("reference")
            self._say("accepted", reference, str(self._kiosk.accepted._accepted.request))
            reached("accept.shown")
            if not hurried or again:
                self._take_slip(reference, again=again)
        moves.make(Move.FINISH)

    def _take_slip(self, reference: str, *, again: bool) -> None:
        accepted = self._model(Screen.ACCEPTED)
        for attempt in range(2 if again else 1):
            if attempt:
                self._say("again", reference)
                accepted.printAgain()
            # Offered when the attempt has an outcome, and only then.
            self._wait(lambda: accepted.property("canPrintAgain"), "the slip")
            if accepted.property("printWhat") == self._kiosk.session.wording.text(PRINTED):
                self._say("printed", reference, str(accepted._view.job))

    def _shown(self, name: str) -> str:
        item = self._finger.find(name)
        return "" if item is None else str(item.property("text")).strip(f"{LRI}{PDI}")

    def _model(self, screen: Screen) -> Any:
        return self._kiosk.session.model(screen)

    def _wait(self, until: Callable[[], object], what: str) -> None:
        self._finger.wait(until, what=what, timeout_s=LONG_S)

    def _say(self, *words: str) -> None:
        print(*words, flush=True)  # noqa: T201 - how the test hears of it


class KilledKiosk(Kiosk):
    """The kiosk, and a visitor who begins once it is shown."""

    def open(self) -> None:
        super().open()
        visitor = Visitor(self, visits=int(sys.argv[2]), draw=Random(sys.argv[3]))  # noqa: S311 - no secret
        QTimer.singleShot(0, visitor.make_visits)


class ArmedChild(children.Child):
    """The sync process, armed too."""

    def __init__(self, command: Sequence[str], **named: Any) -> None:
        super().__init__(["tests.crash.killed_sync" if word == "sync" else word for word in command], **named)


def end_with_the_test() -> None:
    """Have the kernel kill us when the test is gone, however it ended: we lead a session of our own (prctl(2))."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    end_with_the_test()
    arm_kiosk()
    # The seams: everything else is the program as it ships.
    vars(running)["Kiosk"] = KilledKiosk
    vars(children)["Child"] = ArmedChild
    sys.exit(running.run(Path(sys.argv[1]), RunOptions(540, 960, full_screen=False)))
