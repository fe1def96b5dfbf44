"""The sounds, made from a description of their notes. No I/O here.

Told apart by their movement, not by their pitch: two notes up, two notes down, one tick. Between 500 and 1500 Hz, where
small loudspeakers are loudest and most people, old ones too, hear well.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from kiosk.domain.signals import Cue

RATE_HZ = 48_000
"""What every sound card of today takes without resampling."""

LOUDEST = 0.5
"""Peak at full volume, of full scale: -6 dB leaves a poor amplifier room not to distort."""

ATTACK_S = 0.006
"""A rise over some periods: an edge would click."""

OVERTONE = 0.25
"""Share of the octave above, which makes a sine sound like a bell and carries through a hall."""


@dataclass(frozen=True, slots=True)
class Note:
    """One tone that rises quickly and dies away."""

    hertz: float
    seconds: float


NOTES: Mapping[Cue, tuple[Note, ...]] = MappingProxyType(
    {
        Cue.SUCCESS: (Note(660.0, 0.12), Note(990.0, 0.24)),
        Cue.WARNING: (Note(780.0, 0.15), Note(520.0, 0.23)),
        Cue.CARD_READ: (Note(1320.0, 0.07),),
    }
)


@dataclass(frozen=True, slots=True)
class Sound:
    """A cue, ready for a sound card."""

    cue: Cue
    samples: bytes
    """16 bit, signed, of this machine's byte order, one channel, `RATE_HZ`."""


@lru_cache(maxsize=len(Cue))
def make_sound(cue: Cue, volume_percent: int) -> Sound:
    """`cue` at this volume, 0 to 100. Takes some 10 ms the first time."""
    samples = array("h")
    for note in NOTES[cue]:
        samples.extend(_tone(note, LOUDEST * volume_percent / 100))
    return Sound(cue, samples.tobytes())


def _tone(note: Note, loudness: float) -> list[int]:
    count = round(note.seconds * RATE_HZ)
    turn = 2 * math.pi * note.hertz / RATE_HZ
    peak = 32767 * loudness / (1 + OVERTONE)
    return [
        round(peak * _envelope(at, count) * (math.sin(turn * at) + OVERTONE * math.sin(2 * turn * at)))
        for at in range(count)
    ]


def _envelope(at: int, count: int) -> float:
    """From 0 to 1 and back to 0, so that neither end clicks."""
    attack = round(ATTACK_S * RATE_HZ)
    if at < attack:
        return at / attack
    return ((count - at) / (count - attack)) ** 2
