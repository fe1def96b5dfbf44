"""The kiosk's manager with real udev: both devices absent at first, then plugged in, then one pulled out."""

from __future__ import annotations

import pytest

from kiosk.clock import SystemClock
from kiosk.devices.configuration import ConfiguredDevice
from kiosk.devices.manager import DeviceManager
from kiosk.domain.device import DeviceState
from kiosk.domain.device_history import DeviceCondition, DeviceKind

DEVICES = (
    ConfiguredDevice("printer", "usblp:///dev/kiosk/printer", DeviceKind.PRINTER, "epson-80"),
    ConfiguredDevice("reader-1", "serial://05e0:1701?protocol=codes", DeviceKind.READER),
)


@pytest.fixture
def manager(ear):
    """Opened while neither is plugged in."""
    made = DeviceManager(DEVICES, clock=SystemClock(), on_event=lambda _event: None, on_change=ear)
    yield made
    made.close()


def wait_condition(ear, device, state, *, start=0):
    def fits(heard):
        return isinstance(heard, DeviceCondition) and (heard.device, heard.state) == (device, state)

    return ear.wait(fits, start=start)


def test_each_comes_and_goes_without_the_other(manager, ear, request, gadget):
    for name in ("printer", "reader-1"):
        wait_condition(ear, name, DeviceState.ABSENT)
    request.getfixturevalue("simulator")
    scanner = gadget("scanner")
    wait_condition(ear, "printer", DeviceState.READY)
    wait_condition(ear, "reader-1", DeviceState.UNKNOWN)
    heard = len(ear.events)
    scanner.unplug()
    gone = wait_condition(ear, "reader-1", DeviceState.ABSENT, start=heard)
    assert gone.what
    assert gone.remedy
    scanner.plug()
    wait_condition(ear, "reader-1", DeviceState.UNKNOWN, start=ear.events.index(gone))
    assert {each.device: each.state for each in manager.health()} == {
        "printer": DeviceState.READY,
        "reader-1": DeviceState.UNKNOWN,
    }
