"""Being told when something is plugged in: udev's events, once its rules have run and the names of ours are there.

Owned by one thread, which waits on `fileno` together with its own waker; pyudev's MonitorObserver would be one thread
more and knows no clean end. pyudev is imported here, on that thread.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyudev

SUBSYSTEMS = ("tty", "usbmisc", "input", "usb", "leds", "sound")
"""Where the device files of printers, readers and scanners appear, lamps and sound cards."""

UDEV_CONTROL = Path("/run/udev/control")
"""There while udevd runs, systemd-udevd(8). Without it the monitor opens and never says anything."""


class HotPlug:
    """Events of udev."""

    def __init__(self, monitor: pyudev.Monitor) -> None:
        self._monitor = monitor

    def fileno(self) -> int:
        """Readable when there is something to take."""
        return int(self._monitor.fileno())

    def take(self) -> bool:
        """Take the events so far; whether anything was plugged in or changed. Never blocks."""
        came = False
        while (device := self._monitor.poll(0)) is not None:
            came |= device.action in ("add", "change", "bind")
        return came


def watch_plugs(control: Path = UDEV_CONTROL) -> HotPlug | None:
    """Begin to listen; None where udev does not run, and devices are found by trying alone."""
    if not control.exists():
        return None
    import pyudev

    try:
        monitor = pyudev.Monitor.from_netlink(pyudev.Context(), source="udev")
        for subsystem in SUBSYSTEMS:
            monitor.filter_by(subsystem)
        monitor.start()
    except (ImportError, OSError):
        # No libudev on this machine, or no netlink in this container.
        return None
    return HotPlug(monitor)
