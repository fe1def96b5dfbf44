"""Lines in the printer's own letters: which code page has them, and how they fall into columns. No Qt here.

Only left-to-right text: printers neither reorder nor join letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import TypeAlias

from kiosk.domain.printing import PrinterProfile
from kiosk.receipts.blocks import Align, Block, Line, Pair, Rule, Size, Step
from kiosk.receipts.cleaning import has_right_to_left, without_marks
from kiosk.receipts.line_breaks import breaks_at_stops

_RULE = "─"
_NO_BREAK_SPACES = str.maketrans("\u00a0\u202f", "  ")
_DOUBTED = {"iso8859_7": frozenset("€₯ͺ")}
"""Added to ISO 8859-7 in 2003; printers hold the page of 1987, Python the new one."""

_HUGE_AT_MOST = 4
_DOUBLE_ROWS = 2
"""A title in letters of double size takes no more rows."""
_BESIDE = 0.5
_BESIDE_LINES = 3
"""A wrapped value stands beside its label only if it keeps this share of the columns and so few lines."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a line, plain or bold."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class NativeLine:
    """One line of characters as the printer sets it."""

    parts: tuple[Part, ...]
    page: int
    """`ESC t` number."""
    codec: str
    """The page as a Python codec; it has every character of the line."""
    times: tuple[int, int] = (1, 1)
    """Width and height, in characters of the font (`GS !`)."""
    small: bool = False
    """Font B instead of A."""
    align: Align = Align.START
    lead_dots: int = 0
    """White before the line."""


_Page: TypeAlias = tuple[int, str]


def set_in_columns(block: Block, profile: PrinterProfile, page: int | None) -> tuple[NativeLine, ...] | None:
    """`block` as lines of characters; None where it must be drawn. `page` is the code page now in force."""
    match block:
        case Line():
            return _line(block, profile, page)
        case Pair():
            return _pair(block, profile, page)
        case Step():
            return _step(block, profile, page)
        case Rule():
            found = _page_for(_RULE, profile, page)
            return (NativeLine((Part(_RULE * profile.columns),), *found),) if found else None
        case _:
            return None


def _page_for(text: str, profile: PrinterProfile, current: int | None) -> _Page | None:
    """The code page with every character of `text`: the one in force if it has them, else the preferred."""
    if has_right_to_left(text):
        return None
    pages = list(profile.code_pages.items())
    pages.sort(key=lambda page: page[0] != current)
    for number, codec in pages:
        if _has_all(codec, text):
            return number, codec
    return None


def _has_all(codec: str, text: str) -> bool:
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return not (_DOUBTED.get(codec, frozenset()) & set(text))


def _plain(text: str) -> str:
    return without_marks(text)


def _line(block: Line, profile: PrinterProfile, current: int | None) -> tuple[NativeLine, ...] | None:
    text = _plain(block.text)
    found = _page_for(_spaced(text), profile, current)
    if block.right_to_left or found is None:
        return None
    texts: tuple[str, ...] = (text,)
    columns = profile.columns
    if block.apart and len(text) > columns:
        texts = tuple(_plain(part) for part in block.apart)
    small = block.size is Size.SMALL
    if small:
        columns = profile.width_dots // profile.small_font_width_dots
    lines = []
    for part in texts:
        times = _times(block.size, part, columns)
        for row in _wrapped(part, columns // times[0], balanced=block.align is Align.CENTER):
            parts = (Part(row, block.bold),)
            lines.append(NativeLine(parts, *found, times=times, small=small, align=block.align))
    return tuple(lines)


def _times(size: Size, text: str, columns: int) -> tuple[int, int]:
    """How many times its size a line is written: what is huge as large as it fits, a title double or else only tall."""
    if size is Size.HUGE:
        fitting = max(2, min(_HUGE_AT_MOST, columns // max(len(text), 1)))
        return fitting, fitting
    if size is Size.TITLE:
        half = columns // 2
        whole_words = max(map(len, text.split()), default=0) <= half
        return (2, 2) if whole_words and len(_rows(text, half)) <= _DOUBLE_ROWS else (1, 2)
    return 1, 1


def _pair(block: Pair, profile: PrinterProfile, current: int | None) -> tuple[NativeLine, ...] | None:
    label, value = _plain(block.label), _plain(block.value)
    found = _page_for(_spaced(label + value), profile, current)
    if block.right_to_left or found is None:
        return None
    columns = profile.columns
    room = columns - len(label) - 2
    beside = _wrapped(value, room) if room > 0 else []
    rows: list[tuple[Part, ...]]
    if len(beside) == 1 or (room >= _BESIDE * columns and len(beside) <= _BESIDE_LINES):
        rows = []
        for number, row in enumerate(beside):
            start = _spaced(label) if number == 0 else ""
            rows.append((Part(start.ljust(columns - len(row))), Part(row, bold=True)))
    else:
        below = _wrapped(value, columns)
        if len(below) == 1:
            below = [below[0].rjust(columns)]
        rows = [(Part(row),) for row in _wrapped(label, columns)]
        rows += [(Part(row, bold=True),) for row in below]
    lead = profile.line_height_dots // 4
    return tuple(NativeLine(row, *found, lead_dots=0 if number else lead) for number, row in enumerate(rows))


def _step(block: Step, profile: PrinterProfile, current: int | None) -> tuple[NativeLine, ...] | None:
    number, text = f"{_plain(block.number)} ", _plain(block.text)
    found = _page_for(_spaced(number + text), profile, current)
    if block.right_to_left or found is None:
        return None
    hang = " " * len(number)
    rows = _wrapped(text, max(profile.columns - len(number), 1))
    return tuple(NativeLine((Part((hang if n else number) + row),), *found) for n, row in enumerate(rows))


def _spaced(text: str) -> str:
    """On paper a no-break space is a space; only wrapping tells them apart."""
    return text.translate(_NO_BREAK_SPACES)


def _wrapped(text: str, columns: int, *, balanced: bool = False) -> list[str]:
    rows = _rows(text, columns) or [""]
    if balanced and len(rows) > 1:
        # From as narrow as it gets without another row: no single word below a full line.
        even = [found for n in range(1, columns + 1) if len(found := _rows(text, n)) <= len(rows)]
        rows = next((found for found in even if breaks_at_stops(found)), even[0])
    return [_spaced(row) for row in rows]


def _rows(text: str, columns: int) -> list[str]:
    # A hyphen is a place to break only where a word must break: codes have hyphens too.
    too_long = any(len(word) > columns for word in text.split(" "))
    return wrap(text, columns, break_on_hyphens=too_long)
