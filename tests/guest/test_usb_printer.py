"""The real driver behind the real usblp and through libusb: Linux plays the USB printer, our simulator its firmware."""

from __future__ import annotations

from uuid import uuid4

import pytest

from kiosk.clock import SystemClock
from kiosk.devices.opening import open_printer
from kiosk.devices.profiles import PROFILES
from kiosk.domain.device import DeviceHealth, DeviceState, PrintFinished
from kiosk.domain.printing import PrinterFault, PrintState, Slip


@pytest.fixture(params=["usblp:///dev/kiosk/printer", "usblp://04b8:0e15:P1", "usb://04b8:0e15"])
def printer(request, simulator, ear):
    made = open_printer(request.param, PROFILES["epson-80"], listener=ear, clock=SystemClock())
    wait_health(ear, DeviceState.READY)
    yield made
    made.close()


def wait_health(ear, state, *, start=0):
    return ear.wait(lambda event: isinstance(event, DeviceHealth) and event.state is state, start=start)


def outcome(ear, job):
    return ear.wait(lambda event: isinstance(event, PrintFinished) and event.job == job).state


def send(printer, *lines):
    job = uuid4()
    first, *rest = (line.encode() + b"\n" for line in lines)
    printer.print_slip(job, Slip((b"\x1b@" + first, *rest, b"\x1dVB\x00")))
    return job


def test_a_slip_is_printed_and_confirmed(printer, simulator, ear):
    job = send(printer, "hello", "guest")
    assert outcome(ear, job) is PrintState.PRINTED
    assert [slip.text.split() for slip in simulator.slips] == [["hello", "guest"]]
    assert not simulator.unknown_commands


def test_a_fault_is_told_and_gone_without_a_restart(printer, simulator, ear):
    simulator.open_cover()
    blocked = wait_health(ear, DeviceState.BLOCKED)
    assert blocked.faults == {PrinterFault.COVER_OPEN}
    heard = len(ear.events)
    simulator.close_cover()
    wait_health(ear, DeviceState.READY, start=heard)


def test_pulled_out_amid_a_slip_it_is_unknown_and_the_printer_is_back_by_itself(printer, simulator, port, ear):
    simulator.plan(simulator.unplug, after_lines=2)
    torn = send(printer, *(f"torn {number}" for number in range(6)))
    assert outcome(ear, torn) is PrintState.UNKNOWN
    wait_health(ear, DeviceState.ABSENT)
    heard = len(ear.events)
    # On this thread, which has the patience for it; the simulator is told when it is done.
    port.plug()
    simulator.plug()
    wait_health(ear, DeviceState.READY, start=heard)
    whole = send(printer, "whole")
    assert outcome(ear, whole) is PrintState.PRINTED
    # Nothing of the torn slip was sent a second time.
    text = "\n".join(slip.text for slip in simulator.slips)
    assert text.count("torn 0") == 1
    assert text.count("whole") == 1
