"""The colours of the four themes, and what a brand makes of them. Pure.

Here and not on the screens, because content is checked against them when it is built.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from kiosk.domain.catalog import Brand
from kiosk.domain.colour import LEAST_CONTRAST, contrast, mix


class Contrast(StrEnum):
    """The contrast themes."""

    LIGHT = "light"
    DARK = "dark"
    BLACK_ON_WHITE = "black_on_white"
    YELLOW_ON_BLACK = "yellow_on_black"


class Palette(msgspec.Struct, frozen=True):
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
        muted="#434E5B",
        line="#D8D3C8",
        edge="#434E5B",
        accent="#0B5C66",
        on_accent="#FFFFFF",
        accent_pressed="#08434B",
        tint="#E4F0EF",
        pressed="#D5E6E4",
        caution="#6F4600",
        caution_tint="#FFF1D2",
        success="#185A2F",
        on_success="#FFFFFF",
        success_tint="#E3F3E7",
        stop="#971B1B",
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


def branded(theme: Contrast, brand: Brand) -> Palette:
    """The colours of `theme` in the colours of `brand`. Themes of high contrast are the same for every brand.

    What a brand leaves out is made of what it gives: a tint of its accent, and an accent light enough for the dark
    theme. A brand with the accent that the themes have already is none.
    """
    if theme is Contrast.LIGHT:
        return _light(PALETTES[theme], brand)
    if theme is Contrast.DARK:
        return _dark(PALETTES[theme], brand)
    return PALETTES[theme]


class Pair(msgspec.Struct, frozen=True):
    """Words and the ground they stand on, by their parts in `Palette`, and what authors call them."""

    text: str
    ground: str
    named: str


BRAND_PAIRS = (
    Pair("accent", "paper", "`accent` on the page"),
    Pair("accent", "card", "`accent` on cards"),
    Pair("accent", "tint", "`accent` on `tint`"),
    Pair("accent", "pressed", "`accent` on a pressed button"),
    Pair("on_accent", "accent", "words on `accent`"),
    Pair("on_accent", "accent_pressed", "words on a pressed `accent`"),
    Pair("ink", "tint", "text on `tint`"),
    Pair("muted", "tint", "hints on `tint`"),
    Pair("muted", "pressed", "hints on a pressed card"),
)
"""Every place where words and a brand's colour meet."""


def unreadable(palette: Palette) -> Iterator[tuple[Pair, float]]:
    """The pairs below `LEAST_CONTRAST`, with the contrast they have."""
    for pair in BRAND_PAIRS:
        ratio = contrast(getattr(palette, pair.text), getattr(palette, pair.ground))
        if ratio < LEAST_CONTRAST:
            yield pair, ratio


_BLACK, _WHITE = "#000000", "#FFFFFF"

_STEPS = 32
"""Shades tried between a colour and white, or the card."""

_PRESSED_SHARE = 0.05
"""Of the words' colour in a ground that is pressed: seen beside the unpressed one, and still light."""

_DARK_CONTRAST = 7.0
"""What accents made for the dark theme reach: as much as those drawn for it (UI.md, "Colour")."""


def _light(theme: Palette, brand: Brand) -> Palette:
    accent = brand.accent or theme.accent
    tint = brand.tint
    if _same(accent, theme.accent):
        tint = tint or theme.tint
    else:
        theme = replace(theme, accent=accent, accent_pressed=mix(accent, _BLACK, 0.23))
        tint = tint or _tint_of(accent, theme)
    return theme if _same(tint, theme.tint) else replace(theme, tint=tint, pressed=_pressed(tint, theme))


def _dark(theme: Palette, brand: Brand) -> Palette:
    light = PALETTES[Contrast.LIGHT]
    is_ours = _same(brand.accent or light.accent, light.accent)
    if is_ours and not brand.dark_accent and not brand.dark_tint:
        return theme
    tint = brand.dark_tint or (theme.tint if is_ours else mix(theme.card, brand.accent, 0.3))
    theme = theme if _same(tint, theme.tint) else replace(theme, tint=tint, pressed=_pressed(tint, theme))
    accent = brand.dark_accent or (theme.accent if is_ours else _lightened(brand.accent, theme))
    on_accent = mix(accent, _BLACK, 0.85)
    return replace(theme, accent=accent, on_accent=on_accent, accent_pressed=mix(accent, _WHITE, 0.3))


def _pressed(tint: str, theme: Palette) -> str:
    return mix(tint, theme.ink, _PRESSED_SHARE)


def _tint_of(accent: str, theme: Palette) -> str:
    """The strongest shade of `accent` on which words in `accent` can be read; the card where there is none."""
    for step in range(4, 0, -1):
        tint = mix(theme.card, accent, step / _STEPS)
        if contrast(accent, _pressed(tint, theme)) >= LEAST_CONTRAST:
            return tint
    return theme.card


def _lightened(accent: str, theme: Palette) -> str:
    """`accent` with as much white in it as the grounds of `theme` need."""
    shades = (mix(accent, _WHITE, step / _STEPS) for step in range(_STEPS + 1))
    grounds = (theme.paper, theme.card, theme.tint, theme.pressed)
    return next(
        (shade for shade in shades if all(contrast(shade, ground) >= _DARK_CONTRAST for ground in grounds)), _WHITE
    )


def _same(one: str, other: str) -> bool:
    return one.upper() == other.upper()
