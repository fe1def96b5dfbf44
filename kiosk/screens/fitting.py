"""Where a picture comes to lie in an item of another shape."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtQuick import QQuickItem


def fitted(size: QSizeF, item: QQuickItem) -> QRectF:
    """The place in `item` of a picture of `size`, not empty: as large as fits, in the middle, its proportions kept."""
    scale = min(item.width() / size.width(), item.height() / size.height())
    width, height = size.width() * scale, size.height() * scale
    return QRectF((item.width() - width) / 2, (item.height() - height) / 2, width, height)
