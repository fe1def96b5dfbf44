"""What a running kiosk does for itself."""

from __future__ import annotations

import contextlib
import errno
import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from kiosk.clock import ManualClock
from kiosk.domain.request import Ticket
from kiosk.errors import StoreError
from kiosk.journeys.place import KioskPlace
from kiosk.settings import Settings, load_settings
from kiosk.store import open_store
from kiosk.store.copying import back_up
from kiosk.store.purging import Purged
from kiosk.store.restoring import restore
from kiosk.store.setting_aside import FILE
from kiosk.store.store import Store
from kiosk.upkeep import Upkeep, kept_days
from tests.unit.journeys.sample import PACK, both, wording

WAIT_S = 10
KEY = b"k" * 32
PLACE = KioskPlace(code="K7", name=both("Hall", "قاعة"), time_zone="UTC", desk_language="en")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 11, 23, 10, 42, tzinfo=UTC))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(None, env={"STATE_DIRECTORY": str(tmp_path / "store")})


@pytest.fixture
def store(settings: Settings, clock: ManualClock, tmp_path: Path) -> Iterator[Store]:
    """A store that was restored."""
    folder = settings.store.folder
    open_store(folder, KEY, kiosk_code="K7", clock=clock).store.close()
    back_up(folder / FILE, KEY, tmp_path / "a.backup")
    restore(tmp_path / "a.backup", folder, KEY, now=clock.now())
    store = open_store(folder, KEY, kiosk_code="K7", clock=clock).store
    yield store
    store.close()


def test_the_settings_say_how_long_things_are_kept(settings: Settings) -> None:
    kept = kept_days(settings)
    assert (kept.guest_contact, kept.request, kept.task, kept.set_aside, kept.backup) == (30, 365, 365, 30, 30)


def test_the_desk_is_told_once_that_the_store_was_restored(store: Store, settings: Settings) -> None:
    with ThreadPoolExecutor(1) as pool:
        for _ in range(2):
            Upkeep(store, KEY, settings, pool).announce(PACK, PLACE, wording)
            pool.submit(int).result(WAIT_S)  # it has one thread, too
            # The writer is one thread: what was queued before this is done, and what that led to before the next.
            store.write(lambda _connection: None).result(WAIT_S)
            store.write(lambda _connection: None).result(WAIT_S)
    (row,) = store.outbox()
    found = store.request_by_id(row.request_id)
    assert found is not None
    assert found.request.title_for_desk == "The store of a kiosk was restored or copied"


@pytest.mark.parametrize("refused", [1, 2])
def test_a_disk_that_refuses_makes_the_desk_be_told_later_but_not_twice(
    store: Store, settings: Settings, refused: int
) -> None:
    commits = itertools.count(1)

    def refuse(_connection: Connection) -> None:
        if next(commits) == refused:
            raise OSError(errno.EIO, "the disk does not write")

    event.listen(store._writer._engine, "commit", refuse)
    with ThreadPoolExecutor(1) as pool:
        for _ in range(3):
            Upkeep(store, KEY, settings, pool).announce(PACK, PLACE, wording)
            pool.submit(int).result(WAIT_S)
            for _queued in range(2):
                with contextlib.suppress(StoreError):
                    store.write(lambda _connection: None).result(WAIT_S)
    assert len(store.outbox()) == 1
    assert not store.is_announcement_due()


def test_a_purge_runs_on_the_pool(store: Store, settings: Settings, clock: ManualClock) -> None:
    with ThreadPoolExecutor(1) as pool:
        upkeep = Upkeep(store, KEY, settings, pool)
        upkeep.announce(PACK, PLACE, wording)
        pool.submit(int).result(WAIT_S)
        entry = store.lease("agent").result(WAIT_S)
        assert entry is not None
        assert store.deliver(entry, Ticket(id="1")).result(WAIT_S)
        clock.advance(366 * 86_400)
        upkeep.purge()
    assert store.request_by_id(entry.request.id) is None


def test_a_disk_that_hangs_ends_no_kiosk(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def hang(*_arguments: object, **_more: object) -> Purged:
        raise TimeoutError

    monkeypatch.setattr("kiosk.store.purging.purge", hang)
    caplog.set_level("WARNING", "kiosk")
    with ThreadPoolExecutor(1) as pool:
        Upkeep(store, KEY, settings, pool).purge()
    assert [record.message for record in caplog.records if record.name == "kiosk"] == ["purge_late"]
