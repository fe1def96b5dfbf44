"""References are never given out twice, whatever file stands in the folder."""

from __future__ import annotations

import errno
import shutil
import tempfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.clock import SystemClock
from kiosk.domain.reference import ALPHABET, SEQUENCE_LIMIT, parse_reference
from kiosk.errors import StoreError
from kiosk.store.connections import connect
from kiosk.store.generations import BLOCK, RECORD, Record, read_record, write_record
from kiosk.store.numbering import Inside, Numbering, agree
from kiosk.store.opening import open_store
from kiosk.store.setting_aside import FILE, WAL
from kiosk.store.tasks import RESTORED

WAIT_S = 10.0


def accept(store, compose, count=1) -> list[str]:
    return [future.result(WAIT_S).request.reference for future in [store.accept(compose) for _ in range(count)]]


def generation(reference: str) -> str:
    return reference[7]


def sequence(reference: str) -> int:
    number = 0
    for character in reference[3:7]:
        number = number * len(ALPHABET) + ALPHABET.index(character)
    return number


def kinds(store) -> list[str]:
    return [task.kind for task in store.staff_tasks()]


def test_references_are_of_this_kiosk_and_read_back(store, compose):
    (reference,) = accept(store, compose)
    assert reference.startswith("K7-")
    assert parse_reference(reference) == reference


def test_an_orderly_restart_goes_on_without_a_gap(opener, compose):
    store = opener().store
    before = accept(store, compose, 5)
    store.close()
    after = accept(opener().store, compose, 5)

    assert {generation(reference) for reference in before + after} == {generation(before[0])}
    numbers = [sequence(reference) for reference in before + after]
    # Two in 36 numbers have no printable check character.
    assert max(b - a for a, b in pairwise(numbers)) <= 3


def copy_store(folder: Path, to: Path) -> None:
    to.mkdir(exist_ok=True)
    for name in (FILE, WAL):
        (to / name).unlink(missing_ok=True)
        if (folder / name).exists():
            shutil.copy(folder / name, to / name)


def test_a_restored_older_file_begins_a_new_generation(opener, compose, folder, tmp_path):
    store = opener().store
    before = accept(store, compose, 3)
    store.close()
    copy_store(folder, tmp_path / "backup")
    store = opener().store
    before += accept(store, compose, 3)
    store.close()
    copy_store(tmp_path / "backup", folder)

    opened = opener()

    after = accept(opened.store, compose, 10)
    assert generation(after[0]) != generation(before[0])
    assert set(after).isdisjoint(before)
    assert opened.set_aside is None
    assert kinds(opened.store) == [RESTORED]


@pytest.mark.parametrize("refused", ["kiosk.store.tasks.add_task", "kiosk.store.opening._tell_staff"])
def test_staff_and_desk_learn_of_a_restored_file_though_the_disk_fails_at_its_opening(
    opener, compose, folder, tmp_path, monkeypatch, refused
):
    store = opener().store
    accept(store, compose)
    copy_store(folder, tmp_path / "backup")
    accept(store, compose)
    store.close()
    copy_store(tmp_path / "backup", folder)

    def refuse(*_arguments):
        raise OSError(errno.EIO, "the disk does not write")

    with monkeypatch.context() as once:
        once.setattr(refused, refuse)
        with pytest.raises(StoreError):
            opener()
    store = opener().store
    assert kinds(store) == [RESTORED]
    assert store.is_announcement_due()
    assert len(read_record(folder).used) == 2


def test_a_copy_taken_and_put_back_within_one_session_is_found_out(opener, compose, folder, tmp_path):
    store = opener().store
    before = accept(store, compose, 3)
    copy_store(folder, tmp_path / "backup")
    before += accept(store, compose, 3)
    store.close()
    copy_store(tmp_path / "backup", folder)

    after = accept(opener().store, compose, 10)
    assert set(after).isdisjoint(before)
    assert generation(after[0]) != generation(before[0])


def test_after_a_crash_numbers_that_may_be_on_paper_are_skipped(opener, compose, folder, tmp_path):
    store = opener().store
    before = accept(store, compose, 3)
    copy_store(folder, tmp_path / "crash")
    shutil.copy(folder / RECORD, tmp_path / "crash" / RECORD)
    before += accept(store, compose, 20)
    store.close()
    for name in (FILE, WAL, RECORD):
        shutil.copy(tmp_path / "crash" / name, folder / name)

    after = accept(opener().store, compose, 10)
    assert set(after).isdisjoint(before)
    assert generation(after[0]) == generation(before[0])
    assert sequence(after[0]) <= BLOCK + 5


@pytest.mark.parametrize("content", [None, b"", b"{}", b"garbage", b'{"used": 3}'])
def test_a_lost_record_begins_a_new_generation(opener, compose, folder, content):
    store = opener().store
    before = accept(store, compose, 3)
    store.close()
    (folder / RECORD).unlink()
    if content is not None:
        (folder / RECORD).write_bytes(content)

    opened = opener()
    after = accept(opened.store, compose, 3)
    assert generation(after[0]) != generation(before[0])
    assert kinds(opened.store) == [RESTORED]
    assert set(read_record(folder).used) == {generation(before[0]), generation(after[0])}


def test_a_removed_file_begins_a_new_generation(opener, compose, folder):
    store = opener().store
    before = accept(store, compose)
    store.close()
    (folder / FILE).unlink()

    assert generation(accept(opener().store, compose)[0]) != generation(before[0])


def test_the_record_is_written_before_the_file(opener, folder, monkeypatch):
    import kiosk.store.opening as opening

    seen = []
    create = opening.create_tables

    def look(connection) -> None:
        seen.append(read_record(folder))
        create(connection)

    monkeypatch.setattr(opening, "create_tables", look)
    opener()
    assert seen[0].fresh
    assert not read_record(folder).fresh


def set_sequence(folder: Path, key: bytes, number: int) -> None:
    connection = connect(folder / FILE, key)
    connection.execute("UPDATE meta SET value = ? WHERE name = 'sequence'", (str(number),))
    connection.close()


def test_a_used_up_sequence_begins_a_new_generation(opener, compose, folder, key):
    store = opener().store
    (first,) = accept(store, compose)
    set_sequence(folder, key, SEQUENCE_LIMIT - 4)

    references = accept(store, compose, 8)

    generations = [generation(reference) for reference in references]
    assert generations[0] == generation(first)
    assert generations[-1] != generation(first)
    assert len(set(references)) == 8
    # From the beginning again; two in 36 numbers have no printable check character.
    assert sequence(references[-1]) <= 12
    store.close()
    assert kinds(opener().store) == []


def test_a_failed_composer_at_the_turn_of_a_generation_uses_up_one_only(opener, compose, folder, key):
    store = opener().store
    accept(store, compose)
    set_sequence(folder, key, SEQUENCE_LIMIT - 1)

    def fail(issued):
        raise LookupError

    for _ in range(3):
        with pytest.raises(LookupError):
            store.accept(fail).result(WAIT_S)
    assert len(read_record(folder).used) == 2


def test_a_turn_of_the_generation_that_the_disk_refused_to_settle_is_no_restored_file(
    opener, compose, folder, key, monkeypatch
):
    monkeypatch.setattr("kiosk.store.numbering.network_cards", lambda: frozenset({"card"}))
    store = opener().store
    accept(store, compose)
    set_sequence(folder, key, SEQUENCE_LIMIT - 1)

    def refuse(_self, _record, _session, _last):
        raise OSError(errno.EIO, "the disk does not write")

    with monkeypatch.context() as once:
        once.setattr(Numbering, "_settle", refuse)
        with pytest.raises(StoreError):
            store.accept(compose).result(WAIT_S)
    (first,) = accept(store, compose)
    assert read_record(folder).cards == {"card"}, "a copy of the disk in another machine would not be found out"
    store.close()
    store = opener().store
    assert kinds(store) == []
    (second,) = accept(store, compose)
    assert generation(second) == generation(first)
    assert sequence(second) > sequence(first)


def test_used_up_generations_are_said_clearly(opener, compose, folder, key):
    store = opener().store
    accept(store, compose)
    record = read_record(folder)
    write_record(folder, Record(used=ALPHABET, generation=record.generation, fresh=False, session=record.session))
    set_sequence(folder, key, SEQUENCE_LIMIT - 1)

    with pytest.raises(StoreError, match="used up") as caught:
        store.accept(compose).result(WAIT_S)
    assert "code" in caught.value.remedy


def test_every_generation_is_drawn_once(opener, folder):
    for _ in ALPHABET:
        opener().store.close()
        (folder / FILE).unlink()
    assert sorted(read_record(folder).used) == sorted(ALPHABET)
    with pytest.raises(StoreError, match="used up"):
        opener()


RECORDED = Record(used="AB", generation="B", fresh=False, session="s2", previous="s1", reserved=65)


@pytest.mark.parametrize(
    ("record", "inside", "expected"),
    [
        (None, Inside("B", 3, "s2", "AB"), False),
        (RECORDED, None, False),
        (RECORDED, Inside("A", 3, "s2", "AB"), False),
        (RECORDED, Inside("B", 3, "s2", "AB"), True),
        (RECORDED, Inside("B", 3, "s1", "AB"), True),
        (RECORDED, Inside("B", 3, "s0", "AB"), False),
        (Record(used="AB", generation="B", fresh=True), Inside("B", 0, "s0", "AB"), True),
        (Record(used="AB", generation="B", fresh=True), Inside("B", 1, "s0", "AB"), False),
        (Record(used="B", generation="B", fresh=False, session="s", closed_at=3), Inside("B", 3, "s", "B"), True),
        (Record(used="B", generation="B", fresh=False, session="s", closed_at=3), Inside("B", 2, "s", "B"), False),
    ],
)
def test_agreement(record, inside, expected):
    assert agree(record, inside) is expected


@settings(max_examples=12)
@given(st.lists(st.sampled_from(["accept", "restart", "save", "restore", "lose record", "lose file"]), max_size=14))
def test_no_reference_twice_whatever_is_done_to_the_file(compose_sized, key, steps):
    with tempfile.TemporaryDirectory() as name:
        folder, saved = Path(name) / "store", Path(name) / "saved"

        def opened():
            return open_store(folder, key, kiosk_code="K7", clock=SystemClock(), lock_timeout_s=0.2).store

        given_out: list[str] = []
        store = opened()
        for step in [*steps, "accept"]:
            if step == "accept":
                given_out += accept(store, compose_sized(20), 3)
                continue
            if step == "save":
                copy_store(folder, saved)
                continue
            store.close()
            match step:
                case "restore" if saved.exists():
                    copy_store(saved, folder)
                case "lose record":
                    (folder / RECORD).unlink()
                case "lose file":
                    (folder / FILE).unlink()
            store = opened()
        store.close()
        assert len(set(given_out)) == len(given_out)
