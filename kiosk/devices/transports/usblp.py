"""A printer behind Linux' own USB printer driver: /dev/usb/lp0, or the stable name that udev gives it.

Opened for reading and writing without blocking, the device carries status and ASB as well as data. The kernel takes up
to 8 KB at a write and hands it over on its own time; what the printer did not take is known from its answers only.
Source: Linux, drivers/usb/class/usblp.c.
"""

from __future__ import annotations

import os

from kiosk.devices.transports.base import Waker, wait_for
from kiosk.devices.transports.descriptor import read_some, write_some
from kiosk.devices.transports.faults import speaking_to
from kiosk.devices.urls import UsblpUrl
from kiosk.devices.usb_nodes import NodeKind, locate
from kiosk.errors import DeviceAbsent


class UsblpTransport:
    """See `Transport`. The kernel lets one program at a time open the device."""

    def __init__(self, url: UsblpUrl) -> None:
        self._path = url.path
        self._descriptor: int | None = None

    def open(self) -> None:
        with speaking_to(self._path):
            path = locate(self._path, NodeKind.PRINTER)
            self._descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)

    def read(self) -> bytes:
        return read_some(self._path, self._opened())

    def write(self, data: bytes) -> int:
        return write_some(self._path, self._opened(), data)

    def wait(self, waker: Waker, timeout_s: float, *, to_write: bool) -> None:
        wait_for(waker, timeout_s, self._opened(), to_write=to_write)

    def close(self) -> None:
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    def _opened(self) -> int:
        if self._descriptor is None:
            raise DeviceAbsent(f"{self._path} is not open.")
        return self._descriptor
