"""Failures of the disk: said for what they are, nothing half written, and the next write works."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from kiosk.errors import StoreDamaged, StoreError, StoreFull, StoreReadOnly
from kiosk.logs import EventFormatter
from kiosk.store.connections import connect
from kiosk.store.faults import mapped
from kiosk.store.setting_aside import FILE

WAIT_S = 10.0


class SqliteFailure(Exception):
    """Stands for no error of SQLite's."""


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, StoreFull),
        (errno.EDQUOT, StoreFull),
        (errno.EROFS, StoreReadOnly),
        (errno.EACCES, StoreReadOnly),
        (errno.EPERM, StoreReadOnly),
        (errno.EIO, StoreError),
        (errno.ENODEV, StoreError),
    ],
)
def test_errors_of_the_system(tmp_path, number, expected):
    with pytest.raises(StoreError) as caught, mapped(tmp_path):
        raise OSError(number, os.strerror(number))
    assert type(caught.value) is expected
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (13, StoreFull),
        (8, StoreReadOnly),
        (8 | 3 << 8, StoreReadOnly),
        (11, StoreDamaged),
        (26, StoreDamaged),
        (10 | 3 << 8, StoreError),
        (14, StoreError),
        (5, StoreError),
        (5 | 2 << 8, StoreError),
        (6, StoreError),
        (15, StoreError),
    ],
)
def test_errors_of_sqlite(tmp_path, code, expected):
    from sqlcipher3 import dbapi2

    error = dbapi2.OperationalError("made up")
    error.sqlite_errorcode = code
    with pytest.raises(StoreError) as caught, mapped(tmp_path):
        raise error
    assert type(caught.value) is expected


def test_a_bug_is_no_fault_of_the_environment(tmp_path, store):
    with pytest.raises(SqliteFailure), mapped(tmp_path):
        raise SqliteFailure
    with pytest.raises(Exception, match="no such table"):
        store.write(lambda connection: connection.exec_driver_sql("SELECT * FROM no_table")).result(WAIT_S)


def test_what_was_typed_stays_out_of_errors(store):
    with pytest.raises(Exception, match="no such table") as caught:
        store.write(lambda connection: connection.exec_driver_sql("INSERT INTO no_table VALUES (?)", ("Ada",))).result(
            WAIT_S
        )
    assert "Ada" not in str(caught.value)


def limit_pages(store, pages: int) -> None:
    """What SQLite itself answers SQLITE_FULL to; lasts as long as the writer keeps its connection."""
    store.write(lambda connection: connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")).result(WAIT_S)


def test_a_full_file_is_said_and_the_next_write_works(store, compose_sized):
    first = store.accept(compose_sized(10)).result(WAIT_S)
    limit_pages(store, 1)

    with pytest.raises(StoreFull):
        store.accept(compose_sized(200_000)).result(WAIT_S)

    second = store.accept(compose_sized(200_000)).result(WAIT_S)
    assert [row.reference for row in store.outbox()] == [first.request.reference, second.request.reference]


def test_a_file_that_takes_no_writes_is_said_and_the_next_write_works(store, compose):
    def shut(connection) -> None:
        connection.connection.execute("PRAGMA query_only = ON")

    store.write(shut).result(WAIT_S)
    with pytest.raises(StoreReadOnly):
        store.accept(compose).result(WAIT_S)
    assert store.outbox() == ()
    store.accept(compose).result(WAIT_S)
    assert len(store.outbox()) == 1


def test_a_file_locked_by_another_process_is_said(store, compose, folder, key, monkeypatch):
    monkeypatch.setattr("kiosk.store.connections.BUSY_TIMEOUT_MS", 50)
    # Give the writer a connection with the short timeout.
    with pytest.raises(ZeroDivisionError):
        store.write(lambda connection: 1 // 0).result(WAIT_S)
    other = connect(folder / FILE, key)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StoreError, match="in use"):
        store.accept(compose).result(WAIT_S)

    other.execute("ROLLBACK")
    other.close()
    store.accept(compose).result(WAIT_S)


def test_a_full_disk_under_the_record_is_said(opener, compose, monkeypatch):
    store = opener().store
    store.accept(compose).result(WAIT_S)

    def full(folder, record) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("kiosk.store.generations.write_record", full)
        futures = [store.accept(compose) for _ in range(100)]
        assert {type(future.exception(WAIT_S)) for future in futures} == {type(None), StoreFull}
    store.accept(compose).result(WAIT_S)


IN_A_CHILD = """
    import os, sys
    from pathlib import Path
    from kiosk.clock import SystemClock
    from kiosk.errors import StoreError
    from kiosk.store.opening import open_store

    if os.getuid() == 0:
        os.setgroups([]); os.setgid(65534); os.setuid(65534)
    try:
        opened = open_store(Path(sys.argv[1]), bytes(32), kiosk_code="K7", clock=SystemClock(), lock_timeout_s=0.2)
        opened.store.add_staff_task("test", "x").result(10)
        print("written")
    except StoreError as error:
        print(error.code)
"""


def test_a_folder_one_may_not_write_to_is_said(tmp_path_factory):
    """In a child that gives up root's rights, for which no file is read-only."""
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="frontdoor-test-"))
    root = Path(__file__).parents[3]
    script = textwrap.dedent(IN_A_CHILD)

    def run() -> str:
        done = subprocess.run(
            [sys.executable, "-c", script, str(folder / "store")],
            cwd=root,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        return (done.stdout + done.stderr).strip()

    try:
        folder.chmod(0o777)
        assert run() == "written"
        for path in (folder / "store").iterdir():
            path.chmod(0o444)
        (folder / "store").chmod(0o555)
        assert run() == StoreReadOnly.code
        (folder / "store").chmod(0o755)
        for path in (folder / "store").iterdir():
            path.chmod(0o644)
        assert run() == "written"
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def small_disk(tmp_path):
    """A disk of one megabyte; None where the tests may not mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if made.returncode:
        yield None
        return
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_really_full_disk(small_disk, opener, compose_sized):
    """Where no disk can be mounted, `max_page_count` above has to do."""
    if small_disk is None:
        return
    store = opener(folder=small_disk / "store").store
    futures = [store.accept(compose_sized(5000)) for _ in range(200)]
    assert {type(future.exception(WAIT_S)) for future in futures} == {type(None), StoreFull}
    kept = [future.result().request.reference for future in futures if future.exception() is None]
    assert [row.reference for row in store.outbox()] == kept
    for _ in range(3):
        with pytest.raises(StoreFull):
            store.accept(compose_sized(400_000)).result(WAIT_S)
    store.close()
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    store = opener(folder=small_disk / "store").store
    assert [row.reference for row in store.outbox()] == kept
    store.accept(compose_sized(5000)).result(WAIT_S)
    store.close()

    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(StoreReadOnly):
        opener(folder=small_disk / "store")


def test_a_write_that_fails_names_its_cause_in_the_log_and_nothing_personal(store, compose_sized, caplog):
    limit_pages(store, 1)
    with pytest.raises(StoreFull):
        store.accept(compose_sized(200_000)).result(WAIT_S)
    (line,) = (EventFormatter(for_journal=True).format(record) for record in caplog.records)
    assert "event=store_write_failed" in line
    assert "code=FD-304" in line
    assert "No space is left" in line
    assert "Ada" not in line
