"""An emulated headset jack, by umockdev: the kernel's side of an input device with a switch, as ALSA makes it.

Run by Debian's Python, whose gi it needs: `umockdev-wrapper /usr/bin/python3 emulated_jack.py`. Prints the emulation's
folder, then obeys a line each: `plug`, `unplug` (the sound card), `insert`, `remove` (the headset), `lose` (the headset
goes in or out and the kernel's buffer runs over); answers `ok`.
"""

import os
import struct
from pathlib import Path

import gi
from emulation_loop import obey_orders

gi.require_version("UMockdev", "1.0")
from gi.repository import UMockdev  # noqa: E402 - its version has to be chosen first

CARD = "/devices/pci0000:00/0000:00:1f.3/sound/card0"

# include/uapi/linux/input.h and input-event-codes.h
EVIOCGSW = 0x1B
EV_SYN, EV_SW = 0, 5
SW_HEADPHONE_INSERT = 2
SYN_REPORT, SYN_DROPPED = 0, 3


class Switch(UMockdev.IoctlBase):
    """Answers how the switch is."""

    inserted = False

    def do_handle_ioctl(self, client):
        request = client.get_request()
        number, size = request & 0xFF, request >> 16 & 0x3FFF
        if (chr(request >> 8 & 0xFF), number) != ("E", EVIOCGSW):
            return False
        switches = bytes([self.inserted << SW_HEADPHONE_INSERT]).ljust(size, b"\0")
        client.get_arg().resolve(0, size).update(0, switches)
        client.complete(size, 0)
        return True


class Bench:
    """The emulated machine, with one sound card."""

    def __init__(self):
        self.testbed = UMockdev.Testbed.new()
        self.switch = Switch()
        self.plugs = 0

    def plug(self):
        # As the kernel does, each time under the next number: the name alone stays.
        self.plugs += 1
        self.node = f"input/event{self.plugs}"
        self.parent = f"{CARD}/input{self.plugs}"
        self.device = f"{self.parent}/event{self.plugs}"
        # Before the device is there: whoever opens it in between would be ended by umockdev.
        self.testbed.attach_ioctl(f"/dev/{self.node}", self.switch)
        self.testbed.add_from_string(
            f"P: {self.parent}\nE: SUBSYSTEM=input\n"
            "A: name=HDA Intel PCH Front Headphone\\n\nA: capabilities/sw=4\\n\n\n"
        )
        self.testbed.add_from_string(
            f"P: {self.device}\nN: {self.node}\nE: DEVNAME=/dev/{self.node}\nE: SUBSYSTEM=input\n"
            f"A: dev=13:{64 + self.plugs}\\n\nL: device=../../input{self.plugs}\n\n"
        )
        self.descriptor = self.testbed.get_dev_fd(f"/dev/{self.node}")

    def unplug(self):
        nodes = Path(self.testbed.get_root_dir(), "dev")
        terminal = (nodes / self.node).readlink()
        # Out of sight first, so that nobody finds it again between hanging up and the end of its ioctls.
        self.testbed.remove_device(f"/sys{self.device}")
        self.testbed.remove_device(f"/sys{self.parent}")
        # Hangs up whoever has the other end.
        with Path(os.devnull).open("rb") as nothing:
            os.dup2(nothing.fileno(), self.descriptor)
        self.testbed.detach_ioctl(f"/dev/{self.node}")
        (nodes / ".ptymap" / str(terminal).replace("/", "_")).unlink()

    def set(self, inserted):
        self.switch.inserted = inserted
        self.send(EV_SW, SW_HEADPHONE_INSERT, int(inserted))
        self.send(EV_SYN, SYN_REPORT, 0)

    def send(self, kind, code, value):
        os.write(self.descriptor, struct.pack("@llHHi", 0, 0, kind, code, value))

    def obey(self, order):
        match order:
            case "plug":
                self.plug()
            case "unplug":
                self.unplug()
            case "insert" | "remove":
                self.set(order == "insert")
            case "lose":
                self.switch.inserted = not self.switch.inserted
                self.send(EV_SYN, SYN_DROPPED, 0)
        return "ok"


def main():
    bench = Bench()
    obey_orders(bench.testbed, bench.obey)


if __name__ == "__main__":
    main()
