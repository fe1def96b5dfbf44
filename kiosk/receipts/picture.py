"""A slip as a picture, as a person holds it: for documents, the tour and screens. QtGui, any thread."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from kiosk.domain.printing import PrinterProfile
from kiosk.domain.receipt import Receipt
from kiosk.receipts.compose import SlipWording, compose_slip
from kiosk.receipts.drawing import draw_block
from kiosk.receipts.fonts import require_fonts

_SIDE_MM, _TOP_MM, _BOTTOM_MM = 4.0, 3.0, 4.0
"""White around what is printed: rolls are 80 and 58 mm wide, print heads 72 and 48."""


def draw_picture(receipt: Receipt, profile: PrinterProfile, wording: SlipWording) -> QImage:
    """The slip of `receipt` on white paper, one pixel a dot, smooth; in print the letters of native lines differ.

    `wording` is of the receipt's language and time zone. Needs a QGuiApplication; raises `FontMissing`.
    """
    require_fonts(receipt.language)
    side, top, bottom = (round(mm * profile.dots_per_mm) for mm in (_SIDE_MM, _TOP_MM, _BOTTOM_MM))
    drawings = [draw_block(block, profile) for block in compose_slip(receipt, wording)]
    height = top + sum(drawing.height_dots for drawing in drawings) + bottom
    image = QImage(profile.width_dots + 2 * side, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    try:
        y = top
        for drawing in drawings:
            drawing.draw(painter, side, y)
            y += drawing.height_dots
    finally:
        painter.end()
    return image.convertToFormat(QImage.Format.Format_Grayscale8)
