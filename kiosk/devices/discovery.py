"""What is plugged into this machine that may be a printer, a reader or a scanner, each with a URL that will last.

sysfs tells what there is; udev's links, where there are any, give the names that stay. Nothing is opened.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kiosk.devices.usb_nodes import DEV, SYS, NodeKind, UsbNode, list_usb_nodes
from kiosk.devices.usb_places import UsbPlace

NAME_FOLDERS = ("kiosk", "serial/by-id", "usb/by-id", "input/by-id")
"""Where lasting names are, ours first: udev(7), 60-serial.rules, 60-persistent-input.rules."""

_TEMPLATES = {
    NodeKind.SERIAL: "serial://{place}",
    NodeKind.PRINTER: "usblp://{place}",
    NodeKind.INPUT: "evdev://{place}",
}


@dataclass(frozen=True, slots=True)
class FoundDevice:
    """Something that is plugged in."""

    url: str
    """For the settings; readers on a serial line need their protocol added."""
    path: str
    place: UsbPlace
    label: str


def discover(*, sys: Path = SYS, dev: Path = DEV) -> tuple[FoundDevice, ...]:
    """Serial ports, printers and keyboards on USB. Of a device with several input files the first that types counts."""
    names = _lasting_names(dev)
    found = []
    for kind, template in _TEMPLATES.items():
        nodes = list_usb_nodes(kind, sys=sys, dev=dev)
        if kind is NodeKind.INPUT:
            nodes = tuple(node for node in nodes if _types(Path(node.path).name, sys))
        for node in nodes:
            place = names.get(node.path) or str(_shortest(node, nodes))
            found.append(FoundDevice(template.format(place=place), node.path, node.place, node.label))
    return tuple(found)


def _lasting_names(dev: Path) -> dict[str, str]:
    """By device file, the first of the names that udev gave it."""
    names: dict[str, str] = {}
    for folder in NAME_FOLDERS:
        for link in sorted((dev / folder).glob("*")):
            names.setdefault(str(link.resolve()), str(link))
    return names


def _shortest(node: UsbNode, nodes: Iterable[UsbNode]) -> UsbPlace:
    """As little as tells it apart from the others: the serial number where there is one, else the port if need be."""
    place = node.place
    if place.serial:
        return UsbPlace(place.vendor, place.product, place.serial)
    model = (place.vendor, place.product)
    alone = len({other.place.port for other in nodes if (other.place.vendor, other.place.product) == model}) == 1
    return UsbPlace(*model) if alone else UsbPlace(*model, port=place.port)


def _types(name: str, sys: Path) -> bool:
    """Whether the input device has digit and Enter keys, bits 2-11 and 28 of its key map (input-event-codes.h)."""
    try:
        words = (sys / "class" / "input" / name / "device" / "capabilities" / "key").read_text().split()
    except OSError:
        return False
    # Words of the machine's length in hexadecimal, the highest first.
    keys = int(words[-1], 16) if words else 0
    needed = 0b1111111111 << 2 | 1 << 28
    return keys & needed == needed
