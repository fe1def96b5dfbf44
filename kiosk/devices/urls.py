"""Device URLs as frozen values, so that a device, a simulator and a test stand are the same thing to the program.

    serial:///dev/kiosk/printer?baud=115200&flow=none|hardware|xonxoff
    tcp://10.0.0.9:9100
    usblp:///dev/usb/lp0
    usb://04b8:0e15
    sim://printer?transport=pty|tcp&width=80|58&slips=FOLDER&confirms=yes|no&status=yes|no

Of `serial` and `usblp`, the numbers of a USB device may stand in the path's place: serial://0403:6001:A9001234 (see
`usb_places`). No I/O here.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TypeAlias
from urllib.parse import SplitResult, urlsplit

import msgspec

from kiosk.devices.url_options import UrlOptions, refused
from kiosk.devices.usb_places import UsbPlace, parse_usb_place
from kiosk.errors import DeviceUrlError

RAW_PRINT_PORT = 9100
"""Where network printers take raw bytes (Epson, "TM Printer network guide"; also known as JetDirect)."""

DEFAULT_BAUD = 115200
"""What current receipt printers leave the factory with; older TM models have 38400 or 9600."""

_BAUDS = (9600, 19200, 38400, 57600, 115200, 230400)
_EXAMPLES = {
    "serial": "serial:///dev/kiosk/printer?baud=115200",
    "tcp": "tcp://10.0.0.9:9100",
    "usblp": "usblp:///dev/usb/lp0",
    "usb": "usb://04b8:0e15",
    "sim": "sim://printer?width=80",
}


class FlowControl(StrEnum):
    """How a printer on a serial line says "wait". Must match the printer's own setting."""

    NONE = "none"
    HARDWARE = "hardware"
    XONXOFF = "xonxoff"


class SimTransport(StrEnum):
    """What kind of line a simulated printer hangs on."""

    PTY = "pty"
    TCP = "tcp"


class SerialUrl(msgspec.Struct, frozen=True):
    """A printer on a serial line."""

    path: str
    """A device file, which should be a stable symlink made by udev, or a USB device's numbers."""
    baud: int = DEFAULT_BAUD
    flow: FlowControl = FlowControl.NONE


class TcpUrl(msgspec.Struct, frozen=True):
    """A printer on the network."""

    host: str
    port: int = RAW_PRINT_PORT


class UsblpUrl(msgspec.Struct, frozen=True):
    """A USB printer behind the kernel's printer driver."""

    path: str
    """A device file, which should be a stable symlink made by udev, or the USB device's numbers."""


class UsbUrl(msgspec.Struct, frozen=True):
    """A USB printer without a kernel driver."""

    place: UsbPlace

    def __str__(self) -> str:
        return f"usb://{self.place}"


class SimUrl(msgspec.Struct, frozen=True):
    """A simulated printer, started behind a pseudo-terminal or a port on this machine."""

    transport: SimTransport = SimTransport.PTY
    width_mm: int | None = None
    """Paper width, 80 or 58; None takes it from the profile."""
    slips: Path | None = None
    """Folder for the slips; None keeps them in memory only."""
    confirms: bool | None = None
    """Whether the simulated model answers the process-id request; None takes it from the profile."""
    status: bool | None = None
    """Whether the simulated model answers anything at all; None takes it from the profile."""


DeviceUrl: TypeAlias = SerialUrl | TcpUrl | UsblpUrl | UsbUrl | SimUrl


def parse_device_url(text: str) -> DeviceUrl:
    """The device that `text` names. Raises DeviceUrlError, which says what is wrong and shows a right one."""
    scheme = text.strip().partition(":")[0].lower()
    try:
        url = urlsplit(text.strip())
        port = url.port if scheme == "tcp" else None
    except ValueError as error:
        raise _refused(text, f"it cannot be read: {error}", scheme if scheme in _EXAMPLES else "serial") from error
    if url.scheme not in _EXAMPLES:
        raise _refused(text, f"“{url.scheme or text}” is no kind of device; there are {', '.join(_EXAMPLES)}", "serial")
    if url.fragment or ("@" in url.netloc and parse_usb_place(url.netloc) is None):
        raise _refused(text, "it has a “#” or a “@”, which mean nothing here", url.scheme)
    options = UrlOptions(text, url, _EXAMPLES[url.scheme])
    device: DeviceUrl
    match url.scheme:
        case "serial":
            device = _serial(text, url, options)
        case "tcp":
            device = _tcp(text, url, port)
        case "usblp":
            device = UsblpUrl(_device_path(text, url, "usblp"))
        case "usb":
            device = _usb(text, url)
        case _:
            device = _simulated(text, url, options)
    options.refuse_rest()
    return device


def _serial(text: str, url: SplitResult, options: UrlOptions) -> SerialUrl:
    path = _device_path(text, url, "serial")
    baud = options.choice("baud", {str(baud): baud for baud in _BAUDS}, DEFAULT_BAUD)
    flow = options.choice("flow", {flow.value: flow for flow in FlowControl}, FlowControl.NONE)
    return SerialUrl(path, baud, flow)


def _device_path(text: str, url: SplitResult, kind: str) -> str:
    if not url.netloc and url.path.startswith("/") and url.path != "/":
        return url.path
    place = parse_usb_place(url.netloc) if url.path in {"", "/"} else None
    if place is None:
        why = f"a {kind} device needs an absolute path after three slashes, or a USB device's numbers"
        raise _refused(text, why, kind)
    return str(place)


def _usb(text: str, url: SplitResult) -> UsbUrl:
    place = parse_usb_place(url.netloc) if url.path in {"", "/"} else None
    if place is None:
        raise _refused(text, "vendor and product need four hexadecimal digits each, as `lsusb` shows them", "usb")
    return UsbUrl(place)


def _tcp(text: str, url: SplitResult, port: int | None) -> TcpUrl:
    if not url.hostname:
        raise _refused(text, "the printer's address is missing", "tcp")
    if url.path not in {"", "/"}:
        raise _refused(text, f"a network printer has no path like “{url.path}”", "tcp")
    if port == 0:
        raise _refused(text, "port 0 cannot be connected to", "tcp")
    return TcpUrl(url.hostname, port or RAW_PRINT_PORT)


def _simulated(text: str, url: SplitResult, options: UrlOptions) -> SimUrl:
    if url.netloc != "printer" or url.path not in {"", "/"}:
        raise _refused(text, "the only simulator so far is the printer", "sim")
    yes_no: dict[str, bool | None] = {"yes": True, "no": False}
    widths: dict[str, int | None] = {"80": 80, "58": 58}
    slips = options.take("slips")
    return SimUrl(
        transport=options.choice("transport", {kind.value: kind for kind in SimTransport}, SimTransport.PTY),
        width_mm=options.choice("width", widths, None),
        slips=Path(slips) if slips else None,
        confirms=options.choice("confirms", yes_no, None),
        status=options.choice("status", yes_no, None),
    )


def _refused(text: str, why: str, scheme: str) -> DeviceUrlError:
    return refused(text, why, _EXAMPLES[scheme])
