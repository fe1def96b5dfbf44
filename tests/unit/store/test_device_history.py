"""How the devices were, as the store keeps it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from kiosk.clock import ManualClock
from kiosk.domain.device import DeviceState
from kiosk.domain.device_history import DeviceSpell
from kiosk.store import device_history

WAIT_S = 10.0


def begin(store, device, state, reason="", detail=""):
    return store.begin_device_spell(device, state, reason=reason, detail=detail).result(WAIT_S)


def test_a_spell_lasts_until_the_next_begins(store, clock):
    first = clock.now()
    assert begin(store, "printer", DeviceState.READY)
    clock.advance(60)
    assert begin(store, "printer", DeviceState.BLOCKED, "paper_out", "Put in a roll.")
    second = first + timedelta(seconds=60)
    assert store.device_history() == (
        DeviceSpell("printer", DeviceState.BLOCKED, "paper_out", "Put in a roll.", second, None, lasting=True),
        DeviceSpell("printer", DeviceState.READY, "", "", first, second, lasting=False),
    )


def test_the_same_again_is_no_new_spell(store):
    begin(store, "printer", DeviceState.ABSENT, "held")
    assert not begin(store, "printer", DeviceState.ABSENT, "held")
    assert begin(store, "printer", DeviceState.ABSENT, "not_plugged_in")
    assert len(store.device_history()) == 2


def test_devices_have_histories_of_their_own(store):
    begin(store, "printer", DeviceState.READY)
    begin(store, "reader-1", DeviceState.ABSENT, "held")
    assert [spell.lasting for spell in store.device_history()] == [True, True]
    assert [spell.device for spell in store.device_history("reader-1")] == ["reader-1"]


def test_a_clean_end_ends_every_spell(store, clock):
    begin(store, "printer", DeviceState.READY)
    begin(store, "reader-1", DeviceState.READY)
    clock.advance(5)
    assert store.end_device_spells(known=True).result(WAIT_S) == 2
    assert {(spell.until, spell.lasting) for spell in store.device_history()} == {(clock.now(), False)}


def test_after_a_kill_nobody_knows_when_it_ended(store, opener):
    begin(store, "printer", DeviceState.READY)
    store.close()
    again = opener().store
    assert again.end_device_spells(known=False).result(WAIT_S) == 1
    (spell,) = again.device_history()
    assert (spell.until, spell.lasting) == (None, False)


def test_a_wrong_clock_gives_no_dates(opener):
    store = opener(clock=ManualClock(datetime(1970, 1, 1, tzinfo=UTC))).store
    begin(store, "printer", DeviceState.READY)
    begin(store, "printer", DeviceState.UNKNOWN, "silent")
    assert {(spell.since, spell.until) for spell in store.device_history()} == {(None, None)}


def test_old_spells_of_a_device_go_those_of_others_stay(store, monkeypatch):
    monkeypatch.setattr(device_history, "KEPT_SPELLS", 5)
    begin(store, "reader-1", DeviceState.READY)
    for number in range(8):
        begin(store, "printer", DeviceState.ABSENT, f"reason{number}")
    assert [spell.reason for spell in store.device_history("printer")] == [
        f"reason{number}" for number in (7, 6, 5, 4, 3)
    ]
    assert len(store.device_history("reader-1")) == 1


def test_the_limit_is_kept(store):
    for number in range(4):
        begin(store, "printer", DeviceState.ABSENT, f"reason{number}")
    assert [spell.reason for spell in store.device_history(limit=2)] == ["reason3", "reason2"]
