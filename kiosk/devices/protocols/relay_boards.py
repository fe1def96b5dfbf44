"""What relay boards on a USB serial port are told to switch their first relay. No I/O here.

Sources: LC Technology, description of the LCUS-1 board ("LC USB switch communication protocol": start mark A0, number
of the switch, 01 on or 00 off, sum of the three; 9600 baud), as its sellers print it and public drivers have it.
KMTronic, "USB One Relay commands" (info.kmtronic.com): FF 01 01 on, FF 01 00 off, FF 01 03 asks, answered by FF 01 and
01 or 00; 9600 baud, 8 bits, no parity.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

BAUD = 9600


class RelayProtocol(StrEnum):
    """Which board it is."""

    LCUS = "lcus"
    """LCUS-1 and its larger sisters, and what copies them; takes orders and says nothing."""
    KMTRONIC = "kmtronic"
    """KMTronic USB relays of one and two; tells when asked."""


@dataclass(frozen=True, slots=True)
class RelayBoard:
    """The bytes of one kind of board."""

    on: bytes
    off: bytes
    ask: bytes = b""
    """Empty where the board cannot be asked."""
    is_on: bytes = b""
    is_off: bytes = b""

    def read_answer(self, heard: bytes) -> bool | None:
        """Whether the relay is on, by the last whole answer in `heard`; None while there is none."""
        if not self.ask:
            return None
        on, off = heard.rfind(self.is_on), heard.rfind(self.is_off)
        return None if max(on, off) < 0 else on > off


BOARDS: Mapping[RelayProtocol, RelayBoard] = MappingProxyType(
    {
        RelayProtocol.LCUS: RelayBoard(on=bytes.fromhex("a00101a2"), off=bytes.fromhex("a00100a1")),
        RelayProtocol.KMTRONIC: RelayBoard(
            on=bytes.fromhex("ff0101"),
            off=bytes.fromhex("ff0100"),
            ask=bytes.fromhex("ff0103"),
            is_on=bytes.fromhex("ff0101"),
            is_off=bytes.fromhex("ff0100"),
        ),
    }
)
