"""What is forgotten stands in no file any more: log, file set aside, backup. In encrypted files it never stood."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest
from alembic.command import upgrade

from kiosk.domain.request import EntryKind, Issued, Submission
from kiosk.store import connections, copying, migrating
from kiosk.store.copying import BACKUP, UNFINISHED
from kiosk.store.purging import Purged, purge
from kiosk.store.salvage import salvage
from kiosk.store.setting_aside import FILE, WAL, mark_damaged
from kiosk.store.store import Store
from tests.unit.store.forgetting import (
    DAY_S,
    KEPT,
    MARKER,
    WAIT_S,
    deliver,
    hear,
    holders,
    make_backup,
    too_long,
)


@pytest.fixture
def aside(opener, clock, composed, folder, key) -> Store:
    """A store beside a damaged one that was set aside, salvaged on the day it happened."""
    first = opener().store
    first.accept(composed).result(WAIT_S)
    deliver(first)
    first.close()
    mark_damaged(folder)
    opened = opener()
    assert opened.set_aside is not None
    salvage(opened.set_aside, opened.store, key)
    now = clock.now().timestamp()
    for path in opened.set_aside.iterdir():
        os.utime(path, (now, now))
    return opened.store


def test_a_salvaged_file_is_removed_when_it_has_lain_long_enough(aside, clock, folder, purge_now):
    assert list((folder / "set-aside").iterdir())
    clock.advance(19 * DAY_S)
    assert purge_now(aside).set_aside == 0
    clock.advance(2 * DAY_S)
    assert purge_now(aside).set_aside == 1
    assert list((folder / "set-aside").iterdir()) == []


def test_a_salvaged_file_is_removed_earlier_for_the_sake_of_the_promise(aside, clock, folder, key):
    kept = msgspec.structs.replace(KEPT, set_aside=300)
    clock.advance(29 * DAY_S)
    assert purge(aside, key, kept, backups=folder / "backups").set_aside == 0
    clock.advance(2 * DAY_S)
    assert purge(aside, key, kept, backups=folder / "backups").set_aside == 1


def test_a_file_that_is_not_salvaged_stays_and_staff_are_told(opener, clock, compose, folder, purge_now):
    opener().store.close()
    mark_damaged(folder)
    opened = opener()
    then = clock.now().timestamp()
    os.utime(opened.set_aside, (then, then))
    clock.advance(31 * DAY_S)
    assert purge_now(opened.store) == Purged(waiting=1)
    assert opened.set_aside.is_dir()
    assert "kiosk store salvage" in too_long(opened.store)[0]


def test_backups_forget_what_the_store_forgets_and_go_in_their_turn(store, clock, composed, folder, key, purge_now):
    store.accept(composed).result(WAIT_S)
    backup = make_backup(folder, key, clock)
    deliver(store)  # under way when the backup was taken, settled since
    clock.advance(31 * DAY_S)
    assert purge_now(store) == Purged(contacts=1, backup_contacts=1)
    assert purge_now(store) == Purged()
    clock.advance(28 * DAY_S)
    assert purge_now(store).backups == 0
    clock.advance(2 * DAY_S)
    assert purge_now(store).backups == 1
    assert not backup.exists()


def test_a_backup_keeps_what_has_not_reached_the_desk(store, clock, composed, folder, key, purge_now):
    store.accept(composed).result(WAIT_S)
    make_backup(folder, key, clock)
    clock.advance(31 * DAY_S)
    assert purge_now(store) == Purged(waiting=1)


def test_a_backup_that_does_not_open_is_told_to_staff_and_goes_when_its_days_are_over(store, clock, folder, purge_now):
    backup = folder / "backups" / f"other{BACKUP}"
    backup.parent.mkdir()
    backup.write_bytes(os.urandom(8192))
    now = clock.now().timestamp()
    os.utime(backup, (now, now))
    clock.advance(31 * DAY_S)
    assert purge_now(store) == Purged(waiting=1)
    assert backup.exists()
    assert "Backups that do not open" in too_long(store)[0]
    clock.advance(30 * DAY_S)
    assert purge_now(store) == Purged(backups=1)
    assert too_long(store) == []


def test_what_a_killed_command_left_goes_after_a_day(store, clock, folder, purge_now):
    left = folder / f"rekeyed{UNFINISHED}"
    left.write_bytes(b"x")
    now = clock.now().timestamp()
    os.utime(left, (now, now))
    clock.advance(DAY_S / 2)
    purge_now(store)
    assert left.exists()
    clock.advance(DAY_S)
    purge_now(store)
    assert not left.exists()


@pytest.mark.usefixtures("without_key")
def test_nothing_of_a_guest_is_left_in_any_file(opener, clock, composed, folder, key, purge_now):
    """The proof, on the same store opened without a key: the marker is found before, and nowhere after."""
    first = opener().store
    for _ in range(60):
        kept = first.accept(composed).result(WAIT_S)
        deliver(first)
        assert hear(first, kept)
    first.close()
    assert holders(folder) == {FILE}
    mark_damaged(folder)
    opened = opener()
    aside, store = opened.set_aside, opened.store
    assert salvage(aside, store, key).requests == 60
    now = clock.now().timestamp()
    os.utime(aside / "salvaged.json", (now, now))
    assert hear(store, kept)
    backup = make_backup(folder, key, clock)
    for _ in range(60):
        kept = store.accept(composed).result(WAIT_S)
        deliver(store)
        assert hear(store, kept)
    before = holders(folder)
    copies = {str(path.relative_to(folder)) for path in (aside / FILE, backup)}
    assert (before > copies, WAL in before) == (True, True)

    clock.advance(31 * DAY_S)
    purged = purge_now(store)

    assert (purged.contacts, purged.set_aside, purged.backup_contacts) == (120, 1, 60)
    assert (purged.notes, purged.backup_notes) == (61, 1)
    assert purged.log_emptied
    assert holders(folder) == set()
    assert len(store.outbox(finished=True)) == 120
    after = make_backup(folder, key, clock, "tuesday")
    assert after.stat().st_size > 100_000
    assert holders(folder) == set()
    store.close()
    assert holders(folder) == set()


@pytest.mark.usefixtures("without_key")
def test_nothing_of_an_old_request_is_left_in_any_file(opener, clock, compose, folder, key):
    """The same proof for what people wrote: the whole request goes, out of younger backups too."""
    kept = msgspec.structs.replace(KEPT, guest_contact=3000, set_aside=300, backup=300)

    def with_marker(issued: Issued) -> Submission:
        submission = compose(issued)
        (answer,) = submission.request.answers
        marked = msgspec.structs.replace(answer, answer_for_desk=MARKER)
        request = msgspec.structs.replace(submission.request, answers=(marked,))
        return Submission(request=request, receipt=submission.receipt)

    first = opener().store
    for _ in range(60):
        request = first.accept(with_marker).result(WAIT_S).request
        deliver(first)
        first.add_entry(request.id, EntryKind.NOTE, body=f"It still drips, says {MARKER}.").result(WAIT_S)
        deliver(first)
    open_id = first.accept(with_marker).result(WAIT_S).request.id
    first.close()
    clock.advance(350 * DAY_S)
    mark_damaged(folder)
    opened = opener()
    aside, store = opened.set_aside, opened.store
    salvage(aside, store, key)
    for path in aside.iterdir():
        os.utime(path, (clock.now().timestamp(),) * 2)
    backup = make_backup(folder, key, clock)
    deliver(store)  # what was open when the backup was taken
    copies = {str(path.relative_to(folder)) for path in (aside / FILE, backup)}
    assert holders(folder) >= copies | {WAL}

    clock.advance(20 * DAY_S)
    purged = purge(store, key, kept, backups=folder / "backups")

    assert (purged.requests, purged.backup_requests, purged.set_aside, purged.log_emptied) == (61, 61, 1, True)
    assert backup.exists()
    assert store.request_by_id(open_id) is None
    assert holders(folder) == set()
    assert purge(store, key, kept, backups=folder / "backups") == Purged()


def test_a_backup_keeps_an_old_request_that_the_store_has_lost_and_the_desk_never_got(
    opener, clock, compose, folder, key
):
    """It may be the only copy: accepted means kept."""
    kept = msgspec.structs.replace(KEPT, backup=300)
    store = opener().store
    lost = store.accept(compose).result(WAIT_S).request.id
    clock.advance(364 * DAY_S)
    backup = make_backup(folder, key, clock)
    store.close()
    (folder / FILE).unlink()
    clock.advance(10 * DAY_S)
    assert purge(opener().store, key, kept, backups=folder / "backups") == Purged()
    with closing(connections.connect(backup, key)) as connection:
        assert connection.execute("SELECT id FROM request").fetchall() == [(lost.bytes,)]


def test_a_backup_of_an_older_program_forgets_too(opener, clock, folder, key, purge_now):
    store = opener().store
    backup = folder / "backups" / f"older{BACKUP}"
    backup.parent.mkdir()
    stored = (Path(__file__).parents[2] / "golden" / "outbox" / "stored-schema-1.json").read_text("utf-8")
    with copying.connected(backup, key) as connection:
        config = migrating.alembic_config(connection)
        with connection.begin():
            upgrade(config, "0001")
            connection.exec_driver_sql(
                "INSERT INTO request (id, reference, state, accepted_at, pack_version, payload_schema, payload)"
                " VALUES (?, 'K7-0001A-1', 'delivered', ?, '1', 1, ?)",
                (uuid4().bytes, clock.now().isoformat(), stored),
            )
    os.utime(backup, (clock.now().timestamp(),) * 2)
    clock.advance(31 * DAY_S)
    assert purge_now(store).backup_contacts == 1
    assert purge_now(store).backup_contacts == 0


def test_an_undated_request_in_a_backup_counts_from_the_backup(store, clock, composed, folder, key, purge_now):
    trusted = clock.now()
    clock.set_wall(datetime(1970, 1, 1, tzinfo=UTC))
    store.accept(composed).result(WAIT_S)
    deliver(store)
    clock.set_wall(trusted)
    make_backup(folder, key, clock)
    purge_now(store)
    clock.advance(31 * DAY_S)
    assert purge_now(store) == Purged(contacts=1, backup_contacts=1)


@pytest.mark.usefixtures("without_key")
def test_a_log_in_use_is_emptied_at_the_next_purge(store, clock, composed, folder, key, purge_now):
    store.accept(composed).result(WAIT_S)
    deliver(store)
    clock.advance(31 * DAY_S)
    with closing(connections.connect(folder / FILE, key)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM request").fetchone()
        assert not purge_now(store).log_emptied
        assert WAL in holders(folder)
    assert purge_now(store).log_emptied
    assert holders(folder) == set()


def test_no_encrypted_file_ever_holds_the_name(opener, clock, composed, folder, key, tmp_path):
    store = opener().store
    store.accept(composed).result(WAIT_S)
    make_backup(folder, key, clock)
    assert (folder / WAL).stat().st_size > 0
    assert holders(folder) == set()
    store.close()
    mark_damaged(folder)
    assert opener().set_aside is not None
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len([path for path in files if path.suffix in {".db", BACKUP}]) == 3
    assert holders(folder) == set()
    for path in files:
        if path.suffix in {".db", BACKUP}:
            copy = shutil.copy(path, tmp_path / "plain")
            with closing(sqlite3.connect(copy)) as plain, pytest.raises(sqlite3.DatabaseError):
                plain.execute("SELECT * FROM request")
