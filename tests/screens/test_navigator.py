"""The stack of screens: it obeys the flow, keeps what was there, and ignores second taps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from kiosk.domain.flow import ASIDES, FLOW, Move, Screen
from kiosk.screens.navigator import GUARD_MS, Navigator

SCREENS = Path(__file__).parents[2] / "kiosk" / "screens"


class Told:
    """Remembers what a navigator tells."""

    def __init__(self) -> None:
        self.entered: list[tuple[Screen, str]] = []
        self.left: list[Screen] = []
        self.steps_within = False

    def entering(self, screen: Screen, argument: str) -> None:
        self.entered.append((screen, argument))

    def leaving(self, screen: Screen) -> None:
        self.left.append(screen)

    def stepping_back(self, screen: Screen) -> bool:
        return self.steps_within


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def navigator(qapp: QGuiApplication, told: Told) -> Navigator:
    made = Navigator(qapp)
    made.listen(told)
    return made


def walk(navigator: Navigator, *moves: Move) -> None:
    for move in moves:
        assert navigator.make(move), f"{move} does nothing on {navigator.current}"


def test_begins_at_attract(navigator: Navigator) -> None:
    assert navigator.stack == (Screen.ATTRACT,)
    assert not navigator.framed


def test_back_brings_the_screen_before(navigator: Navigator) -> None:
    walk(navigator, Move.START, Move.BROWSE, Move.OPEN_SERVICE, Move.BACK)
    assert navigator.stack == (Screen.ATTRACT, Screen.HOME, Screen.CATALOG)


def test_aside_lies_on_top_and_leaves_all_as_it_was(navigator: Navigator, told: Told) -> None:
    walk(navigator, Move.START, Move.OPEN_SERVICE, Move.FILL_IN, Move.CHOOSE_LANGUAGE, Move.CHOOSE_ACCESS)
    before = len(told.entered)
    walk(navigator, Move.RESUME, Move.RESUME)
    assert navigator.current is Screen.FORM
    assert len(told.entered) == before, "a screen that is found again is not entered anew"
    assert Screen.FORM not in told.left


def test_aside_that_leads_on_is_done_with(navigator: Navigator) -> None:
    walk(navigator, Move.START, Move.BROWSE, Move.HELP, Move.CALL)
    assert navigator.stack == (Screen.ATTRACT, Screen.HOME, Screen.CATALOG, Screen.HELP_CALLED)
    walk(navigator, Move.RESUME)
    assert navigator.current is Screen.CATALOG


def test_edit_goes_back_to_the_form_that_is_there(navigator: Navigator, told: Told) -> None:
    walk(navigator, Move.START, Move.OPEN_SERVICE, Move.FILL_IN, Move.IDENTIFY, Move.REVIEW)
    navigator.make(Move.EDIT, "room")
    assert navigator.stack == (Screen.ATTRACT, Screen.HOME, Screen.SERVICE, Screen.FORM)
    assert told.entered[-1] == (Screen.FORM, "room")
    assert {Screen.IDENTIFY, Screen.REVIEW} <= set(told.left)


def test_accepted_cannot_be_walked_back_into(navigator: Navigator) -> None:
    walk(navigator, Move.START, Move.OPEN_SERVICE, Move.FILL_IN, Move.IDENTIFY, Move.REVIEW, Move.ACCEPT, Move.BACK)
    assert navigator.stack == (Screen.ATTRACT, Screen.HOME)


@pytest.mark.parametrize("aside", [Move.HELP, Move.CHOOSE_LANGUAGE, Move.CHOOSE_ACCESS, Move.WARN])
def test_what_was_accepted_is_found_again_under_an_aside(navigator: Navigator, told: Told, aside: Move) -> None:
    walk(navigator, Move.START, Move.OPEN_SERVICE, Move.FILL_IN, Move.IDENTIFY, Move.REVIEW, Move.ACCEPT)
    walk(navigator, aside, Move.RESUME if aside is not Move.HELP else Move.BACK)
    assert navigator.current is Screen.ACCEPTED
    assert Screen.ACCEPTED not in told.left


def test_finish_clears_the_stack(navigator: Navigator, told: Told) -> None:
    walk(navigator, Move.START, Move.BROWSE, Move.HELP, Move.FINISH)
    assert navigator.stack == (Screen.ATTRACT,)
    assert told.entered[-1] == (Screen.ATTRACT, "")


def test_fault_stands_alone_until_a_new_start(navigator: Navigator) -> None:
    walk(navigator, Move.START, Move.FAIL)
    assert navigator.stack == (Screen.OUT_OF_SERVICE,)
    assert not any(navigator.make(move) for move in Move)


def test_second_tap_does_nothing(navigator: Navigator) -> None:
    assert navigator.go("start")
    assert navigator.busy
    assert not navigator.go("browse")
    assert navigator.current is Screen.HOME
    QTest.qWait(GUARD_MS + 60)
    assert navigator.go("browse")


def test_clock_is_heard_during_a_change(navigator: Navigator) -> None:
    navigator.go("start")
    assert navigator.make(Move.WARN)
    assert navigator.current is Screen.WARNING


def test_back_within_a_screen_leaves_the_stack_alone(navigator: Navigator, told: Told) -> None:
    walk(navigator, Move.START, Move.BROWSE)
    told.steps_within = True
    walk(navigator, Move.BACK)
    assert navigator.current is Screen.CATALOG
    assert navigator.busy


def test_word_that_is_no_move_is_a_bug(navigator: Navigator) -> None:
    with pytest.raises(ValueError, match="jump"):
        navigator.go("jump")


@given(moves=st.lists(st.sampled_from(list(Move)), max_size=30))
def test_no_way_leads_astray(qapp: QGuiApplication, moves: list[Move]) -> None:
    navigator = Navigator()
    for move in moves:
        before = navigator.stack
        made = navigator.make(move)
        assert made == (move in FLOW[before[-1]])
        assert len(set(navigator.stack)) == len(navigator.stack), "no screen stands twice"
        assert navigator.stack[0] in (Screen.ATTRACT, Screen.OUT_OF_SERVICE)
        assert not (set(navigator.stack[:-1]) - ASIDES) & {Screen.OUT_OF_SERVICE, Screen.WARNING}
        if not made:
            assert navigator.stack == before
    if navigator.framed:
        assert Navigator.make(navigator, Move.HELP) or navigator.current is Screen.HELP


def test_every_screen_has_its_file() -> None:
    assert {screen for screen in Screen if not (SCREENS / f"{screen}.qml").exists()} == set()


def test_screens_ask_only_for_moves_there_are() -> None:
    asked = {
        (path.name, word)
        for path in SCREENS.rglob("*.qml")
        for word in re.findall(r'navigator\.go\("(\w+)"', path.read_text("utf-8"))
    }
    assert asked
    assert {(name, word) for name, word in asked if word not in set(Move)} == set()
