"""Living under a service manager: one instance, clean stops, a fed watchdog, remembered crashes."""

from __future__ import annotations

import os
import select
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.lifecycle import (
    CRASHES_TO_SAFE_MODE,
    CrashJournal,
    ExitCode,
    StopSignals,
    boot_id,
    lock_instance,
    service_manager,
    uptime_s,
)


def test_only_one_instance_uses_a_folder(tmp_path: Path) -> None:
    first = lock_instance(tmp_path / "store")
    assert first is not None
    assert lock_instance(tmp_path / "store") is None
    other = lock_instance(tmp_path / "other")
    assert other is not None
    other.release()
    first.release()
    again = lock_instance(tmp_path / "store")
    assert again is not None
    again.release()


@pytest.fixture
def signals() -> Iterator[StopSignals]:
    stop = StopSignals()
    yield stop
    stop.close()


def test_a_stop_signal_wakes_the_loop_and_is_told_by_name(signals: StopSignals) -> None:
    assert signals.take() == ()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        os.kill(os.getpid(), number)
    readable, _, _ = select.select([signals], [], [], 5)
    assert readable == [signals]
    assert set(signals.take()) == {"SIGTERM", "SIGINT", "SIGHUP"}
    assert signals.take() == ()


def test_closing_puts_back_the_handlers_that_were_there() -> None:
    before = signal.getsignal(signal.SIGTERM)
    StopSignals().close()
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.fixture(params=["path", "abstract"])
def manager_socket(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, socket.socket]]:
    name = str(tmp_path / "notify") if request.param == "path" else f"@frontdoor-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(name.replace("@", "\0", 1) if name.startswith("@") else name)
        listener.settimeout(5)
        yield name, listener


def test_the_service_manager_hears_how_we_are(manager_socket: tuple[str, socket.socket]) -> None:
    name, listener = manager_socket
    manager = service_manager({"NOTIFY_SOCKET": name, "WATCHDOG_USEC": "20000000"})
    assert manager.watchdog_s == 10.0
    manager.ready()
    manager.feed_watchdog()
    manager.status("Desk unreachable,\n3 requests waiting")
    manager.stopping()
    assert [listener.recv(200) for _ in range(4)] == [
        b"READY=1",
        b"WATCHDOG=1",
        b"STATUS=Desk unreachable, 3 requests waiting",
        b"STOPPING=1",
    ]


@pytest.mark.parametrize("env", [{}, {"NOTIFY_SOCKET": "", "WATCHDOG_USEC": ""}, {"WATCHDOG_USEC": "soon"}])
def test_without_systemd_nothing_is_told_and_no_watchdog_waits(env: dict[str, str]) -> None:
    manager = service_manager(env)
    manager.ready()
    assert manager.watchdog_s is None


def test_a_service_manager_that_is_gone_hurts_nobody(tmp_path: Path) -> None:
    service_manager({"NOTIFY_SOCKET": str(tmp_path / "gone")}).feed_watchdog()


class Machine:
    """A boot with an uptime, both set by the test."""

    def __init__(self) -> None:
        self.boot = "boot-1"
        self.uptime = 100.0

    def journal(self, folder: Path) -> CrashJournal:
        """What a newly started process opens."""
        return CrashJournal(folder, boot=lambda: self.boot, uptime=lambda: self.uptime)


def test_a_clean_stop_leaves_nothing_to_remember(tmp_path: Path) -> None:
    machine = Machine()
    for _ in range(5):
        journal = machine.journal(tmp_path)
        assert journal.begin() == 0
        journal.end()


def test_three_crashes_in_five_minutes_are_counted(tmp_path: Path) -> None:
    machine = Machine()
    counts = []
    for _ in range(4):
        counts.append(machine.journal(tmp_path).begin())
        machine.uptime += 60
    assert counts == [0, 1, 2, 3]
    assert counts[-1] >= CRASHES_TO_SAFE_MODE


def test_crashes_far_apart_never_add_up(tmp_path: Path) -> None:
    machine = Machine()
    machine.journal(tmp_path).begin()
    for _ in range(5):
        machine.uptime += 200
        assert machine.journal(tmp_path).begin() <= 2


def test_a_clean_stop_forgets_earlier_crashes(tmp_path: Path) -> None:
    machine = Machine()
    machine.journal(tmp_path).begin()
    journal = machine.journal(tmp_path)
    assert journal.begin() == 1
    journal.end()
    assert machine.journal(tmp_path).begin() == 0


def test_a_machine_that_went_down_is_no_crash_of_ours(tmp_path: Path) -> None:
    machine = Machine()
    machine.journal(tmp_path).begin()
    machine.boot, machine.uptime = "boot-2", 5.0
    assert machine.journal(tmp_path).begin() == 0
    assert machine.journal(tmp_path).begin() == 1


@pytest.mark.parametrize("noted", ["", "{", "[]", '{"boot": "boot-1"}', '{"boot": "boot-1", "crashes_s": ["x"]}'])
def test_a_damaged_note_counts_as_one_crash(tmp_path: Path, noted: str) -> None:
    (tmp_path / "crashes.json").write_text(noted)
    assert Machine().journal(tmp_path).begin() == 1


def test_a_disk_that_takes_no_note_does_not_stop_the_start(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    journal = Machine().journal(tmp_path / "file" / "below")
    assert journal.begin() == 0
    journal.end()


def test_a_machine_without_proc_counts_nothing(tmp_path: Path) -> None:
    def absent() -> str:
        raise FileNotFoundError

    assert CrashJournal(tmp_path, boot=absent).begin() == 0


def test_the_real_boot_has_an_id_and_an_uptime() -> None:
    assert len(boot_id()) == 36
    assert 0 < uptime_s() <= uptime_s()


def test_exit_codes_are_the_documented_ones() -> None:
    documented = (Path(__file__).parents[2] / "docs" / "operating.md").read_text(encoding="utf-8")
    for code in ExitCode:
        assert f"| {code.value} |" in documented
