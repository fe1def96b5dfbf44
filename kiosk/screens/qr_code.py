"""A QR code as a Qt Quick item: black on white in every theme, because that is what phones read."""

from __future__ import annotations

from PySide6.QtCore import Property, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

QML_IMPORT_NAME = "Frontdoor"
QML_IMPORT_MAJOR_VERSION = 1

QUIET_MODULES = 4
"""Light modules around the symbol, ISO/IEC 18004:2015 clause 5.3.8."""


def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The symbol of `text` without its quiet zone, dark modules True, row by row."""
    # Imported when the first code is drawn: not needed for the first frame.
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())


@QmlElement
class QrCode(QQuickPaintedItem):
    """Draws `text` as a QR code, in whole pixels a module; draws nothing while `text` is empty."""

    textChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._modules: tuple[tuple[bool, ...], ...] = ()

    @Property(str, notify=textChanged)
    def text(self) -> str:
        return self._text

    @text.setter  # type: ignore[no-redef] # PySide's Property is not typed as one
    def text(self, text: str) -> None:
        if text == self._text:
            return
        self._text = text
        self._modules = qr_modules(text) if text else ()
        self.textChanged.emit()
        self.update()

    def paint(self, painter: QPainter) -> None:
        """Paint the symbol, centred, with its quiet zone."""
        if not self._modules:
            return
        side = int(min(self.width(), self.height()))
        across = len(self._modules) + 2 * QUIET_MODULES
        module = max(1, side // across)
        left = (self.width() - module * across) / 2 + module * QUIET_MODULES
        top = (self.height() - module * across) / 2 + module * QUIET_MODULES
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(QRectF(0, 0, self.width(), self.height()), QColor(Qt.GlobalColor.white))
        for y, row in enumerate(self._modules):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(QRectF(left + x * module, top + y * module, module, module), Qt.GlobalColor.black)
