"""A kiosk that is out of service tries again by itself where a service manager starts it anew, and nowhere else."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from kiosk import app
from kiosk.app import Kiosk
from kiosk.errors import StoreFull
from kiosk.launch import RunOptions
from kiosk.lifecycle import ExitCode
from kiosk.settings import load_settings

TOO_LONG_MS = 5_000
STILL_OPEN = 99


@pytest.mark.parametrize(("managed", "code"), [(True, ExitCode.FAILED), (False, STILL_OPEN)])
def test_out_of_service_starts_anew_under_a_service_manager(
    qapp: QGuiApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, managed: bool, code: int
) -> None:
    monkeypatch.setattr(app, "RETRY_MS", 100)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        if managed:
            manager.bind(str(tmp_path / "notify"))
            monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        else:
            monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
        kiosk = Kiosk(
            load_settings(None, env={}), None, RunOptions(540, 960, full_screen=False), fault=StoreFull("full")
        )
        try:
            kiosk.open()
            guard = QTimer(kiosk)
            guard.setSingleShot(True)
            guard.timeout.connect(lambda: QGuiApplication.exit(STILL_OPEN))
            guard.start(TOO_LONG_MS if managed else 500)
            assert qapp.exec() == code
            # An exit told later would end every loop of the tests that follow at once.
            guard.stop()
        finally:
            kiosk.close()
