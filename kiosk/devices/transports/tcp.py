"""A printer on the network, raw port 9100.

A TCP write that returned proves nothing: the first one after the other end closed succeeds. Three things find a dead
peer: end of input, the driver's heartbeat, and the kernel (keep-alive, user timeout) for printers that never answer.
"""

from __future__ import annotations

import socket

from kiosk.devices.transports.base import SIP_BYTES, Waker, wait_for
from kiosk.devices.transports.faults import speaking_to
from kiosk.devices.urls import TcpUrl
from kiosk.errors import DeviceAbsent

CONNECT_S = 1.5
"""A printer on the same network answers in milliseconds; longer would delay the end of the program, which waits 2 s."""

UNACKNOWLEDGED_MS = 10_000
"""TCP_USER_TIMEOUT: sent bytes that the printer's network card has not taken for this long mean that it is gone."""

KEEPALIVE_IDLE_S = 5
"""First probe of an idle connection; with two more, one second apart, a pulled cable is seen within ten seconds."""


class TcpTransport:
    """See `Transport`."""

    def __init__(self, url: TcpUrl) -> None:
        self._url = url
        self._name = f"{url.host}:{url.port}"
        self._socket: socket.socket | None = None

    def open(self) -> None:
        with speaking_to(self._name):
            line = socket.create_connection((self._url.host, self._url.port), timeout=CONNECT_S)
            self._socket = line
            line.setblocking(False)
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, KEEPALIVE_IDLE_S)
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 1)
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 3)
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNACKNOWLEDGED_MS)

    def read(self) -> bytes:
        with speaking_to(self._name):
            try:
                data = self._opened().recv(SIP_BYTES)
            except BlockingIOError:
                return b""
        if not data:
            # Also when only the printer's sending half is closed: a printer that can no longer answer is gone for us.
            raise DeviceAbsent(f"{self._name} closed the connection.", remedy="Check power, cable and address.")
        return data

    def write(self, data: bytes) -> int:
        with speaking_to(self._name):
            try:
                return self._opened().send(data, socket.MSG_NOSIGNAL)
            except BlockingIOError:
                return 0

    def wait(self, waker: Waker, timeout_s: float, *, to_write: bool) -> None:
        wait_for(waker, timeout_s, self._opened().fileno(), to_write=to_write)

    def close(self) -> None:
        line, self._socket = self._socket, None
        if line is not None:
            line.close()

    def _opened(self) -> socket.socket:
        if self._socket is None:
            raise DeviceAbsent(f"{self._name} is not connected.")
        return self._socket
