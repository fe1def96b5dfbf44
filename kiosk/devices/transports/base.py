"""The seam between a driver and its line. What is above is the same for serial, network and simulated printers."""

from __future__ import annotations

import math
import os
import select
from collections.abc import Iterable
from typing import Protocol

SIP_BYTES = 4096
"""Most bytes taken from a line at once; a printer says a handful."""


class Waker:
    """Wakes one waiting thread from any other one. Linux eventfd(2)."""

    def __init__(self) -> None:
        self._fd = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)

    def fileno(self) -> int:
        """For poll(2)."""
        return self._fd

    def wake(self) -> None:
        """End the present or the next wait. Any thread."""
        os.eventfd_write(self._fd, 1)

    def wait(self, timeout_s: float) -> None:
        """Sleep until woken or `timeout_s` has passed. The owning thread only."""
        wait_for(self, timeout_s)

    def drain(self) -> None:
        """Forget the wakes so far."""
        try:
            os.eventfd_read(self._fd)
        except BlockingIOError:
            return

    def __del__(self) -> None:
        # Nobody refers to it any more, so no late wake can hit a descriptor that means something else by now.
        os.close(self._fd)


class Transport(Protocol):
    """A line to a device. No method blocks longer than it says; one thread owns the line.

    Every method raises DeviceError (DeviceAbsent when the other end is gone) and nothing else of the environment.
    """

    def open(self) -> None:
        """Open the line, exclusively where that can be had. Takes at most `tcp.CONNECT_S` on a network."""
        ...

    def read(self) -> bytes:
        """What has come; b"" when nothing has. Never blocks."""
        ...

    def write(self, data: bytes) -> int:
        """Hand over the beginning of `data`; how many bytes the line took, 0 when it is full. Never blocks."""
        ...

    def wait(self, waker: Waker, timeout_s: float, *, to_write: bool) -> None:
        """Sleep until something came, there is room (`to_write`), `waker` was woken, or `timeout_s` has passed."""
        ...

    def close(self) -> None:
        """Let go of the line, throwing away what it has not sent. Harmless when it is not open."""
        ...


def wait_for(waker: Waker, timeout_s: float, descriptor: int | None = None, *, to_write: bool = False) -> None:
    """poll(2) on a waker and at most one descriptor; the wakes so far are forgotten."""
    events = select.POLLIN | (select.POLLOUT if to_write else 0)
    wait_for_any(waker, timeout_s, [] if descriptor is None else [(descriptor, events)])


def wait_for_any(waker: Waker, timeout_s: float, lines: Iterable[tuple[int, int]]) -> None:
    """poll(2) on a waker and on descriptors, each with its events; the wakes so far are forgotten."""
    poll = select.poll()
    poll.register(waker.fileno(), select.POLLIN)
    for descriptor, events in lines:
        poll.register(descriptor, events)
    poll.poll(max(0, math.ceil(timeout_s * 1000)))
    waker.drain()
