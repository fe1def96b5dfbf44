"""The flow has no dead end: every promise about navigation holds for every way through the table."""

from __future__ import annotations

from collections import deque

import pytest

from kiosk.domain.flow import ASIDES, FLOW, FULL_SCREEN, Move, Return, Screen, destination

FRAMED = sorted(set(Screen) - FULL_SCREEN)


def reachable_from(start: Screen) -> set[Screen]:
    """Every screen that some moves lead to; `previous` leads nowhere new."""
    found, waiting = {start}, deque([start])
    while waiting:
        for target in FLOW[waiting.popleft()].values():
            if isinstance(target, Screen) and target not in found:
                found.add(target)
                waiting.append(target)
    return found


def test_every_screen_is_in_the_table() -> None:
    assert set(FLOW) == set(Screen)


@pytest.mark.parametrize("screen", Screen)
def test_every_screen_can_be_reached(screen: Screen) -> None:
    assert screen in reachable_from(Screen.ATTRACT)


# Out of service a kiosk has no way on but a new start; the screen says where to go instead.
@pytest.mark.parametrize("screen", sorted(set(Screen) - {Screen.OUT_OF_SERVICE}))
def test_no_screen_is_a_dead_end(screen: Screen) -> None:
    assert Screen.ATTRACT in reachable_from(screen) | {screen}
    assert {Screen.HOME, Screen.HELP} <= reachable_from(screen)


@pytest.mark.parametrize("screen", FRAMED)
def test_home_back_help_and_finish_are_one_touch_away_in_the_frame(screen: Screen) -> None:
    assert destination(screen, Move.HOME) is Screen.HOME
    assert destination(screen, Move.HELP) is Screen.HELP
    assert destination(screen, Move.FINISH) is Screen.ATTRACT
    assert destination(screen, Move.BACK) in (Return.PREVIOUS, Screen.ATTRACT, Screen.HOME)
    assert destination(screen, Move.CHOOSE_LANGUAGE) is Screen.LANGUAGE
    assert destination(screen, Move.WARN) is Screen.WARNING


@pytest.mark.parametrize("screen", sorted(ASIDES))
def test_leaving_an_aside_brings_back_what_was_there(screen: Screen) -> None:
    assert Return.PREVIOUS in FLOW[screen].values()


@pytest.mark.parametrize("screen", sorted(set(Screen) - {Screen.OUT_OF_SERVICE}))
def test_a_failure_is_shown_from_anywhere(screen: Screen) -> None:
    assert destination(screen, Move.FAIL) is Screen.OUT_OF_SERVICE


def test_an_accepted_request_cannot_be_walked_back_into() -> None:
    assert destination(Screen.ACCEPTED, Move.BACK) is Screen.HOME
    for move in (Move.REVIEW, Move.EDIT, Move.ACCEPT, Move.FILL_IN):
        assert destination(Screen.ACCEPTED, move) is None


def test_a_kept_request_is_shown_wherever_the_person_is_by_then_but_over_no_aside() -> None:
    shown_from = {screen for screen in Screen if destination(screen, Move.ACCEPT)}
    assert Screen.REVIEW in shown_from
    assert not shown_from & (ASIDES | FULL_SCREEN | {Screen.ACCEPTED, Screen.HELP_CALLED})


def test_a_late_tap_does_nothing() -> None:
    assert destination(Screen.ATTRACT, Move.ACCEPT) is None
    assert destination(Screen.WARNING, Move.HOME) is None
