"""The looks: millimetres to pixels, text sizes, and contrast that numbers can tell."""

from __future__ import annotations

import pytest

from kiosk.domain.catalog import Brand
from kiosk.screens.theme import CAP_HEIGHTS_MM, PALETTES, Contrast, Look, Palette, ScreenSize
from tests.screens.stage import KioskStage


def luminance(colour: str) -> float:
    """WCAG 2.2's relative luminance."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def text_pairs(palette: Palette) -> list[tuple[str, str]]:
    """Every colour of text with every colour it stands on."""
    return [
        (palette.ink, palette.paper),
        (palette.ink, palette.card),
        (palette.ink, palette.tint),
        (palette.muted, palette.paper),
        (palette.muted, palette.card),
        (palette.on_accent, palette.accent),
        (palette.accent, palette.card),
    ]


@pytest.mark.parametrize("contrast", Contrast)
def test_text_stands_out_from_what_it_stands_on(contrast: Contrast) -> None:
    least = 15 if contrast in (Contrast.BLACK_ON_WHITE, Contrast.YELLOW_ON_BLACK) else 7
    for text, ground in text_pairs(PALETTES[contrast]):
        assert ratio(text, ground) >= least, (text, ground)


@pytest.mark.parametrize("contrast", Contrast)
def test_strips_and_focus_stand_out(contrast: Contrast) -> None:
    palette = PALETTES[contrast]
    for word, ground in (
        (palette.caution, palette.caution_tint),
        (palette.success, palette.success_tint),
        (palette.stop, palette.stop_tint),
        (palette.muted, palette.tint),
    ):
        assert ratio(word, ground) >= 7, (word, ground)
    assert ratio(palette.focus, palette.paper) >= 3
    assert ratio(palette.edge, palette.card) >= 3


@pytest.mark.parametrize("contrast", Contrast)
def test_words_on_the_tint_are_read_as_well_as_on_white(stage: KioskStage, contrast: Contrast) -> None:
    stage.session.looks.setContrast(contrast)
    stage.go("start")
    stage.settle()
    word = stage.find("Help: call someone").property("wordColour").name()
    assert ratio(word, stage.session.looks.palette().tint) >= (15 if stage.session.looks.highContrast else 7)


@pytest.mark.parametrize(
    ("width", "height", "expected"), [(1080, 1920, 4.03), (1920, 1080, 4.03), (540, 960, 2.02), (2160, 3840, 8.07)]
)
def test_millimetres_follow_the_glass(width: int, height: int, expected: float) -> None:
    assert ScreenSize().px_per_mm(width, height) == pytest.approx(expected, abs=0.01)


def test_sizes_meet_the_picture(stage: KioskStage) -> None:
    look = stage.session.looks
    px = look.capMm * look.pxPerMm / look.capRatio
    assert px == pytest.approx(30.5, abs=0.1)
    assert round(31 * look.titleRatio) == 62


def test_next_person_finds_the_defaults() -> None:
    look = Look(ScreenSize())
    look.setTextSize(3)
    look.setContrast("dark")
    look.setReach(True)
    look.setReducedMotion(True)
    look.reset()
    assert (look.textSize, look.contrast, look.reach, look.reducedMotion) == (1, "light", False, False)


@pytest.mark.parametrize(("asked", "given"), [(-1, 0), (0, 0), (3, 3), (99, len(CAP_HEIGHTS_MM) - 1)])
def test_text_size_stays_in_range(asked: int, given: int) -> None:
    look = Look(ScreenSize())
    look.setTextSize(asked)
    assert look.textSize == given


def test_brand_colours_are_worn_but_not_in_high_contrast() -> None:
    look = Look(ScreenSize(), brand=Brand(organisation={}, desk={}, accent="#7A1F5C", tint="#F3E4EE"))
    assert (look.palette().accent, look.palette().tint) == ("#7A1F5C", "#F3E4EE")
    assert look.palette().accent_pressed not in ("#7A1F5C", PALETTES[Contrast.LIGHT].accent_pressed)
    look.setContrast("dark")
    assert look.palette().accent != PALETTES[Contrast.DARK].accent
    look.setContrast("yellow_on_black")
    assert look.palette() == PALETTES[Contrast.YELLOW_ON_BLACK]
