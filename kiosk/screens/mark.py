"""The mark of the organisation as a Qt Quick item: the SVG or PNG of the pack, sharp at every size."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Property, QByteArray, QSizeF, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from kiosk.screens.fitting import fitted

QML_IMPORT_NAME = "Frontdoor"
QML_IMPORT_MAJOR_VERSION = 1

_PNG = b"\x89PNG"


@lru_cache(maxsize=2)
def size_of(picture: bytes) -> QSizeF:
    """How large the mark in `picture` says it is; empty where there is none, or Qt cannot draw it.

    `kiosk content check` reads a mark with other eyes than Qt: one that gets past it must not cost more than itself.
    """
    if not picture:
        return QSizeF()
    if picture.startswith(_PNG):
        return QSizeF(QImage.fromData(picture).size())
    # Not for a kiosk without a mark: loading it takes time that the first frame does without.
    from PySide6.QtSvg import QSvgRenderer

    return QSvgRenderer(QByteArray(picture)).viewBoxF().size()


@QmlElement
class Mark(QQuickPaintedItem):
    """Paints `picture`, the bytes of an SVG or PNG, as large as fits, its proportions kept."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._picture = QByteArray()

    @Property(QByteArray, notify=changed)
    def picture(self) -> QByteArray:
        return self._picture

    @picture.setter  # type: ignore[no-redef] # PySide's Property is not typed as one
    def picture(self, picture: QByteArray) -> None:
        self._picture = picture
        self.changed.emit()
        self.update()

    def paint(self, painter: QPainter) -> None:
        """Paint the picture in the middle of the item."""
        picture = bytes(self._picture.data())
        size = size_of(picture)
        if size.isEmpty():
            return
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if picture.startswith(_PNG):
            painter.drawImage(fitted(size, self), QImage.fromData(picture))
            return
        from PySide6.QtSvg import QSvgRenderer

        QSvgRenderer(self._picture).render(painter, fitted(size, self))
