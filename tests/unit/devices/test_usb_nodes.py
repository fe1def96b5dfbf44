from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kiosk.devices.usb_nodes import NodeKind, list_usb_devices, list_usb_nodes, locate
from kiosk.errors import DeviceAbsent, DeviceError
from tests.unit.devices.fake_sysfs import FakeSysfs


@pytest.fixture
def sysfs(tmp_path):
    return FakeSysfs(tmp_path)


def find(sysfs, place, kind=NodeKind.SERIAL):
    return locate(place, kind, sys=sysfs.root)


def test_a_path_stays_as_it_is(sysfs):
    assert find(sysfs, "/dev/kiosk/printer") == "/dev/kiosk/printer"


def test_a_device_is_found_by_its_numbers_whatever_its_file_is_called_today(sysfs):
    sysfs.port_on_board("ttyS0")
    sysfs.plug("1-1.1", "0403:6001", "ttyUSB7", serial="A9001234")
    assert find(sysfs, "0403:6001") == "/dev/ttyUSB7"


def test_two_alike_are_told_apart_by_serial_number(sysfs):
    sysfs.plug("1-1.1", "0403:6001", "ttyUSB0", serial="A1")
    sysfs.plug("1-1.2", "0403:6001", "ttyUSB1", serial="B2")
    assert find(sysfs, "0403:6001:B2") == "/dev/ttyUSB1"


def test_two_alike_without_serial_numbers_are_told_apart_by_port(sysfs):
    sysfs.plug("1-1.1", "067b:2303", "ttyUSB0")
    sysfs.plug("1-1.2", "067b:2303", "ttyUSB1")
    assert find(sysfs, "067b:2303@1-1.2") == "/dev/ttyUSB1"


def test_two_alike_are_never_taken_for_each_other_by_chance(sysfs):
    sysfs.plug("1-1.1", "067b:2303", "ttyUSB0")
    sysfs.plug("1-1.2", "067b:2303", "ttyUSB1")
    with pytest.raises(DeviceError, match=r"1-1\.1, 1-1\.2") as refused:
        find(sysfs, "067b:2303")
    assert "067b:2303@1-1.1" in refused.value.remedy


def test_of_several_files_of_one_device_the_first_interface_counts(sysfs):
    sysfs.plug("1-1", "05e0:1701", "ttyACM10", "ttyACM2")
    assert find(sysfs, "05e0:1701") == "/dev/ttyACM10"


def test_one_that_is_not_there_is_absent(sysfs):
    with pytest.raises(DeviceAbsent, match="0403:6001:A1"):
        find(sysfs, "0403:6001:A1")


@pytest.mark.parametrize(
    ("kind", "node", "path"),
    [(NodeKind.PRINTER, "lp0", "/dev/usb/lp0"), (NodeKind.INPUT, "event3", "/dev/input/event3")],
)
def test_every_kind_lies_where_the_kernel_says(sysfs, kind, node, path):
    sysfs.plug("1-2", "04b8:0e15", node)
    assert find(sysfs, "04b8:0e15", kind) == path


def test_a_device_pulled_out_amid_the_look_is_left_out(sysfs):
    gone = sysfs.plug("1-1", "0403:6001", "ttyUSB0")
    sysfs.plug("1-2", "0403:6001", "ttyUSB1", product="Adapter")
    shutil.rmtree(gone)
    assert [(node.path, node.label) for node in list_usb_nodes(NodeKind.SERIAL, sys=sysfs.root)] == [
        ("/dev/ttyUSB1", "Adapter")
    ]


def test_a_machine_without_usb_has_none(tmp_path):
    assert list_usb_nodes(NodeKind.PRINTER, sys=tmp_path / "nothing", dev=Path("/dev")) == ()


def test_what_libusb_opens_is_found_too(sysfs):
    sysfs.plug("1-1.3", "04b8:0e15", "lp0", serial="X2", product="TM-T20III")
    (node,) = list_usb_devices(sys=sysfs.root)
    assert (node.path, str(node.place), node.label) == ("/dev/bus/usb/001/004", "04b8:0e15:X2@1-1.3", "TM-T20III")
