"""A virtual card for the real PC/SC service: it plays the card to vsmartcard's reader driver, vpcd, over TCP.

Source: vsmartcard, "Virtual Smart Card Architecture", the protocol of vpcd: each message is a length of two bytes, high
byte first, and a body; bodies of one byte are 0 power off, 1 power on, 2 reset, 4 "what is your ATR?".
"""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

from kiosk.devices.protocols.chip_id import GET_UID

VPCD_PORT = 35963
"""Where vpcd waits for its first card, as Debian's package sets it up."""

CONNECT_S = 2.0
"""For a connection on this machine."""

JOIN_S = 2.0
"""For the card's thread to see that its connection was closed."""

ATR = bytes.fromhex("3B 8F 80 01 80 4F 0C A0 00 00 03 06 03 00 01 00 00 00 00 6A")
"""What a contactless reader makes up for a MIFARE Classic card (PC/SC part 3, 3.1.3.2.3)."""

_ASKS_ATR = b"\x04"
_UNKNOWN_COMMAND = b"\x6d\x00"
_SUCCESS = b"\x90\x00"


class VirtualCard:
    """One card at a time in the slot behind `port`. Controls may be called on any thread."""

    def __init__(self, port: int = VPCD_PORT, host: str = "127.0.0.1") -> None:
        self._address = (host, port)
        self._line: socket.socket | None = None
        self._thread: threading.Thread | None = None
        self._uid = b""
        self._silent = False
        self._garbled = False
        self._pulled_at_command = False

    def insert_card(self, number: str) -> None:
        """Put in a card whose chip has this number, in hexadecimal digits. Without a PC/SC service that has vpcd
        nothing happens, as with a card held to the wrong box. Raises ValueError for another number."""
        self.remove_card()
        self._uid = bytes.fromhex(number)
        with suppress(OSError):
            self._line = socket.create_connection(self._address, timeout=CONNECT_S)
            self._line.settimeout(None)
            self._thread = threading.Thread(target=self._serve, args=(self._line,), name="virtual-card", daemon=True)
            self._thread.start()

    def remove_card(self) -> None:
        """Take it out."""
        line, self._line = self._line, None
        if line is None:
            return
        # Wakes the card's thread, which a close alone does not.
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(JOIN_S)
        line.close()

    def noise(self, garbled: bool = True) -> None:
        """From now on the card answers rubbish, or sense again."""
        self._garbled = garbled

    def silence(self, silent: bool = True) -> None:
        """From now on the card takes commands and answers none, or answers again."""
        self._silent = silent

    def half_frame(self, number: str) -> None:
        """Put a card in and pull it out amid the first command."""
        self._pulled_at_command = True
        self.insert_card(number)

    def unplug(self) -> None:
        """The service keeps an empty slot even without vpcd's other end: all that can go is the card."""
        self.remove_card()

    def replug(self) -> None:
        """The slot is still there, and empty."""

    def close(self) -> None:
        """Take the card out for good."""
        self.remove_card()

    def _serve(self, line: socket.socket) -> None:
        with suppress(OSError), line.makefile("rb") as stream:
            while len(head := stream.read(2)) == 2:
                command = stream.read(int.from_bytes(head, "big"))
                answer = self._answer(command)
                if answer is None:
                    line.shutdown(socket.SHUT_RDWR)
                    return
                if answer:
                    line.sendall(len(answer).to_bytes(2, "big") + answer)

    def _answer(self, command: bytes) -> bytes | None:
        """What the card says; nothing for a control that wants no answer, None when it is pulled out instead."""
        if len(command) == 1:
            return ATR if command == _ASKS_ATR else b""
        if self._pulled_at_command:
            self._pulled_at_command = False
            return None
        if self._silent:
            return b""
        if self._garbled:
            return self._uid[:1]
        return self._uid + _SUCCESS if command == GET_UID else _UNKNOWN_COMMAND
