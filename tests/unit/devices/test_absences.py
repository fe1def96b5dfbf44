from __future__ import annotations

import pytest

from kiosk.devices import absences
from kiosk.devices.absences import explain_network, explain_node, explain_rights, explain_service, explain_usb
from kiosk.devices.configuration import ConfiguredDevice
from kiosk.devices.explaining import explain_absence
from kiosk.devices.holders import Holder
from kiosk.devices.usb_nodes import NodeKind
from kiosk.devices.usb_places import UsbPlace
from kiosk.domain.device_history import DeviceKind, Reachability
from tests.unit.devices.fake_sysfs import FakeSysfs


@pytest.fixture
def port(tmp_path):
    path = tmp_path / "ttyUSB0"
    path.touch()
    return path


def explain(path, *holders):
    return explain_node(str(path), NodeKind.SERIAL, holders=lambda _path: holders)


def test_nothing_there_is_not_plugged_in(tmp_path):
    absence = explain(tmp_path / "nothing")
    assert absence.reason is Reachability.NOT_PLUGGED_IN
    assert str(tmp_path / "nothing") in absence.what


def test_whoever_holds_it_is_named(port):
    absence = explain(port, Holder(4711, "ModemManager"))
    assert absence.reason is Reachability.HELD
    assert "ModemManager (process 4711)" in absence.what


def test_the_group_that_may_open_it_is_named():
    absence = explain_rights("/dev/ttyUSB0", group_id=20, mode=0o20660)
    assert absence.reason is Reachability.NOT_ALLOWED
    assert "group dialout" in absence.what
    assert "usermod -aG dialout" in absence.remedy


def test_a_group_without_a_name_is_told_by_its_number():
    assert "54321" in explain_rights("/dev/ttyUSB0", group_id=54321, mode=0o20660).what


@pytest.mark.parametrize(("group_id", "mode"), [(0, 0o20660), (20, 0o20600)])
def test_what_only_root_may_open_needs_the_rules(group_id, mode):
    absence = explain_rights("/dev/bus/usb/001/002", group_id=group_id, mode=mode)
    assert "root only" in absence.what
    assert "udev rules" in absence.remedy


def test_a_file_without_rights_is_not_looked_at_further(port, monkeypatch):
    monkeypatch.setattr(absences.os, "access", lambda path, mode: False)
    assert explain(port, Holder(1, "never asked")).reason is Reachability.NOT_ALLOWED


def test_there_and_free_does_not_answer(port):
    assert explain(port).reason is Reachability.NO_ANSWER


def test_numbers_that_nobody_has_are_not_plugged_in():
    assert explain_node("ffff:ffff:NOBODY", NodeKind.SERIAL).reason is Reachability.NOT_PLUGGED_IN


def test_a_usb_device_is_looked_for_by_its_numbers(tmp_path):
    sysfs, dev = FakeSysfs(tmp_path / "sys"), tmp_path / "dev"
    place = UsbPlace(0x04B8, 0x0E15)
    assert explain_usb(place, sys=sysfs.root, dev=dev).reason is Reachability.NOT_PLUGGED_IN
    sysfs.plug("1-1", "04b8:0e15")
    node = dev / "bus" / "usb" / "001" / "004"
    node.parent.mkdir(parents=True)
    node.touch()
    assert explain_usb(place, sys=sysfs.root, dev=dev).reason is Reachability.NO_ANSWER


def test_the_service_of_card_readers_is_told_apart_from_its_readers(tmp_path):
    assert "does not run" in explain_service("", socket=tmp_path / "pcscd.comm").what
    (tmp_path / "pcscd.comm").touch()
    absence = explain_service("ACME", socket=tmp_path / "pcscd.comm")
    assert (absence.reason, "ACME" in absence.what) == (Reachability.NOT_PLUGGED_IN, True)


def test_of_the_network_only_the_address_can_be_said():
    assert "10.0.0.9:9100" in explain_network("10.0.0.9", 9100).what


@pytest.mark.parametrize(
    ("kind", "url", "says"),
    [
        (DeviceKind.PRINTER, "serial:///dev/kiosk/none", "/dev/kiosk/none"),
        (DeviceKind.PRINTER, "usblp:///dev/usb/none", "/dev/usb/none"),
        (DeviceKind.PRINTER, "usb://ffff:ffff", "ffff:ffff"),
        (DeviceKind.PRINTER, "tcp://10.0.0.9", "10.0.0.9:9100"),
        (DeviceKind.PRINTER, "sim://printer", "simulated"),
        (DeviceKind.READER, "serial:///dev/kiosk/none?protocol=stx", "/dev/kiosk/none"),
        (DeviceKind.READER, "evdev:///dev/input/none", "/dev/input/none"),
        (DeviceKind.READER, "pcsc://", "PC/SC"),
        (DeviceKind.READER, "sim://reader", "simulated"),
    ],
)
def test_every_kind_of_url_can_be_explained(kind, url, says):
    assert says in explain_absence(ConfiguredDevice("it", url, kind)).what
