"""The socket that breaks simulated devices is open in `kiosk demo` and in nothing that people use."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from rich.console import Console

from kiosk import demo
from kiosk.devices.simulators.bench_socket import SOCKET, ask_bench
from kiosk.lifecycle import ExitCode
from tests.system.kiosk_folder import KioskFolder
from tests.system.kiosk_process import running_kiosk


def unix_sockets_of(pid: int) -> list[str]:
    """Names of the UNIX sockets that a process holds, proc(5)."""
    held = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        try:
            held.add(str(link.readlink()))
        except FileNotFoundError:
            continue
    rows = [line.split() for line in Path("/proc/net/unix").read_text().splitlines()[1:]]
    return [row[7] for row in rows if len(row) > 7 and f"socket:[{row[6]}]" in held]


def test_a_kiosk_in_service_with_simulated_devices_opens_no_socket(folder: KioskFolder) -> None:
    folder.write(readers={"urls": ["sim://reader"]})
    with running_kiosk(folder) as kiosk:
        kiosk.wait_for_log("event=device_up device=printer")
        assert not any(SOCKET in name for name in unix_sockets_of(kiosk.pid))
        assert not list(folder.path.rglob("*.sock"))
        assert kiosk.terminate() == ExitCode.DONE


@pytest.mark.timeout(120)
def test_a_demo_lets_its_devices_be_broken_while_it_runs(
    qapp: QGuiApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    answers = []

    def stay(_: QGuiApplication, kiosk: object) -> int:
        socket = demo.demo_folder() / SOCKET
        answers.append(
            (socket.stat().st_mode & 0o777, demo.demo_folder().stat().st_mode & 0o777, ask_bench(socket, {}))
        )
        return ExitCode.DONE

    monkeypatch.setattr(demo, "stay_open", stay)
    monkeypatch.setattr(demo, "start_qt", lambda: qapp)
    assert demo._open_window((540, 960), "en", Console(quiet=True)) == ExitCode.DONE
    assert answers == [(0o600, 0o700, {"ok": False, "error": "The devices are not open yet."})]
    assert not (demo.demo_folder() / SOCKET).exists()
