"""Reads the frames that pass a switch, and forges the resets of TCP. Pure.

Ethernet II, IPv4 without fragments (RFC 791), TCP (RFC 9293): all that two hosts on one cable need.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TypeAlias

IPV4 = 0x0800
TCP = 6
FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16

_ETHERNET = 14
_IP = 20

Flow: TypeAlias = frozenset[tuple[bytes, int]]
"""Both ends of a connection, address and port, whoever speaks."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A TCP segment with what it takes to answer it."""

    macs: tuple[bytes, bytes]
    """From whom, to whom; as addresses and ports."""
    addresses: tuple[bytes, bytes]
    ports: tuple[int, int]
    sequence: int
    acknowledged: int
    flags: int
    length: int
    """Bytes of data."""

    @property
    def flow(self) -> Flow:
        """The connection it belongs to."""
        return frozenset(zip(self.addresses, self.ports, strict=True))


def read_segment(frame: bytes) -> Segment | None:
    """The TCP segment in an Ethernet frame; None where there is another thing."""
    if len(frame) < _ETHERNET + 2 * _IP or struct.unpack_from("!H", frame, 12)[0] != IPV4:
        return None
    if frame[_ETHERNET + 9] != TCP:
        return None
    ip_length = 4 * (frame[_ETHERNET] & 0xF)
    (total,) = struct.unpack_from("!H", frame, _ETHERNET + 2)
    tcp = _ETHERNET + ip_length
    source, target, sequence, acknowledged, offset, flags = struct.unpack_from("!HHIIBB", frame, tcp)
    return Segment(
        macs=(frame[6:12], frame[:6]),
        addresses=(frame[_ETHERNET + 12 : _ETHERNET + 16], frame[_ETHERNET + 16 : _ETHERNET + 20]),
        ports=(source, target),
        sequence=sequence,
        acknowledged=acknowledged,
        flags=flags,
        length=total - ip_length - 4 * (offset >> 4),
    )


def resets_of(segment: Segment) -> tuple[bytes, bytes]:
    """What ends the connection of `segment`: for who sent it, and for who would have got it.

    Each carries exactly the sequence number that is expected there; any other is not believed (RFC 5961 section 3.2).
    """
    after = (segment.sequence + segment.length) % 2**32
    back = _reset(
        _turned(segment.macs), _turned(segment.addresses), _turned(segment.ports), segment.acknowledged, after
    )
    on = _reset(segment.macs, segment.addresses, segment.ports, segment.sequence, segment.acknowledged)
    return back, on


def _reset(
    macs: tuple[bytes, bytes], addresses: tuple[bytes, bytes], ports: tuple[int, int], sequence: int, acknowledged: int
) -> bytes:
    tcp = struct.pack("!HHIIBBHHH", *ports, sequence, acknowledged, 5 << 4, RST | ACK, 0, 0, 0)
    pseudo = b"".join(addresses) + struct.pack("!BBH", 0, TCP, len(tcp))
    tcp = tcp[:16] + _checksum(pseudo + tcp) + tcp[18:]
    ip = struct.pack("!BBHHHBBH", 0x45, 0, _IP + len(tcp), 0, 0, 64, TCP, 0) + b"".join(addresses)
    ip = ip[:10] + _checksum(ip) + ip[12:]
    return macs[1] + macs[0] + struct.pack("!H", IPV4) + ip + tcp


def _turned(pair: tuple[bytes, bytes] | tuple[int, int]) -> tuple[bytes, bytes] | tuple[int, int]:
    return pair[1], pair[0]


def _checksum(data: bytes) -> bytes:
    """RFC 1071, of an even number of bytes."""
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return struct.pack("!H", ~total & 0xFFFF)
