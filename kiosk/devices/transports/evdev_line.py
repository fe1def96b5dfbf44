"""An input device of the kernel, taken for this program alone. python-evdev, imported on opening, opens and grabs it.

With the grab neither Qt nor a console hears what is typed: a card's number must not run into the focused field.
Bytes are read from its descriptor as they are, so that a simulator and a real device speak the same.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from kiosk.devices.transports.base import Waker, wait_for
from kiosk.devices.transports.descriptor import read_some
from kiosk.devices.transports.faults import speaking_to
from kiosk.devices.usb_nodes import NodeKind, locate
from kiosk.errors import DeviceAbsent, DeviceError

if TYPE_CHECKING:
    import evdev


class EvdevTransport:
    """See `Transport`; a device of this kind takes no bytes."""

    def __init__(self, place: str) -> None:
        """`place` is the device file, or the numbers of a USB device."""
        self._place = place
        self._device: evdev.InputDevice[str] | None = None

    def open(self) -> None:
        import evdev

        with speaking_to(self._place):
            self._device = evdev.InputDevice(locate(self._place, NodeKind.INPUT), readonly=True)
            # EBUSY when somebody else has grabbed it. Those who merely have it open hear nothing from now on.
            self._device.grab()

    def read(self) -> bytes:
        return read_some(self._place, self._opened().fd)

    def write(self, data: bytes) -> int:
        raise DeviceError(f"{self._place} takes no bytes.")

    def wait(self, waker: Waker, timeout_s: float, *, to_write: bool) -> None:
        wait_for(waker, timeout_s, self._opened().fd)

    def close(self) -> None:
        device, self._device = self._device, None
        if device is not None:
            # Closing ends the grab as well; a device that was unplugged meanwhile has nothing to close.
            with suppress(OSError):
                device.close()

    def _opened(self) -> evdev.InputDevice[str]:
        if self._device is None:
            raise DeviceAbsent(f"{self._place} is not open.")
        return self._device
