"""Black and white rows as the raster strips a printer takes: white is fed, ink is cropped. No Qt here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

_STRIP_COST = 40
"""Bytes a strip must save to be worth another one: 8 of its header, 3 of `ESC a`, and the moment a printer starts."""
_FEED_COST = 3
"""Bytes of `ESC J n`."""


class Side(Enum):
    """Where the printer's justification (`ESC a`) puts a strip that is narrower than the paper; its parameter."""

    LEFT = 0
    CENTER = 1
    RIGHT = 2


@dataclass(frozen=True, slots=True)
class Strip:
    """Rows to print at once: `rows` of `width_bytes` each, most significant bit left, 1 is black."""

    side: Side
    width_bytes: int
    rows: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class White:
    """Rows without ink."""

    dots: int


Piece: TypeAlias = Strip | White


def cut_strips(rows: list[bytes], *, strip_dots: int) -> Iterator[Piece]:
    """`rows` (all of one width, the paper's) as strips of at most `strip_dots` rows and the white between them."""
    margins = [(len(row) - len(row.lstrip(b"\0")), len(row) - len(row.rstrip(b"\0"))) for row in rows]
    ends = _cheapest_ends(rows, margins, strip_dots)
    start = 0
    while start < len(rows):
        end = ends[start]
        if margins[start][0] == len(rows[start]):
            yield White(end - start)
        else:
            yield _crop(rows[start:end], margins[start:end])
        start = end


def _cheapest_ends(rows: list[bytes], margins: list[tuple[int, int]], strip_dots: int) -> list[int]:
    """For each row, where the piece ends that begins with it, so that the bytes of all pieces are fewest.

    From the last row to the first: the cost of everything below a row is known when the row is looked at.
    """
    count = len(rows)
    costs, ends = [0] * (count + 1), [0] * count
    for start in reversed(range(count)):
        width = len(rows[start])
        left, right = margins[start]
        if left == width:
            goes_on = start + 1 < count and margins[start + 1][0] == width
            ends[start] = ends[start + 1] if goes_on else start + 1
            costs[start] = costs[start + 1] if goes_on else costs[start + 1] + _FEED_COST
            continue
        cheapest = -1
        for end in range(start + 1, min(count, start + strip_dots) + 1):
            row_left, row_right = margins[end - 1]
            if row_left == width:
                # A strip that ends in white is never cheaper than one that ended before it.
                continue
            # Compared by hand: this line runs for every row two dozen times, and calls are dear.
            left = row_left if row_left < left else left
            right = row_right if row_right < right else right
            less, more = (left, right) if left < right else (right, left)
            cropped = more if more > 2 * less else 2 * less
            cost = costs[end] + _STRIP_COST + (width - cropped) * (end - start)
            if cheapest < 0 or cost < cheapest:
                cheapest, ends[start] = cost, end
        costs[start] = cheapest
    return ends


def _crop(rows: list[bytes], margins: list[tuple[int, int]]) -> Strip:
    """Only the bytes with ink, as far as the printer's justification puts them back in their place."""
    width = len(rows[0])
    left, right = min(left for left, _ in margins), min(right for _, right in margins)
    middle = min(left, right)
    cropped, side = max((left, Side.RIGHT), (right, Side.LEFT), (2 * middle, Side.CENTER), key=lambda crop: crop[0])
    match side:
        case Side.LEFT:
            left = 0
        case Side.RIGHT:
            right = 0
        case Side.CENTER:
            # As much on either side: the middle stays the middle, to the dot.
            left = right = middle
    return Strip(side, width - cropped, tuple(row[left : width - right] for row in rows))
