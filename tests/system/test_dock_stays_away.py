"""The dev dock cannot be opened in a kiosk that people use: not by key, setting, environment, option or QML."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import kiosk.dock
import kiosk.screens
from kiosk.errors import SettingsError
from kiosk.lifecycle import ExitCode
from kiosk.settings import load_settings
from tests.system.kiosk_folder import KioskFolder
from tests.system.kiosk_process import ROOT, START_S, driven_kiosk, running_kiosk

SWITCHES = dict.fromkeys(
    ("DOCK", "KIOSK_DOCK", "KIOSK_DEMO", "FRONTDOOR_DOCK", "FRONTDOOR_DEMO", "FRONTDOOR_DEBUG", "DEBUG"), "1"
)


def test_its_code_is_not_even_imported(folder: KioskFolder) -> None:
    """With simulated devices, as in the demo; Python itself tells what it imports."""
    folder.write(readers={"urls": ["sim://reader"]}, signals={"headset": "sim://headset"})
    with running_kiosk(folder, PYTHONPROFILEIMPORTTIME="1", **SWITCHES) as kiosk:
        kiosk.wait_for_log("event=device_up device=printer")
        assert kiosk.terminate() == ExitCode.DONE
        imported = {line.rpartition("|")[2].strip() for line in kiosk.log if line.startswith("import time:")}
    assert {"kiosk.app", "kiosk.devices.manager", "kiosk.devices.simulators.printer"} <= imported
    assert {name for name in imported if name.startswith(("kiosk.dock", "kiosk.demo"))} == set()


def test_no_key_and_no_environment_opens_it(folder: KioskFolder) -> None:
    folder.write(readers={"urls": ["sim://reader"]}, signals={"headset": "sim://headset"})
    with driven_kiosk(folder, "every_key", **SWITCHES) as kiosk:
        assert kiosk.wait_for_word("windows") == "1"


@pytest.mark.parametrize("table", ["dock", "demo", "kiosk"])
def test_no_setting_opens_it(folder: KioskFolder, table: str) -> None:
    folder.write()
    text = folder.settings.read_text(encoding="utf-8")
    if table == "kiosk":
        folder.settings.write_text(text.replace("[kiosk]", "[kiosk]\ndock = true"), encoding="utf-8")
    else:
        folder.settings.write_text(f"{text}\n[{table}]\ndock = true\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"(dock|demo) is not a setting"):
        load_settings(folder.settings, env={})


def test_no_option_of_run_opens_it() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "run", "--dock"], cwd=ROOT, capture_output=True, text=True, timeout=START_S
    )
    assert done.returncode == 2
    assert "--dock" in done.stderr


def test_no_qml_of_the_screens_names_it() -> None:
    own = {path.stem for path in Path(*kiosk.dock.__path__).glob("*.qml")}
    assert {"Dock", "DeviceCard"} <= own
    named = {
        f"{path.name}: {word}"
        for path in Path(*kiosk.screens.__path__).rglob("*.qml")
        for word in {*own, "DockModel", "DockedDevice", "dock/"}
        if word in path.read_text(encoding="utf-8")
    }
    assert named == set()
