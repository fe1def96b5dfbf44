"""Salvage from really damaged files: what stands on sound pages survives, and nothing twice."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.domain.printing import PrintState
from kiosk.domain.request import EntryKind, EntryState, RequestState, Ticket
from kiosk.domain.standing_fault import StandingFault
from kiosk.errors import StoreError, StoreKeyMissing
from kiosk.store.connections import PAGE_SIZE, connect
from kiosk.store.opening import open_store
from kiosk.store.salvage import salvage
from kiosk.store.setting_aside import FILE, WAL, is_salvaged
from kiosk.store.tasks import DEAD_LETTER

WAIT_S = 10.0
COUNT = 200
KEY = bytes(range(32))


class Original:
    """A store file with 200 requests in all states, and what stands in it."""

    def __init__(self, folder: Path, compose_sized) -> None:
        self.folder = folder
        store = open_store(folder, KEY, kiosk_code="K7", clock=SystemClock()).store
        # Some fit on a page with others, some run over several pages.
        sizes = [(20, 300, 3000)[number * number % 7 % 3] for number in range(COUNT)]
        self.submissions = [f.result(WAIT_S) for f in [store.accept(compose_sized(size)) for size in sizes]]
        for number, submission in enumerate(self.submissions):
            self._move_on(store, number, submission)
        self.note = store.add_entry(self.submissions[150].request.id, EntryKind.NOTE, body="please").result(WAIT_S)
        store.add_staff_task("crashed", "").result(WAIT_S)
        store.keep_device_fault(StandingFault("printer", "paper_out", "", None)).result(WAIT_S)
        self.requests = {s.request.id: store.request_by_id(s.request.id) for s in self.submissions}
        self.entries = {row.id: row for row in store.outbox(finished=True)}
        self.jobs = {s.job_id: store.print_job(s.job_id) for s in self.submissions}
        store.close()
        assert not (folder / WAL).exists()
        self.pages = (folder / FILE).stat().st_size // PAGE_SIZE

    def _move_on(self, store, number, submission) -> None:
        if number < 80:
            entry = store.lease("agent").result(WAIT_S)
            if number < 60:
                store.deliver(entry, Ticket(id=str(number), url=f"http://desk/{number}")).result(WAIT_S)
            elif number < 70:
                store.bury(entry, "refused").result(WAIT_S)
        if number % 3:
            store.begin_print(submission.job_id).result(WAIT_S)
        if number % 3 == 2:
            store.finish_print(submission.job_id, PrintState.PRINTED).result(WAIT_S)


@pytest.fixture(scope="module")
def original(tmp_path_factory, compose_sized) -> Original:
    return Original(tmp_path_factory.mktemp("original"), compose_sized)


@pytest.fixture
def aside(original, tmp_path) -> Path:
    """A copy of the original, as set aside and ready to be damaged."""
    folder = tmp_path / "aside"
    folder.mkdir()
    shutil.copy(original.folder / FILE, folder / FILE)
    return folder


def flip(aside: Path, *pages: int, at: int = 777) -> None:
    content = bytearray((aside / FILE).read_bytes())
    for page in pages:
        content[(page - 1) * PAGE_SIZE + at] ^= 0x40
    (aside / FILE).write_bytes(content)


def check_kept(store, original, report) -> set:
    """Everything in `store` is as it was or as a crash leaves it, once; the ids of the requests that are there."""
    kept = {i: found for i in original.requests if (found := store.request_by_id(i)) is not None}
    assert report.requests == len(kept)
    for request_id, found in kept.items():
        before = original.requests[request_id]
        assert (found.request, found.ticket) == (before.request, before.ticket)
        assert found.state is (RequestState.ACCEPTED if before.state is RequestState.DELIVERING else before.state)
    rows = store.outbox(finished=True)
    assert len({row.id for row in rows}) == len(rows)
    own = [row for row in rows if row.kind is EntryKind.REQUEST]
    assert {row.id for row in own} == set(kept)
    for row in own:
        before = original.entries[row.id]
        assert row.state is (EntryState.DUE if before.state is EntryState.LEASED else before.state)
    order = list(original.entries)
    assert [order.index(row.id) for row in own] == sorted(order.index(row.id) for row in own)
    return set(kept)


def test_a_sound_file_is_moved_whole(original, aside, store):
    report = salvage(aside, store, KEY)

    assert check_kept(store, original, report) == set(original.requests)
    assert (report.requests, report.entries, report.print_jobs) == (COUNT, COUNT + 1, COUNT)
    assert (report.unreadable_pages, report.without_request, report.rebuilt_entries) == (0, 0, 0)
    dead = [(DEAD_LETTER, row.reference) for row in original.entries.values() if row.state is EntryState.DEAD]
    assert [(task.kind, task.detail) for task in store.staff_tasks()] == [*dead, ("crashed", "")]
    assert report.staff_tasks == len(dead) + 1 == 11
    for job_id, before in original.jobs.items():
        after = {PrintState.QUEUED: PrintState.ABANDONED, PrintState.PRINTING: PrintState.UNKNOWN}
        assert store.print_job(job_id).state is after.get(before.state, before.state)
    submission = original.submissions[3]
    assert store.receipt(submission.request.id) == submission.receipt
    assert is_salvaged(aside)
    assert {path.name for path in aside.iterdir()} == {FILE, "salvaged.json"}


def test_a_second_salvage_moves_nothing(original, aside, store):
    salvage(aside, store, KEY)
    again = salvage(aside, store, KEY)

    assert (again.requests, again.entries, again.print_jobs, again.already_there) == (0, 0, 0, COUNT)
    assert len(store.outbox(finished=True)) == COUNT + 1


@pytest.mark.parametrize("at", [3, 24, 777])
def test_a_damaged_first_page_costs_nothing(original, aside, store, at):
    flip(aside, 1, at=at)

    report = salvage(aside, store, KEY)

    assert check_kept(store, original, report) == set(original.requests)
    assert report.entries == COUNT + 1


def test_every_page_at_the_top_of_a_tree_may_be_damaged(original, aside, store):
    """Roots are made first: the first pages hold the schema and the roots of all tables and indexes."""
    flip(aside, *range(1, 21))

    report = salvage(aside, store, KEY)

    kept = check_kept(store, original, report)
    assert report.unreadable_pages >= 19
    assert len(kept) > COUNT * 0.7
    assert report.rebuilt_entries <= COUNT


@pytest.mark.parametrize("seed", range(4))
def test_flipped_bytes_cost_only_what_stood_on_their_pages(original, aside, store, seed):
    damaged = [2 + (seed * 17 + number * 43) % (original.pages - 1) for number in range(10)]
    flip(aside, *damaged, at=(seed * 911 + 13) % PAGE_SIZE)

    report = salvage(aside, store, KEY)

    kept = check_kept(store, original, report)
    assert report.unreadable_pages == len(damaged)
    # A page holds about a dozen small rows at most; a large row is lost with any of its pages.
    assert len(kept) >= COUNT - 12 * len(damaged)


@pytest.mark.parametrize("share", [0.99, 0.6, 0.3])
def test_a_truncated_file_gives_up_what_is_left(original, aside, store, share):
    content = (aside / FILE).read_bytes()
    (aside / FILE).write_bytes(content[: int(len(content) * share) + 5])

    report = salvage(aside, store, KEY)

    kept = check_kept(store, original, report)
    # Requests are written front to back: about the share of the file is there.
    assert len(kept) >= COUNT * (share - 0.15)


def test_entries_of_one_request_stay_in_order(original, aside, store):
    salvage(aside, store, KEY)

    asked = original.submissions[150].request.id
    assert [row.id for row in store.outbox() if row.request_id == asked] == [asked, original.note]


def lose(aside: Path, statement: str) -> None:
    connection = connect(aside / FILE, KEY)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(statement)
    connection.close()


def test_a_request_whose_entry_is_lost_is_due_under_the_same_key(original, aside, store):
    lose(aside, "DELETE FROM outbox")

    report = salvage(aside, store, KEY)

    assert report.rebuilt_entries == COUNT
    rows = {row.id: row for row in store.outbox(finished=True)}
    assert set(rows) == set(original.requests)
    for request_id, before in original.requests.items():
        assert rows[request_id].state is (
            {RequestState.DELIVERED: EntryState.DONE, RequestState.REFUSED: EntryState.DEAD}.get(
                before.state, EntryState.DUE
            )
        )


def test_entries_whose_request_is_lost_are_counted(original, aside, store):
    lose(aside, "DELETE FROM request WHERE position <= 20")

    report = salvage(aside, store, KEY)

    assert (report.requests, report.without_request) == (COUNT - 20, 20)


def test_rows_deleted_on_purpose_do_not_come_back(aside, store):
    """`secure_delete` empties the pages that are given up, so that salvage is no way around retention."""
    lose(aside, "DELETE FROM request WHERE position > 10")

    assert salvage(aside, store, KEY).requests == 10


@pytest.fixture
def logged(tmp_path, compose_sized) -> tuple[Path, list]:
    """A file set aside while everything still stood in its log, and what was accepted."""
    folder = tmp_path / "logged"
    opened = open_store(folder, KEY, kiosk_code="K8", clock=SystemClock()).store
    requests = [f.result(WAIT_S).request for f in [opened.accept(compose_sized(300)) for _ in range(40)]]
    copy = tmp_path / "copy"
    copy.mkdir()
    for name in (FILE, WAL):
        shutil.copy(folder / name, copy / name)
    opened.close()
    return copy, requests


@pytest.mark.parametrize("main", ["whole", "first page", "empty", "gone"])
def test_what_stands_in_the_log_is_read(logged, store, main):
    aside, requests = logged
    match main:
        case "first page":
            (aside / FILE).write_bytes((aside / FILE).read_bytes()[:PAGE_SIZE])
        case "empty":
            (aside / FILE).write_bytes(b"")
        case "gone":
            (aside / FILE).unlink()

    assert salvage(aside, store, KEY).requests == len(requests)
    assert [row.reference for row in store.outbox()] == [request.reference for request in requests]


@pytest.mark.parametrize("at", [2, 20, 32 + 24 + 100, 0.3, 0.5, 0.8])
def test_a_damaged_log_costs_little(logged, store, at):
    """SQLite itself would drop everything behind the damage."""
    aside, requests = logged
    log = bytearray((aside / WAL).read_bytes())
    log[int(at if at >= 1 else len(log) * at)] ^= 0x10
    (aside / WAL).write_bytes(log)

    assert salvage(aside, store, KEY).requests >= len(requests) - 5


@pytest.mark.parametrize("content", [b"", b"x" * 100, b"\0" * 3 * PAGE_SIZE, hashlib.shake_256(b"any").digest(50_000)])
def test_garbage_gives_nothing_and_no_error(aside, store, content):
    (aside / FILE).write_bytes(content)

    report = salvage(aside, store, KEY)

    assert (report.requests, report.entries, report.print_jobs) == (0, 0, 0)


def test_a_folder_without_a_file_is_refused(tmp_path, store):
    with pytest.raises(StoreError, match="no store file"):
        salvage(tmp_path, store, KEY)


def test_a_key_of_the_wrong_length_is_refused(aside, store):
    with pytest.raises(StoreKeyMissing):
        salvage(aside, store, b"short")
