"""A headset jack's switch among the kernel's input events. No I/O here.

Source: Linux, include/uapi/linux/input-event-codes.h and input.h; Documentation/sound/designs/jack-injection.rst and
sound/core/jack.c for how ALSA tells of its jacks through input devices.
"""

from __future__ import annotations

from enum import Enum, auto

from kiosk.devices.protocols.typed_keys import EV_SYN, INPUT_EVENT, SYN_DROPPED

EV_SW = 0x05
SW_HEADPHONE_INSERT = 0x02


class Switched(Enum):
    """What one event says of the jack."""

    IN = auto()
    OUT = auto()
    LOST = auto()
    """The kernel's buffer ran over: the switch has to be asked for."""


class HeadsetDecoder:
    """Events in, changes out. The kernel gives whole events, a simulator's line may not."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[Switched]:
        """What `data` says, in its order."""
        data = self._rest + data
        whole = len(data) - len(data) % INPUT_EVENT.size
        self._rest = data[whole:]
        said = []
        for _, _, kind, code, value in INPUT_EVENT.iter_unpack(data[:whole]):
            if (kind, code) == (EV_SW, SW_HEADPHONE_INSERT):
                said.append(Switched.IN if value else Switched.OUT)
            elif (kind, code) == (EV_SYN, SYN_DROPPED):
                said.append(Switched.LOST)
        return said

    def clear(self) -> None:
        """The line was closed: half an event is no beginning of the next."""
        self._rest = b""


def has_headset_switch(capabilities: str) -> bool:
    """Whether an input device has the switch, by its `capabilities/sw` in sysfs (hexadecimal words, highest first)."""
    words = capabilities.split()
    try:
        return bool(words) and bool(int(words[-1], 16) & 1 << SW_HEADPHONE_INSERT)
    except ValueError:
        return False
