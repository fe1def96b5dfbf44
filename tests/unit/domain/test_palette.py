"""What a brand makes of the themes: everything it leaves out can be read, whatever it gives."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.domain.catalog import Brand
from kiosk.domain.colour import LEAST_CONTRAST, contrast, mix
from kiosk.domain.palette import BRAND_PAIRS, PALETTES, Contrast, branded, unreadable

COLOURS = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06X}")


def brand(**colours: str) -> Brand:
    return Brand(organisation={}, desk={}, **colours)


def test_every_pair_can_be_read_in_the_themes_as_they_are() -> None:
    for theme in Contrast:
        assert list(unreadable(PALETTES[theme])) == []


@given(COLOURS)
def test_an_accent_that_can_be_read_brings_both_themes_with_it(accent: str) -> None:
    card = PALETTES[Contrast.LIGHT].card
    assume(contrast(accent, mix(card, PALETTES[Contrast.LIGHT].ink, 0.05)) >= LEAST_CONTRAST)
    assume(contrast(accent, PALETTES[Contrast.LIGHT].paper) >= LEAST_CONTRAST)
    for theme in (Contrast.LIGHT, Contrast.DARK):
        assert list(unreadable(branded(theme, brand(accent=accent)))) == []


@given(COLOURS, COLOURS)
def test_themes_of_high_contrast_are_the_same_for_every_brand(accent: str, tint: str) -> None:
    for theme in (Contrast.BLACK_ON_WHITE, Contrast.YELLOW_ON_BLACK):
        assert branded(theme, brand(accent=accent, tint=tint, dark_accent=tint)) == PALETTES[theme]


def test_a_brand_in_the_colours_of_the_themes_changes_nothing() -> None:
    same = brand(accent="#0b5c66", tint="#E4F0EF")
    for theme in Contrast:
        assert branded(theme, same) == PALETTES[theme] == branded(theme, brand())


def test_what_a_brand_gives_is_worn_as_given() -> None:
    given_colours = brand(accent="#7A1F5C", tint="#F3E4EE", dark_accent="#E9A6D0", dark_tint="#3A1F30")
    light, dark = (branded(theme, given_colours) for theme in (Contrast.LIGHT, Contrast.DARK))
    assert (light.accent, light.tint, dark.accent, dark.tint) == ("#7A1F5C", "#F3E4EE", "#E9A6D0", "#3A1F30")
    assert light.pressed != PALETTES[Contrast.LIGHT].pressed
    assert dark.ink == PALETTES[Contrast.DARK].ink


def test_a_colour_that_cannot_be_read_is_found_with_its_ratio() -> None:
    found = {pair.named: ratio for pair, ratio in unreadable(branded(Contrast.LIGHT, brand(accent="#5FA8A0")))}
    assert 2 < found["`accent` on cards"] < 3
    assert found.keys() <= {pair.named for pair in BRAND_PAIRS}


def test_mixing_is_by_channel() -> None:
    assert mix("#000000", "#FFFFFF", 0.5) == "#808080"
    assert mix("#102030", "#FFFFFF", 0) == "#102030"
    assert contrast("#000000", "#ffffff") == 21
