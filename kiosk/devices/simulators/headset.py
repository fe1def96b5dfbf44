"""A simulated headset jack: the kernel's bytes on a real line. Only the question for its switch is put directly."""

from __future__ import annotations

import threading

from kiosk.devices.protocols.headset_switch import EV_SW, SW_HEADPHONE_INSERT
from kiosk.devices.protocols.typed_keys import EV_SYN, INPUT_EVENT, SYN_DROPPED
from kiosk.devices.simulators.ports import PtyPort
from kiosk.devices.transports.base import Waker
from kiosk.devices.transports.serial_line import SerialTransport


class HeadsetSimulator:
    """A jack of a sound card that can itself be unplugged. Methods may be called on any thread."""

    def __init__(self) -> None:
        self._port = PtyPort()
        self._lock = threading.Lock()
        self.plugged = False

    def line(self) -> SimulatedLine:
        """For the driver."""
        return SimulatedLine(self, SerialTransport(self._port.url))

    def insert(self) -> None:
        """Plug a headset in."""
        self._switch(True)

    def remove(self) -> None:
        """Pull it out."""
        self._switch(False)

    def overrun(self) -> None:
        """The kernel's buffer runs over, and loses what happens meanwhile: the headset goes in or out unheard."""
        with self._lock:
            self.plugged = not self.plugged
            self._send(EV_SYN, SYN_DROPPED, 0)

    def unplug(self) -> None:
        """Pull the sound card."""
        with self._lock:
            self._port.unplug()

    def plug(self) -> None:
        """Put it in again."""
        with self._lock:
            self._port.plug()

    def close(self) -> None:
        """Remove the line."""
        with self._lock:
            self._port.close()

    def _switch(self, plugged: bool) -> None:
        with self._lock:
            if plugged is not self.plugged:
                self.plugged = plugged
                self._send(EV_SW, SW_HEADPHONE_INSERT, int(plugged))
                self._send(EV_SYN, 0, 0)

    def _send(self, kind: int, code: int, value: int) -> None:
        self._port.write(INPUT_EVENT.pack(0, 0, kind, code, value))


class SimulatedLine:
    """See `HeadsetLine`."""

    def __init__(self, simulator: HeadsetSimulator, line: SerialTransport) -> None:
        self._simulator = simulator
        self._line = line

    def open(self) -> None:
        self._line.open()

    def ask(self) -> bool:
        return self._simulator.plugged

    def read(self) -> bytes:
        return self._line.read()

    def wait(self, waker: Waker, timeout_s: float) -> None:
        self._line.wait(waker, timeout_s, to_write=False)

    def close(self) -> None:
        self._line.close()
