from __future__ import annotations

import os
import subprocess
import sys

import pytest

from kiosk.devices.holders import find_holders

HOLD = "import sys; file = open(sys.argv[1]); print('held', flush=True); sys.stdin.read()"


@pytest.fixture
def hold():
    """Other processes that hold a file open until the test is over."""
    running = []

    def begin(path):
        process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        running.append(process)
        assert process.stdout.readline() == "held\n"
        return process

    yield begin
    for process in running:
        process.communicate("", timeout=10)


def test_another_process_that_holds_the_file_is_named(tmp_path, hold):
    file = tmp_path / "port"
    file.touch()
    (tmp_path / "name").symlink_to(file)
    process = hold(tmp_path / "name")
    holders = find_holders(str(file))
    assert [holder.pid for holder in holders] == [process.pid]
    assert holders[0].program.startswith("python")


def test_a_terminal_is_known_by_its_device_not_by_its_name(tmp_path, hold):
    master, slave = os.openpty()
    try:
        name = tmp_path / "printer"
        name.symlink_to(os.ttyname(slave))
        process = hold(os.ttyname(slave))
        assert [holder.pid for holder in find_holders(str(name))] == [process.pid]
    finally:
        os.close(master)
        os.close(slave)


def test_this_process_is_not_told_of(tmp_path):
    file = tmp_path / "port"
    with file.open("w"):
        assert find_holders(str(file)) == ()


def test_a_file_that_is_not_there_is_held_by_nobody(tmp_path):
    assert find_holders(str(tmp_path / "nothing")) == ()


def test_processes_that_hide_or_end_are_passed_over(tmp_path):
    file = tmp_path / "port"
    file.touch()
    proc = tmp_path / "proc"
    (proc / "12").mkdir(parents=True)
    (proc / "13" / "fd").mkdir(parents=True)
    (proc / "13" / "fd" / "4").symlink_to(file)
    (proc / "self").mkdir()
    holders = find_holders(str(file), proc=proc)
    assert [(holder.pid, str(holder)) for holder in holders] == [(13, "? (process 13)")]
