"""A lamp behind a relay board on a serial line."""

from __future__ import annotations

import time

from kiosk.devices.protocols.light_patterns import LampKind
from kiosk.devices.protocols.relay_boards import RelayBoard
from kiosk.devices.transports.base import Transport, Waker
from kiosk.errors import DeviceAbsent

ANSWER_S = 0.5
"""For three bytes there and three back, 7 ms at 9600 baud, and a slow USB adapter."""

_HEARD_BYTES = 64
"""Kept of what comes while an answer is waited for: a device that babbles fills no memory."""


class RelayLamp:
    """See `Lamp`."""

    kind = LampKind.RELAY

    def __init__(self, line: Transport, board: RelayBoard, *, answer_s: float = ANSWER_S) -> None:
        self._line = line
        self._board = board
        self._answer_s = answer_s
        self._nobody = Waker()
        """The driver's own would forget a wish that comes amid an answer."""

    @property
    def answers(self) -> bool:
        return bool(self._board.ask)

    def open(self) -> None:
        self._line.open()

    def switch(self, *, lit: bool) -> None:
        self._send(self._board.on if lit else self._board.off)

    def ask(self) -> bool | None:
        if not self.answers:
            return None
        # An answer that came too late must not be taken for the one to this question.
        self._line.read()
        self._send(self._board.ask)
        heard = b""
        ends_s = time.monotonic() + self._answer_s
        while (answer := self._board.read_answer(heard)) is None and (left_s := ends_s - time.monotonic()) > 0:
            self._line.wait(self._nobody, left_s, to_write=False)
            heard = (heard + self._line.read())[-_HEARD_BYTES:]
        return answer

    def close(self) -> None:
        self._line.close()

    def _send(self, order: bytes) -> None:
        # Three or four bytes fit into any port's buffer; where they do not, nobody has taken the last ones out of it.
        if self._line.write(order) != len(order):
            raise DeviceAbsent("The relay board takes nothing any more.", remedy="Unplug it and plug it in again.")
