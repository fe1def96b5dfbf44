"""What the dock says of a device: how it is as the kiosk knows it, and what the kiosk heard from it. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.devices.manager import AnyEvent
from kiosk.domain.device import DeviceState, PrintFinished, PrintHeld
from kiosk.domain.reader import CardRead, CardUnreadable, CodeScanned
from kiosk.domain.signals import CuePlayed, HeadsetChanged


@dataclass(frozen=True, slots=True)
class Badge:
    """A state as icon (Phosphor), tone and word, so that colour never says it alone."""

    icon: str
    tone: str
    word: str


BADGES = {
    DeviceState.READY: Badge("check-circle", "success", "Ready"),
    DeviceState.ATTENTION: Badge("warning", "caution", "Attention"),
    DeviceState.BLOCKED: Badge("x-circle", "stop", "Blocked"),
    DeviceState.ABSENT: Badge("plugs", "stop", "Absent"),
    DeviceState.UNKNOWN: Badge("question", "unknown", "Unknown"),
}

ICONS = {
    "printer": "printer",
    "reader": "identification-card",
    "light": "lightbulb",
    "speaker": "speaker-high",
    "headset": "headphones",
}
"""By the device's name up to its number; any other has the plain one."""

PLAIN_ICON = "plug"


def icon_of(device: str) -> str:
    """The icon of `device` (`reader-1`)."""
    return ICONS.get(device.partition("-")[0], PLAIN_ICON)


def words_of(event: AnyEvent) -> tuple[str, str] | None:
    """The device an event is about, and what the kiosk heard from it: that something was read, never what.

    None for what shows elsewhere (health) or comes too often to be read (progress).
    """
    match event:
        case CardRead():
            return event.device, f"card read ({event.kind})"
        case CardUnreadable():
            return event.device, "card without a readable number"
        case CodeScanned():
            return event.device, f"code scanned ({event.symbology})"
        case PrintHeld():
            return "printer", f"slip waits: {event.fault or 'no line'}"
        case PrintFinished():
            return "printer", f"slip {event.state}" + (f": {event.reason}" if event.reason else "")
        case HeadsetChanged():
            return event.device, "headset plugged in" if event.plugged else "headset pulled out"
        case CuePlayed():
            return event.device, f"sound taken to its end ({event.cue})"
        case _:
            return None
