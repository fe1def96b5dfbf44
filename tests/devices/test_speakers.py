"""The driver of the sound card, on one that remembers and on ALSA's own library with a file behind it."""

from __future__ import annotations

import threading

import pytest

from kiosk.devices.drivers.cue_speaker import CueSpeaker
from kiosk.devices.drivers.signal_times import SignalTimes
from kiosk.devices.protocols.sounds import make_sound
from kiosk.devices.simulators.sound_recorder import SoundRecorder
from kiosk.devices.transports.alsa import AlsaCard
from kiosk.domain.device import DeviceState
from kiosk.domain.signals import Cue, CuePlayed, SignalNote
from kiosk.errors import DeviceAbsent
from tests.devices.event_ear import PATIENCE_S
from tests.devices.signal_stand import SignalEar, SignalStand


@pytest.fixture
def stand():
    made = []

    def make(url="sim://speaker", **times):
        made.append(SignalStand(url, **times))
        return made[-1]

    yield make
    for each in made:
        each.close()


def test_cues_are_played_in_their_order(stand):
    speaker = stand()
    speaker.ear.wait_note(SignalNote.ANSWERS)
    wanted = (Cue.SUCCESS, Cue.CARD_READ, Cue.WARNING)
    for cue in wanted:
        speaker.device.play(cue)
    speaker.ear.wait(lambda event: event == CuePlayed("it", Cue.WARNING))
    assert speaker.simulator.cues == wanted
    assert [sound.samples for sound in speaker.simulator.sounds] == [make_sound(cue, 100).samples for cue in wanted]


class SlowCard(SoundRecorder):
    """Plays each sound until it is let go."""

    def __init__(self):
        super().__init__()
        self.begun = threading.Event()
        self.go_on = threading.Event()

    def play(self, sound):
        self.begun.set()
        assert self.go_on.wait(PATIENCE_S)
        super().play(sound)


class HandClock:
    """Stands still until it is set."""

    s = 100.0

    def monotonic_s(self):
        return self.s


def test_what_would_come_late_is_left_out():
    card, clock, ear = SlowCard(), HandClock(), SignalEar()
    speaker = CueSpeaker(card, volume_percent=100, listener=ear, clock=clock, name="it", times=SignalTimes(late_s=1.0))
    ear.wait_note(SignalNote.ANSWERS)
    speaker.play(Cue.SUCCESS)
    assert card.begun.wait(PATIENCE_S)
    speaker.play(Cue.WARNING)
    clock.s += 5.0
    speaker.play(Cue.CARD_READ)
    card.go_on.set()
    ear.wait(lambda event: event == CuePlayed("it", Cue.CARD_READ))
    speaker.close()
    assert card.cues == (Cue.SUCCESS, Cue.CARD_READ)


def test_it_comes_and_goes_many_times(stand):
    speaker = stand()
    speaker.ear.wait_note(SignalNote.ANSWERS)
    for _ in range(5):
        seen = len(speaker.ear.events)
        speaker.simulator.unplug()
        assert speaker.ear.wait_note(SignalNote.MISSING, start=seen).state is DeviceState.ABSENT
        seen = len(speaker.ear.events)
        speaker.simulator.plug()
        assert speaker.ear.wait_note(SignalNote.ANSWERS, start=seen).state is DeviceState.READY
        speaker.device.play(Cue.SUCCESS)
        speaker.ear.wait(lambda event: isinstance(event, CuePlayed), start=seen)


def test_a_card_that_goes_amid_the_work_is_told_and_nothing_is_made_up(stand):
    speaker = stand(look_s=3600.0)
    speaker.ear.wait_note(SignalNote.ANSWERS)
    speaker.simulator.unplug()
    speaker.device.play(Cue.SUCCESS)
    speaker.ear.wait_note(SignalNote.MISSING)
    assert not any(isinstance(event, CuePlayed) for event in speaker.ear.events)


def test_a_card_that_is_held_is_told_when_it_is_wanted_and_taken_when_it_is_free(stand):
    speaker = stand()
    speaker.ear.wait_note(SignalNote.ANSWERS)
    speaker.simulator.hold()
    speaker.device.play(Cue.SUCCESS)
    assert speaker.ear.wait_note(SignalNote.HELD).state is DeviceState.BLOCKED
    seen = len(speaker.ear.events)
    speaker.simulator.hold(False)
    speaker.ear.wait_note(SignalNote.ANSWERS, start=seen)


def test_somebody_who_speaks_while_it_only_looks_is_no_fault(stand):
    speaker = stand(look_s=0.01)
    speaker.ear.wait_note(SignalNote.ANSWERS)
    speaker.simulator.hold()
    looks = speaker.simulator.looks
    speaker.wait_until(lambda: speaker.simulator.looks > looks + 3, "some looks")
    assert [event.note for event in speaker.ear.events] == [SignalNote.ANSWERS]


def test_told_that_something_was_plugged_in_it_tries_at_once(stand):
    speaker = stand(first_retry_s=3600.0, last_retry_s=3600.0)
    speaker.ear.wait_note(SignalNote.ANSWERS)
    speaker.simulator.unplug()
    speaker.ear.wait_note(SignalNote.MISSING)
    seen = len(speaker.ear.events)
    speaker.simulator.plug()
    speaker.device.look_again()
    speaker.ear.wait_note(SignalNote.ANSWERS, start=seen)


def test_closing_ends_its_thread(stand):
    speaker = stand()
    driver = speaker.device._device
    driver.close()
    assert not driver._thread.is_alive()


def test_two_at_once_are_not_mixed_up(stand):
    one, other = stand(), stand()
    one.device.play(Cue.SUCCESS)
    one.ear.wait(lambda event: event == CuePlayed("it", Cue.SUCCESS))
    assert other.simulator.cues == ()


@pytest.mark.parametrize("cue", Cue)
def test_alsa_itself_gets_every_sample(stand, tmp_path, cue):
    taken = tmp_path / "taken.raw"
    # ALSA's own plugin: everything of a real card but the card.
    # Another look would open the file anew, and empty it.
    speaker = stand(f"alsa://file:FILE={taken},FORMAT=raw", look_s=3600.0)
    speaker.ear.wait_note(SignalNote.ANSWERS)
    speaker.device.play(cue)
    speaker.ear.wait(lambda event: event == CuePlayed("it", cue))
    assert taken.read_bytes() == make_sound(cue, 100).samples


def test_a_machine_without_a_sound_card_goes_on_and_is_told_quietly(stand, capfd):
    speaker = stand("alsa://hw:CARD=None")
    assert speaker.ear.wait_note(SignalNote.MISSING).state is DeviceState.ABSENT
    speaker.device.play(Cue.SUCCESS)
    speaker.close()
    assert capfd.readouterr() == ("", "")


def test_a_name_that_alsa_does_not_know_is_told_with_a_remedy():
    with pytest.raises(DeviceAbsent) as told:
        AlsaCard("no-such-card").check()
    assert "no-such-card" in told.value.what
    assert "aplay -L" in told.value.remedy
