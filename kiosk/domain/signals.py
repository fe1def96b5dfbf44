"""What the kiosk says without words: short sounds, a light, and that a headset was plugged in. No Qt, no I/O.

None of it tells anything personal, and none of it is the only sign of anything: the words stand on the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol, TypeAlias

from kiosk.domain.device import DeviceHealth


class Cue(StrEnum):
    """A short sound."""

    SUCCESS = "success"
    WARNING = "warning"
    CARD_READ = "card_read"


class LightSign(StrEnum):
    """What the signal light shows. The first three last until another of them takes over, the others are brief."""

    IDLE = "idle"
    """In service: come near."""
    ATTENTION = "attention"
    """In service, and somebody of staff is wanted."""
    OUT_OF_SERVICE = "out_of_service"
    SUCCESS = "success"
    WARNING = "warning"
    CARD_READ = "card_read"


STANDING = frozenset({LightSign.IDLE, LightSign.ATTENTION, LightSign.OUT_OF_SERVICE})
"""The signs that last."""


class Happening(StrEnum):
    """What happens in a visit that is worth a signal."""

    ACCEPTED = "accepted"
    """A request is kept (promise 1)."""
    PRINTED = "printed"
    """A slip is out, or probably so."""
    SLIP_HELD = "slip_held"
    """A slip waits for somebody: paper, cover, cutter."""
    SLIP_NOT_SURE = "slip_not_sure"
    """A slip failed, or nobody knows what came of it."""
    TIME_RUNS_OUT = "time_runs_out"
    """The warning before a visit ends."""
    CARD_READ = "card_read"
    CODE_SCANNED = "code_scanned"
    CARD_UNREADABLE = "card_unreadable"


@dataclass(frozen=True, slots=True)
class Signal:
    """What is heard and seen of a happening."""

    cue: Cue | None
    sign: LightSign


SIGNALS: Mapping[Happening, Signal] = MappingProxyType(
    {
        Happening.ACCEPTED: Signal(Cue.SUCCESS, LightSign.SUCCESS),
        # The printer is heard itself, right after the sound of the acceptance: two of them would sound like two things.
        Happening.PRINTED: Signal(None, LightSign.SUCCESS),
        Happening.SLIP_HELD: Signal(Cue.WARNING, LightSign.WARNING),
        Happening.SLIP_NOT_SURE: Signal(Cue.WARNING, LightSign.WARNING),
        Happening.TIME_RUNS_OUT: Signal(Cue.WARNING, LightSign.WARNING),
        Happening.CARD_READ: Signal(Cue.CARD_READ, LightSign.CARD_READ),
        Happening.CODE_SCANNED: Signal(Cue.CARD_READ, LightSign.CARD_READ),
        Happening.CARD_UNREADABLE: Signal(Cue.WARNING, LightSign.WARNING),
    }
)


def standing_sign(*, out_of_service: bool, staff_wanted: bool) -> LightSign:
    """What the light shows while nothing happens."""
    if out_of_service:
        return LightSign.OUT_OF_SERVICE
    return LightSign.ATTENTION if staff_wanted else LightSign.IDLE


class SignalNote(StrEnum):
    """What is known of a light, a speaker or a headset jack beyond its state."""

    ANSWERS = "answers"
    """It, or the kernel's driver of it, confirms what it is told."""
    CANNOT_ANSWER = "cannot_answer"
    """Its line is open and takes what is sent; devices of its kind say nothing."""
    SILENT = "no_reply"
    """It was asked, as its kind can be, and said nothing."""
    MISSING = "missing"
    """Nothing of this name is there."""
    HELD = "held"
    """Another program has it; the log says which."""
    REFUSED = "refused"
    """This user may not open it, or it does not take its settings; the log says why."""


@dataclass(frozen=True, slots=True)
class SignalHealth(DeviceHealth):
    """How a light, a speaker or a headset jack is."""

    note: SignalNote = SignalNote.MISSING


@dataclass(frozen=True, slots=True)
class HeadsetChanged:
    """A headset was plugged in or pulled out, or is found so when the jack is first looked at."""

    device: str
    plugged: bool
    by_hand: bool = True
    """False where the jack itself came or went: nobody need have been there."""


@dataclass(frozen=True, slots=True)
class CuePlayed:
    """The sound card took a cue to its end. Whether anybody heard it nobody knows."""

    device: str
    cue: Cue


SignalEvent: TypeAlias = SignalHealth | HeadsetChanged | CuePlayed
"""Everything that the threads of these devices post; frozen, safe on any thread."""

SignalListener: TypeAlias = Callable[[SignalEvent], None]
"""Called on the device's own thread; must return at once."""


class SignalLight(Protocol):
    """One lamp with a thread of its own. Every method returns at once, on any thread, but for `close`."""

    def show(self, sign: LightSign) -> None:
        """Show `sign`: a lasting one from now on, a brief one now, and then the lasting one again."""
        ...

    def look_again(self) -> None:
        """Something was plugged in: try the line now instead of at the next attempt."""
        ...

    def close(self) -> None:
        """Make it dark, end the thread and release the device; waits at most two seconds."""
        ...


class Speaker(Protocol):
    """A sound card with a thread of its own. Every method returns at once, on any thread, but for `close`."""

    def play(self, cue: Cue) -> None:
        """Let `cue` be heard now. One that would come late is left out."""
        ...

    def look_again(self) -> None:
        """See `SignalLight`."""
        ...

    def close(self) -> None:
        """End the thread and release the device; waits at most two seconds."""
        ...


class HeadsetJack(Protocol):
    """A socket for a headset, which tells when one is plugged in; a thread of its own."""

    def look_again(self) -> None:
        """See `SignalLight`."""
        ...

    def close(self) -> None:
        """End the thread and release the device; waits at most two seconds."""
        ...
