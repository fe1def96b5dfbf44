"""The condition of the simulated printer, and the status bytes that tell it. Pure.

Bits: Epson, "ESC/POS Command Reference", DLE EOT, GS a, GS r.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PaperLevel(StrEnum):
    """What the two paper sensors see."""

    PLENTY = "plenty"
    LOW = "low"
    OUT = "out"


class Jam(StrEnum):
    """The cutter. `cleared` still waits for DLE ENQ 1, as the real ones do."""

    NONE = "none"
    STUCK = "stuck"
    CLEARED = "cleared"


@dataclass(slots=True)
class Mechanism:
    """Everything about the machine that status bytes tell."""

    paper: PaperLevel = PaperLevel.PLENTY
    cover_open: bool = False
    jam: Jam = Jam.NONE
    overheated: bool = False
    broken: bool = False
    """An error that only switching off and on again ends."""
    offline_by_button: bool = False

    @property
    def blocked(self) -> bool:
        """Whether nothing is printed and no queued command is looked at."""
        return (
            self.paper is PaperLevel.OUT
            or self.cover_open
            or self.jam is not Jam.NONE
            or self.overheated
            or self.broken
            or self.offline_by_button
        )

    def auto_status(self) -> bytes:
        """The four bytes of ASB."""
        printer = 0x10 | (0x08 if self.blocked else 0) | (0x20 if self.cover_open else 0)
        error = (
            (0x08 if self.jam is not Jam.NONE else 0) | (0x20 if self.broken else 0) | (0x40 if self.overheated else 0)
        )
        return bytes((printer, error, self._sensors(near=0x03, end=0x0C), 0))

    def real_time(self, kind: int) -> bytes:
        """The answer to DLE EOT `kind`; nothing for a kind that does not exist."""
        error = self.jam is not Jam.NONE or self.broken or self.overheated
        match kind:
            case 1:
                return bytes((0x12 | (0x08 if self.blocked else 0),))
            case 2:
                paper_out = 0x20 if self.paper is PaperLevel.OUT else 0
                return bytes((0x12 | (0x04 if self.cover_open else 0) | paper_out | (0x40 if error else 0),))
            case 3:
                jam = 0x08 if self.jam is not Jam.NONE else 0
                return bytes((0x12 | jam | (0x20 if self.broken else 0) | (0x40 if self.overheated else 0),))
            case 4:
                return bytes((0x12 | self._sensors(near=0x0C, end=0x60),))
        return b""

    def paper_reply(self) -> bytes:
        """The answer to GS r 1."""
        return bytes((self._sensors(near=0x03, end=0x0C),))

    def _sensors(self, *, near: int, end: int) -> int:
        match self.paper:
            case PaperLevel.PLENTY:
                return 0
            case PaperLevel.LOW:
                return near
            case PaperLevel.OUT:
                return near | end
