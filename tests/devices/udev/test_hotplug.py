"""Being told of plugs by udev, which umockdev plays; and by the kernel's silence where there is no udev."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kiosk.devices.hotplug import SUBSYSTEMS, watch_plugs
from tests.devices.told_process import Child

HERE = Path(__file__).parent


@pytest.fixture
def machine():
    """A machine with udev, and somebody who listens to it."""
    preload = {"LD_PRELOAD": "libumockdev-preload.so.0"}
    udev = Child(["/usr/bin/python3", HERE / "emulated_plugs.py"], **preload)
    listener = Child(
        [sys.executable, HERE / "listen_for_plugs.py"],
        UMOCKDEV_DIR=udev.hear(),
        PYTHONPATH=str(HERE.parents[2]),
        **preload,
    )
    assert listener.hear() == "listening"
    yield udev, listener
    listener.end()
    udev.end()


@pytest.mark.parametrize("subsystem", SUBSYSTEMS)
def test_what_is_plugged_in_is_told(machine, subsystem):
    udev, listener = machine
    udev.tell(f"add {subsystem}")
    assert udev.hear() == "done"
    assert listener.hear() == "came"


def test_what_is_pulled_out_is_for_its_driver_to_notice(machine):
    udev, listener = machine
    udev.tell("add tty")
    assert (udev.hear(), listener.hear()) == ("done", "came")
    udev.tell("remove tty")
    assert (udev.hear(), listener.hear()) == ("done", "nothing")


def test_other_things_do_not_even_wake_it(machine):
    udev, listener = machine
    udev.tell("add block")
    assert udev.hear() == "done"
    udev.tell("add tty")
    assert (udev.hear(), listener.hear()) == ("done", "came")
    assert listener.hears_nothing()


def test_without_udev_there_is_nobody_to_listen_to(tmp_path):
    assert watch_plugs(control=tmp_path / "control") is None
