"""What is decided after a failed attempt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.delivery import (
    CAP_S,
    ENTRY_FAULTS,
    FIRST_S,
    GIVE_UP_AFTER,
    REFUSING_CAP_S,
    REFUSING_FIRST_S,
    Bury,
    PauseAll,
    RetryEntry,
    back_off_s,
    decide,
)
from sync.desks.base import DeskFault

chances = st.floats(0, 1, exclude_max=True)
failure_counts = st.integers(1, 10**9)

BURIED = {DeskFault.REFUSED, DeskFault.NO_RESTRICTED_QUEUE, DeskFault.TOO_LARGE}


@given(failure_counts, chances)
def test_a_wait_lies_between_nothing_and_the_cap(failures: int, chance: float) -> None:
    assert 0 <= back_off_s(failures, random=lambda: chance) <= CAP_S


@given(failure_counts, failure_counts)
def test_waits_never_shrink_as_failures_add_up(one: int, other: int) -> None:
    few, many = sorted((one, other))
    assert back_off_s(few, random=lambda: 0.9) <= back_off_s(many, random=lambda: 0.9)


def test_waits_double_from_the_first_to_the_cap() -> None:
    bounds = [back_off_s(failures, random=lambda: 1.0) for failures in range(1, 12)]
    assert bounds[0] == FIRST_S
    assert bounds[-1] == CAP_S
    doubled = [bound for bound in bounds if bound < CAP_S]
    assert doubled == [FIRST_S * 2**n for n in range(len(doubled))]


@given(st.sampled_from(DeskFault), failure_counts, st.none() | st.floats(0, 3600), chances)
def test_every_fault_has_a_decision_with_a_finite_wait(
    fault: DeskFault, failures: int, retry_after_s: float | None, chance: float
) -> None:
    match decide(fault, failures=failures, retry_after_s=retry_after_s, random=lambda: chance):
        case Bury(reason):
            assert reason is fault
        case RetryEntry(after_s):
            assert 0 <= after_s <= CAP_S
            assert fault in ENTRY_FAULTS
        case PauseAll(after_s, _):
            assert 0 <= after_s <= max(CAP_S, REFUSING_CAP_S) + (retry_after_s or CAP_S)


@pytest.mark.parametrize("fault", sorted(BURIED))
def test_what_the_desk_refuses_is_buried_at_once(fault: DeskFault) -> None:
    assert decide(fault, failures=1, random=lambda: 0.5) == Bury(fault)


@pytest.mark.parametrize("fault", sorted(ENTRY_FAULTS))
def test_an_entry_that_keeps_failing_alone_is_given_up(fault: DeskFault) -> None:
    assert isinstance(decide(fault, failures=GIVE_UP_AFTER - 1, random=lambda: 0.5), RetryEntry)
    assert decide(fault, failures=GIVE_UP_AFTER, random=lambda: 0.5) == Bury(fault)


@pytest.mark.parametrize("fault", sorted(set(DeskFault) - ENTRY_FAULTS - BURIED))
def test_a_fault_of_the_desk_never_buries_an_entry(fault: DeskFault) -> None:
    assert isinstance(decide(fault, failures=10**6, random=lambda: 0.5), PauseAll)


@given(st.floats(0, 3600), failure_counts, chances)
def test_a_desk_that_asks_for_patience_gets_at_least_that(asked_s: float, failures: int, chance: float) -> None:
    decision = decide(DeskFault.RATE_LIMITED, failures=failures, retry_after_s=asked_s, random=lambda: chance)
    assert isinstance(decision, PauseAll)
    assert decision.after_s >= asked_s
    assert decision.hold


@given(st.sampled_from([DeskFault.AUTHENTICATION_FAILED, DeskFault.NOT_SET_UP]), failure_counts, chances)
def test_what_only_people_can_mend_is_not_tried_fast(fault: DeskFault, failures: int, chance: float) -> None:
    decision = decide(fault, failures=failures, random=lambda: chance)
    assert isinstance(decision, PauseAll)
    assert REFUSING_FIRST_S <= decision.after_s <= REFUSING_CAP_S
    assert decision.hold
