"""A simulated receipt printer: a thread that reads real bytes from a real line, prints on paper of dots, and answers.

It is slow, blocked, silent, garbled or unplugged on command. The real driver talks to it; nothing here is known to the
driver. What it does with bytes stands in `machine`.
"""

from __future__ import annotations

import select
import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

from kiosk.devices.simulators.machine import PrintedSlip, PrinterMachine, SimulatedModel
from kiosk.devices.simulators.mechanism import Jam, PaperLevel
from kiosk.devices.simulators.ports import SimPort
from kiosk.devices.transports.base import Waker
from kiosk.devices.urls import SerialUrl, TcpUrl

__all__ = ["PrintedSlip", "PrinterSimulator", "SimulatedModel"]

CONTROL_S = 5.0
"""Longest wait for the simulator's thread to do what a control asks; it answers in microseconds unless it crashed."""

_GULP_S = 0.005
"""A line of some speed delivers this much of a second at once."""

_LATE_S = 0.01
"""A real line does not wait for this thread: what is late by less is made up for."""


class PrinterSimulator:
    """See the module. Controls may be called on any thread and have taken effect when they return."""

    def __init__(
        self,
        port: SimPort,
        model: SimulatedModel | None = None,
        *,
        slips: Path | None = None,
        on_slip: Callable[[PrintedSlip], None] | None = None,
    ) -> None:
        """`on_slip` is called on the simulator's thread."""
        self._port = port
        self._machine = PrinterMachine(model or SimulatedModel(), slips=slips, on_slip=on_slip)
        self._line_free_s = 0.0
        """When the line has delivered what it delivered."""
        self._orders: deque[tuple[Callable[[], None], Future[None]]] = deque()
        self._waker = Waker()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="simulated-printer", daemon=True)
        self._thread.start()

    # -- looking ------------------------------------------------------------------------------------------

    @property
    def url(self) -> SerialUrl | TcpUrl:
        """Where the driver finds this printer."""
        return self._port.url

    @property
    def model(self) -> SimulatedModel:
        """What kind of printer it is."""
        return self._machine.model

    @property
    def slips(self) -> tuple[PrintedSlip, ...]:
        """The last slips that came out, oldest first."""
        return tuple(self._machine.slips)

    @property
    def unknown_commands(self) -> Counter[str]:
        """Commands received that this printer does not know, by name."""
        return self._machine.unknown_commands

    @property
    def received_bytes(self) -> int:
        """All bytes so far, questions included."""
        return self._machine.received_bytes

    @property
    def lost_bytes(self) -> int:
        """Bytes that came while the buffer of a model without flow control was full."""
        return self._machine.lost_bytes

    @property
    def lines(self) -> int:
        """Lines, strips and pictures on paper so far."""
        return self._machine.lines

    @property
    def blocked(self) -> bool:
        """Whether it waits for somebody."""
        return self._machine.mechanism.blocked

    # -- controls -----------------------------------------------------------------------------------------

    def run_out_of_paper(self, after_lines: int = 0) -> None:
        """The roll ends now, or when `after_lines` further lines, strips or pictures are printed."""
        self.plan(lambda: self._set_paper(PaperLevel.OUT), after_lines=after_lines)

    def plan(self, action: Callable[[], None], *, after_lines: int) -> None:
        """Do `action`, any of these controls, when so many further lines, strips or pictures are printed."""
        self._order(lambda: self._machine.plan(action, after_lines=after_lines))

    def plan_at_confirmation(self, action: Callable[[], None]) -> None:
        """Do `action` when everything is printed and cut, and the printer is just about to confirm it."""
        self._order(lambda: self._machine.plan_at_confirmation(action))

    def run_low(self) -> None:
        """The near-end sensor sees the core of the roll."""
        self._order(lambda: self._set_paper(PaperLevel.LOW))

    def refill(self) -> None:
        """A new roll; printing goes on by itself."""
        self._order(lambda: self._set_paper(PaperLevel.PLENTY))

    def open_cover(self) -> None:
        """Somebody lifts the cover."""
        self._order(lambda: setattr(self._machine.mechanism, "cover_open", True))

    def close_cover(self) -> None:
        """Closed again; printing goes on by itself."""
        self._order(self._machine.close_cover)

    def keep_stale_cover_flag(self) -> None:
        """After the cover is closed the next time, report it open once more, by itself and when asked."""
        self._order(lambda: setattr(self._machine, "stale_cover_flag", True))

    def jam_cutter(self) -> None:
        """The next cut jams."""
        self._order(lambda: setattr(self._machine, "jams_at_cut", True))

    def stick_cutter(self) -> None:
        """The cutter is stuck now."""
        self._order(lambda: setattr(self._machine.mechanism, "jam", Jam.STUCK))

    def clear_jam(self) -> None:
        """Somebody frees the cutter; the printer goes on at DLE ENQ 1."""
        self._order(lambda: setattr(self._machine.mechanism, "jam", Jam.CLEARED))

    def overheat(self, hot: bool = True) -> None:
        """The head is too hot, or has cooled down."""
        self._order(lambda: setattr(self._machine.mechanism, "overheated", hot))

    def break_down(self) -> None:
        """An error that only switching off and on ends."""
        self._order(lambda: setattr(self._machine.mechanism, "broken", True))

    def press_offline(self, offline: bool = True) -> None:
        """Somebody takes it off line with its button, or on line again."""
        self._order(lambda: setattr(self._machine.mechanism, "offline_by_button", offline))

    def set_silent(self, silent: bool = True) -> None:
        """Neither print nor answer, with the line still there: hung firmware, or the far cable pulled."""
        self._order(lambda: setattr(self._machine, "silent", silent))

    def garble(self, answers: int) -> None:
        """So many answers to come are random bytes instead: a broken cable, or another speed than the driver's."""
        self._order(lambda: setattr(self._machine, "garbled_answers", answers))

    def drain_slowly(self, head_mm_per_s: float | None) -> None:
        """Print at this speed from now on; None is as fast as bytes come."""
        self._order(lambda: self._remodel(replace(self.model, head_mm_per_s=head_mm_per_s)))

    def shrink_buffer(self, receive_buffer_bytes: int) -> None:
        """Take no more than so many bytes at a time from now on."""
        self._order(lambda: self._remodel(replace(self.model, receive_buffer_bytes=receive_buffer_bytes)))

    def power_off(self) -> None:
        """Switch it off: everything it holds is lost, and it is silent."""
        self._order(self._machine.power_off)

    def power_on(self) -> None:
        """Switch it on again; what reached it meanwhile is lost."""
        self._order(self._machine.power_on)

    def forget_connection(self) -> None:
        """The network loses the connection without telling the driver (half-open TCP); a new one is taken. On a serial
        line, which knows no connections, nothing happens."""
        self._order(self._port.forget_connection)

    def unplug(self) -> None:
        """Pull the data cable; the printer itself keeps its power and what it holds."""
        self._order(self._port.unplug)

    def plug(self) -> None:
        """Put the cable in again."""
        self._order(self._port.plug)

    def close(self) -> None:
        """End the thread and remove the line."""
        self._closing = True
        self._waker.wake()
        self._thread.join(CONTROL_S)
        self._port.close()

    def _set_paper(self, level: PaperLevel) -> None:
        self._machine.mechanism.paper = level

    def _remodel(self, model: SimulatedModel) -> None:
        self._machine.model = model

    def _order(self, order: Callable[[], None]) -> None:
        if threading.current_thread() is self._thread:
            order()
            return
        done: Future[None] = Future()
        self._orders.append((order, done))
        self._waker.wake()
        done.result(CONTROL_S)

    # -- the thread ---------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._closing:
            self._obey()
            self._read(time.monotonic())
            self._machine.work(time.monotonic())
            self._speak()
            self._wait(time.monotonic())

    def _obey(self) -> None:
        while self._orders:
            order, done = self._orders.popleft()
            order()
            self._machine.tell_changes()
            self._speak()
            done.set_result(None)

    def _read(self, now_s: float) -> None:
        limit = self._deliverable(now_s)
        if limit <= 0:
            return
        data = self._port.read(limit)
        if self.model.line_bytes_per_s is not None:
            self._line_free_s = max(self._line_free_s, now_s - _LATE_S) + len(data) / self.model.line_bytes_per_s
        self._machine.take(data)

    def _deliverable(self, now_s: float) -> int:
        """Bytes that the line brings and the printer takes now."""
        if self.model.line_bytes_per_s is None:
            return self._machine.room
        if now_s < self._line_free_s:
            return 0
        return min(self._machine.room, max(1, int(self.model.line_bytes_per_s * _GULP_S)))

    def _speak(self) -> None:
        said = self._machine.take_answers()
        if said:
            self._port.write(said)

    def _wait(self, now_s: float) -> None:
        poll = select.poll()
        poll.register(self._waker.fileno(), select.POLLIN)
        line = self._port.fileno()
        pauses_s = [self._machine.busy_s(now_s)]
        if line is not None and self._machine.room > 0:
            if now_s < self._line_free_s:
                pauses_s.append(self._line_free_s - now_s)
            else:
                poll.register(line, select.POLLIN)
        pause_s = min((pause for pause in pauses_s if pause is not None), default=None)
        poll.poll(None if pause_s is None else max(1, round(pause_s * 1000)))
        self._waker.drain()
