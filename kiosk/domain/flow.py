"""Where each screen leads: the one table that the navigator obeys and the tests walk. No Qt here."""

from __future__ import annotations

from enum import StrEnum


class Screen(StrEnum):
    """Every screen a customer can see."""

    ATTRACT = "Attract"
    HOME = "Home"
    LANGUAGE = "Language"
    ACCESS = "Access"
    CATALOG = "Catalog"
    SERVICE = "Service"
    FORM = "Form"
    IDENTIFY = "Identify"
    REVIEW = "Review"
    ACCEPTED = "Accepted"
    HELP = "Help"
    HELP_CALLED = "HelpCalled"
    WARNING = "Warning"
    OUT_OF_SERVICE = "OutOfService"


class Move(StrEnum):
    """What a person, a journey or the clock asks the navigator for."""

    START = "start"
    HOME = "home"
    BACK = "back"
    HELP = "help"
    FINISH = "finish"
    CHOOSE_LANGUAGE = "choose_language"
    CHOOSE_ACCESS = "choose_access"
    BROWSE = "browse"
    OPEN_SERVICE = "open_service"
    FILL_IN = "fill_in"
    IDENTIFY = "identify"
    REVIEW = "review"
    EDIT = "edit"
    EDIT_CONTACT = "edit_contact"
    ACCEPT = "accept"
    CALL = "call"
    WARN = "warn"
    RESUME = "resume"
    FAIL = "fail"


class Return(StrEnum):
    """Destinations that depend on the way taken."""

    PREVIOUS = "previous"
    """The screen before, as it was left."""


FULL_SCREEN = frozenset({Screen.ATTRACT, Screen.WARNING, Screen.OUT_OF_SERVICE})
"""Screens outside the frame: no top and no bottom bar."""

ASIDES = frozenset({Screen.LANGUAGE, Screen.ACCESS, Screen.HELP, Screen.WARNING})
"""Screens laid over a visit: leaving them brings back what was there, as it was."""

_FRAME: dict[Move, Screen | Return] = {
    Move.HOME: Screen.HOME,
    Move.BACK: Return.PREVIOUS,
    Move.HELP: Screen.HELP,
    Move.FINISH: Screen.ATTRACT,
    Move.CHOOSE_LANGUAGE: Screen.LANGUAGE,
    Move.CHOOSE_ACCESS: Screen.ACCESS,
    Move.WARN: Screen.WARNING,
    Move.FAIL: Screen.OUT_OF_SERVICE,
}

_VISIT = _FRAME | {Move.ACCEPT: Screen.ACCEPTED}
"""Who walks on while a request is being kept is shown its reference wherever they are by then."""

FLOW: dict[Screen, dict[Move, Screen | Return]] = {
    Screen.ATTRACT: {Move.START: Screen.HOME, Move.FAIL: Screen.OUT_OF_SERVICE},
    Screen.HOME: _VISIT | {Move.BACK: Screen.ATTRACT, Move.BROWSE: Screen.CATALOG, Move.OPEN_SERVICE: Screen.SERVICE},
    Screen.LANGUAGE: _FRAME | {Move.RESUME: Return.PREVIOUS},
    Screen.ACCESS: _FRAME | {Move.RESUME: Return.PREVIOUS},
    Screen.CATALOG: _VISIT | {Move.OPEN_SERVICE: Screen.SERVICE},
    Screen.SERVICE: _VISIT | {Move.FILL_IN: Screen.FORM, Move.IDENTIFY: Screen.IDENTIFY},
    Screen.FORM: _VISIT | {Move.IDENTIFY: Screen.IDENTIFY, Move.REVIEW: Screen.REVIEW},
    Screen.IDENTIFY: _VISIT | {Move.REVIEW: Screen.REVIEW},
    Screen.REVIEW: _VISIT | {Move.EDIT: Screen.FORM, Move.EDIT_CONTACT: Screen.IDENTIFY},
    # What was accepted cannot be walked back into: Back leads on, to Home.
    Screen.ACCEPTED: _FRAME | {Move.BACK: Screen.HOME},
    Screen.HELP: _FRAME | {Move.CALL: Screen.HELP_CALLED},
    Screen.HELP_CALLED: _FRAME | {Move.RESUME: Return.PREVIOUS},
    Screen.WARNING: {Move.RESUME: Return.PREVIOUS, Move.FINISH: Screen.ATTRACT, Move.FAIL: Screen.OUT_OF_SERVICE},
    # Only a new start leads out.
    Screen.OUT_OF_SERVICE: {},
}
"""For every screen, what each move leads to. A move that is not listed does nothing."""


def destination(screen: Screen, move: Move) -> Screen | Return | None:
    """Where `move` leads from `screen`; None where it does not apply (a late tap, a double tap)."""
    return FLOW[screen].get(move)
