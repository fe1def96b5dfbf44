from __future__ import annotations

import logging
from datetime import UTC, datetime

import pytest

from kiosk.clock import ManualClock
from kiosk.devices.absences import Absence
from kiosk.devices.configuration import ConfiguredDevice, configured_devices
from kiosk.devices.device_watch import DeviceWatch
from kiosk.devices.remedies import remedy_of
from kiosk.domain.device import DeviceHealth, DeviceState
from kiosk.domain.device_history import DeviceCondition, DeviceKind, Reachability
from kiosk.domain.printing import PrinterFault
from kiosk.domain.reader import ReaderHealth, ReaderNote

MISSING = Absence(Reachability.NOT_PLUGGED_IN, "There is no /dev/kiosk/printer.", "Check power and cable.")
HELD = Absence(Reachability.HELD, "It is held by cupsd (process 12).", "End that program.")


@pytest.fixture
def clock():
    return ManualClock(datetime(2026, 11, 22, 9, tzinfo=UTC))


@pytest.fixture
def printer(clock):
    return DeviceWatch(ConfiguredDevice("printer", "tcp://10.0.0.9"), clock)


@pytest.fixture
def reader(clock):
    return DeviceWatch(ConfiguredDevice("reader-1", "pcsc://", DeviceKind.READER), clock)


@pytest.fixture
def logged(caplog):
    caplog.set_level(logging.INFO, logger="kiosk")
    return lambda: [record.getMessage() for record in caplog.records]


def health(state, *faults):
    return DeviceHealth("printer", state, frozenset(faults))


def test_devices_are_named_by_their_order():
    names = [setup.name for setup in configured_devices("sim://printer", "epson-80", ["pcsc://", "sim://scanner"])]
    assert names == ["printer", "reader-1", "reader-2"]
    assert configured_devices("", "epson-80", []) == ()


def test_a_device_that_goes_and_comes_is_logged_once_each(printer, clock, logged, caplog):
    printer.hear(health(DeviceState.READY), None)
    printer.hear(health(DeviceState.ABSENT), MISSING)
    clock.advance(30)
    printer.explain(HELD)
    printer.hear(health(DeviceState.UNKNOWN), None)
    clock.advance(10)
    printer.hear(health(DeviceState.READY), None)
    assert logged() == ["device_up", "device_down", "device_up"]
    assert caplog.records[1].exc_info[1].what == MISSING.what
    assert caplog.records[2].field_seconds == 40


def test_a_condition_has_its_reason_its_remedy_and_its_beginning(printer, clock):
    begun = clock.now()
    condition = printer.hear(health(DeviceState.ABSENT), MISSING)
    assert condition == DeviceCondition(
        "printer",
        DeviceKind.PRINTER,
        DeviceState.ABSENT,
        "not_plugged_in",
        "There is no /dev/kiosk/printer.",
        "Check power and cable.",
        begun,
    )


def test_the_same_again_is_no_change_and_keeps_its_beginning(printer, clock):
    begun = clock.now()
    printer.hear(health(DeviceState.ABSENT), MISSING)
    clock.advance(60)
    assert printer.explain(MISSING) is None
    assert printer.condition.since == begun


def test_another_reason_is_a_change(printer):
    printer.hear(health(DeviceState.ABSENT), MISSING)
    assert printer.explain(HELD).reason == "held"


def test_faults_of_a_printer_are_its_reason(printer):
    both = health(DeviceState.BLOCKED, PrinterFault.PAPER_OUT, PrinterFault.COVER_OPEN)
    condition = printer.hear(both, None)
    assert condition.reason == "cover_open,paper_out"
    assert condition.remedy == "Close it. Put in a new roll."
    assert not printer.is_unreachable


def test_a_printer_that_says_nothing_is_down_and_silent(printer, logged):
    assert printer.hear(health(DeviceState.UNKNOWN), None).reason == "silent"
    assert logged() == ["device_down"]


def test_a_reader_that_cannot_be_asked_is_not_down_while_its_line_is_open(reader, logged):
    reader.hear(ReaderHealth("reader-1", DeviceState.UNKNOWN, note=ReaderNote.NOT_HEARD), None)
    reader.hear(ReaderHealth("reader-1", DeviceState.READY, note=ReaderNote.HEARD), None)
    assert logged() == ["device_up"]
    reader.hear(ReaderHealth("reader-1", DeviceState.UNKNOWN, note=ReaderNote.GARBLED), None)
    assert logged() == ["device_up", "device_down"]


def test_a_reader_held_by_another_program_is_unreachable(reader):
    reader.hear(ReaderHealth("reader-1", DeviceState.BLOCKED, note=ReaderNote.HELD), HELD)
    assert reader.is_unreachable
    assert (reader.condition.state, reader.condition.reason) == (DeviceState.BLOCKED, "held")


def test_a_wrong_clock_gives_no_beginning():
    watch = DeviceWatch(ConfiguredDevice("printer", "tcp://10.0.0.9"), ManualClock(datetime(1970, 1, 1, tzinfo=UTC)))
    assert watch.hear(health(DeviceState.READY), None).since is None


def test_every_fault_of_a_printer_has_a_remedy():
    assert all(remedy_of(fault)[1] for fault in PrinterFault)
