"""The program as a process: one instance, clean ends, no orphans, notifications, crashes and safe mode."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.devices.simulators.ports import TcpPort
from kiosk.devices.simulators.printer import PrinterSimulator
from kiosk.domain.printing import PrintState
from kiosk.domain.reference import parse_reference
from kiosk.lifecycle import ExitCode
from kiosk.store import Store, join_store
from kiosk.store.tasks import StaffTask
from tests.system.kiosk_folder import LAST_LINE, KioskFolder
from tests.system.kiosk_process import KioskProcess, Notifications, driven_kiosk, is_running, running_kiosk
from tests.system.reachable import files_with

NAME, EMAIL, ANSWER = "Zorvath", "zorvath@qux.example", "quexlamp"
VISITOR = (NAME, EMAIL, ANSWER)

pytestmark = pytest.mark.timeout(120)


def store_of(folder: KioskFolder) -> Store:
    return join_store(folder.store, folder.key, kiosk_code="K7", clock=SystemClock())


def tasks_of(folder: KioskFolder) -> list[StaffTask]:
    store = store_of(folder)
    try:
        return list(store.staff_tasks())
    finally:
        store.close()


def wait_for_sync(kiosk: KioskProcess) -> int:
    """The process id of the sync process."""
    kiosk.wait_for_log("event=child_started")
    kiosk.wait_for(lambda: len(kiosk.children()) == 1, "the sync process")
    return kiosk.children()[0]


def assert_nothing_personal(lines: list[str]) -> None:
    log = "\n".join(lines).casefold()
    assert [word for word in VISITOR if word.casefold() in log] == []


def test_systemd_hears_ready_then_the_watchdog_then_stopping_and_nothing_is_left(folder: KioskFolder) -> None:
    folder.write()
    heard = Notifications()
    with running_kiosk(folder, NOTIFY_SOCKET=heard.address, WATCHDOG_USEC="400000") as kiosk:
        assert heard.hear_until("READY=1") == ["READY=1"]
        assert set(heard.hear_until("WATCHDOG=1")) == {"WATCHDOG=1"}
        heard.hear_until("WATCHDOG=1")
        sync = wait_for_sync(kiosk)
        assert kiosk.terminate() == ExitCode.DONE
        rest = heard.hear_until("STOPPING=1")
        assert set(rest[:-1]) <= {"WATCHDOG=1"}
        kiosk.wait_for(lambda: not is_running(sync), "the sync process to end")
    heard.close()
    assert not (folder.store / "crashes.json").exists()


def test_a_second_instance_with_the_same_store_is_turned_away(folder: KioskFolder) -> None:
    folder.write()
    with running_kiosk(folder) as first:
        first.wait_for_log("event=child_started")
        with running_kiosk(folder) as second:
            assert second.end() == ExitCode.ALREADY_RUNNING
        assert first.process.poll() is None
        assert first.terminate() == ExitCode.DONE


def test_a_killed_kiosk_leaves_no_orphan(folder: KioskFolder) -> None:
    folder.write()
    with running_kiosk(folder) as kiosk:
        sync = wait_for_sync(kiosk)
        kiosk.kill()
        kiosk.wait_for(lambda: not is_running(sync), "the sync process to end by itself")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_other_polite_signals_end_it_as_cleanly(folder: KioskFolder, number: signal.Signals) -> None:
    folder.write()
    with running_kiosk(folder) as kiosk:
        kiosk.wait_for_log("event=child_started")
        os.kill(kiosk.pid, number)
        assert kiosk.end() == ExitCode.DONE


def test_a_bug_in_a_slot_ends_with_70_and_a_log_without_what_was_typed(folder: KioskFolder) -> None:
    folder.write()
    with driven_kiosk(folder, "bug_in_a_slot", *VISITOR) as kiosk:
        assert kiosk.end() == ExitCode.CRASHED
        assert "raising" in kiosk.said
        crash = kiosk.wait_for_log("event=crashed")
        assert "error=ValueError" in crash
        assert "driven_kiosk.py" in crash
        assert_nothing_personal(kiosk.log)
    assert json.loads((folder.store / "crashes.json").read_text())


def test_three_crashes_open_safe_mode_without_devices_and_sync_and_tell_staff(folder: KioskFolder) -> None:
    folder.write()
    for number in range(3):
        with running_kiosk(folder) as kiosk:
            journal = folder.store / "crashes.json"

            def counted(path: Path = journal, wanted: int = number) -> bool:
                return path.exists() and len(json.loads(path.read_text())["crashes_s"]) == wanted

            kiosk.wait_for(counted, "the mark of this run")
            kiosk.kill()
    with running_kiosk(folder) as kiosk:
        kiosk.wait_for_log("event=safe_mode_entered")
        assert kiosk.children() == []
        assert kiosk.terminate() == ExitCode.DONE
        assert not any("device_up" in line or "device_down" in line or "child_started" in line for line in kiosk.log)
    assert "safe_mode" in {task.kind for task in tasks_of(folder)}
    # A clean end forgets the crashes.
    with running_kiosk(folder) as kiosk:
        kiosk.wait_for_log("event=child_started")
        assert kiosk.terminate() == ExitCode.DONE
        assert not any("safe_mode" in line for line in kiosk.log)


def out_of_paper_at(printer: PrinterSimulator, stage: str) -> None:
    """The paper of the next slip runs out at `stage`."""
    if stage == "awaiting confirmation":
        printer.plan_at_confirmation(printer.run_out_of_paper)
    else:
        printer.run_out_of_paper(after_lines={"before the slip": 0, "header": 1, "body": 5}[stage])


@pytest.mark.parametrize("stage", ["before the slip", "header", "body", "awaiting confirmation"])
def test_a_kill_at_any_stage_of_a_slip_leaves_it_unknown_and_nothing_prints_by_itself(
    folder: KioskFolder, stage: str
) -> None:
    port = TcpPort()
    printer = PrinterSimulator(port)
    try:
        folder.write(printer={"url": f"tcp://{port.url.host}:{port.url.port}"})
        out_of_paper_at(printer, stage)
        with driven_kiosk(folder, "held_slip", *VISITOR) as kiosk:
            reference = parse_reference(kiosk.wait_for_word("accepted"))
            kiosk.wait_for_word("held")
            kiosk.kill()
        assert reference is not None
        came_out = len(printer.slips)
        with running_kiosk(folder) as kiosk:
            kiosk.wait_for_log("event=prints_recovered")
            kiosk.wait_for_log("state=blocked")
            printer.refill()
            kiosk.wait_for_log("state=ready")
            store = store_of(folder)
            stored = store.request(reference)
            assert stored is not None
            assert [job.state for job in store.print_jobs(stored.request.id)] == [PrintState.UNKNOWN]
            store.close()
            assert kiosk.terminate() == ExitCode.DONE
        torn = [slip for slip in printer.slips[came_out:] if LAST_LINE in slip.text]
        assert torn == [], "the rest of the slip came out"
        assert came_out == (stage == "awaiting confirmation")
    finally:
        printer.close()


def test_after_a_visit_no_file_and_no_log_tells_of_it_not_even_with_all_of_qts_debug_messages(
    folder: KioskFolder, tmp_path: Path
) -> None:
    folder.write()
    home = tmp_path / "home"
    places = {
        name: home / name.lower() for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
    }
    places["XDG_RUNTIME_DIR"] = home / "runtime"
    places["XDG_CONFIG_HOME"] = home / "config"
    for place in places.values():
        place.mkdir(parents=True, mode=0o700)
    env = {name: str(place) for name, place in places.items()} | {"QT_LOGGING_RULES": "*.debug=true"}
    with driven_kiosk(folder, "whole_visit", *VISITOR, **env) as kiosk:
        reference = kiosk.wait_for_word("accepted")
        kiosk.wait_for_word("finished")
        assert files_with(tmp_path, [*VISITOR, reference]) == []
        assert kiosk.terminate() == ExitCode.DONE
        # Qt's text layout tells every character it looks at, one a line: none of its texts may get through.
        qt = [line for line in kiosk.log if "event=qt_message kind=debug" in line]
        assert len(qt) > 100, "the messages are not on"
        # Behind the last line of ours the process takes itself apart, Qt's pattern included.
        (end,) = (number for number, line in enumerate(kiosk.log) if "event=stopped" in line)
        assert [line for line in kiosk.log[:end] if "event=" not in line] == []
        assert_nothing_personal(kiosk.log)
    assert files_with(tmp_path, [*VISITOR, reference]) == []
    # Qt keeps compiled QML; nothing else outlives the process.
    assert {path.suffix for path in home.rglob("*") if path.is_file()} <= {".qmlc", ".jsc"}
