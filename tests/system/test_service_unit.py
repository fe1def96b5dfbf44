"""kiosk.service is a unit that systemd takes, and says what the program counts on."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
from pathlib import Path

UNIT = Path(__file__).parents[2] / "kiosk.service"


def test_a_rendered_copy_passes_systemds_own_check(tmp_path: Path) -> None:
    program = shutil.which("true")
    copy = tmp_path / "kiosk.service"
    # The check fails where ExecStart does not exist, and neither cage nor the kiosk is installed for a test.
    copy.write_text(re.sub(r"^ExecStart=.*$", f"ExecStart={program}", UNIT.read_text(), flags=re.MULTILINE))
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", copy], capture_output=True, text=True, check=False)
    # It also tells of units that packages of this machine brought.
    ours = [line for line in done.stderr.splitlines() if copy.name in line]
    assert (done.returncode, ours) == (0, [])


def test_the_unit_never_gives_up_and_watches_the_interface() -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment, method-assign]  # keys of units are case-sensitive
    unit.read_string(UNIT.read_text())
    assert unit["Unit"]["StartLimitIntervalSec"] == "0"
    service = unit["Service"]
    assert service["Type"] == "notify"
    assert service["NotifyAccess"] == "all"
    assert service["Restart"] == "always"
    assert int(service["WatchdogSec"]) > 0
    assert service["LimitCORE"] == "0"
    # What systemd calls these two is what the program reads.
    assert set(re.findall(r"^LoadCredential=([a-z-]+):", UNIT.read_text(), re.MULTILINE)) == {"store-key", "desk-token"}
