"""Every time that the drivers of readers wait for, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReaderTimes:
    """Seconds."""

    pause_s: float = 0.3
    """Within one frame, code or typed number after which the rest is not waited for. At 9600 baud a byte takes 1 ms and
    the slowest wedge readers type a key every 50 ms; nobody changes cards so fast."""

    repeat_s: float = 1.5
    """From the last sight of a card or code until the same one counts again: a hand that trembles, a reader that
    repeats while the card lies on it (RDM6300 every 65 ms, others every second)."""

    vouch_s: float = 3600.0
    """How long something whole that came vouches for a reader that cannot be asked: after it, silence is unknown."""

    first_retry_s: float = 0.5
    """To the second attempt at opening: a plug that bounces."""

    last_retry_s: float = 5.0
    """The cap that doubling stops at: an attendant who plugs the reader in again expects life within seconds."""

    watch_s: float = 0.5
    """Between two looks at which PC/SC readers there are, and at whether the program ends. A card wakes at once."""

    card_retry_s: float = 0.1
    """Between attempts at a card that is there and does not answer: a contactless card at the edge of the field."""

    close_s: float = 2.0
    """For the thread to end when the program does; the contract of `Reader.close`."""
