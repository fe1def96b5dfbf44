"""A reader of slips that shares nothing with their writer: every byte must belong to a command it knows.

Written from Epson's "ESC/POS Command Reference for TM Printers". It keeps the modes a printer would keep and puts
what is printed on a sheet: lines of text with their style, and black dots.
"""

from __future__ import annotations

from dataclasses import dataclass, field

_PAGES = {0: "cp437", 2: "cp850", 14: "cp737", 15: "iso8859_7", 16: "cp1252", 19: "cp858"} | {24: "cp1253", 29: "cp737"}
"""Of the TM series; the last two of Bixolon's SRP series, which numbers Greek otherwise."""
_QUIET = bytes(range(0x20))


class Unknown(AssertionError):
    """Bytes that are no command a slip may hold."""


@dataclass
class Text:
    """One printed line."""

    text: str
    top: int
    align: int
    times: tuple[int, int]
    small: bool
    bold: str
    """The bold part of it."""
    page: int


@dataclass
class Sheet:
    """What came out of the printer."""

    width: int
    texts: list[Text] = field(default_factory=list)
    rows: dict[int, int] = field(default_factory=dict)
    """Dots by row, the leftmost the highest bit."""
    codes: list[tuple[bytes, int]] = field(default_factory=list)
    """Data and module size of codes drawn by the printer."""
    commands: list[str] = field(default_factory=list)
    height: int = 0
    cut: bool = False

    def lines(self) -> list[str]:
        """The text lines, without the white at their ends."""
        return [line.text.strip() for line in self.texts]


class Reader:
    """Reads one slip."""

    def __init__(self, data: bytes, width: int, dots_per_inch: int) -> None:
        self._data = data
        self._dots_per_inch = dots_per_inch
        self._at = 0
        self.sheet = Sheet(width)
        self._reset()

    def _reset(self) -> None:
        self._align, self._page, self._times = 0, 0, (1, 1)
        self._bold = self._small = False
        self._spacing = 30
        self._line: list[tuple[str, bool]] = []
        self._qr_size, self._qr_data = 3, b""

    def read(self) -> Sheet:
        while self._at < len(self._data):
            assert not self.sheet.cut, "something follows the cut"
            first = self._take(1)
            if first == b"\x1b":
                self._escape()
            elif first == b"\x1d":
                self._group()
            elif first == b"\x1c":
                self._want(self._take(1) == b".", "FS")
                self.sheet.commands.append("FS .")
            elif first == b"\n":
                self._print_line()
            else:
                self._want(first not in _QUIET and first != b"\x7f", "a control character in text")
                self._line.append((first.decode(_PAGES[self._page]), self._bold))
        assert not self._line, "text without a line feed"
        return self.sheet

    def _escape(self) -> None:
        name = self._take(1)
        self.sheet.commands.append(f"ESC {name.decode('ascii')}")
        match name:
            case b"@":
                self._want(self._at == 2, "ESC @ stands only at the beginning")
                self._reset()
            case b"t":
                self._page = self._number(max(_PAGES))
                self._want(self._page in _PAGES, "ESC t")
            case b"M":
                self._small = bool(self._number(1))
            case b"E":
                self._bold = bool(self._number(1))
            case b"a":
                self._want(not self._line, "ESC a counts only at the beginning of a line")
                self._align = self._number(2)
            case b"3":
                self._spacing = self._number(255)
            case b"J":
                self._want(not self._line, "ESC J would print the line")
                self.sheet.height += self._number(255)
            case _:
                raise Unknown(f"ESC {name!r}")

    def _group(self) -> None:
        name = self._take(1)
        self.sheet.commands.append(f"GS {name.decode('ascii')}")
        match name:
            case b"!":
                size = self._number(0x77)
                self._times = (size >> 4) + 1, (size & 7) + 1
            case b"P":
                self._want(self._take(2) == bytes((self._dots_per_inch,)) * 2, "motion units of one dot")
            case b"v":
                self._raster()
            case b"(":
                self._code()
            case b"V":
                self._want(self._take(1) == b"\x01", "partial cut")
                self.sheet.cut = True
            case _:
                raise Unknown(f"GS {name!r}")

    def _raster(self) -> None:
        self._want(self._take(2) == b"0\x00" and not self._line, "GS v 0 in normal size on an empty line")
        width, height = self._short(), self._short()
        self._want(0 < width * 8 <= self.sheet.width and height > 0, "a raster within the paper")
        left = (0, (self.sheet.width - width * 8) // 2, self.sheet.width - width * 8)[self._align]
        for row in range(self.sheet.height, self.sheet.height + height):
            dots = int.from_bytes(self._take(width), "big")
            self.sheet.rows[row] = dots << (self.sheet.width - left - width * 8)
        self.sheet.height += height

    def _code(self) -> None:
        self._want(self._take(1) == b"k", "GS ( k")
        length = self._short()
        body = self._take(length)
        match body[:2]:
            case b"1A":
                self._want(body[2:] == b"2\x00", "model 2")
            case b"1C":
                self._qr_size = body[2]
            case b"1E":
                self._want(body[2:] == b"1", "correction M")
            case b"1P":
                self._qr_data = body[3:]
            case b"1Q":
                self._want(self._align == 1 and not self._line, "a centred code")
                self.sheet.codes.append((self._qr_data, self._qr_size))
            case _:
                raise Unknown(f"GS ( k {body!r}")

    def _print_line(self) -> None:
        text = "".join(character for character, _ in self._line)
        cell = (9 if self._small else 12) * self._times[0]
        self._want(len(text) * cell <= self.sheet.width, f"a line that fits the paper: {text!r}")
        bold = "".join(character for character, is_bold in self._line if is_bold)
        sheet = self.sheet
        sheet.texts.append(Text(text, sheet.height, self._align, self._times, self._small, bold, self._page))
        sheet.height += max(self._spacing, 24 * self._times[1])
        self._line = []

    def _take(self, count: int) -> bytes:
        taken = self._data[self._at : self._at + count]
        self._want(len(taken) == count, "the end of a command")
        self._at += count
        return taken

    def _number(self, most: int) -> int:
        number = self._take(1)[0]
        self._want(number <= most, f"a parameter up to {most}, not {number}")
        return number

    def _short(self) -> int:
        return int.from_bytes(self._take(2), "little")

    def _want(self, holds: bool, what: str) -> None:
        if not holds:
            raise Unknown(f"at byte {self._at}: expected {what}")


def read_slip(data: bytes, width: int, dots_per_inch: int = 203) -> Sheet:
    """What `data` prints on paper of `width` dots. Raises `Unknown` at the first byte that is no known command."""
    return Reader(data, width, dots_per_inch).read()
