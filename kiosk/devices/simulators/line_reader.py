"""Simulated readers and scanners on a real line: they send what the real ones send, and misbehave on command."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable

from kiosk.devices.simulators.card_frames import AIM_IDENTIFIERS
from kiosk.devices.simulators.ports import SimPort
from kiosk.devices.urls import SerialUrl, TcpUrl
from kiosk.domain.reader import Symbology

RDM6300_REPEAT_S = 0.065
"""How often an RDM6300 sends the number of a tag that lies on it (Seeed, "RDM6300 data sheet": every 65 ms)."""

NOISE_BYTES = 40
"""What a plug that is put in, or a cable beside a motor, makes of an idle line."""


class LineSimulator:
    """What all of them have in common. Every method may be called on any thread."""

    def __init__(self, port: SimPort) -> None:
        self._port = port
        self._lock = threading.Lock()
        self._silent = False
        self._noises = 0

    @property
    def url(self) -> SerialUrl | TcpUrl:
        """Where the driver finds this device."""
        return self._port.url

    def noise(self) -> None:
        """Send rubbish: each time other, and the same in each run, so that what happened once can be shown again."""
        self._noises += 1
        self._send(hashlib.blake2b(b"%d" % self._noises, digest_size=NOISE_BYTES).digest())

    def silence(self, silent: bool = True) -> None:
        """Send nothing any more, with the line still there: hung, switched off, its far cable pulled; or be back."""
        with self._lock:
            self._silent = silent

    def unplug(self) -> None:
        """Pull the cable at the kiosk's end."""
        with self._lock:
            self._port.unplug()

    def replug(self) -> None:
        """Put it in again."""
        with self._lock:
            self._port.plug()

    def close(self) -> None:
        """Remove the line."""
        with self._lock:
            self._port.close()

    def _send(self, octets: bytes) -> None:
        with self._lock:
            if not self._silent:
                self._port.write(octets)


class CardReaderSimulator(LineSimulator):
    """A card reader; while a card lies on it, some models send its number again and again."""

    def __init__(self, port: SimPort, frame: Callable[[str], bytes], *, repeat_s: float | None = None) -> None:
        """`frame` makes what is sent for a card's number, every `repeat_s` while it lies there, or once."""
        super().__init__(port)
        self._frame = frame
        self._repeat_s = repeat_s
        self._card: bytes | None = None
        self._changed = threading.Condition()
        self._closing = False
        self._thread = threading.Thread(target=self._repeat, name="simulated-reader", daemon=True)
        self._thread.start()

    def insert_card(self, number: str) -> None:
        """Hold a card to it. Raises ValueError when this kind of card has no such number."""
        frame = self._frame(number)
        with self._changed:
            self._card = frame
            self._changed.notify()
        self._send(frame)

    def remove_card(self) -> None:
        """Take it away."""
        with self._changed:
            self._card = None

    def half_frame(self, number: str) -> None:
        """The card is gone, or the cable, before all of its number was sent."""
        frame = self._frame(number)
        self._send(frame[: len(frame) // 2])

    def close(self) -> None:
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join()
        super().close()

    def _repeat(self) -> None:
        with self._changed:
            while not self._closing:
                woken = self._changed.wait(self._repeat_s if self._card is not None else None)
                if not woken and self._card is not None and not self._closing:
                    self._send(self._card)


class ScannerSimulator(LineSimulator):
    """A scanner for codes."""

    def __init__(self, port: SimPort, frame: Callable[[str], bytes], *, identifies: bool = True) -> None:
        """`frame` makes what is sent for a text; `identifies`: the AIM identifier goes before it."""
        super().__init__(port)
        self._frame = frame
        self._identifies = identifies

    def scan(self, text: str, symbology: Symbology = Symbology.QR) -> None:
        """Hold a code to it. Raises ValueError when a scanner of this kind cannot send that text."""
        self._send(self._framed(text, symbology))

    def half_frame(self, text: str, symbology: Symbology = Symbology.QR) -> None:
        """The cable is pulled before all of the code was sent."""
        frame = self._framed(text, symbology)
        self._send(frame[: len(frame) // 2])

    def _framed(self, text: str, symbology: Symbology) -> bytes:
        return self._frame((AIM_IDENTIFIERS[symbology] if self._identifies else "") + text)
