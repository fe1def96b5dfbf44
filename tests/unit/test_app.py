"""The composition root where it decides by itself; the whole of it is opened in tests/system."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.app import Kiosk
from kiosk.clock import SystemClock
from kiosk.errors import StoreDamaged
from kiosk.launch import RunOptions
from kiosk.settings import STORE_KEY, load_settings
from kiosk.store import open_store
from kiosk.store.setting_aside import mark_damaged


@pytest.mark.usefixtures("qapp")
def test_damage_that_the_sync_process_met_ends_the_kiosk_so_that_the_next_start_mends_it(tmp_path: Path) -> None:
    kiosk = Kiosk(load_settings(None, env={"STATE_DIRECTORY": str(tmp_path)}), None, RunOptions())
    kiosk._store = open_store(tmp_path, b"k" * 32, kiosk_code="K7", clock=SystemClock()).store
    found: list[object] = []
    kiosk.fault_found.connect(found.append)
    try:
        kiosk._on_sync_exit(3)
        assert found == []
        mark_damaged(tmp_path)
        kiosk._on_sync_exit(3)
        assert [type(error) for error in found] == [StoreDamaged]
    finally:
        kiosk.store.close()


@pytest.mark.usefixtures("qapp")
def test_a_store_that_opens_after_everybody_stopped_waiting_for_it_is_no_crash(tmp_path: Path) -> None:
    (tmp_path / STORE_KEY).write_bytes(b"k" * 32)
    settings = load_settings(None, env={"STATE_DIRECTORY": str(tmp_path), "CREDENTIALS_DIRECTORY": str(tmp_path)})
    kiosk = Kiosk(settings, None, RunOptions())
    # What `close` does meanwhile, when a slow disk keeps it waiting for longer than it waits.
    kiosk._closing.set()
    kiosk._pool.shutdown()
    kiosk._open_rooms()
    try:
        assert kiosk.devices is kiosk.sync is None
    finally:
        kiosk.store.close()
