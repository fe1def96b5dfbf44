"""Backups of a store in use, and a store put back from one."""

from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest

from kiosk.domain.request import RequestState, Ticket
from kiosk.errors import StoreDamaged, StoreError, StoreKeyMissing, StoreTooNew
from kiosk.store import copying, restoring
from kiosk.store.connections import PAGE_SIZE, connect
from kiosk.store.copying import back_up, require_sound
from kiosk.store.numbering import settle_announcement
from kiosk.store.opening import join_store
from kiosk.store.restoring import restore
from kiosk.store.salvage import salvage
from kiosk.store.setting_aside import FILE, WAL
from kiosk.store.tasks import RESTORED, SET_ASIDE

WAIT_S = 10.0
OTHER_KEY = bytes(range(1, 33))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "copies" / "one.backup"


def references(store) -> list[str]:
    return [row.reference for row in store.outbox(finished=True)]


def accept(store, compose, count: int = 1) -> list[str]:
    futures = [store.accept(compose) for _ in range(count)]
    return [future.result(WAIT_S).request.reference for future in futures]


def put_back(target: Path, folder: Path, key: bytes, clock) -> Path | None:
    return restore(target, folder, key, now=clock.now(), lock_timeout_s=0.2)


def test_a_backup_holds_what_the_log_holds_too(store, compose, folder, key, target):
    given = accept(store, compose, 3)
    assert (folder / WAL).stat().st_size > 0
    size = back_up(folder / FILE, key, target)
    assert size == target.stat().st_size
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert list(target.parent.iterdir()) == [target]
    connection = connect(target, key)
    assert [row for (row,) in connection.execute("SELECT reference FROM request")] == given
    connection.close()


def test_a_backup_of_a_store_in_use_is_of_one_moment(store, compose_sized, folder, key, target):
    """Each request stands in it with its entry and its print job, however many are accepted meanwhile."""
    accept(store, compose_sized(2000), 200)
    stop, going = threading.Event(), threading.Event()

    def customers() -> None:
        while not stop.is_set():
            accept(store, compose_sized(2000), 5)
            going.set()

    crowd = threading.Thread(target=customers)
    crowd.start()
    try:
        assert going.wait(WAIT_S)
        back_up(folder / FILE, key, target)
    finally:
        stop.set()
        crowd.join()
    connection = connect(target, key)
    counted = "SELECT (SELECT count(*) FROM request), (SELECT count(*) FROM outbox), (SELECT count(*) FROM print_job)"
    counts = list(connection.execute(counted).fetchone())
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    connection.close()
    assert counts[0] >= 205
    assert counts == [counts[0]] * 3
    assert broken == []


def test_a_backup_never_replaces_a_file(store, folder, key, target):
    back_up(folder / FILE, key, target)
    before = target.read_bytes()
    with pytest.raises(StoreError, match="there already"):
        back_up(folder / FILE, key, target)
    assert target.read_bytes() == before


def test_a_backup_that_fails_leaves_nothing(store, folder, key, target, monkeypatch):
    def fail(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copying, "sync_file", fail)
    with pytest.raises(StoreError, match="No space is left"):
        back_up(folder / FILE, key, target)
    assert list(target.parent.iterdir()) == []


def test_a_restored_kiosk_goes_on_with_what_was_backed_up_and_says_so(opener, compose, folder, key, target, clock):
    store = opener().store
    before = accept(store, compose, 3)
    store.deliver(store.lease("a").result(WAIT_S), Ticket(id="7")).result(WAIT_S)
    assert not store.is_announcement_due()
    back_up(folder / FILE, key, target)
    later = accept(store, compose, 3)
    store.close()

    aside = put_back(target, folder, key, clock)

    store = opener().store
    assert references(store) == before
    assert store.request(before[0]).state is RequestState.DELIVERED
    assert {task.kind for task in store.staff_tasks()} == {RESTORED, SET_ASIDE}
    assert store.is_announcement_due()
    new = accept(store, compose, 100)
    assert set(new).isdisjoint(before + later)
    assert {reference[7] for reference in new}.isdisjoint(before[0][7])
    # What was accepted after the backup is not lost either.
    assert salvage(aside, store, key).requests == len(later)
    assert set(references(store)) == {*before, *later, *new}
    store.write(settle_announcement).result(WAIT_S)
    assert not store.is_announcement_due()


def test_a_kiosk_restored_after_a_kill_is_found_out_too(opener, compose, folder, key, target, clock, tmp_path):
    """Nothing was closed: record and file are of one session, and still the backup is not the file."""
    store = opener().store
    before = accept(store, compose, 3)
    back_up(folder / FILE, key, target)
    before += accept(store, compose, 3)
    crash = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    store.close()
    for name, content in crash.items():
        (folder / name).write_bytes(content)

    put_back(target, folder, key, clock)
    store = opener().store
    assert RESTORED in {task.kind for task in store.staff_tasks()}
    assert set(accept(store, compose, 50)).isdisjoint(before)


def test_a_backup_that_is_copied_by_hand_is_found_out(opener, compose, folder, key, target, tmp_path):
    """A clone: the file alone, in a new folder, on another machine."""
    store = opener().store
    before = accept(store, compose, 3)
    back_up(folder / FILE, key, target)
    clone = tmp_path / "clone"
    clone.mkdir()
    (clone / FILE).write_bytes(target.read_bytes())

    other = opener(folder=clone).store
    assert other.is_announcement_due()
    assert set(accept(other, compose, 50)).isdisjoint([*before, *accept(store, compose, 50)])


def test_nothing_is_restored_into_a_store_in_use(store, compose, folder, key, target, clock):
    (given,) = accept(store, compose)
    back_up(folder / FILE, key, target)
    with pytest.raises(StoreError, match="keeps the store"):
        put_back(target, folder, key, clock)
    assert references(store) == [given]


@pytest.mark.parametrize("damage", ["flipped", "cut", "empty", "other key", "absent"])
def test_a_backup_that_cannot_be_used_changes_nothing(opener, compose, folder, key, target, clock, damage):
    store = opener().store
    given = accept(store, compose, 5)
    back_up(folder / FILE, key, target)
    store.close()
    content = bytearray(target.read_bytes())
    expected = StoreDamaged
    match damage:
        case "flipped":
            content[3 * PAGE_SIZE + 100] ^= 1
        case "cut":
            content = content[: 4 * PAGE_SIZE]
        case "empty":
            content = bytearray()
            expected = StoreError
        case "other key":
            copying.export(folder / FILE, key, target, OTHER_KEY)
            content = bytearray(target.read_bytes())
            expected = StoreKeyMissing
    target.write_bytes(content)
    if damage == "absent":
        target.unlink()
        expected = StoreError
    before = (folder / FILE).read_bytes()
    with pytest.raises(expected):
        put_back(target, folder, key, clock)
    assert (folder / FILE).read_bytes() == before
    assert references(opener().store) == given


def test_a_backup_of_a_newer_program_is_refused(opener, folder, key, target, clock):
    opener().store.close()
    back_up(folder / FILE, key, target)
    connection = connect(target, key)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = (folder / FILE).read_bytes()
    with pytest.raises(StoreTooNew):
        put_back(target, folder, key, clock)
    assert (folder / FILE).read_bytes() == before


def test_a_restore_into_an_empty_folder(opener, compose, folder, key, target, clock, tmp_path):
    store = opener().store
    given = accept(store, compose, 2)
    back_up(folder / FILE, key, target)
    assert put_back(target, tmp_path / "new", key, clock) is None
    assert references(opener(folder=tmp_path / "new").store) == given


STEPS = ["require_sound", "make_logged", "sync_file", "finish_move", "set_aside", "sync_folder"]


@pytest.mark.parametrize("step", STEPS)
def test_a_restore_that_is_killed_is_ended_by_restoring_again(
    opener, compose, folder, key, target, clock, monkeypatch, step
):
    store = opener().store
    given = accept(store, compose, 3)
    back_up(folder / FILE, key, target)
    later = accept(store, compose, 2)
    store.close()

    class Killed(BaseException):
        pass

    def kill(*_arguments: object, **_more: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(restoring, step, kill)
        with pytest.raises(Killed):
            put_back(target, folder, key, clock)

    put_back(target, folder, key, clock)
    opened = opener()
    store = opened.store
    assert references(store) == given
    moved = sum(salvage(aside, store, key).requests for aside in (folder / "set-aside").iterdir())
    assert moved == len(later)
    assert [path.name for path in folder.iterdir() if "unfinished" in path.name] == []


def test_a_restored_file_is_joined_like_any(opener, folder, key, target, clock):
    opener().store.close()
    back_up(folder / FILE, key, target)
    put_back(target, folder, key, clock)
    opener().store.close()
    store = join_store(folder, key, kiosk_code="K7", clock=clock)
    store.close()
    require_sound(folder / FILE, key)
