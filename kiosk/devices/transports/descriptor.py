"""Reading and writing a non-blocking character device by its descriptor: what serial ports and usblp share."""

from __future__ import annotations

import os
import select

from kiosk.devices.transports.base import SIP_BYTES
from kiosk.devices.transports.faults import speaking_to
from kiosk.errors import DeviceAbsent


def read_some(name: str, descriptor: int) -> bytes:
    """What has come on `descriptor`, the open device `name`. Raises DeviceError, DeviceAbsent when it was unplugged."""
    with speaking_to(name):
        try:
            data = os.read(descriptor, SIP_BYTES)
        except BlockingIOError:
            return b""
    if not data and _hung_up(descriptor):
        raise DeviceAbsent(f"{name} was unplugged.", remedy="Plug it in again.")
    return data


def write_some(name: str, descriptor: int, data: bytes) -> int:
    """How many bytes of `data` the device took. Raises DeviceError."""
    with speaking_to(name):
        try:
            return os.write(descriptor, data)
        except BlockingIOError:
            return 0


def _hung_up(descriptor: int) -> bool:
    """Whether the device is gone: a serial port with VMIN=0 and an idle usblp read as empty too."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return any(events & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, events in poll.poll(0))
