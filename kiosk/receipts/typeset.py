"""Text blocks as drawn letters: where every line of a paragraph, pair or step stands. QtGui, any thread.

Used by both writers: the picture paints it smoothly, the raster paints it and keeps black and white.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QTextCharFormat, QTextLayout, QTextOption

from kiosk.receipts.blocks import Align, Line, Pair, Size, Step
from kiosk.receipts.fonts import drawable, families_of, font_of
from kiosk.receipts.line_breaks import breaks_at_stops, hold_chinese_together

Written: TypeAlias = Line | Pair | Step

_SIZE_MM = {Size.SMALL: 2.5, Size.BODY: 3.15, Size.TITLE: 4.4, Size.HUGE: 8.9}
_SMALLEST_MM = {Size.SMALL: 2.5, Size.BODY: 3.15, Size.TITLE: 3.6, Size.HUGE: 4.4}
"""How far a line may shrink to stay one line, before it wraps."""

_PITCH = 1.36
"""From baseline to baseline, in sizes."""
_PAIR_PITCH = 1.58
_MIDDLE = 0.27
"""Middle of Noto Sans' letters above the baseline, in sizes: between the top of d and the foot of g."""
_MIDDLE_OF_CAPITALS = 0.357
"""The same of capitals and digits: what is huge is a reference."""

_ROUNDING = 1
"""Dots of air around letters: baselines stand on whole dots, outlines do not."""

_WIDER = 8
"""Widths between the narrowest and the whole that are tried for lines that end at stops."""

_PAIR_GAP_MM = 2.0
_BESIDE = 0.5
"""A wrapped value stands beside its label only if it keeps this share of the width."""
_BESIDE_LINES = 3


@dataclass(frozen=True, slots=True)
class Placed:
    """A block laid out: `height_dots` of paper and the layouts on it."""

    height_dots: int
    layouts: tuple[QTextLayout, ...]

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Paint in black, the block's top left corner at (`x`, `y`).

        Letters are filled as outlines: Qt's glyph cache may answer with dots that were rounded for another place.
        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for layout in self.layouts:
            for run in layout.glyphRuns():
                font = run.rawFont()
                for glyph, position in zip(run.glyphIndexes(), run.positions(), strict=True):
                    outline = font.pathForGlyph(glyph)
                    outline.translate(position + QPointF(x, y))
                    painter.fillPath(outline, Qt.GlobalColor.black)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def lay_out(block: Written, width_dots: int, dots_per_mm: int) -> Placed:
    """`block` within `width_dots`. Raises `FontMissing`."""
    match block:
        case Line():
            return _lay_out_line(block, width_dots, dots_per_mm)
        case Pair():
            return _lay_out_pair(block, width_dots, dots_per_mm)
        case Step():
            return _lay_out_step(block, width_dots, dots_per_mm)


class _Paragraph:
    """One text in one size, wrapped to a width; first measured, then placed line by line."""

    def __init__(
        self,
        text: str,
        *,
        size: int,
        bold: bool,
        width: float,
        align: Qt.AlignmentFlag,
        right_to_left: bool,
        middle: float = _MIDDLE,
    ) -> None:
        text = hold_chinese_together(drawable(text))
        self._size, self._middle = size, middle
        self._layout = QTextLayout(text)
        self._layout.setFormats(_formats(text, size, bold))
        option = QTextOption(align | Qt.AlignmentFlag.AlignAbsolute)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._wrap(width, width)
        if align is Qt.AlignmentFlag.AlignHCenter and self.lines > 1:
            self._balance(width)

    def _wrap(self, width: float, full_width: float) -> None:
        """Break into lines of at most `width`, and stand each within `full_width`."""
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF((full_width - width) / 2, 0))
        self._layout.endLayout()

    def _balance(self, width: float) -> None:
        """Make the lines of a centred paragraph about equally long, and end them at stops where that is near."""
        wanted, low, high = self.lines, width / self.lines, width
        while high - low > 1:
            middle = (low + high) / 2
            self._wrap(middle, width)
            low, high = (low, middle) if self.lines <= wanted else (middle, high)
        for attempt in range(_WIDER + 1):
            self._wrap(high + attempt * (width - high) / _WIDER, width)
            if breaks_at_stops(self._rows()):
                return
        self._wrap(high, width)

    def _rows(self) -> list[str]:
        """The text of each line. Positions are Qt's: UTF-16 units."""
        units = self._layout.text().encode("utf-16-le")
        lines = (self._layout.lineAt(n) for n in range(self.lines))
        return [
            units[2 * line.textStart() : 2 * (line.textStart() + line.textLength())].decode("utf-16-le", "replace")
            for line in lines
        ]

    @property
    def layout(self) -> QTextLayout:
        return self._layout

    @property
    def lines(self) -> int:
        return self._layout.lineCount()

    @property
    def natural_width(self) -> float:
        """Of the widest line."""
        return max((self._layout.lineAt(n).naturalTextWidth() for n in range(self.lines)), default=0.0)

    def rise(self, pitch: float) -> float:
        """From the top to the first baseline: letters in the middle of the pitch, lower where they are taller."""
        return max(pitch / 2 + self._middle * self._size, self._inks[0][0]) if self._inks else 0.0

    def place(self, x: float, top: float, rise: float, pitch: float) -> float:
        """Give every line its place, the first baseline `rise` below `top`; returns where the paragraph ends."""
        inks = self._inks
        if not inks:
            return top + rise
        depths = [max(pitch - self.rise(pitch), below) for _, below in inks]
        # One pitch for all lines, as wide as the two that need it most: tall marks over one line leave no gap there.
        pitch = max([pitch, *(depth + above for depth, (above, _) in zip(depths, inks[1:], strict=False))])
        for number in range(self.lines):
            line = self._layout.lineAt(number)
            line.setPosition(QPointF(x + line.x(), round(top + rise + number * pitch) - line.ascent()))
        return top + rise + (self.lines - 1) * pitch + depths[-1]

    @cached_property
    def _inks(self) -> list[tuple[float, float]]:
        """Of each line. The lines are broken, and where they will stand changes none of it."""
        return [self._ink(number) for number in range(self.lines)]

    def _ink(self, number: int) -> tuple[float, float]:
        """How far the letters of a line reach above and below its baseline."""
        line = self._layout.lineAt(number)
        ink = QRectF()
        for run in line.glyphRuns():
            # Not the run's own rectangle: that is as high as the font, which is twice its letters in Arabic.
            font = run.rawFont()
            for glyph, position in zip(run.glyphIndexes(), run.positions(), strict=True):
                ink = ink.united(font.boundingRect(glyph).translated(position))
        if ink.isNull():
            return 0.0, 0.0
        baseline = line.y() + line.ascent()
        return baseline - ink.top() + _ROUNDING, ink.bottom() - baseline + _ROUNDING


def _lay_out_line(block: Line, width: int, dots_per_mm: int) -> Placed:
    texts: tuple[str, ...] = (block.text,)
    if block.apart and _fitted(block, block.text, width, dots_per_mm)[0].lines > 1:
        texts = block.apart
    layouts: list[QTextLayout] = []
    bottom = 0.0
    for text in texts:
        paragraph, size = _fitted(block, text, width, dots_per_mm)
        pitch = _PITCH * size
        bottom = paragraph.place(0, bottom, paragraph.rise(pitch), pitch)
        layouts.append(paragraph.layout)
    return Placed(round(bottom), tuple(layouts))


def _fitted(block: Line, text: str, width: int, dots_per_mm: int) -> tuple[_Paragraph, int]:
    """The paragraph at its full size, or as small as one line asks and its kind allows."""
    align = Qt.AlignmentFlag.AlignHCenter if block.align is Align.CENTER else _start(block.right_to_left)
    size, smallest = _dots(_SIZE_MM[block.size], dots_per_mm), _dots(_SMALLEST_MM[block.size], dots_per_mm)
    while True:
        paragraph = _Paragraph(
            text,
            size=size,
            bold=block.bold,
            width=width,
            align=align,
            right_to_left=block.right_to_left,
            middle=_MIDDLE_OF_CAPITALS if block.size is Size.HUGE else _MIDDLE,
        )
        if paragraph.lines <= 1 or size <= smallest:
            return paragraph, size
        size = max(smallest, size - max(1, size // 16))


def _lay_out_pair(block: Pair, width: int, dots_per_mm: int) -> Placed:
    size = _dots(_SIZE_MM[Size.BODY], dots_per_mm)
    gap = _dots(_PAIR_GAP_MM, dots_per_mm)
    rtl = block.right_to_left
    start, end = _start(rtl), _start(not rtl)

    def write(text: str, bold: bool, room: float, align: Qt.AlignmentFlag) -> _Paragraph:
        return _Paragraph(text, size=size, bold=bold, width=room, align=align, right_to_left=rtl)

    lead = (_PAIR_PITCH - _PITCH) * size / 2
    pitch = _PITCH * size
    label = write(block.label, False, width, start)
    room = width - label.natural_width - gap
    value = write(block.value, True, max(room, 1.0), end)
    if label.lines <= 1 and (value.lines <= 1 or (room >= _BESIDE * width and value.lines <= _BESIDE_LINES)):
        rise = max(label.rise(pitch), value.rise(pitch))
        bottom = max(label.place(0, lead, rise, pitch), value.place(0 if rtl else width - room, lead, rise, pitch))
    else:
        one_line = write(block.value, True, width, end)
        value = one_line if one_line.lines <= 1 else write(block.value, True, width, start)
        middle = label.place(0, lead, label.rise(pitch), pitch)
        bottom = value.place(0, middle, value.rise(pitch), pitch)
    return Placed(round(bottom + lead), (label.layout, value.layout))


def _lay_out_step(block: Step, width: int, dots_per_mm: int) -> Placed:
    size = _dots(_SIZE_MM[Size.BODY], dots_per_mm)
    pitch = _PITCH * size
    rtl = block.right_to_left
    align = _start(rtl)
    number = _Paragraph(block.number, size=size, bold=False, width=width, align=align, right_to_left=rtl)
    indent = number.natural_width + size / 4
    text = _Paragraph(block.text, size=size, bold=False, width=width - indent, align=align, right_to_left=rtl)
    rise = max(number.rise(pitch), text.rise(pitch))
    bottom = max(number.place(0, 0, rise, pitch), text.place(0 if rtl else indent, 0, rise, pitch))
    return Placed(round(bottom), (number.layout, text.layout))


def _formats(text: str, size: int, bold: bool) -> list[QTextLayout.FormatRange]:
    """The font of every stretch of `text`. Positions are Qt's: UTF-16 units."""
    formats, start = [], 0
    for family, stretch in groupby(zip(families_of(text), text, strict=True), key=itemgetter(0)):
        length = sum(2 if ord(character) > 0xFFFF else 1 for _, character in stretch)
        part = QTextLayout.FormatRange()
        part.start, part.length = start, length
        style = QTextCharFormat()
        style.setFont(font_of(family, size_dots=size, bold=bold))
        part.format = style
        formats.append(part)
        start += length
    return formats


def _start(right_to_left: bool) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft


def _dots(mm: float, dots_per_mm: int) -> int:
    return round(mm * dots_per_mm)
