"""Trying lights, sound cards and headset jacks from the command line."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum

from kiosk.devices.configuration import ConfiguredDevice
from kiosk.devices.trials import STATUS_S, Heard, Say, describe, next_heard, opened
from kiosk.domain.device import DeviceState
from kiosk.domain.device_history import DeviceCondition, DeviceKind
from kiosk.domain.signals import STANDING, Cue, CuePlayed, HeadsetChanged, LightSign, SignalLight, Speaker

SHOW_S = 4.0
"""For each sign of a light: longer than the longest brief one, so that somebody in front of it can tell them apart."""

PAUSE_S = 0.8
"""Between two sounds."""


class Took(StrEnum):
    """Whether the device did what it was told."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    """It was told, and its kind cannot say."""


@dataclass(frozen=True, slots=True)
class SignalOutcome:
    """What came of trying a device."""

    took: Took
    what: str


def signal_trial(device: ConfiguredDevice, *, wait_s: float, say: Say) -> SignalOutcome:
    """Show every sign, play every cue, or wait for a headset to be plugged in or pulled out. `say` hears what to do."""
    match device.kind:
        case DeviceKind.LIGHT:
            return _light_trial(device, min(SHOW_S, wait_s), say)
        case DeviceKind.SPEAKER:
            return _speaker_trial(device, say)
        case DeviceKind.HEADSET:
            return _headset_trial(device, wait_s, say)
        case DeviceKind.PRINTER | DeviceKind.READER:
            raise ValueError(f"{device.name} gives no signals")


def _light_trial(device: ConfiguredDevice, show_s: float, say: Say) -> SignalOutcome:
    with opened((device,)) as (manager, said):
        light = manager.light
        condition = _condition(said)
        if light is None or condition is None or not (condition.rests or condition.state is DeviceState.READY):
            return _refused(condition)
        for sign in sorted(LightSign, key=lambda sign: sign not in STANDING):
            say(f"It shows “{sign}”.")
            _let_see(light, sign, show_s)
            light.show(LightSign.IDLE)
        condition = manager.health()[0]
    if condition.state is DeviceState.READY:
        return SignalOutcome(Took.YES, "The light answers, and every sign was sent. Did you see them?")
    if condition.rests:
        return SignalOutcome(Took.UNSURE, "Every sign was sent; lights of this kind cannot answer. Did you see them?")
    return _refused(condition)


def _let_see(light: SignalLight, sign: LightSign, show_s: float) -> None:
    light.show(sign)
    time.sleep(show_s)


def _speaker_trial(device: ConfiguredDevice, say: Say) -> SignalOutcome:
    with opened((device,)) as (manager, said):
        speaker = manager.speaker
        condition = _condition(said)
        if speaker is None or condition is None or condition.state is not DeviceState.READY:
            return _refused(condition)
        for cue in Cue:
            say(f"It plays “{cue}”.")
            if not _played(said, speaker, cue):
                return _refused(manager.health()[0])
            time.sleep(PAUSE_S)
    return SignalOutcome(Took.YES, "The sound card took every sound. Whether they are loud enough only ears can tell.")


def _played(said: Heard, speaker: Speaker, cue: Cue) -> bool:
    ends_s = time.monotonic() + STATUS_S
    speaker.play(cue)
    while (heard := next_heard(said, ends_s)) is not None:
        if isinstance(heard, CuePlayed):
            return True
    return False


def _headset_trial(device: ConfiguredDevice, wait_s: float, say: Say) -> SignalOutcome:
    say("Plug a headset in, or pull it out.")
    ends_s = time.monotonic() + wait_s
    with opened((device,)) as (_, said):
        while (heard := next_heard(said, ends_s)) is not None:
            match heard:
                case HeadsetChanged(by_hand=True):
                    return SignalOutcome(Took.YES, describe(heard))
                case DeviceCondition() | HeadsetChanged():
                    say(describe(heard))
    return SignalOutcome(Took.NO, "No headset was plugged in or pulled out.")


def _condition(said: Heard) -> DeviceCondition | None:
    """The first thing known of the device."""
    ends_s = time.monotonic() + STATUS_S
    while (heard := next_heard(said, ends_s)) is not None:
        if isinstance(heard, DeviceCondition):
            return heard
    return None


def _refused(condition: DeviceCondition | None) -> SignalOutcome:
    return SignalOutcome(Took.NO, "It says nothing." if condition is None else describe(condition))
