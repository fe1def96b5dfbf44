"""The seam between the driver of signal lights and what switches the lamp."""

from __future__ import annotations

from typing import Protocol

from kiosk.devices.protocols.light_patterns import LampKind


class Lamp(Protocol):
    """One lamp. One thread owns it; no method blocks longer than it says, and each raises DeviceError alone."""

    @property
    def kind(self) -> LampKind:
        """How it may be switched."""
        ...

    def open(self) -> None:
        """Take it over."""
        ...

    def switch(self, *, lit: bool) -> None:
        """Make it lit or dark."""
        ...

    def ask(self) -> bool | None:
        """Whether it is lit, as it says itself; None when it says nothing. Waits at most `relay_lamp.ANSWER_S`."""
        ...

    @property
    def answers(self) -> bool:
        """Whether its kind can be asked at all."""
        ...

    def close(self) -> None:
        """Let go of it as it is. Harmless when it is not open."""
        ...
