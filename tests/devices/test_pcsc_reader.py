"""The PC/SC driver against a service that plays every awkward moment; the real one is in test_pcsc_service.py."""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from dataclasses import replace

import pytest

from kiosk.clock import SystemClock
from kiosk.devices.drivers.pcsc_reader import CARD_TRIES, LAST_TRY, PcscReader
from kiosk.devices.protocols.chip_id import GET_UID
from kiosk.devices.transports.pcsc import CardTrouble, PcscService, Slot
from kiosk.domain.device import DeviceState
from kiosk.domain.reader import CardKind, CardRead, CardUnreadable, ReaderNote
from kiosk.domain.secret import Secret
from kiosk.errors import DeviceAbsent, DeviceError
from tests.devices.event_ear import PATIENCE_S
from tests.devices.reader_stand import QUICK, Ear, kept_texts

FIRST, SECOND = "ACME Reader 00 00", "Other Reader 01 00"
UID, OTHER_UID = "04A1B2C3D4E5F6", "04112233445566"


def answer(uid):
    return bytes.fromhex(uid) + b"\x90\x00"


class PlayedService:
    """A `CardService` whose readers and cards are moved by the test."""

    def __init__(self):
        self._changed = threading.Condition()
        self._slots = {}
        self._comings = Counter()
        self._answers = {}
        self._running = True
        self.asked = []
        self.opened = 0

    # -- what the test does -----------------------------------------------------------------------------

    def attach(self, *names, usable=True):
        for name in names:
            self._set(name, present=False, usable=usable)

    def detach(self, name):
        with self._changed:
            del self._slots[name]
            self._changed.notify_all()

    def insert(self, name, *answers):
        """A card that gives these answers, the last of them for ever."""
        self._answers[name] = list(answers)
        self._comings[name] += 1
        self._set(name, present=True)

    def remove(self, name):
        self._comings[name] += 1
        self._set(name, present=False)

    def stop(self):
        with self._changed:
            self._running = False
            self._changed.notify_all()

    def start(self):
        with self._changed:
            self._running = True

    def _set(self, name, *, present, usable=True):
        with self._changed:
            mark = self._comings[name] << 16 | present << 5 | usable
            self._slots[name] = Slot(mark=mark, present=present, usable=usable)
            self._changed.notify_all()

    # -- what the driver sees ---------------------------------------------------------------------------

    def open(self):
        self._insist()
        self.opened += 1

    def readers(self):
        self._insist()
        return tuple(self._slots)

    def watch(self, marks, timeout_s):
        with self._changed:
            self._changed.wait_for(lambda: not self._running or self._differing(marks) != {}, timeout_s)
            self._insist()
            return self._differing(marks)

    def exchange(self, reader, command):
        self._insist()
        assert command == GET_UID
        self.asked.append(reader)
        answers = self._answers[reader]
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def close(self):
        pass

    def _differing(self, marks):
        if marks.keys() - self._slots.keys():
            return None
        return {name: self._slots[name] for name, mark in marks.items() if self._slots[name].mark != mark}

    def _insist(self):
        if not self._running:
            raise DeviceAbsent("The PC/SC service does not answer.")


@pytest.fixture
def service():
    return PlayedService()


@pytest.fixture
def driven(service):
    """Makes drivers on the service: `driven(wanted="")` gives the driver and its ear."""
    made = []

    def make(wanted="", *, times=QUICK):
        ear = Ear()
        made.append(PcscReader(service, wanted=wanted, listener=ear, clock=SystemClock(), name="reader", times=times))
        return made[-1], ear

    yield make
    for driver in made:
        driver.close()
        assert not driver._thread.is_alive()


def test_a_card_is_read_once(service, driven) -> None:
    service.attach(FIRST)
    _, ear = driven()
    assert ear.wait_note(ReaderNote.ATTACHED).state is DeviceState.READY
    service.insert(FIRST, answer(UID))
    assert ear.wait_read(UID) == CardRead(CardKind.CHIP, Secret(UID), "reader")
    service.remove(FIRST)
    service.insert(FIRST, answer(OTHER_UID))
    ear.wait_read(OTHER_UID)
    assert ear.read() == [UID, OTHER_UID]


def test_a_card_that_was_there_first_is_read(service, driven) -> None:
    service.attach(FIRST)
    service.insert(FIRST, answer(UID))
    _, ear = driven()
    ear.wait_read(UID)


def test_two_readers_at_once(service, driven) -> None:
    service.attach(FIRST, SECOND)
    _, ear = driven()
    ear.wait_note(ReaderNote.ATTACHED)
    service.insert(FIRST, answer(UID))
    service.insert(SECOND, answer(OTHER_UID))
    ear.wait_read(UID)
    ear.wait_read(OTHER_UID)
    assert sorted(ear.read()) == sorted([UID, OTHER_UID])


def test_only_the_readers_that_are_wanted_are_used(service, driven) -> None:
    service.attach(FIRST, SECOND)
    _, ear = driven("other reader")
    ear.wait_note(ReaderNote.ATTACHED)
    service.insert(FIRST, answer(UID))
    service.insert(SECOND, answer(OTHER_UID))
    ear.wait_read(OTHER_UID)
    assert ear.read() == [OTHER_UID]
    assert set(service.asked) == {SECOND}


def test_without_a_reader_it_is_absent_and_is_found_when_it_comes(service, driven) -> None:
    _, ear = driven()
    assert ear.wait_note(ReaderNote.NO_READER).state is DeviceState.ABSENT
    service.attach(FIRST)
    ear.wait_note(ReaderNote.ATTACHED)


def test_a_reader_that_the_service_cannot_speak_to_is_not_ready(service, driven) -> None:
    service.attach(FIRST, usable=False)
    _, ear = driven()
    ear.wait_note(ReaderNote.NO_READER)
    service.attach(FIRST)
    ear.wait_note(ReaderNote.ATTACHED)
    assert ear.notes() == [ReaderNote.NO_READER, ReaderNote.ATTACHED]


def test_a_reader_that_is_unplugged_with_a_card_in_it_reads_that_card_when_it_is_back(service, driven) -> None:
    service.attach(FIRST)
    _, ear = driven()
    service.insert(FIRST, answer(UID))
    ear.wait_read(UID)
    service.detach(FIRST)
    ear.wait_note(ReaderNote.NO_READER)
    service.attach(FIRST)
    service.insert(FIRST, answer(OTHER_UID))
    ear.wait_read(OTHER_UID)


def test_of_two_readers_one_may_go(service, driven) -> None:
    service.attach(FIRST, SECOND)
    _, ear = driven()
    ear.wait_note(ReaderNote.ATTACHED)
    service.detach(FIRST)
    service.insert(SECOND, answer(UID))
    ear.wait_read(UID)
    assert ear.notes() == [ReaderNote.ATTACHED]


# -- cards ------------------------------------------------------------------------------------------------


def test_a_card_that_is_pulled_amid_the_read_is_told_as_unreadable(service, driven) -> None:
    service.attach(FIRST)
    _, ear = driven()
    service.insert(FIRST, CardTrouble.GONE)
    assert ear.wait_unreadable() == CardUnreadable("reader")
    service.remove(FIRST)
    service.insert(FIRST, answer(UID))
    ear.wait_read(UID)


def test_a_card_that_is_put_back_before_the_service_noticed_is_read(service, driven) -> None:
    service.attach(FIRST)
    _, ear = driven()
    service.insert(FIRST, *[CardTrouble.GONE] * 5, answer(UID))
    ear.wait_read(UID)
    assert [isinstance(event, CardUnreadable) for event in ear.events].count(True) == 1


def test_a_card_at_the_edge_of_the_field_is_tried_again(service, driven) -> None:
    service.attach(FIRST)
    _, ear = driven()
    service.insert(FIRST, CardTrouble.MUTE, CardTrouble.MUTE, answer(UID))
    ear.wait_read(UID)
    assert not any(isinstance(event, CardUnreadable) for event in ear.events)


def test_a_card_that_stays_mute_is_given_up_and_said_so_once(service, driven) -> None:
    service.attach(FIRST, SECOND)
    _, ear = driven()
    service.insert(FIRST, CardTrouble.MUTE)
    ear.wait_unreadable()
    for _ in range(int(PATIENCE_S / 0.05)):
        if service.asked.count(FIRST) == LAST_TRY:
            break
        time.sleep(0.05)
    service.insert(SECOND, answer(UID))
    ear.wait_read(UID)
    time.sleep(QUICK.watch_s * 3)
    assert service.asked.count(FIRST) == LAST_TRY
    assert [isinstance(event, CardUnreadable) for event in ear.events].count(True) == 1


@pytest.mark.parametrize("said", ["6D00", "6A81", "6300", "04A1", "", "90", "000000009000"])
def test_a_card_that_knows_no_number_is_unreadable(service, driven, said) -> None:
    service.attach(FIRST)
    _, ear = driven()
    service.insert(FIRST, bytes.fromhex(said))
    ear.wait_unreadable()
    assert ear.read() == []


def test_a_card_that_another_program_has_is_waited_for(service, driven) -> None:
    service.attach(FIRST)
    _, ear = driven()
    service.insert(FIRST, *[CardTrouble.HELD] * (CARD_TRIES + 3), answer(UID))
    assert ear.wait_note(ReaderNote.HELD).state is DeviceState.BLOCKED
    ear.wait_read(UID)
    assert ear.wait_note(ReaderNote.ATTACHED, start=2).state is DeviceState.READY
    assert not any(isinstance(event, CardUnreadable) for event in ear.events)


def test_a_held_card_that_is_taken_away_holds_nothing_any_more(service, driven) -> None:
    service.attach(FIRST)
    _, ear = driven()
    service.insert(FIRST, CardTrouble.HELD)
    ear.wait_note(ReaderNote.HELD)
    seen = len(ear.events)
    service.remove(FIRST)
    ear.wait_note(ReaderNote.ATTACHED, start=seen)


def test_a_card_that_flutters_is_told_once(service, driven) -> None:
    service.attach(FIRST)
    _, ear = driven(times=replace(QUICK, repeat_s=60.0))
    ear.wait_note(ReaderNote.ATTACHED)
    for _ in range(5):
        service.insert(FIRST, answer(UID))
        ear.wait_read(UID)
        service.remove(FIRST)
    service.insert(FIRST, answer(OTHER_UID))
    ear.wait_read(OTHER_UID)
    assert ear.read() == [UID, OTHER_UID]


# -- the service ------------------------------------------------------------------------------------------


def test_without_the_service_it_is_absent_and_asks_for_ever(service, driven) -> None:
    service.stop()
    service.attach(FIRST)
    _, ear = driven()
    assert ear.wait_note(ReaderNote.NO_SERVICE).state is DeviceState.ABSENT
    service.start()
    ear.wait_note(ReaderNote.ATTACHED)


def test_a_card_that_stayed_while_the_service_was_restarted_is_not_told_again(service, driven) -> None:
    service.attach(FIRST, SECOND)
    _, ear = driven()
    service.insert(FIRST, answer(UID))
    ear.wait_read(UID)
    service.stop()
    ear.wait_note(ReaderNote.NO_SERVICE)
    seen = len(ear.events)
    service.start()
    ear.wait_note(ReaderNote.ATTACHED, start=seen)
    service.insert(SECOND, answer(OTHER_UID))
    ear.wait_read(OTHER_UID)
    assert service.opened == 2
    assert service.asked.count(FIRST) == 2
    assert ear.read() == [UID, OTHER_UID]


def test_a_service_that_stops_amid_a_read_costs_no_more_than_the_read(service, driven) -> None:
    service.attach(FIRST)
    _, ear = driven(times=QUICK)
    service.insert(FIRST, CardTrouble.MUTE, CardTrouble.MUTE, answer(UID))
    service.stop()
    ear.wait_note(ReaderNote.NO_SERVICE)
    service.start()
    ear.wait_read(UID)


def test_it_comes_and_goes_many_times(service, driven) -> None:
    service.attach(FIRST)
    _, ear = driven()
    ear.wait_note(ReaderNote.ATTACHED)
    for _ in range(10):
        seen = len(ear.events)
        service.stop()
        ear.wait_note(ReaderNote.NO_SERVICE, start=seen)
        seen = len(ear.events)
        service.start()
        ear.wait_note(ReaderNote.ATTACHED, start=seen)
    assert service.opened >= 10


def test_nothing_of_a_card_stays_in_the_driver(service, driven) -> None:
    service.attach(FIRST)
    driver, ear = driven()
    service.insert(FIRST, answer(UID))
    ear.wait_read(UID)
    service.remove(FIRST)
    service.insert(FIRST, answer(OTHER_UID))
    ear.wait_read(OTHER_UID)
    seen = len(ear.events)
    service.stop()
    ear.wait_note(ReaderNote.NO_SERVICE, start=seen)
    ear.events.clear()
    service._answers.clear()
    kept = kept_texts(driver)
    assert kept
    assert [text for text in kept if UID in text or bytes.fromhex(UID).decode("latin-1") in text] == []


def test_without_the_library_the_service_is_absent_and_says_what_to_install(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "smartcard.scard", None)
    with pytest.raises(DeviceError) as refusal:
        PcscService().open()
    assert "libpcsclite1" in refusal.value.remedy
