"""Pictures of a window with and without its letters: what differs is ink, what stays is what it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image, ImageChops
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.domain import colour as colours
from tests.screens.audit.scene import is_entry

Colour = tuple[int, int, int]

CORE = 0.85
"""Pixels that differ by this part of the largest difference are wholly covered by ink; the rest is a soft rim."""

SHARE = 0.06
"""A ground counts if this part of the ink stands on it: less is a stray pixel of a border."""

LEAST_DIFFERENCE = 8
"""Of 255: what no eye sees is not drawn."""


@dataclass(frozen=True, slots=True)
class Ink:
    """What letters are drawn with, and the grounds they stand on."""

    colour: Colour
    grounds: tuple[Colour, ...]

    @property
    def contrast(self) -> float:
        """Against the ground it stands out from least."""
        return min(contrast(self.colour, ground) for ground in self.grounds)


@dataclass(frozen=True, slots=True)
class Pictures:
    """A window with all its letters and with none."""

    inked: Image.Image
    bare: Image.Image

    def ink(self, place: QRectF) -> Ink | None:
        """What is written at `place` (window pixels); None where nothing is."""
        at = place.toRect().intersected(QRectF(0, 0, *self.inked.size).toRect())
        if at.width() < 1 or at.height() < 1:
            return None
        corners = (at.left(), at.top(), at.left() + at.width(), at.top() + at.height())
        inked, bare = self.inked.crop(corners), self.bare.crop(corners)
        differs = difference(inked, bare)
        _least, most = differs.getextrema()
        if most < LEAST_DIFFERENCE:
            return None
        return Ink(
            colour=_under(inked, differs, CORE * most)[0][1],
            grounds=_common(_under(bare, differs, LEAST_DIFFERENCE)),
        )


@contextmanager
def letters_hidden(texts: list[QQuickItem]) -> Iterator[None]:
    """Make letters transparent for a while. Written past the bindings, which stay in force."""
    names = [(item, name) for item in texts for name in ("color", *(("placeholderTextColor",) * is_entry(item)))]
    kept = [(item, name, colour) for item, name in names if (colour := item.property(name)) is not None]
    for item, name, _colour in kept:
        item.setProperty(name, QColor(0, 0, 0, 0))
    try:
        yield
    finally:
        for item, name, colour in kept:
            item.setProperty(name, colour)


def photograph(window: QQuickWindow, texts: list[QQuickItem]) -> Pictures:
    """Both pictures of `window`."""
    inked = picture(window)
    with letters_hidden(texts):
        bare = picture(window)
    return Pictures(inked, bare)


def picture(window: QQuickWindow) -> Image.Image:
    """What is seen."""
    grabbed = window.grabWindow().convertToFormat(QImage.Format.Format_RGB32)
    size = (grabbed.width(), grabbed.height())
    return Image.frombytes("RGB", size, bytes(grabbed.constBits()), "raw", "BGRX", grabbed.bytesPerLine())


def difference(one: Image.Image, other: Image.Image) -> Image.Image:
    """Pixel by pixel, the largest of the differences of red, green and blue."""
    red, green, blue = ImageChops.difference(one, other).split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def contrast(one: Colour, other: Colour) -> float:
    """The ratio of WCAG 2.2, from 1 to 21."""
    return colours.contrast(hex_of(one), hex_of(other))


def hex_of(colour: Colour) -> str:
    """`#RRGGBB`."""
    return "#{:02X}{:02X}{:02X}".format(*colour)


def _under(image: Image.Image, differs: Image.Image, least: float) -> list[tuple[int, Colour]]:
    """The colours of `image` where the difference is large enough, the most frequent first."""
    mask = differs.point(lambda value: 255 if value >= least else 0)
    counted = Image.merge("RGBA", (*image.split(), mask)).getcolors(image.width * image.height) or []
    return sorted(((count, colour[:3]) for count, colour in counted if colour[3]), reverse=True)


def _common(counted: list[tuple[int, Colour]]) -> tuple[Colour, ...]:
    whole = sum(count for count, _colour in counted)
    return tuple(colour for count, colour in counted if count >= SHARE * whole) or (counted[0][1],)
