"""`kiosk devices …` with lights, speakers and headset jacks."""

from __future__ import annotations

import json
import threading

import pytest
from typer.testing import CliRunner

from kiosk.devices import commands, signal_trials, targets
from kiosk.devices.commands import devices_app
from kiosk.devices.configuration import SignalDevices, configured_devices, signal_devices
from kiosk.devices.signal_opening import SimulatedJack
from kiosk.devices.simulators.bench_socket import SOCKET
from kiosk.devices.simulators.headset import HeadsetSimulator
from kiosk.domain.device_history import DeviceKind

MISSING = SignalDevices("led://none", "alsa://hw:CARD=None", "jack://?name=None", 50)


@pytest.fixture(autouse=True)
def nothing_configured(monkeypatch, tmp_path):
    monkeypatch.setattr(targets, "_configuration", [])
    monkeypatch.setattr(commands, "_demo_socket", [lambda: tmp_path / SOCKET])
    monkeypatch.setattr(signal_trials, "PAUSE_S", 0.0)


def run(*words):
    return CliRunner().invoke(devices_app, list(words))


def test_each_is_named_by_its_kind_after_printer_and_readers():
    devices = configured_devices("sim://printer", "epson-80", ["sim://reader"], MISSING)
    assert [device.name for device in devices] == ["printer", "reader-1", "light", "speaker", "headset"]
    assert devices[3].volume_percent == 50


@pytest.mark.parametrize(
    ("signals", "kinds"),
    [
        (SignalDevices(), []),
        (SignalDevices(speaker="alsa://", volume_percent=0), []),
        (SignalDevices(headset="jack://"), [DeviceKind.HEADSET]),
    ],
)
def test_what_is_not_named_is_not_there_and_silence_needs_no_sound_card(signals, kinds):
    assert [device.kind for device in signal_devices(signals)] == kinds


def test_everything_may_be_missing():
    targets.use_configuration(lambda: signal_devices(MISSING))
    result = run("status", "--json")
    told = {each["device"]: (each["state"], each["reason"]) for each in json.loads(result.stdout)["devices"]}
    assert told["light"] == ("absent", "not_plugged_in")
    assert told["headset"] == ("absent", "not_plugged_in")
    assert told["speaker"][0] == "absent"
    assert result.exit_code == 1


@pytest.mark.parametrize("url", ["sim://light", "sim://light?kind=lcus", "sim://speaker", "sim://headset"])
def test_what_is_in_order_is_no_fault(url):
    assert run("status", "--url", url).exit_code == 0


@pytest.mark.parametrize(("kind", "took", "code"), [("led", "yes", 0), ("kmtronic", "yes", 0), ("lcus", "unsure", 3)])
def test_a_light_is_tried(kind, took, code):
    result = run("test", "--url", f"sim://light?kind={kind}", "--wait", "0.05")
    assert result.exit_code == code
    assert "out_of_service" in result.stderr
    as_json = run("test", "--url", f"sim://light?kind={kind}", "--wait", "0.01", "--json")
    assert json.loads(as_json.stdout)["took"] == took


def test_a_speaker_is_tried():
    result = run("test", "--url", "sim://speaker")
    assert result.exit_code == 0
    assert "only ears can tell" in result.stdout
    assert all(cue in result.stderr for cue in ("success", "warning", "card_read"))


@pytest.mark.parametrize("url", ["led://none", "alsa://hw:CARD=None"])
def test_what_is_missing_fails_with_the_reason(url):
    result = run("test", "--url", url, "--wait", "0.1")
    assert result.exit_code == 1
    assert "absent" in result.stdout


@pytest.fixture
def somebody_tries(monkeypatch):
    """Somebody plugs a headset into every simulated jack and pulls it out again, until the test ends."""
    inside, over = SimulatedJack.__init__, threading.Event()

    def made(self, driver, simulator):
        inside(self, driver, simulator)

        def plug_and_pull():
            while not over.wait(0.2):
                simulator.insert()
                simulator.remove()

        threading.Thread(target=plug_and_pull, daemon=True).start()

    monkeypatch.setattr(SimulatedJack, "__init__", made)
    yield
    over.set()


def test_a_headset_jack_is_tried(somebody_tries):
    result = run("test", "--url", "sim://headset", "--wait", "30")
    assert result.exit_code == 0
    assert "a headset was" in result.stdout


def test_a_headset_that_is_in_already_is_no_proof(monkeypatch):
    begin = HeadsetSimulator.__init__

    def begin_full(self):
        begin(self)
        self.plugged = True

    monkeypatch.setattr(HeadsetSimulator, "__init__", begin_full)
    result = run("test", "--url", "sim://headset", "--wait", "1", "--json")
    assert (json.loads(result.stdout)["took"], result.exit_code) == ("no", 1)


def test_a_jack_that_nobody_uses_fails():
    result = run("test", "--url", "sim://headset", "--wait", "0.2", "--json")
    assert (json.loads(result.stdout)["took"], result.exit_code) == ("no", 1)
