"""Which faults become a task for staff, when, and when it ends."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.clock import ManualClock
from kiosk.devices.remedies import REMEDIES, SILENT
from kiosk.devices.standing_faults import PATIENCE_S, SETTLED_S, StandingFaults
from kiosk.domain.device import DeviceState
from kiosk.domain.device_history import DeviceCondition, DeviceKind, Reachability
from kiosk.domain.printing import PrinterFault
from kiosk.domain.signals import SignalNote
from kiosk.domain.standing_fault import UNREACHABLE, StandingFault

NINE = datetime(2026, 11, 22, 9, tzinfo=UTC)
PAPER_OUT_S = PATIENCE_S[PrinterFault.PAPER_OUT]
AWAY_S = PATIENCE_S[UNREACHABLE]


@pytest.fixture
def clock():
    return ManualClock(NINE)


@pytest.fixture
def faults(clock):
    return StandingFaults(["printer", "reader-1"], clock)


def condition(state, reason="", device="printer", what="", remedy=""):
    return DeviceCondition(device, DeviceKind.PRINTER, state, reason, what, remedy)


READY = condition(DeviceState.READY)
PAPER_OUT = condition(DeviceState.BLOCKED, "paper_out")
PULLED_OUT = condition(DeviceState.ABSENT, "not_plugged_in", what="There is no such file.", remedy="Check its cable.")
OUT = StandingFault("printer", "paper_out", "It is out of paper. Put in a new roll.", NINE)
AWAY = StandingFault("printer", UNREACHABLE, "There is no such file. Check its cable.", NINE)


def after(clock, faults, seconds):
    clock.advance(seconds)
    return faults.settle()


def test_a_fault_is_told_once_when_it_has_stood_long_enough(faults, clock):
    faults.hear(PAPER_OUT)
    assert faults.due_in_s() == PAPER_OUT_S
    assert after(clock, faults, PAPER_OUT_S - 1) == []
    assert after(clock, faults, 1) == [OUT]
    faults.hear(PAPER_OUT)
    assert after(clock, faults, 10_000) == []
    assert faults.due_in_s() == math.inf


def test_it_is_over_when_it_stayed_away_and_ended_when_it_went(faults, clock):
    faults.hear(PAPER_OUT)
    after(clock, faults, PAPER_OUT_S)
    clock.advance(600)
    faults.hear(READY)
    ended = clock.now()
    assert faults.due_in_s() == SETTLED_S
    assert after(clock, faults, SETTLED_S - 1) == []
    faults.hear(READY)
    (over,) = after(clock, faults, 1)
    assert (over.fault, over.is_over, over.since, over.until) == ("paper_out", True, NINE, ended)
    assert faults.due_in_s() == math.inf


def test_what_staff_do_quickly_is_no_task(faults, clock):
    faults.hear(condition(DeviceState.BLOCKED, "cover_open,paper_out"))
    assert after(clock, faults, PAPER_OUT_S - 5) == []
    faults.hear(READY)
    assert after(clock, faults, 10_000) == []


def test_a_loose_plug_is_one_task(faults, clock):
    told = []
    for _ in range(100):
        faults.hear(PULLED_OUT)
        told += after(clock, faults, 20)
        faults.hear(READY)
        told += after(clock, faults, 20)
    assert told == [AWAY]
    assert [fault.is_over for fault in after(clock, faults, SETTLED_S)] == [True]


def test_a_device_that_is_away_for_another_reason_keeps_its_task_with_the_new_remedy(faults, clock):
    faults.hear(PULLED_OUT)
    assert after(clock, faults, AWAY_S) == [AWAY]
    faults.hear(condition(DeviceState.ABSENT, "held", what="By cupsd.", remedy="End it."))
    assert faults.settle() == [StandingFault("printer", UNREACHABLE, "By cupsd. End it.", NINE)]
    faults.hear(condition(DeviceState.UNKNOWN, SILENT, what="It says nothing."))
    assert [fault.remedy for fault in faults.settle()] == ["It says nothing."]


def test_what_nobody_can_know_neither_begins_nor_ends(faults, clock):
    faults.hear(PAPER_OUT)
    after(clock, faults, PAPER_OUT_S)
    faults.hear(PULLED_OUT)
    (away,) = after(clock, faults, 10_000)
    assert away.fault == UNREACHABLE
    faults.hear(PAPER_OUT)
    assert [(fault.fault, fault.is_over) for fault in after(clock, faults, SETTLED_S)] == [(UNREACHABLE, True)]


def test_faults_and_devices_have_tasks_of_their_own(faults, clock):
    faults.hear(condition(DeviceState.BLOCKED, "cover_open,paper_out"))
    faults.hear(condition(DeviceState.ABSENT, "held", device="reader-1"))
    told = after(clock, faults, 10_000)
    assert {(fault.device, fault.fault) for fault in told} == {
        ("printer", "cover_open"),
        ("printer", "paper_out"),
        ("reader-1", UNREACHABLE),
    }


def test_a_task_of_an_earlier_run_stands_until_its_device_is_seen_in_order(clock):
    faults = StandingFaults(["printer"], clock, left=[OUT])
    assert after(clock, faults, 10_000) == []
    faults.hear(PAPER_OUT)
    assert faults.settle() == []
    faults.hear(READY)
    assert [fault.until for fault in after(clock, faults, SETTLED_S)] == [NINE + timedelta(seconds=10_000)]


def test_a_device_that_is_configured_no_more_has_no_task(clock):
    faults = StandingFaults(["printer"], clock, left=[StandingFault("reader-1", UNREACHABLE, "", NINE)])
    assert [(fault.is_over, fault.until) for fault in faults.settle()] == [(True, None)]


def test_a_wrong_clock_gives_no_dates_and_changes_no_patience(faults, clock):
    clock.set_wall(datetime(1970, 1, 1, tzinfo=UTC))
    faults.hear(PAPER_OUT)
    assert [fault.since for fault in after(clock, faults, PAPER_OUT_S)] == [None]


@pytest.mark.parametrize("reason", [SILENT, SignalNote.SILENT, *Reachability])
def test_whatever_keeps_a_device_away_makes_it_unreachable(faults, clock, reason):
    faults.hear(condition(DeviceState.UNKNOWN, reason))
    assert [fault.fault for fault in after(clock, faults, AWAY_S)] == [UNREACHABLE]


def test_a_reader_in_order_that_nobody_heard_yet_is_no_fault(faults, clock):
    faults.hear(condition(DeviceState.UNKNOWN, "not_heard", device="reader-1"))
    assert after(clock, faults, 10_000) == []


def test_every_fault_of_a_printer_has_a_patience_and_every_patience_a_remedy():
    assert set(PrinterFault) <= set(PATIENCE_S)
    assert set(PATIENCE_S) - {UNREACHABLE} <= set(REMEDIES)


def test_what_could_not_be_kept_is_worth_telling_again_until_something_newer_was_told(faults, clock):
    faults.hear(PAPER_OUT)
    (stands,) = after(clock, faults, PAPER_OUT_S)
    assert faults.is_last_word(stands)
    faults.hear(READY)
    (over,) = after(clock, faults, SETTLED_S)
    assert faults.is_last_word(over)
    assert not faults.is_last_word(stands)
    faults.hear(PAPER_OUT)
    assert faults.is_last_word(over), "nothing newer was told yet"
    (again,) = after(clock, faults, PAPER_OUT_S)
    assert faults.is_last_word(again)
    assert not faults.is_last_word(over)
