"""A printer on a serial line (RS-232, USB adapter, USB CDC). pyserial, imported on opening, opens and sets up the port.

Bytes go through os.read and os.write on its non-blocking descriptor: pyserial's own write either spins (write
timeout 0) or forgets how much was sent (any other), and we must know. For the same reason waiting is poll(2) with a
waker of our own, which does what pyserial's cancel_read does.
"""

from __future__ import annotations

import os
import select
from contextlib import suppress
from typing import TYPE_CHECKING

from kiosk.devices.transports.base import SIP_BYTES, Waker, wait_for
from kiosk.devices.transports.faults import speaking_to
from kiosk.devices.urls import FlowControl, SerialUrl
from kiosk.errors import DeviceAbsent, DeviceError

if TYPE_CHECKING:
    import serial


class SerialTransport:
    """See `Transport`."""

    def __init__(self, url: SerialUrl) -> None:
        self._url = url
        self._port: serial.Serial | None = None

    def open(self) -> None:
        import serial

        with speaking_to(self._url.path):
            self._port = serial.Serial(
                self._url.path,
                self._url.baud,
                timeout=0,
                # None, the default, lets a write of pyserial's hang for ever.
                write_timeout=0,
                xonxoff=self._url.flow is FlowControl.XONXOFF,
                rtscts=self._url.flow is FlowControl.HARDWARE,
                # flock: keeps out only those who ask, which another kiosk process does.
                exclusive=True,
            )

    def read(self) -> bytes:
        descriptor = self._opened().fileno()
        with speaking_to(self._url.path):
            try:
                data = os.read(descriptor, SIP_BYTES)
            except BlockingIOError:
                return b""
        if not data and _hung_up(descriptor):
            raise DeviceAbsent(f"{self._url.path} was unplugged.", remedy="Plug it in again.")
        return data

    def write(self, data: bytes) -> int:
        port = self._opened()
        with speaking_to(self._url.path):
            try:
                return os.write(port.fileno(), data)
            except BlockingIOError:
                return 0

    def wait(self, waker: Waker, timeout_s: float, *, to_write: bool) -> None:
        wait_for(waker, timeout_s, self._opened().fileno(), to_write=to_write)

    def close(self) -> None:
        port, self._port = self._port, None
        if port is None:
            return
        # Without the flush, closing waits for the driver to drain: up to 30 s on a port that is held by flow control.
        # An unplugged port raises termios.error here, mapped like the rest, and there is nothing left to save.
        with suppress(DeviceError), speaking_to(self._url.path):
            port.reset_output_buffer()
        with suppress(DeviceError), speaking_to(self._url.path):
            port.close()

    def _opened(self) -> serial.Serial:
        if self._port is None:
            raise DeviceAbsent(f"{self._url.path} is not open.")
        return self._port


def _hung_up(descriptor: int) -> bool:
    """Whether the port is gone: with VMIN=0 an idle port reads as empty too, so reading alone cannot tell."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return any(events & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, events in poll.poll(0))
