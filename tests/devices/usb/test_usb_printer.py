"""The libusb printer on a USB device that umockdev emulates, unplugging included. The simulated printer is at its end.

Two processes of their own: Debian's python3 emulates (its `gi` is no wheel), and the driver runs with umockdev's
library loaded first, which shows it an emulated /sys and /dev.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from kiosk.devices.simulators.ports import TcpPort
from kiosk.devices.simulators.printer import PrinterSimulator, SimulatedModel
from tests.devices.told_process import Child

HERE = Path(__file__).parent


class UsbStand:
    """An emulated USB printer, and the driver on it."""

    def __init__(self, **model):
        self.simulator = PrinterSimulator(TcpPort(), SimulatedModel(**model))
        self.device = Child(
            ["/usr/bin/python3", HERE / "emulated_usb_printer.py", str(self.simulator.url.port)],
            LD_PRELOAD="libumockdev-preload.so.0",
        )
        self.driver = Child(
            [sys.executable, HERE / "print_over_usb.py"],
            LD_PRELOAD="libumockdev-preload.so.0",
            UMOCKDEV_DIR=self.device.hear(),
            PYTHONPATH=str(HERE.parents[2]),
        )

    def hear(self, **expected):
        heard = []
        while True:
            heard.append(json.loads(self.driver.hear()))
            if heard[-1] == expected:
                return heard

    def do(self, word):
        self.device.tell(word)
        assert self.device.hear() == "done"

    def close(self):
        self.driver.end()
        self.device.end()
        self.simulator.close()


@pytest.fixture
def usb():
    made = []

    def make(**model):
        made.append(UsbStand(**model))
        made[-1].hear(health="ready")
        return made[-1]

    yield make
    for each in made:
        each.close()


def texts(stand):
    return [slip.text.splitlines()[0] for slip in stand.simulator.slips]


def test_a_slip_is_printed_and_confirmed_over_usb(usb):
    stand = usb()
    stand.driver.tell("hello")
    stand.hear(outcome="printed")
    assert texts(stand) == ["hello"]
    assert not stand.simulator.unknown_commands


def test_unplugging_amid_a_slip_is_unknown_and_the_printer_is_back_by_itself(usb):
    stand = usb()
    stand.simulator.run_out_of_paper(after_lines=1)
    stand.driver.tell("first")
    stand.hear(held="paper_out")
    stand.do("unplug")
    heard = stand.hear(health="absent")
    assert {"outcome": "unknown"} in heard
    stand.simulator.refill()
    stand.do("plug")
    stand.hear(health="ready")
    stand.driver.tell("second")
    stand.hear(outcome="printed")
    assert texts(stand)[-1] == "second"
    assert texts(stand).count("first") <= 1


def test_the_rest_of_a_transfer_that_ended_short_is_sent_on(usb):
    stand = usb()
    stand.do("short")
    stand.driver.tell("whole in spite of that")
    stand.hear(outcome="printed")
    assert texts(stand) == ["whole in spite of that"]


def test_a_transfer_that_failed_never_counts_as_printed(usb):
    stand = usb(acknowledges=False)
    stand.simulator.run_out_of_paper(after_lines=1)
    stand.driver.tell("torn")
    stand.hear(held="paper_out")
    stand.do("stall")
    stand.hear(outcome="unknown")
    stand.simulator.refill()
    stand.hear(health="ready")
