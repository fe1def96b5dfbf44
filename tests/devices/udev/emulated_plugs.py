"""Plugging in and pulling out as udev tells of it, by umockdev. Run by Debian's python3, which has its `gi`.

Says the folder of the emulated /sys and /dev first; then obeys lines: `add SUBSYSTEM`, `remove SUBSYSTEM`.
"""

from __future__ import annotations

import sys

import gi

gi.require_version("UMockdev", "1.0")
from gi.repository import UMockdev  # noqa: E402 - its version has to be chosen first


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Emulate until the input ends."""
    bed = UMockdev.Testbed.new()
    say(bed.get_root_dir())
    for line in sys.stdin:
        action, _, subsystem = line.strip().partition(" ")
        path = f"/sys/devices/{subsystem}0"
        if action == "add":
            # Tells of itself.
            bed.add_device(subsystem, f"{subsystem}0", None, ["idVendor", "0403"], ["DEVNAME", f"/dev/{subsystem}0"])
        else:
            bed.uevent(path, action)
            bed.remove_device(path)
        say("done")


main()
