"""Fonts by path, with nothing from fontconfig (`kiosk/screens/no_fonts.conf` is empty)."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase

from kiosk.receipts import fonts
from kiosk.receipts.fonts import Face, FontMissing, check_fonts, drawable, families_of


def test_all_fonts_of_the_five_languages_are_here() -> None:
    check_fonts()


def test_missing_font_names_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    gone = tmp_path / "NotoSansCJK-Regular.ttc"
    monkeypatch.setattr(fonts, "_CJK", Face(gone, gone, "Noto Sans CJK SC", "fonts-noto-cjk"))
    with pytest.raises(FontMissing) as caught:
        check_fonts()
    assert caught.value.remedy == "Run: apt-get install fonts-noto-cjk"
    assert "NotoSansCJK-Regular.ttc" in caught.value.what


def test_slip_without_the_core_fonts_names_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    gone = tmp_path / "NotoSans-Regular.ttf"
    monkeypatch.setattr(fonts, "_LATIN", Face(gone, gone))
    with pytest.raises(FontMissing, match="fonts-noto-core"):
        families_of("")


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Guest", "Noto Sans"),
        ("Γραφείο", "Noto Sans"),
        ("زائر", "Noto Sans Arabic"),
        ("张伟", "Noto Sans CJK SC"),
        ("שלום", "Noto Sans Hebrew"),
        ("शर्मा", "Noto Sans Devanagari"),
        ("สวัสดี", "Noto Sans Thai"),
        ("✓", "Noto Sans Symbols2"),
    ],
)
def test_every_script_has_its_font(text: str, family: str) -> None:
    assert drawable(text) == text
    assert set(families_of(text)) == {family}
    assert family in QFontDatabase.families()


def test_punctuation_stays_with_the_letters_around_it() -> None:
    assert families_of("\u2068शर्मा (अ)\u2069") == ["Noto Sans Devanagari"] * 11


def test_emoji_is_left_out_without_a_hole() -> None:
    assert drawable("Ana 😀 Maria") == "Ana Maria"
