"""A drawing of ours as a Qt Quick item, in the colours of the theme in force."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec
from PySide6.QtCore import Property, QByteArray, Signal
from PySide6.QtGui import QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from kiosk.screens.fitting import fitted
from kiosk.screens.theme import PALETTES, Contrast, Palette

QML_IMPORT_NAME = "Frontdoor"
QML_IMPORT_MAJOR_VERSION = 1

FOLDER = Path(__file__).parent / "illustrations"

ROLES = ("accent", "tint", "card")
"""The parts of the palette that drawings are made of."""

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def illustrations() -> list[str]:
    """The names of all drawings."""
    return sorted(path.stem for path in FOLDER.glob("*.svg"))


@cache
def drawing(name: str) -> str:
    """The SVG called `name`, in the colours of the light theme. Raises FileNotFoundError if there is none."""
    return (FOLDER / f"{name}.svg").read_text("utf-8")


def recoloured(svg: str, palette: Palette) -> str:
    """`svg` with each colour of the light theme replaced by the one that plays its part in `palette`."""
    light, now = msgspec.structs.asdict(PALETTES[Contrast.LIGHT]), msgspec.structs.asdict(palette)
    parts = {light[role]: now[role] for role in ROLES}
    return _COLOUR.sub(lambda found: parts[found.group().upper()], svg)


@QmlElement
class Drawing(QQuickPaintedItem):
    """Paints the illustration `picture`, as large as fits, in `colours` (`Look.colours`). `mirrored` turns it round."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._picture = ""
        self._colours: dict[str, str] = {}
        self._mirrored = False

    @Property(str, notify=changed)
    def picture(self) -> str:
        return self._picture

    @picture.setter  # type: ignore[no-redef] # PySide's Property is not typed as one
    def picture(self, picture: str) -> None:
        self._picture = picture
        self._changed()

    @Property(dict, notify=changed)
    def colours(self) -> dict[str, str]:
        return self._colours

    @colours.setter  # type: ignore[no-redef] # PySide's Property is not typed as one
    def colours(self, colours: dict[str, str]) -> None:
        self._colours = colours
        self._changed()

    @Property(bool, notify=changed)
    def mirrored(self) -> bool:
        return self._mirrored

    @mirrored.setter  # type: ignore[no-redef] # PySide's Property is not typed as one
    def mirrored(self, mirrored: bool) -> None:
        self._mirrored = mirrored
        self._changed()

    def paint(self, painter: QPainter) -> None:
        """Paint the drawing in the middle of the item, its proportions kept."""
        if not self._picture or not self._colours:
            return
        # Loaded with the first drawing: not needed for the first frame.
        from PySide6.QtSvg import QSvgRenderer

        svg = recoloured(drawing(self._picture), Palette(**self._colours))
        renderer = QSvgRenderer(QByteArray(svg.encode()))
        if self._mirrored:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        renderer.render(painter, fitted(renderer.viewBoxF().size(), self))

    def _changed(self) -> None:
        self.changed.emit()
        self.update()
