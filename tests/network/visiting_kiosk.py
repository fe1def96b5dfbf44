"""`kiosk run` with somebody in front of it who stays for one long visit and sends request after request, by touch.

Says `accepted REFERENCE REQUEST` when that stands on the glass. Once the file named on the command line is there the
next request is the last: then it finishes, and says `measured JSON`.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import Future
from pathlib import Path
from random import Random
from typing import Any

from PySide6.QtCore import QObject, QTimer

from kiosk import running
from kiosk.app import Kiosk
from kiosk.domain.flow import Screen
from kiosk.domain.text import LRI, PDI
from kiosk.launch import RunOptions
from tests.crash.killed_kiosk import end_with_the_test
from tests.network.pulse import Pulse
from tests.system.driven_kiosk import LONG_S, Person
from tests.system.kiosk_folder import SERVICE

MOST_BESIDE = 8
"""Each request sent by touch brings up to so many others that only the journey sees, at once: one finger alone gives
the network too little to lose."""

ROOM_BESIDE = 600
"""As many in all: a visit may have a thousand, and in a long weather the one who walks needs some of them."""

PATIENT = 0.25
"""Share of the requests whose slip is waited for; a new one follows the others at once."""

WALK = (Screen.HOME, Screen.SERVICE, Screen.FORM, Screen.IDENTIFY, Screen.REVIEW, Screen.ACCEPTED)
"""The screens of one request."""


class Visitor(QObject):
    """One visit, as long as there is weather. Interface thread."""

    def __init__(self, kiosk: Kiosk, *, enough: Path, draw: Random) -> None:
        super().__init__(kiosk)
        self._kiosk = kiosk
        self._enough = enough
        self._draw = draw
        self._person = Person(kiosk, [])
        self._screens: list[Screen] = []
        self._visits_ended = 0
        self._beside = 0

    def stay(self) -> None:
        """Send requests until it is enough."""
        person = self._person
        person.finger.wait(lambda: self._kiosk.is_open, what="the rooms", timeout_s=LONG_S)
        pulse = Pulse(self)
        moves = self._kiosk.session.moves
        moves.screenChanged.connect(self._note_screen)
        self._kiosk.session.visitEnded.connect(self._note_end)
        person.touch("touchToStart", Screen.HOME)
        walks = 0
        is_last = False
        while not is_last:
            if walks:
                person.touch("somethingElse", Screen.HOME)
            is_last = self._enough.exists()
            self._send()
            walks += 1
        in_time = self._visits_ended == 0
        person.touch("finish", Screen.ATTRACT)
        found = {
            "walks": walks,
            "ended_by_itself": not in_time,
            "strayed": self._screens != [*WALK * walks, Screen.ATTRACT],
            "still_beats": pulse.longest_still,
            "network_calls": pulse.calls,
        }
        person.say("measured", json.dumps(found))

    def _send(self) -> None:
        person = self._person
        person.touch(f"popular.{SERVICE}", Screen.SERVICE)
        person.touch("start", Screen.FORM)
        self._model(Screen.FORM).answer("what", "x" * self._draw.randint(1, 400))
        person.touch("continue", Screen.IDENTIFY)
        self._model(Screen.IDENTIFY).answer("name", "Sam Rivers")
        self._model(Screen.IDENTIFY).answer("email", "sam@example.org")
        person.touch("continue", Screen.REVIEW)
        beside = self._send_beside(self._model(Screen.REVIEW))
        person.touch("send", Screen.ACCEPTED)
        accepted = self._model(Screen.ACCEPTED)
        reference = accepted.property("reference").strip(f"{LRI}{PDI}")
        person.say("accepted", reference, str(accepted._accepted.request))
        person.finger.wait(lambda: all(each.done() for each in beside), what="the store", timeout_s=LONG_S)
        for each in beside:
            person.say("accepted", each.result().reference, str(each.result().request))
        if self._draw.random() < PATIENT:
            # Offered when the slip has an outcome.
            person.finger.wait(lambda: accepted.property("canPrintAgain"), what="the slip", timeout_s=LONG_S)

    def _send_beside(self, review: Any) -> list[Future[Any]]:
        session = self._kiosk.session
        several = self._draw.randint(0, MOST_BESIDE) if self._beside < ROOM_BESIDE else 0
        self._beside += several
        return [
            review._requests.submit(review._in_hand.draft, session.visit, session.language_code) for _ in range(several)
        ]

    def _model(self, screen: Screen) -> Any:
        return self._kiosk.session.model(screen)

    def _note_screen(self) -> None:
        self._screens.append(self._kiosk.session.moves.current)

    def _note_end(self) -> None:
        self._visits_ended += 1


class VisitedKiosk(Kiosk):
    """The kiosk, and a visitor who begins once it is shown."""

    def open(self) -> None:
        super().open()
        visitor = Visitor(self, enough=Path(sys.argv[2]), draw=Random(sys.argv[3]))  # noqa: S311 - no secret
        QTimer.singleShot(0, visitor.stay)


if __name__ == "__main__":
    end_with_the_test()
    # The seam: everything else is the program as it ships.
    vars(running)["Kiosk"] = VisitedKiosk
    sys.exit(running.run(Path(sys.argv[1]), RunOptions(540, 960, full_screen=False)))
