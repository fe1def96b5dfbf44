"""Another key for the store: whenever the power goes, exactly one of the two keys opens all of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.errors import StoreError, StoreKeyMissing
from kiosk.store import rekeying
from kiosk.store.connections import PAGE_SIZE
from kiosk.store.copying import BACKUP, UNFINISHED, back_up
from kiosk.store.keycheck import CHECK, has_salt_of, write_check
from kiosk.store.rekeying import Rekeyed, rekey
from kiosk.store.salvage import salvage
from kiosk.store.setting_aside import FILE, WAL, mark_damaged

WAIT_S = 10.0
NEW = bytes(range(100, 132))


def change(folder: Path, old: bytes, new: bytes = NEW) -> Rekeyed:
    return rekey(folder, old, new, backups=folder / "backups", lock_timeout_s=0.2)


@pytest.fixture
def given(opener, compose) -> list[str]:
    """References of a store that was closed."""
    store = opener().store
    futures = [store.accept(compose) for _ in range(20)]
    references = [future.result(WAIT_S).request.reference for future in futures]
    store.close()
    return references


def held(opener, key: bytes) -> list[str]:
    """What the store holds, opened with `key`; it must be the very store, not one restored or set aside."""
    opened = opener(key=key)
    try:
        assert opened.set_aside is None
        assert opened.store.staff_tasks() == ()
        return [row.reference for row in opened.store.outbox()]
    finally:
        opened.store.close()


def test_the_new_key_opens_the_store_and_the_old_one_does_not(opener, given, folder, key):
    assert change(folder, key) == Rekeyed(changed=True, set_aside=0, backups=0)
    with pytest.raises(StoreKeyMissing):
        opener()
    assert held(opener, NEW) == given
    assert sorted(path.name for path in folder.iterdir() if UNFINISHED in path.name) == []


def test_what_stood_in_the_log_comes_along(opener, compose, folder, key, tmp_path):
    """A kiosk that was killed leaves its log."""
    store = opener().store
    reference = store.accept(compose).result(WAIT_S).request.reference
    crashed = tmp_path / "crashed"
    shutil.copytree(folder, crashed)
    assert (crashed / WAL).stat().st_size > 0
    change(crashed, key)
    opened = opener(folder=crashed, key=NEW)
    assert [row.reference for row in opened.store.outbox()] == [reference]


def test_a_second_run_finds_it_done(opener, given, folder, key):
    change(folder, key)
    assert not change(folder, key).changed
    assert held(opener, NEW) == given


def test_a_wrong_old_key_changes_nothing(opener, given, folder):
    before = (folder / FILE).read_bytes()
    with pytest.raises(StoreKeyMissing):
        change(folder, b"w" * 32)
    assert (folder / FILE).read_bytes() == before
    assert held(opener, bytes(range(32))) == given


@pytest.mark.parametrize("new", [b"short", bytes(range(32))])
def test_a_key_that_is_none_or_no_new_one_is_refused(given, folder, key, new):
    with pytest.raises(StoreError):
        change(folder, key, new)


def test_not_while_the_kiosk_runs(store, folder, key):
    with pytest.raises(StoreError, match="keeps the store"):
        change(folder, key)


def test_not_before_the_kiosk_ever_ran(folder, key):
    folder.mkdir()
    with pytest.raises(StoreError, match="no store"):
        change(folder, key)


def test_what_is_set_aside_is_salvaged_first_and_removed_then(opener, given, folder, key):
    mark_damaged(folder)
    with pytest.raises(StoreError, match="damaged"):
        change(folder, key)
    opened = opener()
    opened.store.close()
    with pytest.raises(StoreError, match="not salvaged"):
        change(folder, key)
    store = opener().store
    assert salvage(opened.set_aside, store, key).requests == len(given)
    store.close()
    assert change(folder, key).set_aside == 1
    assert list((folder / "set-aside").iterdir()) == []
    assert held(opener, NEW) == given


def test_backups_under_the_old_key_are_counted(given, folder, key):
    back_up(folder / FILE, key, folder / "backups" / f"a{BACKUP}")
    assert change(folder, key).backups == 1


def test_a_damaged_head_while_both_keys_may_fit_is_not_taken_for_damage(opener, given, folder, key):
    """Nobody knows then which of the two is right: nothing is set aside, nothing is changed."""
    write_check(folder, key, NEW)
    with (folder / FILE).open("r+b") as file:
        file.write(os.urandom(16))
    for either in (key, NEW):
        with pytest.raises(StoreKeyMissing):
            opener(key=either)


STEPS = [
    "_require_settled",
    "_empty_log",
    "export",
    "make_logged",
    "_drop_log",
    "write_check",
    "sync_folder",
    "_remove_salvaged",
]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_at_any_step_one_of_the_two_keys_opens_it(opener, given, folder, key, monkeypatch, step, when):
    class Killed(BaseException):
        pass

    work = getattr(rekeying, step)

    def kill(*arguments: object, **more: object) -> None:
        if when == "after":
            work(*arguments, **more)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(rekeying, step, kill)
        with pytest.raises(Killed):
            change(folder, key)

    right, wrong = (NEW, key) if has_salt_of(folder / FILE, NEW) else (key, NEW)
    with pytest.raises(StoreKeyMissing):
        opener(key=wrong)
    assert held(opener, right) == given
    change(folder, key)
    assert held(opener, NEW) == given
    assert len((folder / CHECK).read_bytes().split()) == 1


KILL_ME = """
import os, signal, sys
from pathlib import Path
from kiosk.store import rekeying

folder, calls = Path(sys.argv[1]), int(sys.argv[2])
OURS = ("rekeying.py", "copying.py", "durable.py", "keycheck.py")

def trace(frame, event, argument):
    global calls
    if event == "line" and frame.f_code.co_filename.endswith(OURS):
        calls -= 1
        if calls < 0:
            os.kill(os.getpid(), signal.SIGKILL)
    return trace

sys.settrace(trace)
rekeying.rekey(folder, bytes(range(32)), bytes(range(100, 132)), backups=folder / "backups")
sys.settrace(None)
"""


@pytest.mark.parametrize("line", [*range(10, 90, 16), *range(90, 138, 3)])
def test_killed_for_good_at_any_line_one_of_the_two_keys_opens_it(opener, given, folder, key, line):
    """A real SIGKILL of a real process, after so many lines of the modules that do it."""
    subprocess.run(
        [sys.executable, "-c", KILL_ME, str(folder), str(line)],
        cwd=Path(__file__).parents[3],
        timeout=50,
        check=False,
    )
    right, wrong = (NEW, key) if has_salt_of(folder / FILE, NEW) else (key, NEW)
    with pytest.raises(StoreKeyMissing):
        opener(key=wrong)
    assert held(opener, right) == given
    change(folder, key)
    assert held(opener, NEW) == given


def test_the_file_under_the_new_key_has_nothing_of_the_old_one(given, folder, key):
    before = (folder / FILE).read_bytes()
    pages = {before[start : start + PAGE_SIZE] for start in range(0, len(before), PAGE_SIZE)}
    change(folder, key)
    after = (folder / FILE).read_bytes()
    assert pages.isdisjoint(after[start : start + PAGE_SIZE] for start in range(0, len(after), PAGE_SIZE))
