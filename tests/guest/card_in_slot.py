"""A chip card in the slot of QEMU's USB reader, by the protocol of virtual smart cards (libcacard, vscard_common.h).

A message is a type, a reader and a length, each four bytes, high byte first, and a body.
"""

from __future__ import annotations

import struct
import threading
from pathlib import Path

from kiosk.devices.protocols.chip_id import GET_UID
from kiosk.devices.simulators.virtual_card import ATR

PORT = Path("/dev/virtio-ports/guest.card")

_HEADER = struct.Struct(">III")
_INIT, _READER_ADD, _ATR, _CARD_REMOVE, _APDU = 1, 3, 5, 6, 7
_NO_READER_YET = 0xFFFFFFFF
_HELLO = b"VSCD" + struct.pack(">II", 2, 0)
"""The magic word, protocol version 0.0.2, no abilities."""


class CardInSlot:
    """A card with a number, which answers on a thread of its own for as long as the machine runs."""

    def __init__(self, uid: str) -> None:
        self._uid = bytes.fromhex(uid)
        self._port = PORT.open("r+b", buffering=0)
        self._say(_INIT, _HELLO, reader=_NO_READER_YET)
        self._say(_READER_ADD)
        threading.Thread(target=self._serve, name="card-in-slot", daemon=True).start()

    def insert(self) -> None:
        """Put it in."""
        self._say(_ATR, ATR)

    def remove(self) -> None:
        """Take it out."""
        self._say(_CARD_REMOVE)

    def _say(self, kind: int, body: bytes = b"", *, reader: int = 0) -> None:
        self._port.write(_HEADER.pack(kind, reader, len(body)) + body)

    def _serve(self) -> None:
        while True:
            kind, _, length = _HEADER.unpack(self._take(_HEADER.size))
            body = self._take(length)
            if kind == _APDU:
                self._say(_APDU, self._uid + b"\x90\x00" if body == GET_UID else b"\x6d\x00")

    def _take(self, length: int) -> bytes:
        taken = bytearray()
        while len(taken) < length:
            taken += self._port.read(length - len(taken))
        return bytes(taken)
