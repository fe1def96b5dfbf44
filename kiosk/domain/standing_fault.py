"""A fault of a device that somebody must see to: what staff get as a task. Nothing personal, no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

UNREACHABLE = "unreachable"
"""The fault of a device that cannot be spoken to, whatever keeps it away today."""


@dataclass(frozen=True, slots=True)
class StandingFault:
    """One fault of one device that has stood for so long that it does not end by itself."""

    device: str
    fault: str
    """A code: a `PrinterFault`, a `ReaderNote` or `UNREACHABLE`."""
    remedy: str
    """What is the matter and what to do about it, for staff."""
    since: datetime | None
    """When it began; None when the clock was not to be trusted then."""
    is_over: bool = False
    until: datetime | None = None
    """When it ended; None while it stands, and where nobody knows."""
