"""When the desk is called, and what is said of it."""

from __future__ import annotations

from sync.circuit import HURRY_S, MISSES_TO_PAUSE, Circuit
from sync.delivery import Bury, PauseAll, RetryEntry
from sync.desks.base import DeskFault, DeskTrouble
from sync.events import DeskState


def fail(circuit: Circuit, fault: DeskFault, *, at_s: float, began_s: float | None = None, failures: int = 1) -> object:
    began_s = at_s if began_s is None else began_s
    return circuit.failed(DeskTrouble(fault), failures=failures, started_s=began_s, now_s=at_s)


def half() -> Circuit:
    return Circuit(random=lambda: 0.5)


def test_an_unknown_desk_is_tried_by_one_entry() -> None:
    circuit = half()
    assert circuit.room(4) == 1
    circuit.answered()
    assert circuit.room(4) == 4


def test_calls_of_one_outage_count_once() -> None:
    circuit = half()
    circuit.answered()
    for _ in range(4):
        fail(circuit, DeskFault.UNREACHABLE, at_s=10.0, began_s=9.0)
    assert circuit.wait_s(10.0) == 0.5
    fail(circuit, DeskFault.UNREACHABLE, at_s=11.0)
    assert circuit.wait_s(11.0) == 1.0


def test_one_entry_that_fails_leaves_the_desk_alone() -> None:
    circuit = half()
    circuit.answered()
    assert isinstance(fail(circuit, DeskFault.FAILED_THERE, at_s=1.0), RetryEntry)
    assert circuit.wait_s(1.0) == 0
    assert circuit.state is DeskState.REACHABLE


def test_several_entries_that_fail_in_a_row_put_the_desk_in_doubt() -> None:
    circuit = half()
    circuit.answered()
    for number in range(MISSES_TO_PAUSE):
        fail(circuit, DeskFault.BAD_ANSWER, at_s=float(number))
    assert circuit.state is DeskState.UNREACHABLE
    assert circuit.reason is DeskFault.BAD_ANSWER
    assert circuit.room(4) == 1
    assert circuit.wait_s(float(MISSES_TO_PAUSE - 1)) > 0


def test_a_success_between_clears_the_doubt() -> None:
    circuit = half()
    for _ in range(5):
        fail(circuit, DeskFault.NO_ANSWER, at_s=0.0)
        fail(circuit, DeskFault.NO_ANSWER, at_s=0.0)
        circuit.answered()
    assert circuit.wait_s(0.0) == 0
    assert circuit.room(4) == 4


def test_a_refused_entry_shows_that_the_desk_is_well() -> None:
    circuit = half()
    fail(circuit, DeskFault.UNREACHABLE, at_s=0.0)
    assert fail(circuit, DeskFault.REFUSED, at_s=5.0) == Bury(DeskFault.REFUSED)
    assert circuit.state is DeskState.REACHABLE
    assert circuit.wait_s(5.0) == 0


def test_a_new_request_ends_the_pause_of_an_outage() -> None:
    circuit = half()
    for at_s in range(20):
        fail(circuit, DeskFault.UNREACHABLE, at_s=float(1000 * at_s))
    assert circuit.wait_s(19_000.0) > HURRY_S
    circuit.hurry(19_000.2)
    assert circuit.wait_s(19_000.2) <= HURRY_S


def test_a_new_request_does_not_end_a_pause_that_the_desk_asked_for() -> None:
    circuit = half()
    assert isinstance(fail(circuit, DeskFault.AUTHENTICATION_FAILED, at_s=0.0), PauseAll)
    before_s = circuit.wait_s(0.0)
    circuit.hurry(0.0)
    assert circuit.wait_s(0.0) == before_s
    assert circuit.state is DeskState.REFUSING
