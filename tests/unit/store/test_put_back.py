"""A disk that was put back whole: what the desk is asked for, and a new generation while the store is in use."""

from __future__ import annotations

import msgspec
import pytest

from kiosk.errors import StoreError
from kiosk.store import put_back
from kiosk.store.generations import read_record, write_record
from kiosk.store.opening import join_store
from kiosk.store.put_back import LOOK_AHEAD, begin_anew, upcoming_references
from kiosk.store.tasks import RESTORED

WAIT_S = 10.0


def accept(store, compose, count: int) -> list[str]:
    futures = [store.accept(compose) for _ in range(count)]
    return [future.result(WAIT_S).request.reference for future in futures]


def test_what_the_desk_is_asked_for_is_what_comes_next(store, compose):
    for given in (0, 3):
        accept(store, compose, given)
        upcoming = upcoming_references(store, "K7")
        assert len(upcoming) == LOOK_AHEAD
    assert accept(store, compose, LOOK_AHEAD) == list(upcoming)


@pytest.mark.parametrize("before", [0, 1, 70])
def test_a_process_beside_begins_anew_and_the_interface_goes_on(opener, compose, folder, key, clock, before):
    store = opener().store
    old = accept(store, compose, before)
    coming = upcoming_references(store, "K7")
    beside = join_store(folder, key, kiosk_code="K7", clock=clock)
    begin_anew(beside).result(WAIT_S)
    new = accept(store, compose, 150)
    assert set(new).isdisjoint([*old, *coming])
    assert {reference[7] for reference in new}.isdisjoint(reference[7] for reference in coming)
    assert store.is_announcement_due()
    assert [task.kind for task in store.staff_tasks()] == [RESTORED]
    beside.close()
    store.close()

    # An orderly end, a new start: it goes on without another generation.
    again = opener().store
    later = accept(again, compose, 1)
    assert later[0][7] == new[0][7]
    assert later[0] not in new


def test_a_crash_after_it_repeats_nothing(opener, compose, folder, key, tmp_path):
    store = opener().store
    old = accept(store, compose, 3)
    begin_anew(store).result(WAIT_S)
    new = accept(store, compose, 70)
    crash = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    store.close()
    for name, content in crash.items():
        (folder / name).write_bytes(content)
    again = opener().store
    later = accept(again, compose, 70)
    assert set(later).isdisjoint([*old, *new])
    assert later[0][7] == new[0][7]


def test_it_knows_the_machine_still(store, folder, compose):
    record = read_record(folder)
    assert record is not None
    write_record(folder, msgspec.structs.replace(record, cards=frozenset({"card"})))
    begin_anew(store).result(WAIT_S)
    after = read_record(folder)
    assert after is not None
    assert (after.cards, after.fresh) == (frozenset({"card"}), False)


def test_attempts_that_could_not_be_committed_use_up_one_generation(store, folder, compose, monkeypatch):
    given = accept(store, compose, 1)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(put_back, "write_inside", full)
        for _ in range(3):
            with pytest.raises(StoreError):
                begin_anew(store).result(WAIT_S)
    begin_anew(store).result(WAIT_S)
    record = read_record(folder)
    assert record is not None
    assert len(record.used) == 2
    assert accept(store, compose, 1)[0][7] == record.generation != given[0][7]


def test_a_disk_that_takes_no_record_changes_nothing(store, compose, monkeypatch):
    given = accept(store, compose, 1)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(put_back.generations, "write_record", full)
        with pytest.raises(StoreError):
            begin_anew(store).result(WAIT_S)
    assert not store.staff_tasks()
    assert accept(store, compose, 1)[0][7] == given[0][7]
