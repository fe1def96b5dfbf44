"""The driver of the headset jack on a real line."""

from __future__ import annotations

import pytest

from kiosk.domain.device import DeviceState
from kiosk.domain.signals import HeadsetChanged, SignalNote
from tests.devices.signal_stand import SignalStand

IN, OUT = HeadsetChanged("it", True), HeadsetChanged("it", False)
FOUND, GONE = HeadsetChanged("it", True, by_hand=False), HeadsetChanged("it", False, by_hand=False)


@pytest.fixture
def stand():
    made = []

    def make(url="sim://headset", **times):
        made.append(SignalStand(url, **times))
        return made[-1]

    yield make
    for each in made:
        each.close()


def changes(jack):
    return [event for event in jack.ear.events if isinstance(event, HeadsetChanged)]


def wait_change(jack, change, start=0):
    return jack.ear.wait(lambda event: event == change, start=start)


def test_a_headset_that_comes_and_goes_is_told(stand):
    jack = stand()
    assert jack.ear.wait_note(SignalNote.ANSWERS).state is DeviceState.READY
    for _ in range(3):
        seen = len(jack.ear.events)
        jack.simulator.insert()
        wait_change(jack, IN, seen)
        jack.simulator.remove()
        wait_change(jack, OUT, seen)
    assert changes(jack) == [IN, OUT] * 3


def test_one_that_is_in_already_is_told_when_the_jack_is_found(stand):
    jack = stand(first_retry_s=0.01, last_retry_s=0.01)
    jack.ear.wait_note(SignalNote.ANSWERS)
    jack.simulator.unplug()
    jack.ear.wait_note(SignalNote.MISSING)
    jack.simulator.insert()
    jack.simulator.plug()
    wait_change(jack, FOUND)


def test_a_jack_that_goes_with_a_headset_in_it_is_empty(stand):
    jack = stand()
    jack.ear.wait_note(SignalNote.ANSWERS)
    jack.simulator.insert()
    wait_change(jack, IN)
    jack.simulator.unplug()
    assert jack.ear.wait_note(SignalNote.MISSING).state is DeviceState.ABSENT
    wait_change(jack, GONE)
    seen = len(jack.ear.events)
    jack.simulator.plug()
    wait_change(jack, FOUND, seen)


def test_what_the_kernel_lost_is_asked_for(stand):
    jack = stand()
    jack.ear.wait_note(SignalNote.ANSWERS)
    jack.simulator.overrun()
    wait_change(jack, IN)
    jack.simulator.overrun()
    wait_change(jack, OUT)


def test_it_comes_and_goes_many_times(stand):
    jack = stand()
    jack.ear.wait_note(SignalNote.ANSWERS)
    for _ in range(5):
        seen = len(jack.ear.events)
        jack.simulator.unplug()
        jack.ear.wait_note(SignalNote.MISSING, start=seen)
        seen = len(jack.ear.events)
        jack.simulator.plug()
        jack.ear.wait_note(SignalNote.ANSWERS, start=seen)


def test_told_that_something_was_plugged_in_it_tries_at_once(stand):
    jack = stand(first_retry_s=3600.0, last_retry_s=3600.0)
    jack.ear.wait_note(SignalNote.ANSWERS)
    jack.simulator.unplug()
    jack.ear.wait_note(SignalNote.MISSING)
    seen = len(jack.ear.events)
    jack.simulator.plug()
    jack.device.look_again()
    jack.ear.wait_note(SignalNote.ANSWERS, start=seen)


def test_closing_ends_its_thread(stand):
    jack = stand()
    driver = jack.device._device
    driver.close()
    assert not driver._thread.is_alive()


def test_two_at_once_are_not_mixed_up(stand):
    one, other = stand(), stand()
    other.ear.wait_note(SignalNote.ANSWERS)
    one.simulator.insert()
    wait_change(one, IN)
    other.simulator.insert()
    wait_change(other, IN)
    assert (changes(one), changes(other)) == ([IN], [IN])
