"""The log as SQLite leaves it after a kill, and damaged: commits that SQLite would pass over are found."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.store.connections import PAGE_SIZE
from kiosk.store.opening import open_store
from kiosk.store.salvage import salvage
from kiosk.store.setting_aside import SHM, WAL
from kiosk.store.tasks import SET_ASIDE
from kiosk.store.wal import has_lost_commits

COMMITS = 12
FRAME = PAGE_SIZE + 24
HEADER = 32

KILLED = f"""
import os, sys
from pathlib import Path
from kiosk.clock import SystemClock
from kiosk.store.opening import open_store

store = open_store(Path(sys.argv[1]), bytes(range(32)), kiosk_code="K7", clock=SystemClock()).store
for number in range({COMMITS}):
    store.add_staff_task("test", str(number)).result(10)
os.kill(os.getpid(), 9)
"""


@dataclass(frozen=True)
class Left:
    """What a killed process left behind."""

    folder: Path
    log: bytes
    index: bytes

    @property
    def frames(self) -> int:
        return (len(self.log) - HEADER) // FRAME


@pytest.fixture(scope="module")
def left(tmp_path_factory):
    folder = tmp_path_factory.mktemp("killed")
    root = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-c", KILLED, str(folder)], cwd=root, check=False, timeout=60)
    return Left(folder, (folder / WAL).read_bytes(), (folder / SHM).read_bytes())


def flipped(log: bytes, at: int) -> bytes:
    return log[:at] + bytes([log[at] ^ 0x40]) + log[at + 1 :]


def test_what_a_kill_leaves_has_lost_nothing(left):
    assert left.frames >= COMMITS
    assert not has_lost_commits(left.log, left.index, PAGE_SIZE)
    assert not has_lost_commits(left.log, b"", PAGE_SIZE)
    assert not has_lost_commits(b"", b"", PAGE_SIZE)


def test_a_flipped_byte_before_two_later_commits_is_found_without_the_index(left):
    for frame in range(left.frames - 3):
        assert has_lost_commits(flipped(left.log, HEADER + frame * FRAME + 999), b"", PAGE_SIZE), frame


def test_a_flipped_byte_anywhere_is_found_with_the_index(left):
    for frame in range(left.frames):
        assert has_lost_commits(flipped(left.log, HEADER + frame * FRAME + 999), left.index, PAGE_SIZE), frame


def test_a_damaged_header_is_found(left):
    assert has_lost_commits(flipped(left.log, 5), b"", PAGE_SIZE)


@pytest.mark.parametrize("missing", [1, FRAME, 5 * FRAME])
def test_a_log_cut_short_is_found_by_its_index(left, missing):
    assert has_lost_commits(left.log[:-missing], left.index, PAGE_SIZE)


def test_a_lost_log_is_found_by_its_index(left):
    assert has_lost_commits(b"", left.index, PAGE_SIZE)


def test_a_torn_last_transaction_is_no_damage_where_no_index_knows_it(left):
    """As a power cut leaves it: the commit was never acknowledged."""
    assert not has_lost_commits(flipped(left.log, len(left.log) - 9), b"", PAGE_SIZE)
    assert not has_lost_commits(left.log[:-100], b"", PAGE_SIZE)


@pytest.mark.parametrize("length", [0, 10, 96, 99])
def test_half_an_index_says_nothing(left, length):
    assert not has_lost_commits(left.log[:-FRAME], left.index[:length], PAGE_SIZE)


def test_an_index_of_another_log_says_nothing(left):
    other = bytearray(left.index)
    other[32] ^= 1  # a salt, in both copies; the checksum no longer fits either
    other[80] ^= 1
    assert not has_lost_commits(left.log[:-FRAME], bytes(other), PAGE_SIZE)


def test_frames_of_an_older_round_behind_the_newest_are_no_damage(left):
    """The log begins again from its start after a checkpoint; what stood behind stays there until it is overwritten."""
    older = bytearray(left.log)
    for frame in range(3, left.frames):
        older[HEADER + frame * FRAME + 8] ^= 1
    assert not has_lost_commits(bytes(older), b"", PAGE_SIZE)


@pytest.mark.parametrize("at", [HEADER + 2 * FRAME + 999, HEADER + 9 * FRAME + 10])
def test_a_store_with_a_damaged_log_goes_aside_and_all_but_the_damage_comes_back(tmp_path, left, at):
    folder = tmp_path / "store"
    folder.mkdir()
    for path in left.folder.iterdir():
        if path.is_file():
            (folder / path.name).write_bytes(path.read_bytes())
    (folder / WAL).write_bytes(flipped(left.log, at))
    opened = open_store(folder, bytes(range(32)), kiosk_code="K7", clock=SystemClock())
    try:
        assert opened.set_aside is not None
        assert [task.kind for task in opened.store.staff_tasks()] == [SET_ASIDE]
        report = salvage(opened.set_aside, opened.store, bytes(range(32)))
        assert report.staff_tasks >= COMMITS - 2, "later frames hold the same page, newer"
    finally:
        opened.store.close()
