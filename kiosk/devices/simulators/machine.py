"""The simulated receipt printer without line and thread: bytes go in, answers and slips come out, seconds are given."""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from kiosk.devices.simulators.escpos_reader import Command, CommandReader
from kiosk.devices.simulators.interpreter import Interpreter
from kiosk.devices.simulators.mechanism import Jam, Mechanism
from kiosk.devices.simulators.paper import Paper, Piece
from kiosk.devices.simulators.real_time import RealTimeCommand, RealTimeScanner
from kiosk.devices.simulators.slip_folder import save_slip
from kiosk.devices.simulators.style import CODE_PAGES, DOTS_PER_INCH

KEPT_SLIPS = 100
"""Slips kept in memory for whoever looks; a simulator may run for days."""

CONFIRMATION = "GS ( H"
"""The request to say when all is on paper, as the interpreter names it."""

_XON, _XOFF = b"\x11", b"\x13"
_HEAD_IDLE_S = 0.05
"""A head that waited longer than this for bytes begins anew instead of catching up."""


@dataclass(frozen=True, slots=True)
class SimulatedModel:
    """What kind of printer it is."""

    width_dots: int = 576
    dots_per_mm: int = 8
    dots_per_inch: int = DOTS_PER_INCH
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
    says_xoff: bool = False
    """XOFF when the buffer is half full, XON when it is down to a quarter."""
    line_bytes_per_s: float | None = None
    """The speed of the line; None is as fast as bytes come."""
    loses_when_full: bool = False
    """Whether bytes that come while the buffer is full are lost, as on a serial line without flow control."""
    head_mm_per_s: float | None = None
    """None prints as fast as bytes come."""
    head_to_cutter_dots: int = 120
    code_pages: Mapping[int, str] = field(default_factory=lambda: CODE_PAGES)
    """`ESC t n`: the codec of each page it has; the TM series' if nothing else is said."""


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
    first_line_s: float = 0.0
    """When its first line was printed, in seconds of `time.monotonic`."""


class PrinterMachine:
    """See the module. Owned by one thread."""

    def __init__(
        self, model: SimulatedModel, *, slips: Path | None, on_slip: Callable[[PrintedSlip], None] | None
    ) -> None:
        self.model = model
        self.mechanism = Mechanism()
        self.silent = False
        """Neither prints nor answers."""
        self.jams_at_cut = False
        self.stale_cover_flag = False
        """Whether the next closing of the cover is followed by one more report of it being open."""
        self.garbled_answers = 0
        """So many answers to come are random bytes instead."""
        self.lost_bytes = 0
        """Bytes that came while the buffer was full."""
        self.received_bytes = 0
        self.slips: deque[PrintedSlip] = deque(maxlen=KEPT_SLIPS)
        self._folder = slips
        self._on_slip = on_slip
        self._paper = Paper(model.width_dots, model.head_to_cutter_dots)
        self._interpreter = Interpreter(self._paper, model.code_pages, model.dots_per_inch)
        self._buffer = bytearray()
        self._reader = CommandReader()
        self._scanner = RealTimeScanner()
        self._next: Command | None = None
        """A command at which a plan struck; it is looked at when the printer can go on."""
        self._asb = 0
        self._told = self.mechanism.auto_status()
        self._stale_reports = 0
        self._xoff = False
        self._cut_due = False
        """Whether a jam kept a cut from being made."""
        self._plans: list[tuple[int, Callable[[], None]]] = []
        self._plans_at_confirmation: list[Callable[[], None]] = []
        self._busy_until_s = 0.0
        self._waits_for_head = False
        """Whether the head was what `work` stopped at; a moment later it may be free, so the clock would not tell."""
        self._raw = bytearray()
        self._first_line_s: float | None = None
        self._count = 0
        self._answers = bytearray()

    @property
    def lines(self) -> int:
        """Lines, strips and pictures on paper so far."""
        return self._interpreter.lines

    @property
    def unknown_commands(self) -> Counter[str]:
        """Commands received that this printer does not know, by name."""
        return Counter(self._interpreter.unknown)

    @property
    def room(self) -> int:
        """Bytes that it takes now."""
        free = self.model.receive_buffer_bytes - len(self._buffer)
        return self.model.receive_buffer_bytes if self.model.loses_when_full else free

    def busy_s(self, now_s: float) -> float | None:
        """How long the head still needs before the next command is looked at; None when none is waiting for it."""
        return max(0.0, self._busy_until_s - now_s) if self._waits_for_head else None

    # -- what people do to it -----------------------------------------------------------------------------

    def plan(self, action: Callable[[], None], *, after_lines: int) -> None:
        """Do `action` when so many further lines, strips or pictures are printed."""
        self._plans.append((self.lines + after_lines, action))
        self._do_planned()

    def plan_at_confirmation(self, action: Callable[[], None]) -> None:
        """Do `action` when the request for confirmation is reached, before it is looked at."""
        self._plans_at_confirmation.append(action)

    def close_cover(self) -> None:
        """The cover is down again."""
        self.mechanism.cover_open = False
        if self.stale_cover_flag:
            self.stale_cover_flag = False
            self._stale_reports = 2  # one by itself and one when asked

    def power_off(self) -> None:
        """Everything it holds is lost."""
        self.silent = True
        self._forget()
        self._interpreter.initialize()
        self._asb = 0
        self._xoff = False
        self.mechanism.broken = False

    def power_on(self) -> None:
        """What reached it meanwhile is lost too."""
        self._forget()
        self.silent = False

    # -- bytes in, answers out ----------------------------------------------------------------------------

    def take(self, data: bytes) -> None:
        """Bytes come from the line; real-time commands among them are obeyed at once."""
        self.received_bytes += len(data)
        for octets, command in self._scanner.split(data):
            free = max(0, self.model.receive_buffer_bytes - len(self._buffer))
            self._buffer += octets[:free]
            self.lost_bytes += max(0, len(octets) - free)
            if command is not None and not self.silent:
                self._do_at_once(command)

    def work(self, now_s: float) -> None:
        """Print what can be printed and tell what changed."""
        self._do_planned()
        self._print(now_s)
        self._say_flow()
        self.tell_changes()

    def take_answers(self) -> bytes:
        """What it says since the last time."""
        said = bytes(self._answers)
        self._answers.clear()
        return said

    def tell_changes(self) -> None:
        """ASB, when the condition is another than the last one told."""
        status = self.mechanism.auto_status()
        if status != self._told:
            self._told = status
            if self._asb:
                self._answer(status)
        if self._stale_reports == 2:
            self._stale_reports = 1
            if self._asb:
                self._answer(Mechanism(paper=self.mechanism.paper, cover_open=True).auto_status())

    def _do_at_once(self, command: RealTimeCommand) -> None:
        match command:
            case RealTimeCommand.CLEAR:
                if self.model.clears:
                    self._forget()
                    self._interpreter.clear()
                    self._answer(b"\x37\x25\x00")
            case RealTimeCommand.RESUME | RealTimeCommand.RESUME_CLEARED:
                if self.mechanism.jam is Jam.CLEARED:
                    self.mechanism.jam = Jam.NONE
                    if command is RealTimeCommand.RESUME_CLEARED:
                        self._forget()
                    elif self._cut_due:
                        self._come_out(self._paper.cut())
                    self._cut_due = False
            case _:
                self._answer(self._real_time(command.status_kind))

    def _real_time(self, kind: int) -> bytes:
        mechanism = self.mechanism
        if self._stale_reports == 1:
            mechanism = Mechanism(paper=mechanism.paper, cover_open=True)
            self._stale_reports = 0 if kind == 4 else 1
        return mechanism.real_time(kind)

    def _forget(self) -> None:
        """Drop the receive buffer and half a command."""
        self._buffer.clear()
        self._reader.clear()
        self._next = None

    def _print(self, now_s: float) -> None:
        self._waits_for_head = False
        while not self.silent and not self.mechanism.blocked:
            if now_s < self._busy_until_s:
                self._waits_for_head = bool(self._buffer)
                return
            command = self._next or self._reader.take(self._buffer)
            self._next = None
            if command is None:
                return
            if command.name == CONFIRMATION and self._plans_at_confirmation:
                self._next = command
                for action in self._plans_at_confirmation:
                    action()
                self._plans_at_confirmation.clear()
                continue
            self._raw += command.raw
            self._execute(command, now_s)
            self._do_planned()

    def _do_planned(self) -> None:
        due = [plan for plan in self._plans if self.lines >= plan[0]]
        for plan in due:
            self._plans.remove(plan)
            plan[1]()

    def _execute(self, command: Command, now_s: float) -> None:
        match command.name:
            case "ESC @":
                self._interpreter.initialize()
                self._asb = 0
            case "GS V" | "ESC i" | "ESC m":
                self._cut(command.arguments, now_s)
            case "GS a":
                self._asb = command.arguments[0]
                if self._asb:
                    self._answer(self.mechanism.auto_status())
            case "GS r":
                if self.model.acknowledges:
                    self._answer(self.mechanism.paper_reply() if command.arguments[0] % 48 == 1 else b"\x00")
            case "GS I":
                self._answer(b"_Frontdoor simulated printer\x00" if command.arguments[0] >= 65 else b"\x20")
            case "GS ( H":
                if self.model.confirms and command.arguments[:2] == b"00" and len(command.arguments) == 6:
                    self._answer(b"\x37\x22" + command.arguments[2:] + b"\x00")
            case _:
                before = self.lines
                self._move(self._interpreter.execute(command), now_s)
                if self._first_line_s is None and self.lines > before:
                    self._first_line_s = now_s

    def _move(self, dots: int, now_s: float) -> None:
        if self.model.head_mm_per_s is not None:
            begin_s = max(self._busy_until_s, now_s - _HEAD_IDLE_S)
            self._busy_until_s = begin_s + dots / self.model.dots_per_mm / self.model.head_mm_per_s

    def _cut(self, arguments: bytes, now_s: float) -> None:
        if arguments[:1] and arguments[0] in b"AB" and len(arguments) == 2:
            self._paper.feed(self.model.head_to_cutter_dots + arguments[1])
            self._move(self.model.head_to_cutter_dots + arguments[1], now_s)
        if self.jams_at_cut:
            self.jams_at_cut = False
            self._cut_due = True
            self.mechanism.jam = Jam.STUCK
        else:
            self._come_out(self._paper.cut())

    def _come_out(self, piece: Piece) -> None:
        raw, self._raw = bytes(self._raw), bytearray()
        first_line_s, self._first_line_s = self._first_line_s or 0.0, None
        if piece.blank:
            return
        self._count += 1
        png = save_slip(self._folder, piece.picture, raw) if self._folder is not None else None
        slip = PrintedSlip(self._count, piece.picture, piece.text, raw, png, first_line_s)
        self.slips.append(slip)
        if self._on_slip is not None:
            self._on_slip(slip)

    def _say_flow(self) -> None:
        if not self.model.says_xoff:
            return
        size = self.model.receive_buffer_bytes
        if not self._xoff and len(self._buffer) > size // 2:
            self._xoff = True
            self._answer(_XOFF)
        elif self._xoff and len(self._buffer) < size // 4:
            self._xoff = False
            self._answer(_XON)

    def _answer(self, octets: bytes) -> None:
        if not octets or not self.model.answers or self.silent:
            return
        if self.garbled_answers:
            noise = hashlib.sha256(b"%d" % self.garbled_answers).digest()  # the same each time
            octets = noise[: 1 + noise[-1] % 8]
            self.garbled_answers -= 1
        self._answers += octets
