"""Why a device file cannot be spoken to: not there, held by somebody, not allowed, and what to do about it.

For people, not for drivers: those simply try again. Looks at the file system only, opens nothing and asks no device.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.devices.holders import Holder, find_holders
from kiosk.devices.usb_nodes import DEV, SYS, NodeKind, fits, list_usb_devices, locate
from kiosk.devices.usb_places import UsbPlace
from kiosk.domain.device_history import Reachability
from kiosk.errors import DeviceAbsent, DeviceError

PCSCD_SOCKET = Path("/run/pcscd/pcscd.comm")
"""Where pcscd listens; systemd makes it before it starts the service."""


@dataclass(frozen=True, slots=True)
class Absence:
    """Why, as a sentence, and the remedy."""

    reason: Reachability
    what: str
    remedy: str


def explain_node(
    place: str,
    kind: NodeKind,
    *,
    holders: Callable[[str], tuple[Holder, ...]] = find_holders,
) -> Absence:
    """Why the device file at `place` (a path or a `UsbPlace`) does not answer, as far as can be seen from here."""
    try:
        path = locate(place, kind)
    except DeviceAbsent as error:
        return Absence(Reachability.NOT_PLUGGED_IN, error.what, error.remedy)
    except DeviceError as error:
        return Absence(Reachability.NO_ANSWER, error.what, error.remedy)
    return explain_file(path, holders)


def explain_file(path: str, holders: Callable[[str], tuple[Holder, ...]] = find_holders) -> Absence:
    """Why the device file at `path` does not answer, as far as can be seen from here."""
    if not Path(path).exists():
        return Absence(
            Reachability.NOT_PLUGGED_IN,
            f"There is no {path}.",
            "Check power and cable: `kiosk devices list` shows what is there. Names of ours need the udev rules.",
        )
    if not os.access(path, os.R_OK | os.W_OK):
        about = Path(path).stat()
        return explain_rights(path, group_id=about.st_gid, mode=about.st_mode)
    if found := holders(path):
        programs = ", ".join(str(holder) for holder in found)
        return Absence(
            Reachability.HELD, f"{path} is held by {programs}.", "End that program, or give it another device."
        )
    return Absence(
        Reachability.NO_ANSWER,
        f"{path} is there and does not answer.",
        "Check power, speed and protocol. A program of another user may hold it: look with `sudo fuser -v`.",
    )


def explain_network(host: str, port: int) -> Absence:
    """Why a device on the network does not answer: from here nothing more can be seen."""
    return Absence(
        Reachability.NO_ANSWER,
        f"Nothing answers at {host}:{port}.",
        "Check power, network cable and address; some printers serve one computer at a time.",
    )


def explain_usb(place: UsbPlace, *, sys: Path = SYS, dev: Path = DEV) -> Absence:
    """Why the USB device at `place` does not answer libusb."""
    found = [node for node in list_usb_devices(sys=sys, dev=dev) if fits(node.place, place)]
    if not found:
        return Absence(
            Reachability.NOT_PLUGGED_IN, f"No device {place} is plugged in.", "Check power and cable; `lsusb` lists it."
        )
    return explain_file(found[0].path)


def explain_service(reader: str, *, socket: Path = PCSCD_SOCKET) -> Absence:
    """Why the PC/SC service or the `reader` behind it does not answer."""
    if not socket.exists():
        return Absence(
            Reachability.NO_SERVICE,
            "The PC/SC service does not run.",
            "Install and start it: apt install pcscd; systemctl enable --now pcscd.socket",
        )
    named = f"card reader with “{reader}” in its name" if reader else "card reader"
    return Absence(Reachability.NOT_PLUGGED_IN, f"The PC/SC service knows no {named}.", "Check its cable.")


def explain_rights(path: str, *, group_id: int, mode: int) -> Absence:
    """Why this program may not open the file at `path`, which belongs to this group and has this mode."""
    import grp

    try:
        group = grp.getgrgid(group_id).gr_name
    except KeyError:
        group = str(group_id)
    if group == "root" or mode & 0o060 != 0o060:
        return Absence(
            Reachability.NOT_ALLOWED,
            f"{path} may be opened by root only.",
            "Install the udev rules: docs/devices/permissions.md.",
        )
    return Absence(
        Reachability.NOT_ALLOWED,
        f"{path} may be opened by the group {group} only, which this program does not belong to.",
        f"Add the kiosk's user to it: usermod -aG {group} USER, then start the kiosk again.",
    )
