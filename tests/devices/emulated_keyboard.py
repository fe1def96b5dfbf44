"""An emulated USB keyboard reader, by umockdev: the kernel's side of an input device, for an unchanged python-evdev.

Run by Debian's Python, whose gi it needs: `/usr/bin/python3 emulated_keyboard.py`. Prints the emulation's folder, then
obeys a line each: `plug`, `unplug`, `send HEX` (input events), `grab busy|free`; answers `ok`, or with `grabbed?`
whether somebody ever took it for himself.
"""

import errno
import os
import struct
from pathlib import Path

import gi
from emulation_loop import obey_orders

gi.require_version("UMockdev", "1.0")
from gi.repository import UMockdev  # noqa: E402 - its version has to be chosen first

USB = "/devices/pci0000:00/usb1/1-1"
LINK = "input/by-id/usb-ACME_Reader_A7-event-kbd"

# include/uapi/linux/input.h
EVIOCGVERSION, EVIOCGNAME, EVIOCGRAB = 0x01, 0x06, 0x90
READS = 0x80000000
VERSION = 0x010001
NAME = b"ACME Keyboard Reader"


class Keyboard(UMockdev.IoctlBase):
    """Answers what evdev asks of a device, and lets it be grabbed, or not."""

    grabbed = False
    busy = False

    def do_handle_ioctl(self, client):
        request = client.get_request()
        number, size = request & 0xFF, request >> 16 & 0x3FFF
        if chr(request >> 8 & 0xFF) != "E":
            return False
        if number == EVIOCGRAB:
            if self.busy:
                client.complete(-1, errno.EBUSY)
                return True
            self.grabbed = True
        elif request & READS:
            answer = {EVIOCGVERSION: struct.pack("i", VERSION), EVIOCGNAME: NAME}.get(number, b"")
            client.get_arg().resolve(0, size).update(0, answer.ljust(size, b"\0")[:size])
        client.complete(0, 0)
        return True


class Bench:
    """The emulated machine, with one USB port."""

    def __init__(self):
        self.testbed = UMockdev.Testbed.new()
        self.plugs = 0

    def plug(self):
        # As the kernel does, each time under the next number; the link alone stays.
        self.plugs += 1
        self.node = f"input/event{self.plugs}"
        self.device = f"{USB}/1-1:1.0/{self.node}"
        self.testbed.add_from_string(
            f"P: {USB}\nE: SUBSYSTEM=usb\nE: DEVTYPE=usb_device\n"
            "A: idVendor=05e0\\n\nA: idProduct=1200\\n\nA: serial=A7\\n\n\n"
        )
        self.testbed.add_from_string(
            f"P: {self.device}\nN: {self.node}\nS: {LINK}\nE: DEVNAME=/dev/{self.node}\n"
            f"E: SUBSYSTEM=input\nE: ID_INPUT_KEYBOARD=1\nA: dev=13:{64 + self.plugs}\\n\n"
        )
        self.keyboard = Keyboard()
        # umockdev goes by the name that a device is opened by, and the kernel's name and udev's are two.
        for name in (self.node, LINK):
            self.testbed.attach_ioctl(f"/dev/{name}", self.keyboard)
        # Our end of the device; what is written here is read there.
        self.descriptor = self.testbed.get_dev_fd(f"/dev/{self.node}")

    def unplug(self):
        nodes = Path(self.testbed.get_root_dir(), "dev")
        terminal = (nodes / self.node).readlink()
        for name in (self.node, LINK):
            self.testbed.detach_ioctl(f"/dev/{name}")
        # Hangs up whoever has the other end. The number stays taken, because umockdev counts on it.
        with Path(os.devnull).open("rb") as nothing:
            os.dup2(nothing.fileno(), self.descriptor)
        self.testbed.remove_device(f"/sys{self.device}")
        self.testbed.remove_device(f"/sys{USB}")
        # umockdev leaves these behind, and would stumble over them.
        (nodes / LINK).unlink()
        (nodes / ".ptymap" / str(terminal).replace("/", "_")).unlink()

    def obey(self, line):
        order, _, argument = line.partition(" ")
        match order:
            case "plug":
                self.plug()
            case "unplug":
                self.unplug()
            case "send":
                os.write(self.descriptor, bytes.fromhex(argument))
            case "grab":
                self.keyboard.busy = argument == "busy"
            case "grabbed?":
                return "yes" if self.keyboard.grabbed else "no"
        return "ok"


def main():
    bench = Bench()
    obey_orders(bench.testbed, bench.obey)


if __name__ == "__main__":
    main()
