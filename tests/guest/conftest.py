"""The USB devices of the virtual machine, each unplugged until a test plugs it in.

Collected only there, where scripts/guest runs them: anywhere else there is no such kernel, and no udev of its own.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.devices.simulators.printer import PrinterSimulator
from tests.devices.reader_stand import Ear
from tests.guest.gadget_ports import PrinterPort
from tests.guest.gadgets import Gadget
from tests.guest.monitor import Monitor

collect_ignore_glob = [] if "frontdoor=" in Path("/proc/cmdline").read_text() else ["test_*.py"]

PATIENCE_S = 90.0
"""Longest wait for anything; only a failing test uses it up. Nothing is quick in a processor that is emulated."""


@pytest.fixture
def ear():
    """Hears a device's events."""
    return Ear(patience_s=PATIENCE_S)


@pytest.fixture
def port():
    """Where the printer is plugged in."""
    return PrinterPort()


@pytest.fixture
def simulator(port):
    """The printer's firmware."""
    made = PrinterSimulator(port)
    yield made
    made.close()


@pytest.fixture
def gadget():
    """Other devices that Linux plays: `gadget("scanner")`, plugged in."""
    made = []

    def plug(name):
        made.append(Gadget(name))
        made[-1].plug()
        return made[-1]

    yield plug
    for each in made:
        each.unplug()


@pytest.fixture(scope="session")
def monitor():
    """The machine's own monitor."""
    with Monitor() as opened:
        yield opened
