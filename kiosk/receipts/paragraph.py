"""One text in one size: broken into lines, measured, its letters taken as outlines. QtGui, any thread."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QTextCharFormat, QTextLayout, QTextOption

from kiosk.receipts.fonts import drawable, families_of, font_of
from kiosk.receipts.line_breaks import breaks_at_stops, hold_chinese_together

MIDDLE = 0.27
"""Middle of Noto Sans' letters above the baseline, in sizes: between the top of d and the foot of g."""
MIDDLE_OF_CAPITALS = 0.357
"""The same of capitals and digits: what is huge is a reference."""

_ROUNDING = 1
"""Dots of air around letters: baselines stand on whole dots, outlines do not."""

_WIDER = 8
"""Widths between the narrowest and the whole that are tried for lines that end at stops."""


class _Letters(NamedTuple):
    """The letters of a line: each outline, and its place from where the line begins; how far they reach."""

    outlines: list[tuple[QPainterPath, QPointF]]
    above: float
    below: float
    """Above and below the baseline, in dots."""


class Paragraph:
    """One text in one size, wrapped to a width; first measured, then placed line by line, then drawn.

    Its letters are taken as soon as its lines are broken. What the font of a stretch lacks (a mark that isolates a
    name, say) Qt keeps as a glyph's number and its font's place in a list. Any font that loads, for a name in the next
    line perhaps, moves the list: asked after that, Qt answers with the glyph of that number in a third font.
    """

    def __init__(
        self,
        text: str,
        *,
        size: int,
        bold: bool,
        width: float,
        align: Qt.AlignmentFlag,
        right_to_left: bool,
        middle: float = MIDDLE,
    ) -> None:
        text = hold_chinese_together(drawable(text))
        self._size, self._middle = size, middle
        self.layout = QTextLayout(text)
        """Where the lines are broken, and where each character stands once they are placed; its glyphs may change."""
        self.layout.setFormats(_formats(text, size, bold))
        option = QTextOption(align | Qt.AlignmentFlag.AlignAbsolute)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.layout.setTextOption(option)
        self._wrap(width, width)
        if align is Qt.AlignmentFlag.AlignHCenter and self.lines > 1:
            self._balance(width)
        self._letters = [self._take_letters(number) for number in range(self.lines)]

    def _wrap(self, width: float, full_width: float) -> None:
        """Break into lines of at most `width`, and stand each within `full_width`."""
        self.layout.beginLayout()
        while (line := self.layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF((full_width - width) / 2, 0))
        self.layout.endLayout()

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
        units = self.layout.text().encode("utf-16-le")
        lines = (self.layout.lineAt(n) for n in range(self.lines))
        return [
            units[2 * line.textStart() : 2 * (line.textStart() + line.textLength())].decode("utf-16-le", "replace")
            for line in lines
        ]

    @property
    def lines(self) -> int:
        """How many there are."""
        return self.layout.lineCount()

    @property
    def natural_width(self) -> float:
        """Of the widest line, in dots."""
        return max((self.layout.lineAt(n).naturalTextWidth() for n in range(self.lines)), default=0.0)

    def rise(self, pitch: float) -> float:
        """From the top to the first baseline: letters in the middle of the pitch, lower where they are taller."""
        return max(pitch / 2 + self._middle * self._size, self._letters[0].above) if self._letters else 0.0

    def place(self, x: float, top: float, rise: float, pitch: float) -> float:
        """Give every line its place, the first baseline `rise` below `top`; returns where the paragraph ends."""
        if not self._letters:
            return top + rise
        depths = [max(pitch - self.rise(pitch), letters.below) for letters in self._letters]
        aboves = (letters.above for letters in self._letters[1:])
        # One pitch for all lines, as wide as the two that need it most: tall marks over one line leave no gap there.
        pitch = max([pitch, *(depth + above for depth, above in zip(depths, aboves, strict=False))])
        for number in range(self.lines):
            line = self.layout.lineAt(number)
            line.setPosition(QPointF(x + line.x(), round(top + rise + number * pitch) - line.ascent()))
        return top + rise + (self.lines - 1) * pitch + depths[-1]

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Paint every line in black where `place` put it, counted from (`x`, `y`)."""
        for number, letters in enumerate(self._letters):
            begin = self.layout.lineAt(number).position() + QPointF(x, y)
            for outline, position in letters.outlines:
                painter.fillPath(outline.translated(position + begin), Qt.GlobalColor.black)

    def _take_letters(self, number: int) -> _Letters:
        line = self.layout.lineAt(number)
        begin, placed, ink = line.position(), [], QRectF()
        for run in line.glyphRuns():
            # Not the run's own rectangle: that is as high as the font, which is twice its letters in Arabic.
            font, glyphs = run.rawFont(), run.glyphIndexes()
            # Each glyph once: outlines take the most time of a slip, and letters come again.
            outlines = {glyph: font.pathForGlyph(glyph) for glyph in set(glyphs)}
            for glyph, position in zip(glyphs, run.positions(), strict=True):
                ink = ink.united(font.boundingRect(glyph).translated(position))
                placed.append((outlines[glyph], position - begin))
        if ink.isNull():
            return _Letters([], 0.0, 0.0)
        baseline = line.y() + line.ascent()
        return _Letters(placed, baseline - ink.top() + _ROUNDING, ink.bottom() - baseline + _ROUNDING)


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
