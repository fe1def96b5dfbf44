"""A simulated receipt printer: a thread that reads real bytes from a real line, prints on paper of dots, and answers.

It is slow, blocked, silent or unplugged on command. The real driver talks to it; nothing here is known to the driver.
"""

from __future__ import annotations

import select
import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from kiosk.devices.simulators.escpos_reader import Command, CommandReader
from kiosk.devices.simulators.interpreter import Interpreter
from kiosk.devices.simulators.mechanism import Jam, Mechanism, PaperLevel
from kiosk.devices.simulators.paper import Paper, Piece
from kiosk.devices.simulators.ports import SimPort
from kiosk.devices.simulators.real_time import RealTimeCommand, RealTimeScanner
from kiosk.devices.simulators.slip_folder import save_slip
from kiosk.devices.transports.base import Waker
from kiosk.devices.urls import SerialUrl, TcpUrl

KEPT_SLIPS = 100
"""Slips kept in memory for whoever looks; a simulator may run for days."""

CONTROL_S = 5.0
"""Longest wait for the simulator's thread to do what a control asks; it answers in microseconds unless it crashed."""


@dataclass(frozen=True, slots=True)
class SimulatedModel:
    """What kind of printer it is."""

    width_dots: int = 576
    dots_per_mm: int = 8
    answers: bool = True
    """DLE EOT, ASB, GS r and the rest; a model without says nothing, ever."""
    acknowledges: bool = True
    """GS r 1."""
    confirms: bool = True
    """GS ( H, the process id."""
    clears: bool = True
    """DLE DC4 fn 8."""
    receive_buffer_bytes: int = 4096
    """What TM models have; their other setting is 45 bytes."""
    head_mm_per_s: float | None = None
    """None prints as fast as bytes come."""
    head_to_cutter_dots: int = 120


@dataclass(frozen=True, slots=True)
class PrintedSlip:
    """One piece of paper that was cut off. Personal: its representation says nothing of what is on it."""

    number: int
    picture: Image.Image = field(repr=False)
    text: str = field(repr=False)
    """The lines printed as native text; pictures and codes have none."""
    raw: bytes = field(repr=False)
    """The bytes it was made from."""
    png: Path | None
    """Its picture, where slips are kept in a folder; its bytes lie beside it as `.bin`."""


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
        self.model = model or SimulatedModel()
        self._port = port
        self._folder = slips
        self._on_slip = on_slip
        self._mechanism = Mechanism()
        self._paper = Paper(self.model.width_dots, self.model.head_to_cutter_dots)
        self._interpreter = Interpreter(self._paper)
        self._buffer = bytearray()
        self._reader = CommandReader()
        self._scanner = RealTimeScanner()
        self._asb = 0
        self._told = self._mechanism.auto_status()
        self._silent = False
        self._jam_at_cut = False
        self._planned: list[tuple[int, Callable[[], None]]] = []
        self._busy_until_s = 0.0
        self._raw = bytearray()
        self._slips: deque[PrintedSlip] = deque(maxlen=KEPT_SLIPS)
        self._count = 0
        self._received = 0
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
    def slips(self) -> tuple[PrintedSlip, ...]:
        """The last slips that came out, oldest first."""
        return tuple(self._slips)

    @property
    def unknown_commands(self) -> Counter[str]:
        """Commands received that this printer does not know, by name."""
        return Counter(self._interpreter.unknown)

    @property
    def received_bytes(self) -> int:
        """All bytes so far, questions included."""
        return self._received

    @property
    def lines(self) -> int:
        """Lines, strips and pictures on paper so far."""
        return self._interpreter.lines

    @property
    def blocked(self) -> bool:
        """Whether it waits for somebody."""
        return self._mechanism.blocked

    # -- controls -----------------------------------------------------------------------------------------

    def run_out_of_paper(self, after_lines: int = 0) -> None:
        """The roll ends now, or when `after_lines` further lines, strips or pictures are printed."""
        self.plan(lambda: setattr(self._mechanism, "paper", PaperLevel.OUT), after_lines=after_lines)

    def plan(self, action: Callable[[], None], *, after_lines: int) -> None:
        """Do `action`, any of these controls, when so many further lines, strips or pictures are printed."""
        self._order(lambda: self._planned.append((self._interpreter.lines + after_lines, action)))

    def run_low(self) -> None:
        """The near-end sensor sees the core of the roll."""
        self._order(lambda: setattr(self._mechanism, "paper", PaperLevel.LOW))

    def refill(self) -> None:
        """A new roll; printing goes on by itself."""
        self._order(lambda: setattr(self._mechanism, "paper", PaperLevel.PLENTY))

    def open_cover(self) -> None:
        """Somebody lifts the cover."""
        self._order(lambda: setattr(self._mechanism, "cover_open", True))

    def close_cover(self) -> None:
        """Closed again; printing goes on by itself."""
        self._order(lambda: setattr(self._mechanism, "cover_open", False))

    def jam_cutter(self) -> None:
        """The next cut jams."""
        self._order(lambda: setattr(self, "_jam_at_cut", True))

    def clear_jam(self) -> None:
        """Somebody frees the cutter; the printer goes on at DLE ENQ 1."""
        self._order(lambda: setattr(self._mechanism, "jam", Jam.CLEARED))

    def overheat(self, hot: bool = True) -> None:
        """The head is too hot, or has cooled down."""
        self._order(lambda: setattr(self._mechanism, "overheated", hot))

    def break_down(self) -> None:
        """An error that only switching off and on ends."""
        self._order(lambda: setattr(self._mechanism, "broken", True))

    def press_offline(self, offline: bool = True) -> None:
        """Somebody takes it off line with its button, or on line again."""
        self._order(lambda: setattr(self._mechanism, "offline_by_button", offline))

    def set_silent(self, silent: bool = True) -> None:
        """Neither print nor answer, with the line still there: hung firmware, or the far cable pulled."""
        self._order(lambda: setattr(self, "_silent", silent))

    def power_off(self) -> None:
        """Switch it off: everything it holds is lost, and it is silent."""

        def order() -> None:
            self._silent = True
            self._forget()
            self._interpreter.initialize()
            self._asb = 0
            self._mechanism.broken = False

        self._order(order)

    def power_on(self) -> None:
        """Switch it on again; what reached it meanwhile is lost."""

        def order() -> None:
            self._forget()
            self._silent = False

        self._order(order)

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
            self._do_planned()
            self._read()
            self._print()
            self._tell_changes()
            self._wait()

    def _obey(self) -> None:
        while self._orders:
            order, done = self._orders.popleft()
            order()
            self._do_planned()
            self._tell_changes()
            done.set_result(None)

    def _wait(self) -> None:
        poll = select.poll()
        poll.register(self._waker.fileno(), select.POLLIN)
        line = self._port.fileno()
        if line is not None and self._room() > 0:
            poll.register(line, select.POLLIN)
        pause_s = self._busy_until_s - time.monotonic()
        waits_for_head = pause_s > 0 and bool(self._buffer)
        poll.poll(max(1, round(pause_s * 1000)) if waits_for_head else None)
        self._waker.drain()

    def _room(self) -> int:
        return self.model.receive_buffer_bytes - len(self._buffer)

    def _read(self) -> None:
        if self._room() <= 0:
            return
        data = self._port.read(self._room())
        self._received += len(data)
        for octets, command in self._scanner.split(data):
            self._buffer += octets
            if command is not None and not self._silent:
                self._do_at_once(command)

    def _do_at_once(self, command: RealTimeCommand) -> None:
        match command:
            case RealTimeCommand.CLEAR:
                if self.model.clears:
                    self._forget()
                    self._interpreter.clear()
                    self._answer(b"\x37\x25\x00")
            case RealTimeCommand.RESUME | RealTimeCommand.RESUME_CLEARED:
                if self._mechanism.jam is Jam.CLEARED:
                    self._mechanism.jam = Jam.NONE
                    if command is RealTimeCommand.RESUME_CLEARED:
                        self._forget()
                    else:
                        self._come_out(self._paper.cut())
            case _:
                self._answer(self._mechanism.real_time(command.status_kind))

    def _forget(self) -> None:
        """Drop the receive buffer and half a command."""
        self._buffer.clear()
        self._reader.clear()

    def _print(self) -> None:
        while not self._silent and not self._mechanism.blocked and time.monotonic() >= self._busy_until_s:
            command = self._reader.take(self._buffer)
            if command is None:
                return
            self._raw += command.raw
            self._execute(command)
            self._do_planned()

    def _do_planned(self) -> None:
        due = [plan for plan in self._planned if self._interpreter.lines >= plan[0]]
        for plan in due:
            self._planned.remove(plan)
            plan[1]()

    def _execute(self, command: Command) -> None:
        match command.name:
            case "ESC @":
                self._interpreter.initialize()
                self._asb = 0
            case "GS V" | "ESC i" | "ESC m":
                self._cut(command.arguments)
            case "GS a":
                self._asb = command.arguments[0]
                if self._asb:
                    self._answer(self._mechanism.auto_status())
            case "GS r":
                if self.model.acknowledges:
                    self._answer(self._mechanism.paper_reply() if command.arguments[0] % 48 == 1 else b"\x00")
            case "GS I":
                self._answer(b"_Frontdoor simulated printer\x00" if command.arguments[0] >= 65 else b"\x20")
            case "GS ( H":
                if self.model.confirms and command.arguments[:2] == b"00" and len(command.arguments) == 6:
                    self._answer(b"\x37\x22" + command.arguments[2:] + b"\x00")
            case _:
                self._move(self._interpreter.execute(command))

    def _move(self, dots: int) -> None:
        if self.model.head_mm_per_s is not None:
            begin_s = max(self._busy_until_s, time.monotonic() - 0.05)
            self._busy_until_s = begin_s + dots / self.model.dots_per_mm / self.model.head_mm_per_s

    def _cut(self, arguments: bytes) -> None:
        if arguments[:1] and arguments[0] in b"AB" and len(arguments) == 2:
            self._paper.feed(self.model.head_to_cutter_dots + arguments[1])
            self._move(self.model.head_to_cutter_dots + arguments[1])
        if self._jam_at_cut:
            self._jam_at_cut = False
            self._mechanism.jam = Jam.STUCK
        else:
            self._come_out(self._paper.cut())

    def _come_out(self, piece: Piece) -> None:
        raw, self._raw = bytes(self._raw), bytearray()
        if piece.blank:
            return
        self._count += 1
        png = save_slip(self._folder, piece.picture, raw) if self._folder is not None else None
        slip = PrintedSlip(self._count, piece.picture, piece.text, raw, png)
        self._slips.append(slip)
        if self._on_slip is not None:
            self._on_slip(slip)

    def _tell_changes(self) -> None:
        status = self._mechanism.auto_status()
        if status != self._told:
            self._told = status
            if self._asb:
                self._answer(status)

    def _answer(self, octets: bytes) -> None:
        if self.model.answers and not self._silent:
            self._port.write(octets)
