"""Black and white rows as the raster strips a printer takes: white is fed, ink is cropped. No Qt here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

_WORTH_FEEDING = 16
"""White bytes worth ending a strip for: the headers of a feed and of another strip."""


class Side(Enum):
    """Where the printer's justification (`ESC a`) puts a strip that is narrower than the paper; its parameter."""

    LEFT = 0
    CENTER = 1
    RIGHT = 2


@dataclass(frozen=True, slots=True)
class Strip:
    """Rows to print at once: `rows` of `width_bytes` each, most significant bit left, 1 is black."""

    width_bytes: int
    rows: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class White:
    """Rows without ink."""

    dots: int


Piece: TypeAlias = Strip | White


def cut_strips(rows: list[bytes], *, side: Side, strip_dots: int) -> Iterator[Piece]:
    """`rows` (all of one width, the paper's) as strips of at most `strip_dots` rows and the white between them."""
    blank = bytes(len(rows[0])) if rows else b""
    position = 0
    while position < len(rows):
        end = position
        while end < len(rows) and rows[end] == blank:
            end += 1
        if end > position:
            yield White(end - position)
            position = end
            continue
        end = _end_of_ink(rows, position, blank, strip_dots)
        yield _crop(rows[position:end], side)
        position = end


def _end_of_ink(rows: list[bytes], start: int, blank: bytes, strip_dots: int) -> int:
    """Where the strip that begins at `start` ends: before white that is cheaper fed than sent."""
    last = start
    worth = max(1, _WORTH_FEEDING // max(1, len(blank)))
    for position in range(start, min(len(rows), start + strip_dots)):
        if rows[position] != blank:
            last = position
        elif position - last >= worth:
            break
    return last + 1


def _crop(rows: list[bytes], side: Side) -> Strip:
    """Only the bytes with ink, as far as the printer's justification puts them back in their place."""
    width = len(rows[0])
    left = min(width - len(row.lstrip(b"\0")) for row in rows)
    right = min(width - len(row.rstrip(b"\0")) for row in rows)
    match side:
        case Side.LEFT:
            left = 0
        case Side.RIGHT:
            right = 0
        case Side.CENTER:
            # As much on either side: the middle stays the middle, to the dot.
            left = right = min(left, right)
    return Strip(width - left - right, tuple(row[left : width - right] for row in rows))
