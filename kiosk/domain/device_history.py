"""How a device is, since when, and how it was before: what staff see of it. Nothing personal, no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.domain.device import DeviceState
from kiosk.domain.reader import ReaderNote
from kiosk.domain.signals import SignalNote


class DeviceKind(StrEnum):
    """What a device is for."""

    PRINTER = "printer"
    READER = "reader"
    LIGHT = "light"
    SPEAKER = "speaker"
    HEADSET = "headset"


NEEDED = frozenset({DeviceKind.PRINTER, DeviceKind.READER})
"""What people need a kiosk for; without a lamp or a loudspeaker it is a whole kiosk."""


class Reachability(StrEnum):
    """Why a device cannot be spoken to."""

    NOT_PLUGGED_IN = "not_plugged_in"
    """There is no such device file, or no such USB device."""
    HELD = "held"
    """Another program has it open."""
    NOT_ALLOWED = "not_allowed"
    """This user may not open it."""
    NO_SERVICE = "no_service"
    """The service that speaks to it does not run."""
    NO_ANSWER = "no_answer"
    """It could be opened as far as anybody can tell, and does not answer."""


RESTING = frozenset({ReaderNote.NOT_HEARD, SignalNote.CANNOT_ANSWER})
"""Reasons of a device whose line is open and which, for all that can be known, is in order."""


@dataclass(frozen=True, slots=True)
class DeviceCondition:
    """One device, now."""

    device: str
    kind: DeviceKind
    state: DeviceState
    reason: str = ""
    """Codes, sorted and joined with commas: faults of a printer, the note of a reader, a `Reachability`."""
    what: str = ""
    """The reason as a sentence for technicians, with the program or the group it is about; may be empty."""
    remedy: str = ""
    since: datetime | None = None
    """None when the clock was not to be trusted then."""

    @property
    def rests(self) -> bool:
        """Whether its line is open and there is nothing more to know: its kind cannot be asked how it is."""
        return self.state is DeviceState.UNKNOWN and self.reason in RESTING


@dataclass(frozen=True, slots=True)
class DeviceSpell:
    """A stretch of time in which a device was in one state for one reason."""

    device: str
    state: DeviceState
    reason: str
    detail: str
    """What was the matter and what to do about it, for technicians."""
    since: datetime | None
    """None when the clock was not to be trusted."""
    until: datetime | None
    """None while it lasts, and where nobody knows: the program was killed, or the clock was not to be trusted."""
    lasting: bool
    """Whether it is the present one."""
