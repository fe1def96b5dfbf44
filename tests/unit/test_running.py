"""`kiosk run` before there is a kiosk: what keeps it from opening is shown as what it is."""

from __future__ import annotations

import errno
import logging
import sys
from pathlib import Path

import pytest

from kiosk import running
from kiosk.app import Kiosk
from kiosk.errors import FrontdoorError, SettingsError, StoreError, StoreFull, StoreReadOnly
from kiosk.launch import RunOptions
from kiosk.running import run, run_from_words


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[FrontdoorError]:
    """What OutOfService would tell."""
    faults: list[FrontdoorError] = []

    def stay_open(_application: object, kiosk: Kiosk) -> int:
        assert kiosk._fault is not None
        faults.append(kiosk._fault)
        return 0

    monkeypatch.setattr(running, "stay_open", stay_open)
    for name in ("start_logging", "keep_qt_quiet", "start_qt"):
        monkeypatch.setattr(running, name, lambda: None)
    monkeypatch.setattr(running, "catch_uncaught", lambda _crash: None)
    monkeypatch.setattr(sys, "setswitchinterval", lambda _interval_s: None)
    return faults


def told(caplog: pytest.LogCaptureFixture) -> list[tuple[str, object]]:
    """Name and cause of each event that is no good news."""
    found = [record for record in caplog.records if record.levelno >= logging.WARNING]
    return [(record.getMessage(), record.exc_info[1] if record.exc_info else None) for record in found]


@pytest.mark.usefixtures("qapp")
def test_a_fault_of_the_settings_is_shown_and_told_with_its_key(
    tmp_path: Path, shown: list[FrontdoorError], caplog: pytest.LogCaptureFixture
) -> None:
    settings = tmp_path / "kiosk.toml"
    settings.write_text('[printer]\nurl = "pigeon://loft"\n')
    assert run(settings, RunOptions()) == 0
    assert [type(fault) for fault in shown] == [SettingsError]
    assert told(caplog) == [("settings_refused", shown[0])]
    assert "printer.url" in shown[0].what


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.EROFS, StoreReadOnly), (errno.EACCES, StoreReadOnly), (errno.ENOSPC, StoreFull), (errno.EIO, StoreError)],
)
def test_a_folder_that_cannot_be_used_is_the_disks_fault_not_the_settings(
    number: int,
    kind: type[StoreError],
    tmp_path: Path,
    shown: list[FrontdoorError],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_folder: Path) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(running, "lock_instance", refuse)
    settings = tmp_path / "kiosk.toml"
    settings.write_text(f'[store]\nfolder = "{tmp_path}"\n')
    assert run(settings, RunOptions()) == 0
    assert [type(fault) for fault in shown] == [kind]
    assert told(caplog) == [("store_refused", shown[0])]
    assert shown[0].remedy


def test_a_window_of_no_size_is_wrong_use() -> None:
    with pytest.raises(SystemExit) as ended:
        run_from_words(["--window", "wide"])
    assert ended.value.code == 2
