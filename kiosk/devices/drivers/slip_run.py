"""How far one slip has got. Pure."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from uuid import UUID

from kiosk.domain.printing import Slip


@dataclass(slots=True)
class SlipRun:
    """One attempt to print one slip. `touched` decides everything: until the first byte a slip may wait and start anew,
    from then on it may be on paper."""

    job: UUID
    slip: Slip
    process_id: bytes
    """What the printer says back when all is on paper; four characters of our own choosing."""
    sent: int = 0
    """Bytes of the slip handed to the line, whole fragments."""
    next_fragment: int = 0
    begins_at_round: int = 0
    """The status round that must be complete before the first byte."""
    touched: bool = False
    """Whether any byte may have reached the printer."""
    asked_confirmation: bool = False
    doubtful: bool = False
    """Whether the printer was silent meanwhile and may have lost something."""
    unacknowledged: deque[int] = field(default_factory=deque)
    progressed_s: float = 0.0
    """When the printer last took or acknowledged something, or was unblocked."""
    drained_at_round: int | None = None
    """The first status round asked after the last fragment was acknowledged."""

    @property
    def all_sent(self) -> bool:
        """Whether every fragment was handed over."""
        return self.next_fragment == len(self.slip.fragments)

    @property
    def outstanding(self) -> int:
        """Bytes sent and not acknowledged."""
        return sum(self.unacknowledged)


def process_id_for(number: int) -> bytes:
    """A process id for the `number`th run: four of the 95 characters that GS ( H takes, the same after 81 million."""
    digits = []
    for _ in range(4):
        number, digit = divmod(number, 95)
        digits.append(0x20 + digit)
    return bytes(digits)
