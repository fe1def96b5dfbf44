"""Which machine this is, told by its network cards; and a cloned disk that finds others."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kiosk.domain.reference import SEQUENCE_LIMIT
from kiosk.store import numbering
from kiosk.store.connections import connect
from kiosk.store.generations import read_record
from kiosk.store.machine import is_other_machine, is_other_start, name_run, network_cards
from kiosk.store.setting_aside import FILE
from kiosk.store.tasks import RESTORED

WAIT_S = 10.0


def add_card(
    net: Path, name: str, address: str, *, kind: str = "0", device: str | None = "pci0000:00/0000:00:1f.6"
) -> None:
    """A card as the kernel shows it."""
    card = net / "class" / name
    card.mkdir(parents=True)
    (card / "address").write_text(f"{address}\n")
    (card / "addr_assign_type").write_text(f"{kind}\n")
    if device is not None:
        (net / "devices" / device).mkdir(parents=True, exist_ok=True)
        (card / "device").symlink_to(net / "devices" / device)


def test_built_in_cards_alone_count_and_their_addresses_are_not_told(tmp_path: Path) -> None:
    add_card(tmp_path, "eth0", "00:11:22:33:44:55")
    add_card(tmp_path, "wlan0", "02:aa:bb:cc:dd:ee", kind="3")
    add_card(tmp_path, "usb0", "00:11:22:33:44:66", device="pci0000:00/usb1/1-2")
    add_card(tmp_path, "br0", "00:11:22:33:44:77", device=None)
    (card,) = network_cards(tmp_path / "class")
    assert len(card) == 16
    other = tmp_path / "other"
    add_card(other, "eth0", "00:11:22:33:44:99")
    assert network_cards(other / "class").isdisjoint({card})
    assert network_cards(tmp_path / "absent") == frozenset()


@pytest.mark.parametrize(
    ("known", "here", "other"),
    [("", "", False), ("", "a", False), ("a", "", False), ("a", "a", False), ("ab", "bc", False), ("a", "b", True)],
)
def test_a_card_that_is_not_there_yet_proves_nothing(known: str, here: str, other: bool) -> None:
    assert is_other_machine(frozenset(known), frozenset(here)) is other


@pytest.fixture
def machine(monkeypatch):
    """Lets a test say which cards are found."""

    def be(*cards: str) -> None:
        monkeypatch.setattr(numbering, "network_cards", lambda: frozenset(cards))

    return be


def accept(store, compose, count: int) -> list[str]:
    futures = [store.accept(compose) for _ in range(count)]
    return [future.result(WAIT_S).request.reference for future in futures]


@pytest.mark.parametrize("used_before", [0, 3])
def test_a_cloned_disk_never_repeats_a_reference_and_says_so(opener, compose, folder, tmp_path, machine, used_before):
    machine("one")
    store = opener().store
    before = accept(store, compose, used_before)
    store.close()
    shutil.copytree(folder, tmp_path / "clone")
    machine("two")
    clone = opener(folder=tmp_path / "clone").store
    cloned = accept(clone, compose, 50)
    assert [task.kind for task in clone.staff_tasks()] == [RESTORED]
    assert clone.is_announcement_due()
    machine("one")
    original = opener().store
    assert set(accept(original, compose, 50) + before).isdisjoint(cloned)
    assert original.staff_tasks() == ()
    clone.close()
    machine("two")
    again = opener(folder=tmp_path / "clone").store
    assert accept(again, compose, 1)[0][7] == cloned[0][7], "it is known from now on"


def test_a_card_that_comes_and_goes_begins_nothing(opener, compose, machine):
    generations = set()
    for cards in (("a",), (), ("a", "b"), ("b",), ("a",)):
        machine(*cards)
        store = opener().store
        generations.add(accept(store, compose, 1)[0][7])
        store.close()
    assert len(generations) == 1


def test_the_machine_is_known_beyond_the_end_of_a_sequence(opener, compose, folder, key, machine):
    machine("one")
    store = opener().store
    connection = connect(folder / FILE, key)
    connection.execute("UPDATE meta SET value = ? WHERE name = 'sequence'", (str(SEQUENCE_LIMIT - 2),))
    connection.close()
    accept(store, compose, 4)
    assert read_record(folder).cards == {"one"}


def test_runs_after_one_start_of_the_machine_know_each_other_and_no_others(tmp_path: Path) -> None:
    def run(boot: str) -> str:
        (tmp_path / "boot_id").write_text(f"{boot}\n")
        return name_run("sync", boot=tmp_path / "boot_id")

    one, again = run("0f5a8c1e-9f2b-4f57-8e4f-6ad0a3b9c1d2"), run("0f5a8c1e-9f2b-4f57-8e4f-6ad0a3b9c1d2")
    other = run("77777777-9f2b-4f57-8e4f-6ad0a3b9c1d2")
    assert one != again
    assert not is_other_start(one, again)
    assert is_other_start(one, other)


def test_a_run_that_does_not_tell_its_start_may_be_of_this_one(tmp_path: Path) -> None:
    nowhere = name_run("sync", boot=tmp_path / "boot_id")
    here = "0f5a8c1e/sync-1-ab"
    for one, two in [(nowhere, here), (here, nowhere), (nowhere, nowhere), ("sync-812-00ff", here)]:
        assert not is_other_start(one, two)


def test_this_machine_tells_its_start() -> None:
    assert name_run("sync").partition("/")[0]
