"""What the rest of the program knows of a device: its health and its events. No serial here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeAlias
from uuid import UUID

from kiosk.domain.printing import PrinterFault, PrinterProfile, PrintState, Slip


class DeviceState(StrEnum):
    """A device's condition. Silence is `unknown`, never `ready`."""

    ABSENT = "absent"
    UNKNOWN = "unknown"
    READY = "ready"
    ATTENTION = "attention"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class DeviceHealth:
    """A device's condition and, for `attention` and `blocked`, why."""

    device: str
    state: DeviceState
    faults: frozenset[PrinterFault] = frozenset()


@dataclass(frozen=True, slots=True)
class PrintProgressed:
    """The printer took `sent` of `total` bytes of a job, or answered that it is still at it."""

    job: UUID
    sent: int
    total: int


@dataclass(frozen=True, slots=True)
class PrintHeld:
    """A job waits for somebody: the printer is blocked by `fault` (None while it is absent or silent)."""

    job: UUID
    fault: PrinterFault | None


@dataclass(frozen=True, slots=True)
class PrintFinished:
    """A job has one of the outcomes in `printing.OUTCOMES`, or was abandoned on request."""

    job: UUID
    state: PrintState
    reason: PrinterFault | None = None


DeviceEvent: TypeAlias = DeviceHealth | PrintProgressed | PrintHeld | PrintFinished
"""Everything a printer thread posts; frozen, safe on any thread."""

Listener: TypeAlias = Callable[[DeviceEvent], None]
"""Called on the device's own thread; must return at once."""


class Printer(Protocol):
    """A receipt printer with a thread of its own. Every method returns at once and may be called on any thread."""

    @property
    def profile(self) -> PrinterProfile:
        """What the model can do."""
        ...

    def print_slip(self, job: UUID, slip: Slip) -> None:
        """Queue `slip`; progress, holds and the outcome come as events."""
        ...

    def abandon(self, job: UUID) -> None:
        """Give `job` up: clear the printer's buffer if it is under way, so that nobody's slip comes out later."""
        ...

    def cut_off_rest(self) -> None:
        """An earlier run may have been killed amid a slip: cut off what it left on the paper before the next slip."""
        ...

    def look_again(self) -> None:
        """Something was plugged in: try the line now instead of at the next attempt. Any thread."""
        ...

    def close(self) -> None:
        """End the thread and release the device; waits at most two seconds."""
        ...
