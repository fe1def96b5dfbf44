"""Characters without a glyph are found."""

from __future__ import annotations

import pytest

from kiosk.screens.fonts import load_later_fonts
from tests.screens.audit.conftest import Open
from tests.screens.audit.fonts import glyphless, tofu

OURS = ("Noto Sans", "Noto Sans Arabic", "Noto Sans CJK SC")


@pytest.mark.parametrize("words", ["Hello", "Καλώς ήρθατε", "أهلًا بك", "گفت‌وگو ۱۲۳", "服务台", "€ · – “” …"])
def test_our_languages_have_all_their_letters(show: Open, words: str) -> None:
    load_later_fonts()
    assert list(tofu(show(f'Text {{ text: "{words}" }}').scene())) == []


def test_a_character_that_no_font_has_is_tofu(show: Open) -> None:
    (found,) = tofu(show('Text { text: "Hello \U00013080" }').scene())
    assert "U+13080" in found.measured


def test_letters_of_another_font_are_told(show: Open) -> None:
    load_later_fonts()
    assert {family for family, _missing in glyphless("ab 服务", OURS, False)} == {"Noto Sans", "Noto Sans CJK SC"}


def test_isolates_and_joiners_need_no_glyph(show: Open) -> None:
    assert list(tofu(show('Text { text: "\u2066K7\u2069 می\u200cشود" }').scene())) == []
