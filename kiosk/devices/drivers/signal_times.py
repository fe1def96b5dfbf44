"""Every time that the drivers of lights, sounds and jacks wait for, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignalTimes:
    """Seconds."""

    first_retry_s: float = 0.5
    """To the second attempt at opening: a plug that bounces."""

    last_retry_s: float = 5.0
    """The cap that doubling stops at: an attendant who plugs it in again expects life within seconds."""

    check_s: float = 10.0
    """Between two looks at whether a lamp is as it was told to be. A lamp can be pulled while nothing is switched."""

    late_s: float = 1.0
    """A sound that would come later than this after what it is about is left out: it would seem to be about what is
    on the screen by then."""

    look_s: float = 60.0
    """Between two looks at whether the sound card is still there. A look opens it for a moment, so not more often."""

    rest_s: float = 3600.0
    """A wait that only the waker ends."""

    close_s: float = 2.0
    """For the thread to end when the program does; the contract of `close`. No sound is longer than 0.4 s."""
