"""The manager of the devices over real ptys and sockets: missing, held, plugged in, pulled out, told once."""

from __future__ import annotations

import fcntl
import functools
import logging
import os
import select
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from kiosk.clock import SystemClock
from kiosk.devices import manager as manager_module
from kiosk.devices.configuration import ConfiguredDevice
from kiosk.devices.drivers.printer_times import PrinterTimes
from kiosk.devices.manager import DeviceManager
from kiosk.devices.opening import open_printer
from kiosk.devices.simulators.ports import PtyPort, TcpPort
from kiosk.devices.simulators.printer import PrinterSimulator, SimulatedModel
from kiosk.devices.trial_slip import make_test_slip
from kiosk.domain.device import DeviceState, PrintFinished
from kiosk.domain.device_history import DeviceKind
from kiosk.domain.printing import PrintState
from kiosk.domain.reader import CardRead

PATIENCE_S = 20.0
HOLD = """
import fcntl, os, sys
descriptor = os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY)
fcntl.flock(descriptor, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


class Watcher:
    """A manager, and everything it told."""

    def __init__(self, *devices, **options):
        self.events = []
        self.changes = []
        self._told = threading.Condition()
        self.manager = DeviceManager(
            devices,
            clock=SystemClock(),
            on_event=lambda event: self._note(self.events, event),
            on_change=lambda condition: self._note(self.changes, condition),
            **options,
        )

    def _note(self, kept, what):
        with self._told:
            kept.append(what)
            self._told.notify_all()

    def wait(self, until):
        ends_s = time.monotonic() + PATIENCE_S
        with self._told:
            while not until():
                assert self._told.wait(ends_s - time.monotonic()), (self.changes, self.manager.health())

    def wait_for(self, device, state, reason=None):
        def reached():
            return any(
                (each.device, each.state) == (device, state) and reason in (None, each.reason)
                for each in self.manager.health()
            )

        self.wait(reached)
        return next(each for each in self.manager.health() if each.device == device)

    def wait_event(self, kind):
        self.wait(lambda: any(isinstance(event, kind) for event in self.events))
        return next(event for event in self.events if isinstance(event, kind))

    def states(self, device):
        return [change.state for change in self.changes if change.device == device]


@pytest.fixture
def watch():
    made = []

    def make(*devices, **options):
        made.append(Watcher(*devices, **options))
        return made[-1]

    yield make
    for each in made:
        each.manager.close()


@contextmanager
def printer_on(port):
    simulator = PrinterSimulator(port, SimulatedModel())
    try:
        yield simulator
    finally:
        simulator.close()


def url_of(port, *, path=None):
    place = port.url
    return f"serial://{path or place.path}" if isinstance(port, PtyPort) else f"tcp://{place.host}:{place.port}"


def printer(url, name="printer"):
    return ConfiguredDevice(name, url, DeviceKind.PRINTER, "epson-80")


def reader(url, name="reader-1"):
    return ConfiguredDevice(name, url, DeviceKind.READER)


@pytest.mark.parametrize("line", [PtyPort, TcpPort])
def test_a_printer_pulled_out_and_plugged_in_is_told_and_logged_once_each(line, watch, caplog):
    caplog.set_level(logging.INFO, logger="kiosk")
    with printer_on(line()) as simulator:
        stand = watch(printer(url_of(simulator._port)))
        stand.wait_for("printer", DeviceState.READY)
        simulator.unplug()
        gone = stand.wait_for("printer", DeviceState.ABSENT)
        assert gone.what
        assert gone.remedy
        simulator.plug()
        stand.wait_for("printer", DeviceState.READY)
        stand.wait(lambda: stand.states("printer")[-1] is DeviceState.READY)
        logged = [record.getMessage() for record in caplog.records if record.getMessage().startswith("device_")]
        assert logged == ["device_up", "device_down", "device_up"]


def test_everything_may_be_missing_at_the_start_and_come_later(watch, tmp_path):
    name = tmp_path / "printer"
    stand = watch(
        printer(f"serial://{name}"),
        reader("evdev:///dev/input/none"),
        reader("serial:///dev/none?protocol=stx", "reader-2"),
    )
    stand.wait_for("printer", DeviceState.ABSENT, "not_plugged_in")
    stand.wait_for("reader-1", DeviceState.ABSENT)
    stand.wait_for("reader-2", DeviceState.ABSENT)
    with printer_on(PtyPort()) as simulator:
        name.symlink_to(simulator.url.path)
        stand.wait_for("printer", DeviceState.READY)
        assert stand.manager.printer is not None
        job = uuid4()
        stand.manager.printer.print_slip(job, make_test_slip(stand.manager.printer.profile))
        assert stand.wait_event(PrintFinished).state is PrintState.PRINTED
        stand.manager.printer.close()


def test_a_port_held_by_another_process_is_told_with_its_name_and_taken_when_free(watch):
    with printer_on(PtyPort()) as simulator:
        path = simulator.url.path
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLD, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        try:
            assert holder.stdout.readline() == "held\n"
            stand = watch(printer(f"serial://{path}"))
            held = stand.wait_for("printer", DeviceState.ABSENT, "held")
            assert f"process {holder.pid}" in held.what
        finally:
            holder.communicate("", timeout=PATIENCE_S)
        stand.wait_for("printer", DeviceState.READY)


def test_the_port_is_ours_alone_while_it_is_open(watch):
    with printer_on(PtyPort()) as simulator:
        stand = watch(printer(url_of(simulator._port)))
        stand.wait_for("printer", DeviceState.READY)
        with Path(simulator.url.path).open() as file, pytest.raises(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_two_alike_keep_their_names_whichever_is_plugged_in_first(watch, tmp_path):
    with printer_on(PtyPort()) as left, printer_on(PtyPort()) as right:
        for name, simulator in (("left", left), ("right", right)):
            (tmp_path / name).symlink_to(simulator.url.path)
        stand = watch(printer(f"serial://{tmp_path}/left", "left"), printer(f"serial://{tmp_path}/right", "right"))
        stand.wait_for("left", DeviceState.READY)
        stand.wait_for("right", DeviceState.READY)
        left.unplug()
        stand.wait_for("left", DeviceState.ABSENT)
        right.unplug()
        stand.wait_for("right", DeviceState.ABSENT)
        right.plug()
        stand.wait_for("right", DeviceState.READY)
        assert [each.state for each in stand.manager.health()] == [DeviceState.ABSENT, DeviceState.READY]
        left.plug()
        stand.wait_for("left", DeviceState.READY)
        stand.manager.devices["left"].print_slip(uuid4(), make_test_slip(stand.manager.printer.profile))
        stand.wait_event(PrintFinished)
        assert (len(left.slips), len(right.slips)) == (1, 0)


def test_printer_and_readers_live_side_by_side(watch):
    stand = watch(printer("sim://printer"), reader("sim://reader"), reader("sim://scanner", "reader-2"))
    stand.wait_for("printer", DeviceState.READY)
    stand.wait_for("reader-1", DeviceState.UNKNOWN)
    stand.manager.devices["reader-1"].simulator.insert_card("04A2B3C4")
    assert stand.wait_event(CardRead).device == "reader-1"
    assert stand.wait_for("reader-1", DeviceState.READY).kind is DeviceKind.READER


class OnePlug:
    """udev, saying once that something was plugged in."""

    def __init__(self):
        self._read, self._write = os.pipe()

    def fileno(self):
        return self._read

    def take(self):
        return bool(select.select([self._read], [], [], 0)[0]) and bool(os.read(self._read, 1))

    def plug(self):
        os.write(self._write, b"!")

    def close(self):
        os.close(self._read)
        os.close(self._write)


def test_a_plug_is_tried_at_once_and_not_at_the_next_attempt(watch, tmp_path, monkeypatch):
    udev, name = OnePlug(), tmp_path / "printer"
    patient = PrinterTimes(first_retry_s=300.0, last_retry_s=300.0)
    monkeypatch.setattr(manager_module, "watch_plugs", lambda control: udev)
    monkeypatch.setattr(manager_module, "open_printer", functools.partial(open_printer, times=patient))
    try:
        with printer_on(PtyPort()) as simulator:
            stand = watch(printer(f"serial://{name}"))
            stand.wait_for("printer", DeviceState.ABSENT)
            name.symlink_to(simulator.url.path)
            udev.plug()
            stand.wait_for("printer", DeviceState.READY)
            stand.manager.close()
    finally:
        udev.close()


def test_a_machine_without_udev_says_so_and_finds_devices_by_trying(watch, tmp_path, caplog):
    caplog.set_level(logging.INFO, logger="kiosk")
    stand = watch(printer("sim://printer"), udev_control=tmp_path / "nothing")
    stand.wait_for("printer", DeviceState.READY)
    assert "hotplug_missing" in [record.getMessage() for record in caplog.records]


def test_closing_ends_every_thread(watch):
    before = threading.active_count()
    stand = watch(
        printer("sim://printer"),
        reader("sim://reader"),
        reader("evdev:///dev/input/none", "reader-2"),
        reader("pcsc://?reader=no-reader-has-this-name", "reader-3"),
    )
    stand.wait_for("printer", DeviceState.READY)
    stand.manager.close()
    assert threading.active_count() == before
