from __future__ import annotations

import pytest

from kiosk.devices.discovery import discover, discover_signals
from kiosk.devices.reader_urls import parse_reader_url
from kiosk.devices.signal_urls import parse_signal_url
from kiosk.devices.targets import kind_of
from kiosk.devices.urls import parse_device_url
from kiosk.domain.device_history import DeviceKind
from kiosk.errors import DeviceUrlError
from tests.unit.devices.fake_sysfs import FakeSysfs

TYPES = "10000 0 0 0 3ffffffff"
"""The key map of a reader that types: its lowest word has the digits and Enter."""


@pytest.fixture
def machine(tmp_path):
    sysfs = FakeSysfs(tmp_path / "sys")
    sysfs.dev = tmp_path / "dev"
    sysfs.dev.mkdir()
    return sysfs


def urls(machine):
    return [found.url for found in discover(sys=machine.root, dev=machine.dev)]


def link(machine, name, node):
    path = machine.dev / name
    path.parent.mkdir(parents=True, exist_ok=True)
    (machine.dev / node).touch()
    path.symlink_to(machine.dev / node)
    return path


def test_a_device_is_named_by_its_serial_number(machine):
    machine.plug("1-1", "0403:6001", "ttyUSB0", serial="A9")
    assert urls(machine) == ["serial://0403:6001:A9"]


def test_one_without_a_serial_number_is_named_by_its_model_alone(machine):
    machine.plug("1-1", "067b:2303", "ttyUSB0")
    assert urls(machine) == ["serial://067b:2303"]


def test_two_alike_are_named_by_their_ports(machine):
    machine.plug("1-1", "067b:2303", "ttyUSB0")
    machine.plug("1-2", "067b:2303", "ttyUSB1")
    assert urls(machine) == ["serial://067b:2303@1-1", "serial://067b:2303@1-2"]


def test_a_name_of_udevs_comes_first_and_ours_before_all(machine):
    machine.plug("1-1", "0403:6001", "ttyUSB0", serial="A9")
    by_id = link(machine, "serial/by-id/usb-FTDI_A9-if00", "ttyUSB0")
    assert urls(machine) == [f"serial://{by_id}"]
    ours = link(machine, "kiosk/serial-1", "ttyUSB0")
    assert urls(machine) == [f"serial://{ours}"]


def test_printers_and_what_types_are_found_mice_are_not(machine):
    machine.plug("1-1", "04b8:0e15", "lp0", product="TM-T20III")
    reader = machine.plug("1-2", "ffff:0035", "event3")
    machine.plug("1-3", "046d:c077", "event4")
    keys = reader / "1-2:1.0" / "input" / "event3" / "device" / "capabilities"
    keys.mkdir(parents=True)
    (keys / "key").write_text(f"{TYPES}\n")
    assert urls(machine) == ["usblp://04b8:0e15", "evdev://ffff:0035"]


def test_what_is_suggested_can_be_used(machine):
    machine.plug("1-1", "04b8:0e15", "lp0", serial="X 2/3")
    machine.plug("1-2", "067b:2303", "ttyUSB0")
    machine.plug("1-3", "067b:2303", "ttyUSB1")
    for url in urls(machine):
        assert parse_device_url(url)
        if url.startswith("serial:"):
            assert parse_reader_url(f"{url}?protocol=lines")


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("serial:///dev/ttyS0", DeviceKind.PRINTER),
        ("serial:///dev/ttyS0?protocol=stx", DeviceKind.READER),
        ("sim://printer", DeviceKind.PRINTER),
        ("sim://scanner", DeviceKind.READER),
        ("pcsc://", DeviceKind.READER),
        ("evdev:///dev/input/event3", DeviceKind.READER),
    ],
)
def test_a_url_tells_what_it_is(url, kind):
    assert kind_of(url) is kind


@pytest.mark.parametrize(
    ("url", "says"), [("serial://x", "three slashes"), ("pcsc://x", "PC/SC"), ("serial:///dev/x?protocol=y", "rdm6300")]
)
def test_a_wrong_url_is_refused_as_what_it_seems_to_be(url, says):
    with pytest.raises(DeviceUrlError, match=says):
        kind_of(url)


def test_lamps_sound_cards_and_jacks_are_found_with_urls_that_can_be_used(tmp_path):
    classes = tmp_path / "class"
    for name in ("kiosk:white:status", "input3::capslock"):
        (classes / "leds" / name).mkdir(parents=True)
    for name in ("pcmC1D0p", "pcmC1D0c", "pcmC2D3p", "card1"):
        (classes / "sound" / name).mkdir(parents=True)
    (classes / "sound" / "card1" / "id").write_text("PCH\n")
    jack = classes / "input" / "event7" / "device"
    (jack / "capabilities").mkdir(parents=True)
    (jack / "capabilities" / "sw").write_text("4\n")
    (jack / "name").write_text("HDA Intel PCH Headphone\n")
    urls = [found.url for found in discover_signals(sys=tmp_path, dev=tmp_path)]
    assert urls == [
        "led://kiosk:white:status",
        "alsa://plughw:CARD=PCH,DEV=0",
        "jack://?name=HDA%20Intel%20PCH%20Headphone",
    ]
    assert all(parse_signal_url(url) for url in urls)
