"""How everything looks: sizes from millimetres, four text sizes, four contrast themes. Told to QML as `Look`."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.catalog import Brand
from kiosk.domain.palette import PALETTES as PALETTES
from kiosk.domain.palette import Contrast as Contrast
from kiosk.domain.palette import Palette as Palette
from kiosk.domain.palette import branded
from kiosk.screens.decorators import QmlUncreatable

QML_IMPORT_NAME = "Frontdoor"
QML_IMPORT_MAJOR_VERSION = 1

CAP_HEIGHT_RATIO = 0.714
"""Capital height of Noto Sans by em: 714 of 1000 units (OS/2 sCapHeight)."""

CAP_HEIGHTS_MM = (4.2, 5.4, 7.3, 9.0)
"""Capital height of body text in the four settings; 7.3 mm is 0.7 degrees at 600 mm (EN 301 549, 5.1.4)."""

DEFAULT_TEXT_SIZE = 1

TITLE_RATIOS = (2.0, 2.0, 1.8, 1.6)
"""Titles by body text. The mock's 62 px by default; less where body text is already as large as a title."""


class ScreenSize(msgspec.Struct, frozen=True):
    """The glass, in millimetres, either way round (settings `[screen]`)."""

    width_mm: float = 268.0
    height_mm: float = 476.0

    def px_per_mm(self, width_px: int, height_px: int) -> float:
        """Pixels per millimetre of a window that fills the glass, whichever way the glass stands."""
        return max(width_px, height_px) / max(self.width_mm, self.height_mm)


@QmlElement
@QmlUncreatable("made in Python")
class Look(QObject):
    """What of the looks a person or a setting can change; `Theme.qml` makes pixels of it. Interface thread."""

    changed = Signal()
    sizeChanged = Signal()
    keysChanged = Signal()

    def __init__(
        self,
        size: ScreenSize,
        *,
        brand: Brand | None = None,
        contrast: Contrast = Contrast.LIGHT,
        text_size: int = DEFAULT_TEXT_SIZE,
        reduced_motion: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._size = size
        self._brand = brand
        self._palettes: dict[Contrast, Palette] = {}
        self._default_text_size = text_size
        self._default_contrast = contrast
        self._default_reduced_motion = reduced_motion
        self._width_px = 1080
        self._height_px = 1920
        self._keys_used = False
        self._text_size = text_size
        self._contrast = contrast
        self._reach = False
        self._reduced_motion = reduced_motion

    def reset(self) -> None:
        """Back to the defaults, for the next person."""
        self._text_size = self._default_text_size
        self._contrast = self._default_contrast
        self._reach = False
        self._reduced_motion = self._default_reduced_motion
        self.changed.emit()

    def use_brand(self, brand: Brand) -> None:
        """Wear the colours of `brand` from now on."""
        self._brand = brand
        self._palettes.clear()
        self.changed.emit()

    def palette(self) -> Palette:
        """The colours in force."""
        return self._branded(self._contrast)

    def palettes(self) -> dict[Contrast, Palette]:
        """The colours of each theme, as they would be here."""
        return {contrast: self._branded(contrast) for contrast in Contrast}

    def _branded(self, contrast: Contrast) -> Palette:
        if contrast not in self._palettes:
            self._palettes[contrast] = branded(contrast, self._brand) if self._brand else PALETTES[contrast]
        return self._palettes[contrast]

    @Property(dict, notify=changed)
    def colours(self) -> dict[str, str]:
        return msgspec.structs.asdict(self.palette())

    @Property(float, notify=sizeChanged)
    def pxPerMm(self) -> float:
        return self._size.px_per_mm(self._width_px, self._height_px)

    @Property(bool, notify=sizeChanged)
    def landscape(self) -> bool:
        return self._width_px > self._height_px

    @Property(float, notify=changed)
    def capMm(self) -> float:
        return CAP_HEIGHTS_MM[self._text_size]

    @Property(float, notify=changed)
    def titleRatio(self) -> float:
        return TITLE_RATIOS[self._text_size]

    @Property(float, constant=True)
    def capRatio(self) -> float:
        return CAP_HEIGHT_RATIO

    @Property(int, notify=changed)
    def textSize(self) -> int:
        return self._text_size

    @Property(str, notify=changed)
    def contrast(self) -> str:
        return self._contrast

    @Property(bool, notify=changed)
    def reach(self) -> bool:
        return self._reach

    @Property(bool, notify=changed)
    def reducedMotion(self) -> bool:
        return self._reduced_motion

    @Property(bool, notify=changed)
    def highContrast(self) -> bool:
        return self._contrast in (Contrast.BLACK_ON_WHITE, Contrast.YELLOW_ON_BLACK)

    @Property(bool, notify=keysChanged)
    def keysUsed(self) -> bool:
        return self._keys_used

    @Slot(int, int)
    def fitWindow(self, width_px: int, height_px: int) -> None:
        """The window got this size; it always fills the glass."""
        if width_px > 0 and height_px > 0 and (width_px, height_px) != (self._width_px, self._height_px):
            self._width_px, self._height_px = width_px, height_px
            self.sizeChanged.emit()

    @Slot(int)
    def setTextSize(self, index: int) -> None:
        self._text_size = min(max(index, 0), len(CAP_HEIGHTS_MM) - 1)
        self.changed.emit()

    @Slot(str)
    def setContrast(self, name: str) -> None:
        self._contrast = Contrast(name)
        self.changed.emit()

    @Slot(bool)
    def setReach(self, on: bool) -> None:
        self._reach = on
        self.changed.emit()

    @Slot(bool)
    def setReducedMotion(self, on: bool) -> None:
        self._reduced_motion = on
        self.changed.emit()

    def use_keys(self, used: bool) -> None:
        """Whether the person works by keys: then the focus is drawn everywhere, the title included."""
        if used != self._keys_used:
            self._keys_used = used
            self.keysChanged.emit()
