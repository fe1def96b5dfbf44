"""Our udev rules in Debian's real udev, beside ModemManager's: who may open what, names, power, other programs."""

from __future__ import annotations

import grp
import os
import selectors
import stat
import subprocess
from pathlib import Path

import pytest

from kiosk.devices.hotplug import watch_plugs
from tests.guest.gadgets import SOCKETS, Gadget


@pytest.fixture(autouse=True, scope="module")
def everything():
    """All of them plugged in, once: it takes ten seconds."""
    made = [Gadget(name) for name in SOCKETS]
    for each in made:
        each.plug()
    yield
    for each in made:
        each.unplug()


def properties(node):
    """What udev knows of a device: of its file, or of its folder in sysfs."""
    said = subprocess.run(["udevadm", "info", "--query=property", node], check=True, capture_output=True, text=True)
    return dict(line.split("=", 1) for line in said.stdout.splitlines())


def device_of(node):
    """The folder of the whole USB device behind a device file."""
    number = node.stat().st_rdev
    folder = Path(f"/sys/dev/char/{os.major(number)}:{os.minor(number)}").resolve()
    return next(each for each in folder.parents if (each / "idVendor").is_file())


def link(pattern):
    """The one name of ours that fits."""
    (found,) = Path("/dev/kiosk").glob(pattern)
    return found


@pytest.mark.parametrize(
    ("pattern", "group", "driver"),
    [
        ("printer", "lp", "lp"),
        ("printer-*", "lp", "lp"),
        ("serial-*", "dialout", "ttyACM"),
        ("reader-*", "input", "event"),
    ],
)
def test_each_has_a_name_that_stays_and_the_group_that_may_open_it(pattern, group, driver):
    node = link(pattern)
    assert node.resolve().name.startswith(driver)
    found = node.stat()
    assert grp.getgrgid(found.st_gid).gr_name == group
    assert stat.S_IMODE(found.st_mode) == 0o660
    os.close(os.open(node, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY))


def test_the_whole_printer_is_for_libusb():
    node = Path(properties(device_of(link("printer")))["DEVNAME"])
    assert grp.getgrgid(node.stat().st_gid).gr_name == "lp"


@pytest.mark.parametrize("pattern", ["printer", "serial-*", "reader-*"])
def test_none_of_them_ever_sleeps(pattern):
    assert (device_of(link(pattern)) / "power" / "control").read_text().strip() == "on"


@pytest.mark.parametrize("pattern", ["printer", "serial-*", "reader-*"])
def test_modemmanager_leaves_them_alone(pattern):
    assert properties(device_of(link(pattern)))["ID_MM_DEVICE_IGNORE"] == "1"


def test_modemmanager_leaves_the_port_alone_that_it_would_have_tried():
    port = properties(link("serial-*"))
    assert port["ID_MM_CANDIDATE"] == "1", "without ModemManager's own rules this proves nothing"
    assert port["ID_MM_PORT_IGNORE"] == "1"


def test_brltty_is_not_started_for_it():
    told = properties(device_of(link("serial-*")))
    assert told["GUEST_BRLTTY"] == "asked", "machine/85-brltty.rules took it for a braille display"
    assert not told.get("BRLTTY_BRAILLE_DRIVER")
    assert not told.get("SYSTEMD_WANTS")


def test_no_compositor_hears_the_reader():
    assert properties(link("reader-*"))["LIBINPUT_IGNORE_DEVICE"] == "1"


def test_a_plug_is_told_when_its_name_is_there():
    scanner = Gadget("scanner")
    scanner.unplug()
    plugs = watch_plugs()
    assert plugs is not None
    with selectors.DefaultSelector() as waiting:
        waiting.register(plugs.fileno(), selectors.EVENT_READ)
        scanner.plug()
        while not list(Path("/dev/kiosk").glob("serial-*")):
            assert waiting.select(60)
            plugs.take()
        told = False
        while not told:
            assert waiting.select(60)
            told = plugs.take()
