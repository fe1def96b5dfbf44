"""From a USB device's numbers to its device file, by reading sysfs: what is plugged in now, whatever udev knows of it.

Source: the Linux kernel, Documentation/ABI, sysfs-bus-usb (`idVendor`, `serial`, names of ports), and
Documentation/driver-api/driver-model (`uevent` with DEVNAME).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kiosk.devices.usb_places import UsbPlace, parse_usb_place
from kiosk.errors import DeviceAbsent, DeviceError

SYS = Path("/sys")
DEV = Path("/dev")


class NodeKind(StrEnum):
    """The classes of sysfs whose files we open, with the prefix of their names there."""

    SERIAL = "tty"
    PRINTER = "lp"
    INPUT = "event"


_CLASS = {NodeKind.SERIAL: "tty", NodeKind.PRINTER: "usbmisc", NodeKind.INPUT: "input"}


@dataclass(frozen=True, slots=True)
class UsbNode:
    """A device file of a USB device."""

    path: str
    place: UsbPlace
    """Complete: with the port, and the serial number where there is one."""
    label: str
    """What maker and product call themselves; may be empty."""


def list_usb_nodes(kind: NodeKind, *, sys: Path = SYS, dev: Path = DEV) -> tuple[UsbNode, ...]:
    """Every device file of this kind that belongs to a USB device, the first interface of each device first."""
    folder = sys / "class" / _CLASS[kind]
    names = sorted(folder.iterdir(), key=_interface) if folder.is_dir() else []
    return tuple(node for name in names if name.name.startswith(kind) for node in _nodes(name, dev))


def list_usb_devices(*, sys: Path = SYS, dev: Path = DEV) -> tuple[UsbNode, ...]:
    """Every USB device, with the file that libusb opens."""
    folder = sys / "bus" / "usb" / "devices"
    names = sorted(folder.iterdir()) if folder.is_dir() else []
    return tuple(node for name in names if (name / "idVendor").is_file() for node in _nodes(name, dev))


def locate(place: str, kind: NodeKind, *, sys: Path = SYS, dev: Path = DEV) -> str:
    """The path to open for `place`: a path as it is, or a USB device's numbers looked up in sysfs.

    Raises DeviceAbsent when nothing of the numbers is plugged in, DeviceError when several are and `place` does not
    say which.
    """
    wanted = parse_usb_place(place)
    if wanted is None:
        return place
    found = [node for node in list_usb_nodes(kind, sys=sys, dev=dev) if fits(node.place, wanted)]
    if not found:
        raise DeviceAbsent(f"No device {place} is plugged in.", remedy="Check power and cable; `lsusb` lists it.")
    ports = sorted({node.place.port for node in found})
    if len(ports) > 1:
        first = UsbPlace(wanted.vendor, wanted.product, port=ports[0])
        raise DeviceError(
            f"{len(ports)} devices {place} are plugged in, at the ports {', '.join(ports)}.",
            remedy=f"Name the port in the device URL, for example {first}.",
        )
    return found[0].path


def fits(place: UsbPlace, wanted: UsbPlace) -> bool:
    """Whether the device at `place`, all of it known, is one that `wanted` names."""
    return (
        (place.vendor, place.product) == (wanted.vendor, wanted.product)
        and wanted.serial in ("", place.serial)
        and wanted.port in ("", place.port)
    )


def _nodes(name: Path, dev: Path) -> Iterator[UsbNode]:
    """The node behind one entry of a class; nothing for a device on another bus, or one that goes at this moment."""
    try:
        folder = name.resolve()
        device = next(each for each in (folder, *folder.parents) if (each / "idVendor").is_file())
        place = UsbPlace(
            int(_read(device / "idVendor"), 16),
            int(_read(device / "idProduct"), 16),
            _read(device / "serial"),
            device.name,
        )
        told = dict(line.split("=", 1) for line in _read(name / "uevent").splitlines() if "=" in line)
    except (StopIteration, OSError, ValueError):
        return
    label = " ".join(filter(None, (_read(device / "manufacturer"), _read(device / "product"))))
    yield UsbNode(str(dev / told.get("DEVNAME", name.name)), place, label)


def _read(file: Path) -> str:
    """An attribute; empty where the device does not have it."""
    try:
        return file.read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return ""


def _interface(name: Path) -> tuple[str, int, str]:
    """Orders the files of one device by their interface, `1-1:1.0` before `1-1:1.1`, and ttyUSB2 before ttyUSB10."""
    return str(name.resolve().parent), len(name.name), name.name
