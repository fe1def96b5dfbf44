"""A name server that knows one name (RFC 1035): the kiosk asks for the desk over the same bad cable."""

from __future__ import annotations

import asyncio
import ipaddress
import struct

_ADDRESS, _INTERNET = 1, 1
_HEAD = 12
_RESPONSE, _AUTHORITATIVE, _NO_SUCH_NAME = 0x8000, 0x0400, 3
_RECURSION_DESIRED = 0x0100
_LIFE_S = 60


def answer(query: bytes, name: str, address: str) -> bytes | None:
    """What to answer to a datagram; None for what is no question."""
    if len(query) < _HEAD or struct.unpack_from("!H", query, 4)[0] != 1:
        return None
    end = query.find(b"\0", _HEAD)
    question = query[_HEAD : end + 5]
    if end < 0 or len(question) < end + 5 - _HEAD:
        return None
    wanted = b"".join(bytes([len(label)]) + label.encode() for label in name.split(".")) + b"\0"
    known = question[:-4].lower() == wanted
    kind, family = struct.unpack("!HH", question[-4:])
    records = b""
    if known and (kind, family) == (_ADDRESS, _INTERNET):
        # The name stands where the question has it.
        head = struct.pack("!HHHIH", 0xC000 | _HEAD, kind, family, _LIFE_S, 4)
        records = head + ipaddress.IPv4Address(address).packed
    number, flags = struct.unpack_from("!HH", query)
    flags = _RESPONSE | _AUTHORITATIVE | flags & _RECURSION_DESIRED | (0 if known else _NO_SUCH_NAME)
    return struct.pack("!HHHHHH", number, flags, 1, 1 if records else 0, 0, 0) + question + records


class NameServer(asyncio.DatagramProtocol):
    """Answers on port 53 for `name`."""

    def __init__(self, name: str, address: str) -> None:
        self._name = name
        self._address = address
        self._transport: asyncio.DatagramTransport | None = None

    async def start(self) -> None:
        """Take questions."""
        loop = asyncio.get_running_loop()
        await loop.create_datagram_endpoint(lambda: self, local_addr=(self._address, 53))

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:
        self._transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        said = answer(data, self._name, self._address)
        if said is not None and self._transport is not None:
            self._transport.sendto(said, addr)

    def error_received(self, exc: Exception) -> None:
        """The asker is out of reach: it asks again."""
