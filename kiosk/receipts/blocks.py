"""What a slip is made of, from top to bottom: lines, pairs, steps, rules, a code. No Qt here, no bytes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Size(StrEnum):
    """How large a line is written. What that means in dots or character cells is for the two writers to say."""

    SMALL = "small"
    BODY = "body"
    TITLE = "title"
    HUGE = "huge"


class Align(StrEnum):
    """Where a line stands. `start` is where reading starts: left, or right in right-to-left lines."""

    START = "start"
    CENTER = "center"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; it wraps where it has to."""

    text: str
    size: Size = Size.BODY
    bold: bool = False
    align: Align = Align.CENTER
    right_to_left: bool = False
    apart: tuple[str, ...] = ()
    """The lines to write instead when `text` needs more than one."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A label at the start and a value, in bold, at the end of the same line where both fit."""

    label: str
    value: str
    right_to_left: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A numbered paragraph whose further lines hang under its first word."""

    number: str
    text: str
    right_to_left: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A hairline across the slip."""


@dataclass(frozen=True, slots=True)
class Gap:
    """White paper, `mm` high."""

    mm: float


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code, centred."""

    text: str


Block: TypeAlias = Line | Pair | Step | Rule | Gap | Code
