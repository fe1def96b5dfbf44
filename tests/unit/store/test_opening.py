"""Opening: what is found in the folder, and what becomes of it."""

from __future__ import annotations

import hashlib
import shutil

import pytest

from kiosk.errors import StoreDamaged, StoreError, StoreKeyMissing, StoreTooNew
from kiosk.store.connections import PAGE_SIZE, connect
from kiosk.store.generations import read_record
from kiosk.store.keycheck import CHECK
from kiosk.store.opening import join_store
from kiosk.store.salvage import salvage
from kiosk.store.setting_aside import FILE, SHM, WAL, is_marked, list_aside
from kiosk.store.tasks import SET_ASIDE

WAIT_S = 10.0


def fill(opener, compose, count=30) -> list:
    store = opener().store
    requests = [future.result(WAIT_S).request for future in [store.accept(compose) for _ in range(count)]]
    store.close()
    return requests


def names(folder) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_new_store_is_empty_and_private(opener, folder):
    opened = opener()

    assert opened.set_aside is None
    assert opened.store.outbox() == ()
    assert opened.store.staff_tasks() == ()
    assert folder.stat().st_mode & 0o077 == 0


def test_everything_is_there_after_reopening(opener, compose):
    requests = fill(opener, compose)
    opened = opener()

    assert opened.set_aside is None
    assert [row.reference for row in opened.store.outbox()] == [request.reference for request in requests]
    assert opened.store.staff_tasks() == ()


def test_nothing_readable_stands_in_the_files(opener, compose, folder):
    store = opener().store
    store.accept(compose).result(WAIT_S)

    for path in folder.iterdir():
        content = path.read_bytes()
        assert b"Ada Example" not in content
        assert b"broken-lamp" not in content
        assert b"SQLite format" not in content


DAMAGE = {
    "truncated to half": lambda content: content[: len(content) // 2],
    "truncated inside a page": lambda content: content[: 5 * PAGE_SIZE + 100],
    "emptied": lambda content: b"",
    "random bytes": lambda content: hashlib.shake_256(b"any").digest(len(content)),
    "zeros": lambda content: bytes(len(content)),
    "another kind of file": lambda content: b"PK\x03\x04" + b"hello" * 10_000,
    "flipped in the header": lambda content: flipped(content, 30),
    "flipped in the schema": lambda content: flipped(content, 2000),
    "flipped in a root page": lambda content: flipped(content, 2 * PAGE_SIZE + 50),
    "flipped far behind": lambda content: flipped(content, len(content) - 2 * PAGE_SIZE - 600),
}


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_set_aside_and_the_kiosk_goes_on(opener, compose, folder, key, damage):
    before = fill(opener, compose)
    damaged = DAMAGE[damage]((folder / FILE).read_bytes())
    (folder / FILE).write_bytes(damaged)

    opened = opener()

    assert opened.set_aside is not None
    assert (opened.set_aside / FILE).read_bytes() == damaged
    assert list_aside(folder) == (opened.set_aside,)
    assert [(task.kind, task.detail) for task in opened.store.staff_tasks()] == [(SET_ASIDE, opened.set_aside.name)]
    new = opened.store.accept(compose).result(WAIT_S).request
    assert new.reference[7] != before[0].reference[7], "a new file has a new generation"
    salvage(opened.set_aside, opened.store, key)
    assert opened.store.staff_tasks() == ()
    references = [row.reference for row in opened.store.outbox()]
    assert len(set(references)) == len(references)
    opened.store.close()
    assert opener().set_aside is None


def test_a_flipped_salt_does_no_harm(opener, compose, folder):
    """The salt follows from the key; the bytes in the file only repeat it."""
    requests = fill(opener, compose)
    (folder / FILE).write_bytes(flipped((folder / FILE).read_bytes(), 5))

    opened = opener()
    assert opened.set_aside is None
    assert len(opened.store.outbox()) == len(requests)


def test_a_wrong_key_is_said_and_changes_nothing(opener, compose, folder):
    fill(opener, compose)
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}

    with pytest.raises(StoreKeyMissing, match="does not fit"):
        opener(key=bytes(32))

    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_a_wrong_key_is_said_even_when_the_file_is_damaged(opener, compose, folder):
    fill(opener, compose)
    (folder / FILE).write_bytes(b"garbage" * 3000)

    with pytest.raises(StoreKeyMissing):
        opener(key=bytes(32))


def test_without_the_check_the_file_itself_tells_the_key(opener, compose, folder):
    fill(opener, compose)
    (folder / CHECK).unlink()

    with pytest.raises(StoreKeyMissing):
        opener(key=bytes(32))
    opener()
    assert (folder / CHECK).exists()


@pytest.mark.parametrize("key", [b"", b"x" * 31, b"x" * 64])
def test_a_key_of_the_wrong_length_is_refused(opener, key):
    with pytest.raises(StoreKeyMissing, match="32"):
        opener(key=key)


@pytest.mark.parametrize("code", ["", "K", "K77", "k7", "IO", "K-"])
def test_a_kiosk_code_that_gives_no_references_is_refused(opener, code):
    with pytest.raises(StoreError, match="kiosk code"):
        opener(kiosk_code=code)


def test_a_newer_file_is_refused_and_left_as_it_is(opener, compose, folder, key):
    fill(opener, compose)
    connection = connect(folder / FILE, key)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = (folder / FILE).read_bytes()

    with pytest.raises(StoreTooNew, match="9999"):
        opener()

    assert (folder / FILE).read_bytes() == before
    assert list_aside(folder) == ()


def test_damage_met_while_reading_leaves_a_marker_for_the_next_start(opener, compose, folder, key):
    store = opener().store
    requests = [store.accept(compose).result(WAIT_S).request for _ in range(30)]
    store.close()
    store = opener().store
    # Under the open store's feet, where the page cache has not been yet.
    content = bytearray((folder / FILE).read_bytes())
    for page in range(2, len(content) // PAGE_SIZE):
        content[page * PAGE_SIZE + 1000] ^= 1
    with (folder / FILE).open("r+b") as file:
        file.write(content)

    def read_all() -> None:
        for request in requests:
            store.request(request.reference)

    with pytest.raises(StoreDamaged):
        read_all()
    assert is_marked(folder)
    store.close()

    opened = opener()
    assert opened.set_aside is not None
    assert not is_marked(folder)


def test_damage_met_while_writing_leaves_a_marker(opener, compose, folder):
    fill(opener, compose)
    store = opener().store
    content = bytearray((folder / FILE).read_bytes())
    for page in range(1, len(content) // PAGE_SIZE):
        content[page * PAGE_SIZE + 1000] ^= 1
    with (folder / FILE).open("r+b") as file:
        file.write(content)

    with pytest.raises(StoreDamaged):
        store.accept(compose).result(WAIT_S)
    assert is_marked(folder)


def test_the_log_goes_aside_with_its_file(opener, compose, folder, tmp_path, key):
    store = opener().store
    requests = [store.accept(compose).result(WAIT_S).request for _ in range(5)]
    for name in (FILE, WAL):
        shutil.copy(folder / name, tmp_path / name)
    store.close()
    for name in (FILE, WAL):
        shutil.copy(tmp_path / name, folder / name)
    (folder / "damaged").touch()

    opened = opener()

    assert opened.set_aside is not None
    assert (opened.set_aside / WAL).read_bytes() == (tmp_path / WAL).read_bytes()
    assert salvage(opened.set_aside, opened.store, key).requests == len(requests)


def test_a_move_cut_short_by_the_power_is_finished(opener, compose, folder, tmp_path):
    store = opener().store
    store.accept(compose).result(WAIT_S)
    shutil.copy(folder / WAL, tmp_path / WAL)
    store.close()
    aside = folder / "set-aside" / "2026-11-21T093000Z"
    aside.mkdir(parents=True)
    (folder / FILE).rename(aside / FILE)
    shutil.copy(tmp_path / WAL, folder / WAL)

    opener()

    assert (aside / WAL).read_bytes() == (tmp_path / WAL).read_bytes()


def test_a_log_without_its_file_is_kept_for_salvage(opener, compose, folder, tmp_path, key):
    store = opener().store
    store.accept(compose).result(WAIT_S)
    shutil.copy(folder / WAL, tmp_path / WAL)
    store.close()
    (folder / FILE).unlink()
    shutil.copy(tmp_path / WAL, folder / WAL)

    opened = opener()

    assert salvage(opened.set_aside, opened.store, key).requests == 1


def test_two_damaged_files_of_one_second_get_folders_of_their_own(opener, compose, folder):
    for _ in range(2):
        fill(opener, compose, 1)
        (folder / FILE).write_bytes(b"garbage" * 1000)
        opener().store.close()

    assert len(list_aside(folder)) == 2


def test_nothing_is_set_aside_while_somebody_else_has_it_open(opener, compose, folder, key, clock):
    fill(opener, compose)
    opener().store.close()
    beside = join_store(folder, key, kiosk_code="K7", clock=clock)
    (folder / "damaged").touch()

    with pytest.raises(StoreError, match="Another process"):
        opener()
    beside.close()
    assert opener().set_aside is not None


def test_a_second_process_sees_and_writes_the_same_file(opener, compose, folder, key, clock):
    store = opener().store
    submission = store.accept(compose).result(WAIT_S)
    beside = join_store(folder, key, kiosk_code="K7", clock=clock)

    entry = beside.lease("agent").result(WAIT_S)
    assert entry.request == submission.request
    assert beside.postpone(entry, "offline").result(WAIT_S)
    assert store.request(submission.request.reference).last_error == "offline"
    beside.close()


def test_joining_makes_nothing(folder, key, clock, tmp_path):
    with pytest.raises(StoreError, match="no store"):
        join_store(tmp_path, key, kiosk_code="K7", clock=clock)
    assert names(tmp_path) == set()


def test_a_folder_that_cannot_be_looked_into_is_said(tmp_path, key, clock):
    with pytest.raises(StoreError, match="cannot be used"):
        join_store(tmp_path / ("x" * 300), key, kiosk_code="K7", clock=clock)


def test_joining_a_damaged_store_says_so(opener, compose, folder, key, clock):
    fill(opener, compose)
    (folder / FILE).write_bytes(b"garbage" * 3000)

    with pytest.raises(StoreDamaged):
        join_store(folder, key, kiosk_code="K7", clock=clock)
    assert list_aside(folder) == ()


def test_an_opening_that_was_cut_short_uses_up_no_generation(opener, folder, monkeypatch):
    import kiosk.store.opening as opening

    def fail(connection: object) -> None:
        raise OSError(28, "no space")

    with monkeypatch.context() as patched:
        patched.setattr(opening, "create_tables", fail)
        for _ in range(40):
            with pytest.raises(StoreError):
                opener()
    opener()
    assert len(read_record(folder).used) == 1
    assert not (folder / SHM).exists() or (folder / FILE).exists()
