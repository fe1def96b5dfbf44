"""The far ends of the USB devices that the kernel plays: what a simulator reads and writes instead of a pty."""

from __future__ import annotations

import os
import tty
from contextlib import suppress
from pathlib import Path

from kiosk.devices.urls import UsblpUrl
from tests.guest.gadgets import Gadget, wait_until

_KEYPAD_ROW = {str(digit): 0x1D + (digit or 10) for digit in range(10)}
_ENTER = 0x28
"""HID Usage Tables, keyboard page."""


class PrinterPort:
    """A `SimPort` behind the gadget driver g_printer, as the firmware of a printer has it."""

    NODE = Path("/dev/g_printer0")

    def __init__(self) -> None:
        self._gadget = Gadget("printer")
        self._descriptor: int | None = None
        self.plug()

    @property
    def url(self) -> UsblpUrl:
        return UsblpUrl("/dev/kiosk/printer")

    def plug(self) -> None:
        if self._descriptor is None:
            self._gadget.plug()
            self._descriptor = open_node(self.NODE, os.O_RDWR | os.O_NONBLOCK)

    def unplug(self) -> None:
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            self._gadget.unplug()
            os.close(descriptor)

    def forget_connection(self) -> None:
        return

    def fileno(self) -> int | None:
        return self._descriptor

    def read(self, limit: int) -> bytes:
        if self._descriptor is None:
            return b""
        try:
            return os.read(self._descriptor, limit)
        except OSError:
            return b""

    def write(self, data: bytes) -> None:
        if self._descriptor is not None:
            with suppress(OSError):
                os.write(self._descriptor, data)

    def close(self) -> None:
        self.unplug()


def scan(text: bytes) -> None:
    """Have the scanner on USB CDC send `text`."""
    descriptor = open_node(Path("/dev/ttyGS0"), os.O_RDWR | os.O_NOCTTY)
    try:
        tty.setraw(descriptor)
        os.write(descriptor, text)
    finally:
        os.close(descriptor)


def type_number(digits: str) -> None:
    """Have the reader that is a keyboard type `digits` and Enter."""
    descriptor = open_node(Path("/dev/hidg0"), os.O_RDWR)
    try:
        for usage in (*(_KEYPAD_ROW[digit] for digit in digits), _ENTER):
            os.write(descriptor, bytes((0, 0, usage, 0, 0, 0, 0, 0)))
            os.write(descriptor, bytes(8))
    finally:
        os.close(descriptor)


def open_node(node: Path, flags: int) -> int:
    """Open a device file of the firmware's side; udev may still be giving it to this user."""

    def opened() -> int | None:
        with suppress(FileNotFoundError, PermissionError):
            return os.open(node, flags)
        return None

    descriptor = wait_until(opened)
    assert isinstance(descriptor, int)
    return descriptor
