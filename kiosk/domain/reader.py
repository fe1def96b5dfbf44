"""What the rest of the program knows of card readers and scanners: events, and what their health rests on. No I/O."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeAlias

from kiosk.domain.device import DeviceHealth
from kiosk.domain.secret import Secret


class CardKind(StrEnum):
    """Where a card's id comes from; two kinds of reader give different ids for one card."""

    CHIP = "chip"
    """The chip's own serial number (UID) as PC/SC tells it, in hexadecimal capitals."""
    TAG = "tag"
    """What a serial RFID reader sent, as it sent it."""
    TYPED = "typed"
    """What a reader typed that acts as a keyboard."""


class Symbology(StrEnum):
    """The kind of a code, by the AIM identifier that a scanner may send with it (ISO/IEC 15424)."""

    QR = "qr"
    DATA_MATRIX = "data_matrix"
    AZTEC = "aztec"
    PDF417 = "pdf417"
    CODE_128 = "code_128"
    CODE_39 = "code_39"
    CODE_93 = "code_93"
    EAN_UPC = "ean_upc"
    INTERLEAVED = "interleaved"
    CODABAR = "codabar"
    GS1_DATABAR = "gs1_databar"
    OTHER = "other"
    """Identified, and none of the above."""
    UNKNOWN = "unknown"
    """The scanner does not say."""


class ReaderNote(StrEnum):
    """What is known of a reader beyond its state. Most of them cannot be asked how they are."""

    ATTACHED = "attached"
    """The PC/SC service has it and watches it."""
    HEARD = "heard"
    """It sent something whole lately."""
    NOT_HEARD = "not_heard"
    """The line is open and nothing whole has come, or not for long: it may be in order, off, or set up wrongly."""
    GARBLED = "garbled"
    """What comes makes no sense: wrong speed, wrong protocol, a bad cable."""
    NO_READER = "no_reader"
    """Nothing of this name is plugged in."""
    NO_SERVICE = "no_service"
    """The PC/SC service does not run."""
    HELD = "held"
    """Another program has it; the log says which."""
    REFUSED = "refused"
    """This user may not open it, or it does not take its settings; the log says why."""


@dataclass(frozen=True, slots=True)
class ReaderHealth(DeviceHealth):
    """A reader's condition. `ready` is said when the reader or its service said something, never for silence."""

    note: ReaderNote = ReaderNote.NOT_HEARD


@dataclass(frozen=True, slots=True)
class CardRead:
    """A card was held to a reader. The same card is told once, however often the reader repeats it."""

    kind: CardKind
    id: Secret
    device: str


@dataclass(frozen=True, slots=True)
class CardUnreadable:
    """A card is there, and it gives no id: of the wrong sort, or taken away too soon. Worth a word to its owner."""

    device: str


@dataclass(frozen=True, slots=True)
class CodeScanned:
    """A code was scanned. Its text is whatever somebody made: text to be judged, never trusted."""

    symbology: Symbology
    text: Secret
    device: str


ReaderEvent: TypeAlias = ReaderHealth | CardRead | CardUnreadable | CodeScanned
"""Everything a reader's thread posts; frozen, safe on any thread."""

ReaderListener: TypeAlias = Callable[[ReaderEvent], None]
"""Called on the reader's own thread; must return at once."""


class Reader(Protocol):
    """A card reader or scanner with a thread of its own, from which alone its events come."""

    @property
    def name(self) -> str:
        """Its name in events and logs."""
        ...

    def look_again(self) -> None:
        """Something was plugged in: try the line now instead of at the next attempt. Any thread."""
        ...

    def close(self) -> None:
        """End the thread and release the device; waits at most two seconds. Any thread but the reader's own."""
        ...
