"""The tables of states: complete, without dead ends that are not meant, and without a way back from the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import pytest

from kiosk.domain.printing import OUTCOMES, PRINT_MOVES, PrintState, Slip
from kiosk.domain.request import ENTRY_MOVES, REQUEST_MOVES, EntryState, RequestState

Moves: TypeAlias = Mapping[Any, frozenset[Any]]

TABLES: list[tuple[Moves, Any, Any, set[Any]]] = [
    (
        REQUEST_MOVES,
        RequestState,
        RequestState.ACCEPTED,
        {RequestState.DELIVERED, RequestState.VOIDED, RequestState.SETTLED_BY_HAND},
    ),
    (
        ENTRY_MOVES,
        EntryState,
        EntryState.DUE,
        {EntryState.DONE, EntryState.VOIDED, EntryState.SETTLED_BY_HAND},
    ),
    (PRINT_MOVES, PrintState, PrintState.QUEUED, {PrintState.SUPERSEDED, PrintState.WAIVED}),
]


def reachable(moves: Moves, start: Any) -> set[Any]:
    found, waiting = {start}, [start]
    while waiting:
        for target in moves[waiting.pop()] - found:
            found.add(target)
            waiting.append(target)
    return found


@pytest.mark.parametrize(("moves", "states", "first", "ends"), TABLES)
def test_every_state_is_listed_and_can_be_reached(moves: Moves, states: Any, first: Any, ends: set[Any]) -> None:
    assert set(moves) == set(states)
    assert reachable(moves, first) == set(states)


@pytest.mark.parametrize(("moves", "states", "first", "ends"), TABLES)
def test_only_the_meant_ends_are_ends_and_every_state_leads_to_one(
    moves: Moves, states: Any, first: Any, ends: set[Any]
) -> None:
    assert {state for state in states if not moves[state]} == ends
    assert all(reachable(moves, state) & ends for state in states)


def test_printed_can_only_follow_printing() -> None:
    assert [state for state in PrintState if PrintState.PRINTED in PRINT_MOVES[state]] == [PrintState.PRINTING]
    assert PRINT_MOVES[PrintState.PRINTING] == OUTCOMES | {PrintState.ABANDONED}


def test_a_delivered_request_is_never_delivered_again() -> None:
    assert not REQUEST_MOVES[RequestState.DELIVERED]
    assert not ENTRY_MOVES[EntryState.DONE]


def test_a_slip_is_as_long_as_its_fragments() -> None:
    assert len(Slip((b"\x1b@", b"", b"abc"))) == 5
