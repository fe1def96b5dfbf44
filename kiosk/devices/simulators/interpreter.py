"""What the simulated printer does with each printing command: the line buffer, pictures, QR codes.

Meaning of the commands: Epson, "ESC/POS Command Reference", by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from PIL import Image

from kiosk.devices.simulators.escpos_reader import Command
from kiosk.devices.simulators.graphics import GraphicsStore
from kiosk.devices.simulators.paper import Paper
from kiosk.devices.simulators.qr_symbol import QrSymbol
from kiosk.devices.simulators.style import CODE_PAGES, DOTS_PER_INCH, MODES, Style
from kiosk.devices.simulators.typeface import CELLS, glyph

_INVERTED = bytes(255 - byte for byte in range(256))

_WITHOUT_EFFECT = frozenset(
    {
        "NUL",
        "CR",
        "CAN",
        "ESC SP",
        "ESC R",
        "ESC {",
        "ESC p",
        "ESC =",
        "FS .",
        "FS &",
        "FS S",
        "FS -",
        "FS C",
        "FS ( A",
        "GS H",
        "GS h",
        "GS w",
        "GS f",
    }
    | {"DLE EOT", "DLE ENQ", "DLE DC4"}
)
"""Known, and nothing to see in a picture; real-time commands were obeyed when they came."""


class Interpreter:
    """Applies printing commands to paper. Owned by the simulator's thread."""

    def __init__(
        self, paper: Paper, code_pages: Mapping[int, str] = CODE_PAGES, dots_per_inch: int = DOTS_PER_INCH
    ) -> None:
        self._paper = paper
        self._code_pages = code_pages
        self._fresh = Style(dots_per_inch=dots_per_inch)
        self._style = self._fresh
        self._qr = QrSymbol()
        self._graphics = GraphicsStore()
        self._cells: list[tuple[int, Image.Image]] = []
        self._text = ""
        self._x = 0
        self.unknown: Counter[str] = Counter()
        """Commands and parameters that this printer does not know, by name."""
        self.lines = 0
        """Lines, strips and pictures printed so far."""
        self._handlers: dict[str, Callable[[bytes], int]] = {
            "text": self._print_text,
            "LF": lambda _: self._flush(self._style.line_spacing),
            "ESC J": lambda arguments: self._flush(self._style.along(arguments[0])),
            "ESC d": lambda arguments: self._flush(arguments[0] * self._style.line_spacing),
            "HT": self._tab,
            "ESC $": self._move_to,
            "ESC \\": self._move_by,
            "GS v": self._raster,
            "GS ( k": self._qr_function,
            "GS ( L": self._graphics_function,
            "GS 8": lambda arguments: self._graphics_function(arguments[5:]),
        }

    def clear(self) -> None:
        """Drop the line buffer."""
        self._cells.clear()
        self._text = ""
        self._x = 0

    def initialize(self) -> None:
        """ESC @."""
        self.clear()
        self._style = self._fresh
        self._qr = QrSymbol()
        self._graphics = GraphicsStore()

    def execute(self, command: Command) -> int:
        """Do `command` (everything but cuts and questions); how many dots of paper it moved."""
        if command.name in MODES:
            if command.name == "ESC t" and command.arguments[0] not in self._code_pages:
                self.unknown[f"ESC t {command.arguments[0]}"] += 1
            self._style = MODES[command.name](self._style, command.arguments)
            return 0
        handler = self._handlers.get(command.name)
        if handler is not None:
            return handler(command.arguments)
        if not command.known or command.name not in _WITHOUT_EFFECT:
            self.unknown[command.name] += 1
        return 0

    def _area_width(self) -> int:
        left = max(1, self._paper.width_dots - self._style.left_margin)
        return min(left, self._style.area_width or left)

    def _print_text(self, octets: bytes) -> int:
        moved = 0
        # A page that this printer lacks has ASCII only.
        codec = self._code_pages.get(self._style.code_page, "ascii")
        for character in octets.decode(codec, errors="replace"):
            cell = _cell(character, self._style)
            if self._x + cell.width > self._area_width() and self._cells:
                moved += self._flush(self._style.line_spacing)
            self._cells.append((self._x, cell))
            self._text += character
            self._x += cell.width
        return moved

    def _flush(self, feed_dots: int) -> int:
        """Print the line buffer and feed, at least by the height of what was printed."""
        tallest = max((cell.height for _, cell in self._cells), default=0)
        width = max((x + cell.width for x, cell in self._cells), default=0)
        shift = self._style.left_margin + max(0, self._area_width() - width) * self._style.align // 2
        for x, cell in self._cells:
            self._paper.stamp(cell, shift + x, below_head=tallest - cell.height)
        if self._cells:
            self.lines += 1
            self._paper.note_text(self._text)
        self.clear()
        dots = max(tallest, feed_dots)
        self._paper.feed(dots)
        return dots

    def _tab(self, _: bytes) -> int:
        stop = 8 * CELLS[self._style.face][0]
        self._x = (self._x // stop + 1) * stop
        return 0

    def _move_to(self, arguments: bytes) -> int:
        self._x = self._style.across(int.from_bytes(arguments, "little"))
        return 0

    def _move_by(self, arguments: bytes) -> int:
        self._x = max(0, self._x + self._style.across(int.from_bytes(arguments, "little", signed=True)))
        return 0

    def _raster(self, arguments: bytes) -> int:
        """GS v 0 m xL xH yL yH d1...dk."""
        columns, rows = int.from_bytes(arguments[2:4], "little"), int.from_bytes(arguments[4:6], "little")
        if not columns or not rows or arguments[:1] != b"0":
            self.unknown["GS v"] += 1
            return 0
        picture = Image.frombytes("1", (columns * 8, rows), arguments[6:].translate(_INVERTED)).convert("L")
        wide, high = 1 + (arguments[1] & 1), 1 + (arguments[1] >> 1 & 1)
        return self._print_picture(picture.resize((picture.width * wide, picture.height * high), Image.Resampling.BOX))

    def _qr_function(self, arguments: bytes) -> int:
        if not self._qr.accept(arguments):
            self.unknown["GS ( k"] += 1
            return 0
        picture = self._qr.draw(arguments)
        return self._print_picture(picture) if picture is not None else 0

    def _graphics_function(self, arguments: bytes) -> int:
        if not self._graphics.accept(arguments):
            self.unknown["GS ( L"] += 1
            return 0
        picture = self._graphics.take(arguments)
        return self._print_picture(picture) if picture is not None else 0

    def _print_picture(self, picture: Image.Image) -> int:
        moved = self._flush(0) if self._cells else 0
        shift = self._style.left_margin + max(0, self._area_width() - picture.width) * self._style.align // 2
        self._paper.stamp(picture, shift)
        self._paper.feed(picture.height)
        self.lines += 1
        return moved + picture.height


def _cell(character: str, style: Style) -> Image.Image:
    cell = glyph(character, style.face, bold=style.bold)
    if style.underline:
        cell = cell.copy()
        cell.paste(0, (0, cell.height - style.underline, cell.width, cell.height))
    if style.white_on_black:
        cell = cell.point(lambda grey: 255 - grey)
    if style.times_wide > 1 or style.times_high > 1:
        size = (cell.width * style.times_wide, cell.height * style.times_high)
        cell = cell.resize(size, Image.Resampling.NEAREST)
    return cell
