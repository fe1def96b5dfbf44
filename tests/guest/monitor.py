"""QEMU's monitor, which the guest has on a port of its own: devices that QEMU plays, and keys pressed on them.

Source: QEMU, "QEMU Machine Protocol Specification" and "QEMU QMP Reference Manual".
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

PORT = Path("/dev/virtio-ports/guest.monitor")


class Monitor:
    """One talk with the monitor. Owned by one thread."""

    def __enter__(self) -> Monitor:
        self._port = PORT.open("r+b", buffering=0)
        assert "QMP" in self._hear()
        self.do("qmp_capabilities")
        return self

    def __exit__(self, *_: object) -> None:
        self._port.close()

    def do(self, command: str, **arguments: Any) -> Any:
        """Have it done; the answer. What happens meanwhile is passed over."""
        self._port.write(json.dumps({"execute": command, "arguments": arguments}).encode() + b"\n")
        while "return" not in (heard := self._hear()):
            assert "error" not in heard, heard
        return heard["return"]

    def plug(self, driver: str, name: str, **properties: Any) -> None:
        """Plug in a device that QEMU plays."""
        self.do("device_add", driver=driver, id=name, bus="usb.0", **properties)

    def unplug(self, name: str) -> None:
        """Pull it out; it is gone when this returns."""
        self._port.write(json.dumps({"execute": "device_del", "arguments": {"id": name}}).encode() + b"\n")
        while (heard := self._hear()).get("event") != "DEVICE_DELETED" or heard["data"].get("device") != name:
            assert "error" not in heard, heard

    def type(self, *keys: str) -> None:
        """Press and release keys, named as QEMU names them, on the keyboard plugged in last."""
        for key in keys:
            for down in (True, False):
                event = {"type": "key", "data": {"down": down, "key": {"type": "qcode", "data": key}}}
                self.do("input-send-event", events=[event])

    def _hear(self) -> dict[str, Any]:
        line = bytearray()
        while not line.endswith(b"\n"):
            line += self._port.read(1)
        return json.loads(line)
