"""A lamp of the kernel's LED class: status lights on boards and cases, USB lights with a kernel driver, GPIO pins.

Source: Linux, Documentation/leds/leds-class.rst and Documentation/ABI/testing/sysfs-class-led (`brightness`,
`max_brightness`, `trigger`).
"""

from __future__ import annotations

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

    def open(self) -> None:
        with speaking_to(str(self._folder)):
            # A trigger (disk, network, heartbeat) would switch the lamp behind our back.
            self._write("trigger", "none")
            self._full = self._number("max_brightness")

    def switch(self, *, lit: bool) -> None:
        if not self._full:
            raise DeviceAbsent(f"{self._folder} is not open.")
        with speaking_to(str(self._folder)):
            self._write("brightness", str(self._full if lit else 0))

    def ask(self) -> bool | None:
        with speaking_to(str(self._folder)):
            return self._number("brightness") > 0

    def close(self) -> None:
        self._full = 0

    def _write(self, attribute: str, value: str) -> None:
        # Never created: where sysfs does not have the file, there is no such lamp.
        with (self._folder / attribute).open("r+", encoding="ascii") as file:
            file.write(value)

    def _number(self, attribute: str) -> int:
        return int((self._folder / attribute).read_text(encoding="ascii"))
