"""A headset jack as an input device of the kernel, found by its name. Read only; the desktop may listen as well.

Source: Linux, include/uapi/linux/input.h (EVIOCGSW), Documentation/ABI of input devices in sysfs (`name`,
`capabilities/sw`).
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kiosk.devices.protocols.headset_switch import SW_HEADPHONE_INSERT, has_headset_switch
from kiosk.devices.transports.base import Waker, wait_for
from kiosk.devices.transports.descriptor import read_some
from kiosk.devices.transports.faults import speaking_to
from kiosk.devices.usb_nodes import DEV, SYS
from kiosk.errors import DeviceAbsent

_SWITCH_BYTES = 8
"""Room for all switches there are (SW_MAX is 16), and for more to come."""

_EVIOCGSW = 2 << 30 | _SWITCH_BYTES << 16 | ord("E") << 8 | 0x1B
"""_IOC(_IOC_READ, 'E', 0x1b, length)."""


class HeadsetLine(Protocol):
    """The line to a jack. One thread owns it; every method raises DeviceError alone."""

    def open(self) -> None:
        """Open it."""
        ...

    def ask(self) -> bool:
        """Whether something is plugged in now."""
        ...

    def read(self) -> bytes:
        """Input events that have come; b"" when none has. Never blocks."""
        ...

    def wait(self, waker: Waker, timeout_s: float) -> None:
        """Sleep until something came, `waker` was woken, or `timeout_s` has passed."""
        ...

    def close(self) -> None:
        """Let go of it. Harmless when it is not open."""
        ...


@dataclass(frozen=True, slots=True)
class FoundJack:
    """A headset jack of this machine."""

    name: str
    path: str


def find_jacks(*, sys: Path = SYS, dev: Path = DEV) -> tuple[FoundJack, ...]:
    """Every input device with a headphone switch, in the order of their numbers."""
    return tuple(_jacks(sys / "class" / "input", dev))


class EvdevJack:
    """See `HeadsetLine`."""

    def __init__(self, part: str) -> None:
        """Any jack whose name has `part` in it, in capitals or not."""
        self._part = part
        self._descriptor: int | None = None
        self._name = f"The headset jack “{part}”" if part else "The headset jack"

    def open(self) -> None:
        path = locate_jack(self._part)
        with speaking_to(path):
            # The descriptor may be opened by others too: reading takes nothing away from them.
            self._descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        self._name = path

    def ask(self) -> bool:
        switches = bytearray(_SWITCH_BYTES)
        with speaking_to(self._name):
            fcntl.ioctl(self._opened(), _EVIOCGSW, switches)
        return bool(switches[0] & 1 << SW_HEADPHONE_INSERT)

    def read(self) -> bytes:
        return read_some(self._name, self._opened())

    def wait(self, waker: Waker, timeout_s: float) -> None:
        wait_for(waker, timeout_s, self._opened())

    def close(self) -> None:
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    def _opened(self) -> int:
        if self._descriptor is None:
            raise DeviceAbsent(f"{self._name} is not open.")
        return self._descriptor


def locate_jack(part: str, *, sys: Path = SYS, dev: Path = DEV) -> str:
    """The device file of the first jack whose name has `part` in it. Raises DeviceAbsent."""
    jacks = find_jacks(sys=sys, dev=dev)
    for jack in jacks:
        if part.casefold() in jack.name.casefold():
            return jack.path
    if jacks:
        names = ", ".join(f"“{jack.name}”" for jack in jacks)
        raise DeviceAbsent(f"No headset jack has “{part}” in its name.", remedy=f"There are: {names}.")
    raise DeviceAbsent(
        "This machine has no headset jack that tells.",
        remedy="Some have no switch; `evtest` lists those that have.",
    )


def _jacks(folder: Path, dev: Path) -> Iterator[FoundJack]:
    nodes = sorted(folder.glob("event*"), key=lambda node: (len(node.name), node.name))
    for node in nodes:
        try:
            capabilities = (node / "device" / "capabilities" / "sw").read_text(encoding="ascii")
            name = (node / "device" / "name").read_text(encoding="utf-8", errors="replace").strip()
        except OSError:
            # Gone between the list and the look, or not the kernel's usual kind.
            continue
        if has_headset_switch(capabilities):
            yield FoundJack(name, str(dev / "input" / node.name))
