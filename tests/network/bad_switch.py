"""The switch between two hosts, in a network namespace of its own: it passes frames on, or misbehaves on command.

Lines on standard input: `fair`; `drop SHARE` of all frames; `reset SHARE` of the TCP segments with data, both ends
told; `forget` the connections that there are (their frames go nowhere from now on, and nobody is told: a firewall that
started anew); `out PORT` and `in PORT`, a cable. Each is answered when it holds, with how many frames were kept from
their way so far. The end of input ends the switch, and with it the namespace and the cables.

Raw sockets and not nftables: the kernel needs nothing but veth for it, and the seed decides.
"""

from __future__ import annotations

import contextlib
import fcntl
import selectors
import socket
import struct
import sys
from random import Random

from tests.network.frames import ACK, SYN, Flow, read_segment, resets_of

PORTS = ("to-kiosk", "to-desk")
"""The switch's ends of the two cables."""

_ETH_P_ALL = 3
_SOL_PACKET, _PACKET_VNET_HDR, _PACKET_OUTGOING = 263, 15, 4
_VNET_HDR = 10
"""Bytes before each frame that say what of its checksums and segments is left to a network card: nobody computes them
between namespaces, so the switch hands on what it was told (packet(7), linux/virtio_net.h)."""

_SIOCGIFFLAGS, _SIOCSIFFLAGS, _IFF_UP = 0x8913, 0x8914, 1
_LARGEST = 70_000
"""Bytes of a frame that no card has cut into segments, and some."""


class BadSwitch:
    """Two ports, and what becomes of what comes in at one of them."""

    def __init__(self, draw: Random) -> None:
        self._draw = draw
        self._drop = self._reset = 0.0
        self._stopped = 0
        self._known: set[Flow] = set()
        self._forgotten: set[Flow] = set()
        self._sockets = [self._open(port) for port in PORTS]

    def run(self) -> None:
        """Switch frames and obey until the input ends."""
        with selectors.DefaultSelector() as selector:
            for come_in, go_out in (self._sockets, self._sockets[::-1]):
                selector.register(come_in, selectors.EVENT_READ, go_out)
            selector.register(sys.stdin, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    if key.fileobj is not sys.stdin:
                        self._switch(key.fileobj, key.data)
                    elif line := sys.stdin.readline():
                        self._obey(*line.split())
                        print(self._stopped, flush=True)  # noqa: T201 - the answer
                    else:
                        return

    def _obey(self, word: str, argument: str = "") -> None:
        match word:
            case "fair":
                self._drop = self._reset = 0.0
                self._forgotten.clear()
            case "drop":
                self._drop = float(argument)
            case "reset":
                self._reset = float(argument)
            case "forget":
                self._forgotten |= self._known
                self._known.clear()
            case "out":
                _set_up(argument, up=False)
            case "in":
                _set_up(argument, up=True)
            case _:
                raise ValueError(word)

    def _switch(self, come_in: socket.socket, go_out: socket.socket) -> None:
        with contextlib.suppress(OSError):  # a cable is out
            got, (_, _, kind, *_) = come_in.recvfrom(_LARGEST)
            if kind == _PACKET_OUTGOING:
                return
            if self._draw.random() < self._drop:
                self._stopped += 1
                return
            segment = read_segment(got[_VNET_HDR:])
            if segment is not None:
                if segment.flags & (SYN | ACK) == SYN:
                    self._forgotten.discard(segment.flow)  # the ports are used again
                if segment.flow in self._forgotten:
                    self._stopped += 1
                    return
                self._known.add(segment.flow)
                if segment.length and self._draw.random() < self._reset:
                    self._stopped += 1
                    for answer_to, reset in zip((come_in, go_out), resets_of(segment), strict=True):
                        answer_to.send(bytes(_VNET_HDR) + reset)
                    return
            go_out.send(got)

    def _open(self, port: str) -> socket.socket:
        raw = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(_ETH_P_ALL))
        raw.setsockopt(_SOL_PACKET, _PACKET_VNET_HDR, 1)
        raw.bind((port, 0))
        raw.setblocking(False)
        return raw


def _set_up(port: str, *, up: bool) -> None:
    """Switch a port off or on: the host at its other end sees its cable come out or go in (netdevice(7))."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        name = port.encode().ljust(16, b"\0")
        answer = fcntl.ioctl(control, _SIOCGIFFLAGS, name + bytes(24))
        (flags,) = struct.unpack_from("H", answer, 16)
        flags = flags | _IFF_UP if up else flags & ~_IFF_UP
        fcntl.ioctl(control, _SIOCSIFFLAGS, name + struct.pack("H22x", flags))


if __name__ == "__main__":
    # The namespace is there; the cables come when somebody says so.
    print("here", flush=True)  # noqa: T201 - for who started us
    if sys.stdin.readline():
        switch = BadSwitch(Random(sys.argv[1]))  # noqa: S311 - weather, not secrets
        print("ready", flush=True)  # noqa: T201 - likewise
        switch.run()
