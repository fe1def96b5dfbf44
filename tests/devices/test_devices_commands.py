"""`kiosk devices …`, each command for people and for programs, over real simulators."""

from __future__ import annotations

import json
import threading

import pytest
from typer.testing import CliRunner

from kiosk.clock import SystemClock
from kiosk.devices import commands, targets
from kiosk.devices.commands import devices_app
from kiosk.devices.configuration import ConfiguredDevice, configured_devices
from kiosk.devices.discovery import FoundDevice
from kiosk.devices.manager import DeviceManager
from kiosk.devices.reader_opening import SimulatedReader
from kiosk.devices.simulators.bench import SimulatorBench
from kiosk.devices.simulators.bench_socket import SOCKET, BenchSocket
from kiosk.devices.usb_places import UsbPlace
from kiosk.domain.device_history import DeviceKind

CARD = "04A2B3C4"
CODE = "SECRET-0042"


@pytest.fixture(autouse=True)
def nothing_configured(monkeypatch, tmp_path):
    monkeypatch.setattr(targets, "_configuration", [])
    monkeypatch.setattr(commands, "_demo_socket", [lambda: tmp_path / SOCKET])


def run(*words):
    return CliRunner().invoke(devices_app, list(words))


def configure(*devices):
    targets.use_configuration(lambda: devices)


@pytest.mark.parametrize(
    ("url", "profile", "state", "code"),
    [
        ("sim://printer", "epson-80", "printed", 0),
        ("sim://printer?transport=tcp&width=58", "epson-58", "printed", 0),
        ("sim://printer", "generic-80", "probable", 3),
    ],
)
def test_test_prints_a_slip_and_reports_the_outcome(url, profile, state, code, tmp_path):
    result = run("test", "--url", f"{url}{'&' if '?' in url else '?'}slips={tmp_path}", "--profile", profile, "--json")
    assert json.loads(result.stdout)["state"] == state
    assert result.exit_code == code
    assert (tmp_path / "slip-0001.png").exists()


def test_test_gives_up_on_an_absent_printer():
    result = run("test", "--url", "tcp://127.0.0.1:1", "--wait", "0.3")
    assert result.exit_code == 1
    assert "abandoned" in result.stdout
    assert "does not answer" in result.stderr


def test_status_of_a_simulator_is_ready():
    result = run("status", "--url", "sim://printer")
    assert result.exit_code == 0
    assert "ready" in result.stdout


def test_status_of_an_absent_printer_fails_and_says_why():
    result = run("status", "--url", "serial:///dev/kiosk/none", "--json")
    assert json.loads(result.stdout) == {
        "devices": [
            {
                "device": "printer",
                "kind": "printer",
                "state": "absent",
                "reason": "not_plugged_in",
                "what": "There is no /dev/kiosk/none.",
                "remedy": "Check power and cable: `kiosk devices list` shows what is there. "
                "Names of ours need the udev rules.",
            }
        ]
    }
    assert result.exit_code == 1


def test_status_without_a_url_is_about_every_configured_device():
    configure(*configured_devices("sim://printer", "epson-80", ["sim://reader", "evdev:///dev/input/none"]))
    result = run("status", "--json")
    states = {each["device"]: each["state"] for each in json.loads(result.stdout)["devices"]}
    assert states == {"printer": "ready", "reader-1": "unknown", "reader-2": "absent"}
    assert result.exit_code == 1


def test_a_reader_that_rests_is_no_fault():
    assert run("status", "--url", "sim://reader").exit_code == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["test", "--url", "lpt://1"], "A right one"),
        (["status", "--url", "sim://printer", "--profile", "nonesuch"], "epson-80"),
        (["status", "--url", "serial:///dev/reader?protocol=none"], "rdm6300"),
        (["status"], "--url sim://printer"),
        (["watch"], "--url sim://printer"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(words, says):
    result = run(*words)
    assert result.exit_code == 2
    assert says in result.stderr


def test_list_shows_what_is_configured_and_what_is_plugged_in(monkeypatch):
    found = FoundDevice(
        "usblp://04b8:0e15:X2", "/dev/usb/lp0", UsbPlace(0x04B8, 0x0E15, "X2", "1-1"), "EPSON TM-T20III"
    )
    monkeypatch.setattr(commands, "discover", lambda: (found,))
    configure(ConfiguredDevice("printer", "tcp://10.0.0.9", DeviceKind.PRINTER, "epson-80"))
    listed = json.loads(run("list", "--json").stdout)
    assert [row["url"] for row in listed["configured"]] == ["tcp://10.0.0.9"]
    assert [row["usb"] for row in listed["found"]] == ["04b8:0e15:X2@1-1"]
    shown = run("list").stdout
    assert "tcp://10.0.0.9" in shown
    assert "usblp://04b8:0e15:X2" in shown
    assert "EPSON" in shown


def test_the_configured_printer_is_used_without_a_url():
    configure(ConfiguredDevice("printer", "sim://printer", DeviceKind.PRINTER, "generic-80"))
    assert json.loads(run("test", "--json").stdout)["state"] == "probable"


@pytest.fixture
def held_card(monkeypatch):
    """Every simulated reader has something held to it as soon as it is opened."""
    inside = SimulatedReader.__init__

    def made(self, driver, simulator):
        inside(self, driver, simulator)
        act = (lambda: simulator.scan(CODE)) if hasattr(simulator, "scan") else (lambda: simulator.insert_card(CARD))
        timer = threading.Timer(0.3, act)
        timer.daemon = True
        timer.start()
        self.timer = timer

    monkeypatch.setattr(SimulatedReader, "__init__", made)


@pytest.mark.parametrize(
    ("url", "says"), [("sim://reader", "a card was read (tag)"), ("sim://scanner", "a code was scanned (qr)")]
)
def test_a_reader_is_tried_without_showing_what_was_read(held_card, url, says):
    result = run("test", "--url", url, "--wait", "15")
    assert result.exit_code == 0
    assert says in result.stdout
    assert CARD not in result.output
    assert CODE not in result.output


def test_a_reader_that_reads_nothing_fails():
    result = run("test", "--url", "sim://reader", "--wait", "0.2", "--json")
    assert (json.loads(result.stdout)["read"], result.exit_code) == (False, 1)


@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_watching_shows_events_and_never_what_was_read(held_card, as_json):
    configure(*configured_devices("sim://printer", "epson-80", ["sim://reader", "sim://scanner"]))
    result = run("watch", "--for", "1.5", *as_json)
    assert result.exit_code == 0
    for words in ("printer: ready", "reader-1: a card was read", "reader-2: a code was scanned"):
        assert words in result.stdout
    assert CARD not in result.output
    assert CODE not in result.output
    if as_json:
        assert all(json.loads(line)["what"] for line in result.stdout.splitlines())


def test_breaking_devices_needs_a_running_demo():
    result = run("sim", "printer", "unplug")
    assert result.exit_code == 1
    assert "kiosk demo" in result.stderr


def test_devices_of_a_demo_are_broken_from_another_terminal(tmp_path):
    wanted = configured_devices("sim://printer", "epson-80", ["sim://reader"])
    manager = DeviceManager(wanted, clock=SystemClock(), on_event=lambda event: None)
    try:
        with BenchSocket(tmp_path / SOCKET, lambda: SimulatorBench(manager.devices)):
            assert "open-cover" in run("sim").stdout
            assert list(json.loads(run("sim", "printer", "--json").stdout)["devices"]) == ["printer"]
            assert run("sim", "printer", "open-cover").exit_code == 0
            assert manager.printer.simulator.blocked
            refused = run("sim", "reader-1", "explode")
            assert refused.exit_code == 1
            assert "insert" in refused.stderr
    finally:
        manager.close()


def test_the_rules_are_printed_as_they_ship():
    printed = run("rules").stdout
    assert "SUBSYSTEM" in printed
    assert printed.endswith("\n")
    assert "polkit.addRule" in run("rules", "--polkit").stdout
