"""Naming a USB device by what stands in it, not by the order in which it was found. No I/O here.

    0403:6001              vendor and product, as `lsusb` shows them
    0403:6001:A9001234     and the serial number, which tells two alike apart
    0403:6001@1-1.4        or the port it is plugged into, for models without a serial number

Source of the numbers: USB 2.0 specification, 9.6.1; of the port: the Linux kernel, Documentation/ABI, sysfs-bus-usb.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

import msgspec

_PLACE = re.compile(
    r"(?P<vendor>[0-9a-fA-F]{4}):(?P<product>[0-9a-fA-F]{4})(?::(?P<serial>[^@]+))?(?:@(?P<port>[0-9]+-[0-9]+(?:\.[0-9]+)*))?"
)


class UsbPlace(msgspec.Struct, frozen=True):
    """A USB device; empty fields match any."""

    vendor: int
    product: int
    serial: str = ""
    port: str = ""
    """Bus and ports on the way, `1-1.4`: the same plug is the same port after every boot."""

    def __str__(self) -> str:
        """As it stands in a device URL."""
        text = f"{self.vendor:04x}:{self.product:04x}"
        if self.serial:
            text += f":{quote(self.serial, safe='')}"
        return f"{text}@{self.port}" if self.port else text


def parse_usb_place(text: str) -> UsbPlace | None:
    """The USB device that `text` names; None when it is not of that form. %-escapes in the serial number are read."""
    found = _PLACE.fullmatch(text)
    if found is None:
        return None
    return UsbPlace(
        int(found["vendor"], 16), int(found["product"], 16), unquote(found["serial"] or ""), found["port"] or ""
    )
