"""Any block of a slip as something with a height that can be painted. QtGui, any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from kiosk.domain.printing import PrinterProfile
from kiosk.receipts.blocks import Block, Code, Gap, Line, Pair, Rule, Step
from kiosk.receipts.qr import Modules, draw_modules, module_dots
from kiosk.receipts.typeset import lay_out

_RULE_MM = 4.0
"""Height a rule takes, its hairline in the middle."""
_HAIRLINE_MM = 0.25


class Drawing(Protocol):
    """A block with its place and size known."""

    @property
    def height_dots(self) -> int:
        """Paper it takes."""
        ...

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Paint in black, the top left corner at (`x`, `y`)."""
        ...


def draw_block(block: Block, profile: PrinterProfile) -> Drawing:
    """The drawing of `block` on the paper of `profile`. Raises `FontMissing`."""
    dots = profile.dots_per_mm
    match block:
        case Line() | Pair() | Step():
            return lay_out(block, profile.width_dots, dots)
        case Rule():
            return _RuleDrawing(round(_RULE_MM * dots), profile.width_dots, max(1, round(_HAIRLINE_MM * dots)))
        case Gap(mm):
            return _GapDrawing(round(mm * dots))
        case Code(text):
            modules = draw_modules(text) or ()
            module = module_dots(len(modules), profile)
            return _CodeDrawing(
                module * len(modules), modules, module, (profile.width_dots - module * len(modules)) // 2
            )


@dataclass(frozen=True, slots=True)
class _RuleDrawing:
    height_dots: int
    width_dots: int
    line_dots: int

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        top = y + (self.height_dots - self.line_dots) // 2
        painter.fillRect(QRectF(x, top, self.width_dots, self.line_dots), Qt.GlobalColor.black)


@dataclass(frozen=True, slots=True)
class _GapDrawing:
    height_dots: int

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """White paper needs no paint."""


@dataclass(frozen=True, slots=True)
class _CodeDrawing:
    height_dots: int
    modules: Modules
    module_dots: int
    left_dots: int

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        side = self.module_dots
        for row, line in enumerate(self.modules):
            for column, dark in enumerate(line):
                if dark:
                    left, top = x + self.left_dots + column * side, y + row * side
                    painter.fillRect(QRectF(left, top, side, side), Qt.GlobalColor.black)
