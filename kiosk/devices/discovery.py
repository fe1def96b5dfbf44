"""What is in this machine that may be a printer, a reader, a scanner or a signal, each with a URL that will last.

sysfs tells what there is; udev's links, where there are any, give the names that stay. Nothing is opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from kiosk.devices.transports.headset_line import find_jacks
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


@dataclass(frozen=True, slots=True)
class FoundSignal:
    """A lamp, a sound card or a headset jack of this machine."""

    url: str
    label: str


def discover_signals(*, sys: Path = SYS, dev: Path = DEV) -> tuple[FoundSignal, ...]:
    """The kernel's lamps but for those of keyboards, the outputs of sound cards, and headset jacks. Opens nothing."""
    lamps = (FoundSignal(f"led://{lamp.name}", "lamp") for lamp in _lamps(sys))
    jacks = (FoundSignal(f"jack://?name={quote(jack.name)}", jack.name) for jack in find_jacks(sys=sys, dev=dev))
    return (*lamps, *_sound_cards(sys), *jacks)


def _lamps(sys: Path) -> list[Path]:
    return sorted(lamp for lamp in (sys / "class" / "leds").glob("*") if not lamp.name.startswith("input"))


def _sound_cards(sys: Path) -> Iterator[FoundSignal]:
    """By the card's id, which stays, instead of its number. Source: Linux, sound/core/init.c (`id`), pcm.c (names)."""
    folder = sys / "class" / "sound"
    for output in sorted(folder.glob("pcmC*D*p")):
        card, _, device = output.name.removeprefix("pcmC").removesuffix("p").partition("D")
        try:
            card_id = (folder / f"card{card}" / "id").read_text(encoding="ascii", errors="replace").strip()
        except OSError:
            # Gone between the list and the look.
            continue
        yield FoundSignal(f"alsa://plughw:CARD={card_id},DEV={device}", "sound card")


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
