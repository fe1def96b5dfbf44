"""When a line is tried again."""

from __future__ import annotations

import pytest

from kiosk.devices.drivers.backoff import Backoff


@pytest.fixture
def backoff():
    return Backoff(0.5, 4.0)


def pauses(backoff, failures, now_s=100.0):
    found = []
    for _ in range(failures):
        backoff.failed(now_s)
        found.append(backoff.wait_s(now_s))
        now_s += found[-1]
        assert backoff.is_due(now_s)
    return found


def test_the_first_attempt_is_at_once_and_the_pauses_double_up_to_the_cap(backoff):
    assert backoff.is_due(0.0)
    assert pauses(backoff, 6) == [0.5, 1.0, 2.0, 4.0, 4.0, 4.0]


def test_nothing_is_tried_before_its_time_unless_something_was_plugged_in(backoff):
    backoff.failed(100.0)
    assert not backoff.is_due(100.4)
    backoff.hurry()
    assert (backoff.is_due(100.4), backoff.wait_s(100.4)) == (True, 0.0)


def test_a_line_that_worked_is_tried_quickly_again(backoff):
    pauses(backoff, 5)
    backoff.worked()
    assert pauses(backoff, 2) == [0.5, 1.0]


@pytest.mark.parametrize(("stood_s", "pause_s"), [(3.9, 4.0), (4.0, 0.5)])
def test_a_line_that_was_open_for_longer_than_the_cap_worked(backoff, stood_s, pause_s):
    pauses(backoff, 5)
    backoff.stood(200.0, 200.0 + stood_s)
    assert pauses(backoff, 1) == [pause_s]
