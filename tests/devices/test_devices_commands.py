from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from kiosk.devices import commands
from kiosk.devices.commands import ConfiguredDevice, devices_app


@pytest.fixture(autouse=True)
def nothing_configured(monkeypatch):
    monkeypatch.setattr(commands, "_configuration", [])


def run(*words):
    return CliRunner().invoke(devices_app, list(words))


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


def test_status_of_an_absent_printer_fails_and_says_so():
    result = run("status", "--url", "tcp://127.0.0.1:1", "--json")
    assert json.loads(result.stdout) == {"url": "tcp://127.0.0.1:1", "state": "absent", "faults": []}
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["test", "--url", "lpt://04b8:0e15"], "A right one"),
        (["status", "--url", "sim://printer", "--profile", "nonesuch"], "epson-80"),
        (["status"], "--url sim://printer"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(words, says):
    result = run(*words)
    assert result.exit_code == 2
    assert says in result.stderr


def test_list_shows_what_is_configured_and_the_simulator():
    commands.use_configuration(lambda: (ConfiguredDevice("printer", "tcp://10.0.0.9", "epson-80"),))
    rows = json.loads(run("list", "--json").stdout)["devices"]
    assert [row["url"] for row in rows] == ["tcp://10.0.0.9", "sim://printer"]
    assert "tcp://10.0.0.9" in run("list").stdout


def test_the_configured_printer_is_used_without_a_url():
    commands.use_configuration(lambda: (ConfiguredDevice("printer", "sim://printer", "generic-80"),))
    assert json.loads(run("test", "--json").stdout)["state"] == "probable"
