"""USB devices that the kernel's gadget drivers play on a bus of its own (dummy_hcd), plugged in and pulled out."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

from kiosk.devices.discovery import discover

SOCKETS = {"printer": "dummy_udc.0", "scanner": "dummy_udc.1", "reader": "dummy_udc.2"}
"""Where each is plugged in; machine/gadgets says what they are."""

GIVE_UP_S = 60.0
"""For the kernel and udev to see a plug."""


class Gadget:
    """One of the devices that machine/gadgets made."""

    def __init__(self, name: str) -> None:
        self._socket = SOCKETS[name]
        self._plug = Path("/sys/kernel/config/usb_gadget", name, "UDC")

    @property
    def plugged(self) -> bool:
        return bool(self._plug.read_text().strip())

    def plug(self) -> None:
        """Plug it in; udev has seen it when this returns."""
        before = {node.path for node in discover()}
        if not self.plugged:
            self._plug.write_text(self._socket)
            wait_until(lambda: {node.path for node in discover()} - before)
        settle()

    def unplug(self) -> None:
        """Pull it out; it is gone when this returns."""
        if self.plugged:
            self._plug.write_text("\n")


def settle() -> None:
    """Until udev has done with everything so far."""
    subprocess.run(["udevadm", "settle"], check=True, timeout=GIVE_UP_S)


def wait_until(holds) -> object:
    """What `holds` says, as soon as it says something true."""
    ends = time.monotonic() + GIVE_UP_S
    while not (found := holds()):
        assert time.monotonic() < ends, "never came true"
        time.sleep(0.05)
    return found
