"""Simulated signal lights: a relay board on a real serial line, and a lamp in a folder laid out like the kernel's."""

from __future__ import annotations

import select
import shutil
import tempfile
import threading
from pathlib import Path

from kiosk.devices.protocols.relay_boards import RelayBoard
from kiosk.devices.simulators.ports import PtyPort
from kiosk.devices.urls import SerialUrl

LED_NAME = "kiosk:white:status"
FULL = 255

_SIP_BYTES = 64
_LOOK_MS = 200
"""How soon a thread that waits on an old end of a line, pulled meanwhile, looks for the new one."""


class RelayLampSimulator:
    """A board that parses orders by itself, byte by byte, and answers as its kind does. Methods on any thread."""

    def __init__(self, board: RelayBoard) -> None:
        self._board = board
        self._port = PtyPort()
        self._lock = threading.Lock()
        self._lit = False
        self._switchings = 0
        self._silent = False
        self._heard = b""
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="simulated-light", daemon=True)
        self._thread.start()

    @property
    def url(self) -> SerialUrl:
        """Where the driver finds this device."""
        return self._port.url

    @property
    def lit(self) -> bool:
        """Whether the lamp is lit."""
        return self._lit

    @property
    def switchings(self) -> int:
        """How often the relay has moved."""
        return self._switchings

    def silence(self, silent: bool = True) -> None:
        """Neither obey nor answer, with the line still there; or be back."""
        with self._lock:
            self._silent = silent

    def switch_by_hand(self) -> None:
        """Somebody presses the board's own button, or it loses its power for a moment."""
        with self._lock:
            self._become(not self._lit)

    def unplug(self) -> None:
        """Pull the cable: a board that gets its power from it falls off."""
        with self._lock:
            self._port.unplug()
            self._become(False)

    def plug(self) -> None:
        """Put it in again."""
        with self._lock:
            self._port.plug()

    def close(self) -> None:
        """End it."""
        self._closing = True
        with self._lock:
            self._port.close()
        self._thread.join()

    def _run(self) -> None:
        while not self._closing:
            descriptor = self._port.fileno()
            poll = select.poll()
            if descriptor is not None:
                poll.register(descriptor, select.POLLIN)
            poll.poll(_LOOK_MS)
            with self._lock:
                data = self._port.read(_SIP_BYTES)
                if not self._silent:
                    self._obey(data)

    def _obey(self, data: bytes) -> None:
        # One byte after the other, as the board's controller takes them: rubbish before an order does no harm.
        for octet in data:
            self._heard = (self._heard + bytes([octet]))[-len(self._board.on) :]
            if self._heard == self._board.on:
                self._become(True)
            elif self._heard == self._board.off:
                self._become(False)
            elif self._board.ask and self._heard == self._board.ask:
                self._port.write(self._board.is_on if self._lit else self._board.is_off)

    def _become(self, lit: bool) -> None:
        self._switchings += lit is not self._lit
        self._lit = lit


class LedSimulator:
    """A folder with the files of one lamp. Methods on any thread."""

    def __init__(self) -> None:
        self._root = Path(tempfile.mkdtemp(prefix="frontdoor-sim-"))
        self._folder = self._root / "leds" / LED_NAME
        self._pulled = self._root / "pulled"
        self._folder.mkdir(parents=True)
        (self._folder / "max_brightness").write_text(f"{FULL}\n")
        (self._folder / "brightness").write_text("0\n")
        (self._folder / "trigger").write_text("heartbeat\n")

    @property
    def leds(self) -> Path:
        """What stands for /sys/class/leds."""
        return self._folder.parent

    @property
    def lit(self) -> bool:
        """Whether the lamp is lit. A file is empty for the moment in which it is written, as no file of sysfs is."""
        try:
            text = (self._folder / "brightness").read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return False
        return text not in ("", "0")

    @property
    def trigger(self) -> str:
        """What else may switch the lamp."""
        return (self._folder / "trigger").read_text(encoding="ascii").strip()

    def switch_by_hand(self) -> None:
        """Another program writes to it."""
        written = self._root / "written"
        written.write_text("0" if self.lit else str(FULL))
        # At once, as the kernel does it: nobody ever reads half of it.
        written.replace(self._folder / "brightness")

    def unplug(self) -> None:
        """The lamp goes, with its folder."""
        if self._folder.is_dir():
            self._folder.rename(self._pulled)
            (self._pulled / "brightness").write_text("0\n")

    def plug(self) -> None:
        """It comes back, dark."""
        if self._pulled.is_dir():
            self._pulled.rename(self._folder)

    def close(self) -> None:
        """Remove every trace."""
        shutil.rmtree(self._root, ignore_errors=True)
