"""Every connection is set up for keeping promises."""

from __future__ import annotations

import pytest

from kiosk.store.connections import reader_engine, writer_engine
from kiosk.store.setting_aside import FILE

PRAGMAS = {
    "synchronous": 2,
    "journal_mode": "wal",
    "foreign_keys": 1,
    "busy_timeout": 5000,
    "secure_delete": 1,
    "cipher_page_size": "4096",
}


@pytest.mark.parametrize("engine", [writer_engine, reader_engine])
@pytest.mark.parametrize("pragma", PRAGMAS)
def test_settings_of_a_connection(store, folder, key, engine, pragma):
    made = engine(folder / FILE, key)
    with made.connect() as connection, connection.begin():
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == PRAGMAS[pragma]
    made.dispose()


def test_the_writers_own_connection_waits_for_the_disk(store):
    """`synchronous = FULL`: a commit returns when the log is on the disk."""
    assert store.write(lambda connection: connection.exec_driver_sql("PRAGMA synchronous").scalar()).result(10) == 2


def test_a_reader_cannot_write(store, folder, key):
    made = reader_engine(folder / FILE, key)
    with made.connect() as connection, pytest.raises(Exception, match="readonly"):
        connection.exec_driver_sql("DELETE FROM request")
    made.dispose()


def test_a_writer_holds_the_lock_from_the_start(store, folder, key, monkeypatch):
    monkeypatch.setattr("kiosk.store.connections.BUSY_TIMEOUT_MS", 20)
    made, other = writer_engine(folder / FILE, key), writer_engine(folder / FILE, key)
    first, second = made.connect(), other.connect()
    first.begin()
    with pytest.raises(Exception, match="locked"):
        second.begin()
    first.close()
    second.close()
    made.dispose()
    other.dispose()
