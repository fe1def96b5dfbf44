"""How a screen is looked at: language, theme, text size and layout; and the twenty views that hold every pair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from kiosk.screens.theme import CAP_HEIGHTS_MM, DEFAULT_TEXT_SIZE, Contrast, ScreenSize
from kiosk.screens.window import WindowSize
from tests.screens.sample_words import LANGUAGES
from tests.screens.stage import LANDSCAPE, PORTRAIT, SMALL_LANDSCAPE


class Layout(StrEnum):
    """The glass, and how it is used."""

    PORTRAIT = "portrait"
    REACH = "portrait-reach"
    LANDSCAPE = "1920x1080"
    SMALL = "1280x800"

    @property
    def window(self) -> WindowSize:
        """Pixels."""
        return {Layout.LANDSCAPE: LANDSCAPE, Layout.SMALL: SMALL_LANDSCAPE}.get(self, PORTRAIT)

    @property
    def glass(self) -> ScreenSize:
        """Millimetres: 15.6 inches for the small one, else 21.5."""
        return ScreenSize(345, 215) if self is Layout.SMALL else ScreenSize()


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at a screen."""

    language: str = "en"
    contrast: Contrast = Contrast.LIGHT
    text_size: int = DEFAULT_TEXT_SIZE
    layout: Layout = Layout.PORTRAIT

    @property
    def name(self) -> str:
        """For files and reports: `ar-dark-2-portrait`."""
        return f"{self.language}-{self.contrast}-{self.text_size}-{self.layout}"


_SIZES = (DEFAULT_TEXT_SIZE, *(size for size in range(len(CAP_HEIGHTS_MM)) if size != DEFAULT_TEXT_SIZE))
_LAYOUTS = (Layout.PORTRAIT, Layout.REACH, Layout.LANDSCAPE, Layout.SMALL)
_TIMES_TWO = (0, 2, 3, 1)
"""Multiplication by 2 in the field of four elements; its addition is exclusive or."""


def _views() -> Iterator[View]:
    # Two orthogonal Latin squares of order four hold every pair of four languages, themes, sizes and layouts once
    # in sixteen rows. The fifth language meets each theme, size and layout once in four more.
    themes = tuple(Contrast)
    for language, theme in product(range(4), range(4)):
        size, layout = language ^ theme, language ^ _TIMES_TWO[theme]
        yield View(LANGUAGES[language], themes[theme], _SIZES[size], _LAYOUTS[layout])
    for step in range(4):
        yield View(LANGUAGES[4], themes[step], _SIZES[step], _LAYOUTS[step ^ 2])


PAIRWISE = tuple(_views())
"""Twenty views that hold every pair of values; the first is the kiosk as it stands."""


def every_view() -> tuple[View, ...]:
    """All 320 combinations."""
    return tuple(View(*values) for values in product(LANGUAGES, Contrast, range(len(CAP_HEIGHTS_MM)), Layout))
