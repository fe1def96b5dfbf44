"""The part of sysfs that names USB devices, as the kernel lays it out, in a folder of the test's."""

from __future__ import annotations

from pathlib import Path

CLASSES = {"tty": "tty", "lp": "usbmisc", "event": "input"}


class FakeSysfs:
    """Devices are plugged in and pulled out."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def plug(self, port: str, numbers: str, *nodes: str, serial: str = "", product: str = "") -> Path:
        """A USB device at `port` with one interface for each of `nodes` (`ttyUSB0`, `lp0`, `event3`)."""
        device = self.root / "devices" / "pci0000:00" / "usb1" / port
        device.mkdir(parents=True)
        vendor, _, model = numbers.partition(":")
        (device / "idVendor").write_text(f"{vendor}\n")
        (device / "idProduct").write_text(f"{model}\n")
        if serial:
            (device / "serial").write_text(f"{serial}\n")
        if product:
            (device / "product").write_text(f"{product}\n")
        (device / "uevent").write_text("DEVTYPE=usb_device\nDEVNAME=bus/usb/001/004\n")
        known = self.root / "bus" / "usb" / "devices" / port
        known.parent.mkdir(parents=True, exist_ok=True)
        known.symlink_to(device)
        for number, node in enumerate(nodes):
            kind = next(kind for prefix, kind in CLASSES.items() if node.startswith(prefix))
            folder = device / f"{port}:1.{number}" / kind / node
            folder.mkdir(parents=True)
            prefix = {"tty": "", "usbmisc": "usb/", "input": "input/"}[kind]
            (folder / "uevent").write_text(f"MAJOR=188\nDEVNAME={prefix}{node}\n")
            link = self.root / "class" / kind / node
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(folder)
        return device

    def port_on_board(self, node: str) -> None:
        """A serial port that is on no USB device."""
        folder = self.root / "devices" / "pnp0" / "tty" / node
        folder.mkdir(parents=True)
        link = self.root / "class" / "tty" / node
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(folder)
