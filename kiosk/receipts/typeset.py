"""Text blocks as drawn letters: where every line of a paragraph, pair or step stands. QtGui, any thread.

Used by both writers: the picture paints it smoothly, the raster paints it and keeps black and white.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from kiosk.receipts.blocks import Align, Line, Pair, Size, Step
from kiosk.receipts.paragraph import MIDDLE, MIDDLE_OF_CAPITALS, Paragraph

Written: TypeAlias = Line | Pair | Step

_SIZE_MM = {Size.SMALL: 2.5, Size.BODY: 3.15, Size.TITLE: 4.4, Size.HUGE: 8.9}
_SMALLEST_MM = {Size.SMALL: 2.5, Size.BODY: 3.15, Size.TITLE: 3.6, Size.HUGE: 4.4}
"""How far a line may shrink to stay one line, before it wraps."""

_PITCH = 1.36
"""From baseline to baseline, in sizes."""
_PAIR_PITCH = 1.58

_PAIR_GAP_MM = 2.0
_BESIDE = 0.5
"""A wrapped value stands beside its label only if it keeps this share of the width."""
_BESIDE_LINES = 3


@dataclass(frozen=True, slots=True)
class Placed:
    """A block laid out: `height_dots` of paper and the paragraphs on it."""

    height_dots: int
    paragraphs: tuple[Paragraph, ...]

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Paint in black, the block's top left corner at (`x`, `y`).

        Letters are filled as outlines: Qt's glyph cache may answer with dots that were rounded for another place.
        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for paragraph in self.paragraphs:
            paragraph.draw(painter, x, y)
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


def _lay_out_line(block: Line, width: int, dots_per_mm: int) -> Placed:
    texts: tuple[str, ...] = (block.text,)
    if block.apart and _fitted(block, block.text, width, dots_per_mm)[0].lines > 1:
        texts = block.apart
    paragraphs: list[Paragraph] = []
    bottom = 0.0
    for text in texts:
        paragraph, size = _fitted(block, text, width, dots_per_mm)
        pitch = _PITCH * size
        bottom = paragraph.place(0, bottom, paragraph.rise(pitch), pitch)
        paragraphs.append(paragraph)
    return Placed(round(bottom), tuple(paragraphs))


def _fitted(block: Line, text: str, width: int, dots_per_mm: int) -> tuple[Paragraph, int]:
    """The paragraph at its full size, or as small as one line asks and its kind allows."""
    align = Qt.AlignmentFlag.AlignHCenter if block.align is Align.CENTER else _start(block.right_to_left)
    size, smallest = _dots(_SIZE_MM[block.size], dots_per_mm), _dots(_SMALLEST_MM[block.size], dots_per_mm)
    while True:
        paragraph = Paragraph(
            text,
            size=size,
            bold=block.bold,
            width=width,
            align=align,
            right_to_left=block.right_to_left,
            middle=MIDDLE_OF_CAPITALS if block.size is Size.HUGE else MIDDLE,
        )
        if paragraph.lines <= 1 or size <= smallest:
            return paragraph, size
        size = max(smallest, size - max(1, size // 16))


def _lay_out_pair(block: Pair, width: int, dots_per_mm: int) -> Placed:
    size = _dots(_SIZE_MM[Size.BODY], dots_per_mm)
    gap = _dots(_PAIR_GAP_MM, dots_per_mm)
    rtl = block.right_to_left
    start, end = _start(rtl), _start(not rtl)

    def write(text: str, bold: bool, room: float, align: Qt.AlignmentFlag) -> Paragraph:
        return Paragraph(text, size=size, bold=bold, width=room, align=align, right_to_left=rtl)

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
    return Placed(round(bottom + lead), (label, value))


def _lay_out_step(block: Step, width: int, dots_per_mm: int) -> Placed:
    size = _dots(_SIZE_MM[Size.BODY], dots_per_mm)
    pitch = _PITCH * size
    rtl = block.right_to_left
    align = _start(rtl)
    number = Paragraph(block.number, size=size, bold=False, width=width, align=align, right_to_left=rtl)
    indent = number.natural_width + size / 4
    text = Paragraph(block.text, size=size, bold=False, width=width - indent, align=align, right_to_left=rtl)
    rise = max(number.rise(pitch), text.rise(pitch))
    bottom = max(number.place(0, 0, rise, pitch), text.place(0 if rtl else indent, 0, rise, pitch))
    return Placed(round(bottom), (number, text))


def _start(right_to_left: bool) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft


def _dots(mm: float, dots_per_mm: int) -> int:
    return round(mm * dots_per_mm)
