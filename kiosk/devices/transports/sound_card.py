"""The seam between the driver of the speaker and a sound card."""

from __future__ import annotations

from typing import Protocol

from kiosk.devices.protocols.sounds import Sound


class SoundCard(Protocol):
    """A sound card. One thread owns it; each method raises DeviceError alone."""

    def check(self) -> None:
        """See whether it is there and free. Nothing is heard."""
        ...

    def play(self, sound: Sound) -> None:
        """Play `sound` to its end, which blocks for as long as it is, and let go of the card."""
        ...
