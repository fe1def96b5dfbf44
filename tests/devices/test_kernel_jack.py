"""The headset jack on an emulated input device: the real driver, the real ioctl, found by its name, unplugged."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.devices.told_process import Child

HERE = Path(__file__).parent


class Machine:
    """The process that plays the kernel's side, see emulated_jack.py."""

    def __init__(self):
        # Debian's own Python: the binding of umockdev is a Debian package.
        self._child = Child(["umockdev-wrapper", "/usr/bin/python3", HERE / "emulated_jack.py"])
        self.environment = {"UMOCKDEV_DIR": self._child.hear(), "LD_PRELOAD": "libumockdev-preload.so.0"}

    def do(self, order):
        self._child.tell(order)
        assert self._child.hear() == "ok"

    def end(self):
        self._child.end()


@pytest.fixture
def machine():
    made = Machine()
    yield made
    made.end()


@pytest.fixture
def jack(machine):
    """Opens the jack in a process that sees the emulated device."""
    opened = []

    def make(url="jack://"):
        command = [sys.executable, "-m", "tests.devices.headset_process", url]
        opened.append(Child(command, PYTHONPATH=os.fspath(HERE.parents[1]), **machine.environment))
        return opened[-1]

    yield make
    for child in opened:
        child.end()


@pytest.mark.parametrize("url", ["jack://", "jack://?name=front%20headphone"])
def test_a_headset_that_comes_and_goes_is_told(machine, jack, url):
    machine.do("plug")
    ear = jack(url)
    assert ear.hear() == "answers"
    for order, word in (("insert", "in"), ("remove", "out"), ("insert", "in")):
        machine.do(order)
        assert ear.hear() == word


def test_one_that_is_in_at_the_start_is_told_by_the_kernel(machine, jack):
    machine.do("plug")
    machine.do("insert")
    assert jack().hear() == "in"


def test_what_the_kernel_lost_is_asked_for(machine, jack):
    machine.do("plug")
    ear = jack()
    assert ear.hear() == "answers"
    machine.do("lose")
    assert ear.hear() == "in"


def test_the_sound_card_comes_late_goes_and_comes_back_under_another_number(machine, jack):
    ear = jack()
    assert ear.hear() == "missing"
    for _ in range(2):
        machine.do("plug")
        assert ear.hear() == "answers"
        machine.do("insert")
        assert ear.hear() == "in"
        machine.do("remove")
        assert ear.hear() == "out"
        machine.do("unplug")
        assert ear.hear() == "missing"


def test_a_jack_of_another_name_is_not_taken(machine, jack):
    machine.do("plug")
    assert jack("jack://?name=Rear").hear() == "missing"
