"""How long a call to a desk may take, whatever it goes over. No I/O here, and nothing that brings a library."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a call may take, in seconds."""

    connect_s: float = 8.0
    """A desk in the same organisation shakes hands in milliseconds; later the way to it is cut. Longer than the 5 s
    after which the resolver repeats a question (resolv.conf(5)): else one lost datagram fails the call."""
    silence_s: float = 15.0
    """Longest pause between two bytes of an answer: filing takes milliseconds unless the desk's database is stuck."""
    write_s: float = 10.0
    """Longest pause while a body of at most a megabyte leaves."""
    total_s: float = 30.0
    """Whole call. A desk that drips a byte now and then would keep a sender busy for ever."""


PATIENCE = Patience()
"""What a kiosk in service has."""
