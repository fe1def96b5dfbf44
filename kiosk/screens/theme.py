"""How everything looks: sizes from millimetres, four text sizes, four contrast themes. Told to QML as `Look`."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtQml import QmlElement

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


class Contrast(StrEnum):
    """The contrast themes."""

    LIGHT = "light"
    DARK = "dark"
    BLACK_ON_WHITE = "black_on_white"
    YELLOW_ON_BLACK = "yellow_on_black"


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, by the part they play. `on_accent` is text on `accent`."""

    paper: str
    card: str
    ink: str
    muted: str
    line: str
    edge: str
    """Outline of things to touch where the outline alone tells them from the page (radio rings, fields)."""
    accent: str
    on_accent: str
    accent_pressed: str
    tint: str
    pressed: str
    caution: str
    caution_tint: str
    success: str
    on_success: str
    success_tint: str
    stop: str
    stop_tint: str
    focus: str


PALETTES: dict[Contrast, Palette] = {
    Contrast.LIGHT: Palette(
        paper="#FAF8F4",
        card="#FFFFFF",
        ink="#17202B",
        muted="#4A5563",
        line="#D8D3C8",
        edge="#4A5563",
        accent="#0B5C66",
        on_accent="#FFFFFF",
        accent_pressed="#08434B",
        tint="#E4F0EF",
        pressed="#D5E6E4",
        caution="#7A4E00",
        caution_tint="#FFF1D2",
        success="#1E6B3A",
        on_success="#FFFFFF",
        success_tint="#E3F3E7",
        stop="#9B1C1C",
        stop_tint="#FDE8E6",
        focus="#17202B",
    ),
    Contrast.DARK: Palette(
        paper="#12181F",
        card="#1B232C",
        ink="#F3F1EC",
        muted="#BCC5CF",
        line="#3C4855",
        edge="#BCC5CF",
        accent="#7FD3DA",
        on_accent="#06262A",
        accent_pressed="#A5E2E7",
        tint="#16353A",
        pressed="#24434A",
        caution="#FFD98A",
        caution_tint="#3A2C0B",
        success="#9BE0B0",
        on_success="#06260F",
        success_tint="#14341F",
        stop="#FFB9B3",
        stop_tint="#451716",
        focus="#FFFFFF",
    ),
    Contrast.BLACK_ON_WHITE: Palette(
        paper="#FFFFFF",
        card="#FFFFFF",
        ink="#000000",
        muted="#000000",
        line="#000000",
        edge="#000000",
        accent="#000000",
        on_accent="#FFFFFF",
        accent_pressed="#3A3A3A",
        tint="#FFFFFF",
        pressed="#D9D9D9",
        caution="#000000",
        caution_tint="#FFFFFF",
        success="#000000",
        on_success="#FFFFFF",
        success_tint="#FFFFFF",
        stop="#000000",
        stop_tint="#FFFFFF",
        focus="#000000",
    ),
    Contrast.YELLOW_ON_BLACK: Palette(
        paper="#000000",
        card="#000000",
        ink="#FFFF00",
        muted="#FFFF00",
        line="#FFFF00",
        edge="#FFFF00",
        accent="#FFFF00",
        on_accent="#000000",
        accent_pressed="#C8C800",
        tint="#000000",
        pressed="#3D3D00",
        caution="#FFFF00",
        caution_tint="#000000",
        success="#FFFF00",
        on_success="#000000",
        success_tint="#000000",
        stop="#FFFF00",
        stop_tint="#000000",
        focus="#FFFFFF",
    ),
}


@dataclass(frozen=True, slots=True)
class ScreenSize:
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
        accent: str = "",
        tint: str = "",
        contrast: Contrast = Contrast.LIGHT,
        reduced_motion: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._size = size
        self._accent = accent
        self._tint = tint
        self._default_contrast = contrast
        self._default_reduced_motion = reduced_motion
        self._width_px = 1080
        self._height_px = 1920
        self._keys_used = False
        self._text_size = DEFAULT_TEXT_SIZE
        self._contrast = contrast
        self._reach = False
        self._reduced_motion = reduced_motion

    def reset(self) -> None:
        """Back to the defaults, for the next person."""
        self._text_size = DEFAULT_TEXT_SIZE
        self._contrast = self._default_contrast
        self._reach = False
        self._reduced_motion = self._default_reduced_motion
        self.changed.emit()

    def palette(self) -> Palette:
        """The colours in force."""
        return self._branded(self._contrast)

    def palettes(self) -> dict[Contrast, Palette]:
        """The colours of each theme, as they would be here."""
        return {contrast: self._branded(contrast) for contrast in Contrast}

    def _branded(self, contrast: Contrast) -> Palette:
        """A brand's accent and tint count in the light theme only."""
        palette = PALETTES[contrast]
        if contrast is Contrast.LIGHT and self._accent:
            palette = replace(palette, accent=self._accent, accent_pressed=QColor(self._accent).darker(130).name())
        if contrast is Contrast.LIGHT and self._tint:
            palette = replace(palette, tint=self._tint)
        return palette

    @Property(dict, notify=changed)
    def colours(self) -> dict[str, str]:
        return asdict(self.palette())

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
