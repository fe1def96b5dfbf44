"""A lamp of the kernel's LED class: status lights on boards and cases, USB lights with a kernel driver, GPIO pins.

Source: Linux, Documentation/leds/leds-class.rst and Documentation/ABI/testing/sysfs-class-led (`brightness`,
`max_brightness`, `trigger`).
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from kiosk.devices.protocols.light_patterns import LampKind
from kiosk.devices.transports.faults import speaking_to
from kiosk.errors import DeviceAbsent

LEDS = Path("/sys/class/leds")


class SysfsLamp:
    """See `Lamp`. Writing an attribute of sysfs takes microseconds, or as long as the lamp's own driver needs."""

    kind = LampKind.LED
    answers = True

    def __init__(self, name: str, *, leds: Path = LEDS) -> None:
        self._folder = leds / name
        self._full = 0
        self._taken = False

    def open(self) -> None:
        with speaking_to(str(self._folder)):
            full = self._number("max_brightness")
            for attribute in ("trigger", "brightness"):
                if not os.access(self._folder / attribute, os.W_OK):
                    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self._folder / attribute))
        self._full, self._taken = full, False

    def switch(self, *, lit: bool) -> None:
        if not self._full:
            raise DeviceAbsent(f"{self._folder} is not open.")
        with speaking_to(str(self._folder)):
            if not self._taken:
                # A trigger (disk, network, heartbeat) would switch the lamp behind our back.
                self._write("trigger", "none")
                self._taken = True
            self._write("brightness", str(self._full if lit else 0))

    def ask(self) -> bool | None:
        with speaking_to(str(self._folder)):
            return self._number("brightness") > 0

    def close(self) -> None:
        self._full = 0

    def _write(self, attribute: str, value: str) -> None:
        # Never created: where sysfs does not have the file, there is no such lamp.
        descriptor = os.open(self._folder / attribute, os.O_WRONLY | os.O_TRUNC | os.O_CLOEXEC)
        try:
            os.write(descriptor, value.encode("ascii"))
        finally:
            os.close(descriptor)

    def _number(self, attribute: str) -> int:
        return int((self._folder / attribute).read_text(encoding="ascii"))
