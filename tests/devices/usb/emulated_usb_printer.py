"""A USB printer made by umockdev, for libusb: bulk transfers go to and from a TCP port with a simulated printer on it.

Run by Debian's own python3 (it needs its `gi`), with the TCP port as argument. Says the folder of the emulated /sys and
/dev on its first line; then obeys lines on its input: `unplug`, `plug`, `short` (the next transfer out ends after
seven bytes), `stall` (the next transfer out fails).

Source: Linux, include/uapi/linux/usbdevice_fs.h and drivers/usb/core/devio.c; umockdev, "umockdev-ioctl".
"""

from __future__ import annotations

import errno
import socket
import struct
import sys
from collections import deque
from dataclasses import dataclass
from typing import Any

import gi

gi.require_version("UMockdev", "1.0")
from gi.repository import GLib, UMockdev  # noqa: E402  # only after the version is chosen

SUBMIT_URB, DISCARD_URB, REAP_URB, REAP_URB_NOW = 0x8038550A, 0x550B, 0x4008550C, 0x4008550D
GET_CAPABILITIES = 0x8004551A
GRANTED = {0x8004550F: "claim", 0x80045510: "release", 0x80045515: "clear halt", 0x5514: "reset"}
ABOUT_THE_KERNEL_DRIVER = {0xC0105512, 0x41045508}
"""Detach it, give it back, name it: there is none."""

URB = struct.Struct("@BBiIPii")
"""The beginning of struct usbdevfs_urb: type, endpoint, status, flags, buffer, its length, the length that went."""
URB_BYTES, STATUS_AT, BUFFER_AT, WENT_AT = 56, 4, 16, 28

OUT, IN = 0x02, 0x81
IDLE_MS = 3
"""How long "nothing to reap" takes to say: the emulated node is always readable, and libusb asks at once again."""

DESCRIPTORS = bytes.fromhex(
    "1201000200000040b804150e000101020301"  # device 04b8:0e15
    "09022000010100c032"  # its configuration
    "090400000207010200"  # an interface of the printer class, both ways
    "07050202400000" "07058102400000"
)  # fmt: skip
PATH, NODE = "/sys/devices/usb1/1-1", "/dev/bus/usb/001/002"
DEVICE = f"""P: /devices/usb1/1-1
N: bus/usb/001/002={DESCRIPTORS.hex().upper()}
E: DEVNAME=/dev/bus/usb/001/002
E: DEVTYPE=usb_device
E: SUBSYSTEM=usb
E: BUSNUM=001
E: DEVNUM=002
E: MAJOR=189
E: MINOR=1
E: PRODUCT=4b8/e15/100
E: TYPE=0/0/0
A: bConfigurationValue=1\\n
A: busnum=1\\n
A: devnum=2\\n
A: idVendor=04b8\\n
A: idProduct=0e15\\n
A: speed=12\\n
H: descriptors={DESCRIPTORS.hex().upper()}
"""


@dataclass
class Urb:
    """A request of libusb's, with its memory in the other process."""

    data: Any
    buffer: Any
    endpoint: int
    length: int
    left: bytes = b""

    def finish(self, status: int, went: int) -> None:
        self.data.update(STATUS_AT, list(struct.pack("@i", status)))
        self.data.update(WENT_AT, list(struct.pack("@i", went)))


class UsbPrinter(UMockdev.IoctlBase):
    """usbfs as far as libusb uses it for bulk transfers."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self._line = socket.create_connection(("127.0.0.1", port))
        self._line.setblocking(False)
        self._heard = bytearray()
        self._out: deque[Urb] = deque()
        self._in: deque[Urb] = deque()
        self._done: deque[Urb] = deque()
        self.plugged = True
        self.fault = ""
        GLib.io_add_watch(self._line.fileno(), GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN, self._listen)
        GLib.timeout_add(IDLE_MS, self._send)

    def do_handle_ioctl(self, client: Any) -> bool:
        request = client.get_request()
        if not self.plugged and request not in (REAP_URB, REAP_URB_NOW):
            client.complete(-1, errno.ENODEV)
        elif request == GET_CAPABILITIES:
            client.get_arg().resolve(0, 4).update(0, [0, 0, 0, 0])
            client.complete(0, 0)
        elif request in GRANTED:
            client.complete(0, 0)
        elif request == SUBMIT_URB:
            self._submit(client)
        elif request == DISCARD_URB:
            self._discard(client)
        elif request in (REAP_URB, REAP_URB_NOW):
            self._reap(client)
        else:
            client.complete(-1, errno.ENODATA if request in ABOUT_THE_KERNEL_DRIVER else errno.ENOTTY)
        return True

    def vanish(self) -> None:
        """Unplugged: the kernel ends whatever is on its way."""
        self.plugged = False
        for urb in (*self._in, *self._out):
            urb.finish(-errno.ESHUTDOWN, urb.length - len(urb.left) if urb.endpoint == OUT else 0)
            self._done.append(urb)
        self._in.clear()
        self._out.clear()

    def _submit(self, client: Any) -> None:
        data = client.get_arg().resolve(0, URB_BYTES)
        _, endpoint, _, _, _, length, _ = URB.unpack(bytes(data.retrieve()[: URB.size]))
        urb = Urb(data, data.resolve(BUFFER_AT, length), endpoint, length)
        if endpoint == OUT:
            urb.left = bytes(urb.buffer.retrieve())
            self._out.append(urb)
        else:
            self._in.append(urb)
            self._answer()
        client.complete(0, 0)

    def _discard(self, client: Any) -> None:
        address = struct.unpack("@P", bytes(client.get_arg().retrieve()))[0]
        for queue in (self._in, self._out):
            for urb in queue:
                if urb.data.client_addr == address:
                    queue.remove(urb)
                    urb.finish(-errno.ENOENT, urb.length - len(urb.left) if urb.endpoint == OUT else 0)
                    self._done.append(urb)
                    client.complete(0, 0)
                    return
        client.complete(-1, errno.EINVAL)

    def _reap(self, client: Any) -> None:
        if self._done:
            client.get_arg().resolve(0, 8).set_ptr(0, self._done.popleft().data)
            client.complete(0, 0)
        else:
            GLib.timeout_add(IDLE_MS, client.complete, -1, errno.EAGAIN if self.plugged else errno.ENODEV)

    def _send(self) -> bool:
        while self._out and self.plugged:
            urb = self._out[0]
            if self.fault:
                went = min(7, urb.length) if self.fault == "short" else 0
                self._line.send(urb.left[:went])
                urb.finish(0 if self.fault == "short" else -errno.EPIPE, went)
                self.fault, urb.left = "", b""
            else:
                try:
                    urb.left = urb.left[self._line.send(urb.left) :]
                except BlockingIOError:
                    break
                if urb.left:
                    break
                urb.finish(0, urb.length)
            self._done.append(self._out.popleft())
        return True

    def _listen(self, *_: Any) -> bool:
        heard = self._line.recv(4096)
        self._heard += heard
        self._answer()
        return bool(heard)

    def _answer(self) -> None:
        if self._in and self._heard:
            urb = self._in.popleft()
            said = bytes(self._heard[: urb.length])
            del self._heard[: urb.length]
            urb.buffer.update(0, list(said))
            urb.finish(0, len(said))
            self._done.append(urb)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Emulate until the input ends."""
    bed, printer = UMockdev.Testbed.new(), UsbPrinter(int(sys.argv[1]))
    loop = GLib.MainLoop()

    def plug() -> None:
        bed.add_from_string(DEVICE)
        # The node's handler stayed: whoever had it open learned from it that the printer was gone.
        printer.plugged = True
        bed.uevent(PATH, "add")

    def unplug() -> None:
        printer.vanish()
        bed.uevent(PATH, "remove")
        bed.remove_device(PATH)

    def obey(*_: Any) -> bool:
        word = sys.stdin.readline().strip()
        if word in ("short", "stall"):
            printer.fault = word
        elif word in ("plug", "unplug"):
            {"plug": plug, "unplug": unplug}[word]()
        else:
            loop.quit()
            return False
        say("done")
        return True

    bed.add_from_string(DEVICE)
    bed.attach_ioctl(NODE, printer)
    say(bed.get_root_dir())
    GLib.io_add_watch(sys.stdin.fileno(), GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN | GLib.IOCondition.HUP, obey)
    loop.run()


main()
