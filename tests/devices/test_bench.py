"""Breaking simulated devices by name, in the same process and through the socket of a demo."""

from __future__ import annotations

import json
import socket
import stat
import threading

import pytest

from kiosk.clock import SystemClock
from kiosk.devices.configuration import configured_devices
from kiosk.devices.manager import DeviceManager
from kiosk.devices.simulators.bench import BenchError, SimulatorBench
from kiosk.devices.simulators.bench_socket import SOCKET, BenchSocket, ask_bench
from kiosk.domain.device import DeviceHealth, DeviceState
from kiosk.domain.printing import PrinterFault
from kiosk.domain.reader import CardRead, CodeScanned
from kiosk.errors import DeviceAbsent, DeviceError

PATIENCE_S = 15.0


class Stand:
    """A manager of simulated devices, and what it heard."""

    def __init__(self):
        self.events = []
        self._heard = threading.Condition()
        wanted = configured_devices(
            "sim://printer", "epson-80", ["sim://reader", "sim://scanner", "serial:///dev/none?protocol=stx"]
        )
        self.manager = DeviceManager(wanted, clock=SystemClock(), on_event=self._hear)
        self.bench = SimulatorBench(self.manager.devices)

    def _hear(self, event):
        with self._heard:
            self.events.append(event)
            self._heard.notify_all()

    def wait(self, matches):
        with self._heard:
            assert self._heard.wait_for(lambda: any(map(matches, self.events)), PATIENCE_S), self.events
            return next(event for event in self.events if matches(event))

    def wait_health(self, device, state):
        return self.wait(
            lambda event: isinstance(event, DeviceHealth) and (event.device, event.state) == (device, state)
        )


@pytest.fixture
def stand():
    made = Stand()
    yield made
    made.manager.close()


@pytest.fixture
def served(stand, tmp_path):
    with BenchSocket(tmp_path / SOCKET, lambda: stand.bench):
        yield tmp_path / SOCKET


def test_only_simulated_devices_are_on_the_bench(stand):
    assert stand.bench.names == ("printer", "reader-1", "reader-2")
    assert stand.bench.printer() is not None
    assert stand.bench.printer("reader-1") is None


def test_no_action_is_a_mere_name(stand):
    # Each calls a method of a simulator: AttributeError fails this.
    for device in stand.bench.names:
        for action in stand.bench.actions(device):
            stand.bench.do(device, action.name)


def test_what_is_done_is_what_the_driver_meets(stand):
    stand.wait_health("printer", DeviceState.READY)
    stand.bench.do("printer", "open-cover")
    assert stand.wait_health("printer", DeviceState.BLOCKED).faults == {PrinterFault.COVER_OPEN}
    stand.bench.do("printer", "close-cover")
    stand.bench.do("reader-1", "insert", "11223344")
    assert stand.wait(lambda event: isinstance(event, CardRead)).id.reveal() == "11223344"
    stand.bench.do("reader-2", "scan", "K7-0042M-9")
    assert stand.wait(lambda event: isinstance(event, CodeScanned)).text.reveal() == "K7-0042M-9"


@pytest.mark.parametrize(
    ("device", "action", "text", "says"),
    [
        ("reader-9", "insert", "", "There are: printer, reader-1, reader-2"),
        ("printer", "explode", "", "open-cover"),
        ("printer", "open-cover", "wide", "takes no text"),
        ("printer", "paper-out", "soon", "no number of lines"),
    ],
)
def test_what_cannot_be_done_says_what_can(stand, device, action, text, says):
    with pytest.raises(BenchError, match=says):
        stand.bench.do(device, action, text)


def test_another_terminal_reaches_the_bench(stand, served):
    stand.wait_health("printer", DeviceState.READY)
    assert ask_bench(served, {"device": "printer", "do": "unplug", "text": ""}) == {"ok": True}
    stand.wait_health("printer", DeviceState.ABSENT)
    known = ask_bench(served, {})["devices"]
    assert list(known) == ["printer", "reader-1", "reader-2"]
    assert ["insert", "hold a card to it", "the card's number"] in known["reader-1"]


def test_the_socket_is_for_its_owner_alone_and_goes_with_the_demo(stand, tmp_path):
    path = tmp_path / SOCKET
    with BenchSocket(path, lambda: stand.bench):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not path.exists()
    with pytest.raises(DeviceAbsent, match="No demo"):
        ask_bench(path, {})


def test_a_socket_left_behind_by_a_kill_is_no_hindrance(stand, tmp_path):
    path = tmp_path / SOCKET
    left = socket.socket(socket.AF_UNIX)
    left.bind(str(path))
    left.close()
    with BenchSocket(path, lambda: stand.bench):
        assert ask_bench(path, {})["ok"]


NONSENSE = [
    b"",
    b"\n",
    b"unplug\n",
    b"[]\n",
    b'{"device": "printer"}\n',
    b'{"do": 1}\n',
    b"x" * 9000,
    b"\xff\n",
]


@pytest.mark.parametrize("line", NONSENSE)
def test_nonsense_is_refused_and_the_next_is_served(served, line):
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(served))
        client.settimeout(PATIENCE_S)
        client.sendall(line)
        client.shutdown(socket.SHUT_WR)
        assert json.loads(client.recv(4096))["ok"] is False
    assert ask_bench(served, {})["ok"]


def test_a_folder_whose_name_is_too_long_is_refused_with_a_remedy(tmp_path):
    with pytest.raises(DeviceError, match="cannot be a socket") as refused:
        BenchSocket(tmp_path / ("x" * 120), lambda: None)
    assert "shorter" in refused.value.remedy


def test_before_the_devices_are_open_it_says_so(tmp_path):
    with BenchSocket(tmp_path / SOCKET, lambda: None):
        assert ask_bench(tmp_path / SOCKET, {}) == {"ok": False, "error": "The devices are not open yet."}
