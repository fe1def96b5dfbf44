"""A sound card that remembers what it was given, for tests and the dock. Nothing is heard."""

from __future__ import annotations

import threading
from collections import deque

from kiosk.devices.protocols.sounds import Sound
from kiosk.domain.signals import Cue
from kiosk.errors import DeviceAbsent, DeviceBusy

KEPT = 50
"""Sounds remembered."""


class SoundRecorder:
    """See `SoundCard`. Methods may be called on any thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._played: deque[Sound] = deque(maxlen=KEPT)
        self._plugged = True
        self._held = False
        self.looks = 0
        """How often the card was opened, in vain too."""

    @property
    def cues(self) -> tuple[Cue, ...]:
        """What was played, the latest last."""
        with self._changed:
            return tuple(sound.cue for sound in self._played)

    @property
    def sounds(self) -> tuple[Sound, ...]:
        """The same, with what would have been heard."""
        with self._changed:
            return tuple(self._played)

    def check(self) -> None:
        """See `SoundCard`."""
        with self._changed:
            self._look()

    def play(self, sound: Sound) -> None:
        """See `SoundCard`; takes no time."""
        with self._changed:
            self._look()
            self._played.append(sound)
            self._changed.notify_all()

    def unplug(self) -> None:
        """Take the card away."""
        with self._changed:
            self._plugged = False

    def plug(self) -> None:
        """Put it back."""
        with self._changed:
            self._plugged = True

    def hold(self, held: bool = True) -> None:
        """Another program has it for itself; or is done."""
        with self._changed:
            self._held = held

    def close(self) -> None:
        """Nothing is left to end."""

    def _look(self) -> None:
        self.looks += 1
        if not self._plugged:
            raise DeviceAbsent("The simulated sound card is not there.")
        if self._held:
            raise DeviceBusy("The simulated sound card is held by another program.")
