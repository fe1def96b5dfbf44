"""A printer on a serial line (RS-232, USB adapter, USB CDC). pyserial, imported on opening, opens and sets up the port.

Bytes go through os.read and os.write on its non-blocking descriptor: pyserial's own write either spins (write
timeout 0) or forgets how much was sent (any other), and we must know. For the same reason waiting is poll(2) with a
waker of our own, which does what pyserial's cancel_read does.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from kiosk.devices.transports.base import Waker, wait_for
from kiosk.devices.transports.descriptor import read_some, write_some
from kiosk.devices.transports.faults import speaking_to
from kiosk.devices.urls import FlowControl, SerialUrl
from kiosk.devices.usb_nodes import NodeKind, locate
from kiosk.errors import DeviceAbsent, DeviceError

if TYPE_CHECKING:
    import serial


class SerialTransport:
    """See `Transport`."""

    def __init__(self, url: SerialUrl, *, last_words: bool = False) -> None:
        """With `last_words`, closing lets the port finish what it was given: for orders of a few bytes on a line
        without flow control, where that takes milliseconds."""
        self._url = url
        self._last_words = last_words
        self._port: serial.Serial | None = None

    def open(self) -> None:
        import serial

        with speaking_to(self._url.path):
            self._port = serial.Serial(
                locate(self._url.path, NodeKind.SERIAL),
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
        return read_some(self._url.path, self._opened().fileno())

    def write(self, data: bytes) -> int:
        return write_some(self._url.path, self._opened().fileno(), data)

    def wait(self, waker: Waker, timeout_s: float, *, to_write: bool) -> None:
        wait_for(waker, timeout_s, self._opened().fileno(), to_write=to_write)

    def close(self) -> None:
        port, self._port = self._port, None
        if port is None:
            return
        # Without the flush, closing waits for the driver to drain: up to 30 s on a port that is held by flow control.
        # An unplugged port raises termios.error here, mapped like the rest, and there is nothing left to save.
        if not self._last_words:
            with suppress(DeviceError), speaking_to(self._url.path):
                port.reset_output_buffer()
        with suppress(DeviceError), speaking_to(self._url.path):
            port.close()

    def _opened(self) -> serial.Serial:
        if self._port is None:
            raise DeviceAbsent(f"{self._url.path} is not open.")
        return self._port
