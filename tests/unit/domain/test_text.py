"""Cleaning, choosing and isolating text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.text import clean_line, clean_text, is_right_to_left, isolate, isolate_code, pick


@pytest.mark.parametrize(
    ("language", "texts", "picked"),
    [
        ("ar", {"en": "Room", "ar": "غرفة"}, "غرفة"),
        ("fa", {"en": "Room", "ar": "غرفة"}, "Room"),
        ("fa", {"ar": "غرفة"}, "غرفة"),
        ("fa", {}, ""),
    ],
)
def test_a_text_falls_back_to_english_then_to_any_language(language: str, texts: dict[str, str], picked: str) -> None:
    assert pick(texts, language) == picked


@pytest.mark.parametrize(
    ("language", "text", "picked"),
    [
        ("ar", "VPN للعمل من المنزل", "\u200fVPN للعمل من المنزل"),
        ("fa", "«Wi-Fi» برای مهمان", "\u200f«Wi-Fi» برای مهمان"),
        ("ar", "5 أيام مع VPN", "5 أيام مع VPN"),
        ("ar", "دخول VPN", "دخول VPN"),
        ("ar", "Northbridge", "Northbridge"),
        ("en", "VPN", "VPN"),
        ("el", "VPN για όλους", "VPN για όλους"),
    ],
)
def test_a_right_to_left_text_that_begins_with_latin_keeps_its_direction(language: str, text: str, picked: str) -> None:
    assert pick({language: text}, language) == picked


def test_arabic_and_persian_are_mirrored() -> None:
    assert [code for code in ("en", "ar", "fa", "el", "zh") if is_right_to_left(code)] == ["ar", "fa"]


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("  two\t words \n here ", "two words here"),
        ("null\x00 and bell\x07", "null and bell"),
        ("evil\u202egnp.exe", "evilgnp.exe"),
        ("\u2066isolated\u2069", "isolated"),
        ("cafe\u0301", "café"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d👧 ok", "👩\u200d👧 ok"),
        ("\ue000private\U0010ffff", "private"),
        ("lone \ud800 surrogate", "lone  surrogate"),
    ],
)
def test_a_line_keeps_what_was_meant(raw: str, line: str) -> None:
    assert clean_line(raw, limit=100) == line


def test_long_text_keeps_its_paragraphs_but_not_the_emptiness() -> None:
    assert clean_text("one\r\n\r\n\r\n\r\ntwo\rthree  ", limit=100) == "one\n\ntwo\nthree"


@given(st.text(max_size=300), st.integers(min_value=1, max_value=50))
def test_clean_text_is_short_printable_and_stays_as_it_is_when_cleaned_again(raw: str, limit: int) -> None:
    cleaned = clean_text(raw, limit=limit)
    assert len(cleaned) <= limit
    assert not set(cleaned) & set("\x00\x1b\u202a\u202e\u2066\u2069\u200e")
    assert cleaned == cleaned.lstrip()
    again = clean_text(cleaned, limit=limit)
    assert clean_text(again, limit=limit) == again


def test_what_is_isolated_keeps_its_order_between_neighbours() -> None:
    assert isolate_code("K7-0042M-9") == "\u2066K7-0042M-9\u2069"
    assert isolate("محمد") == "\u2068محمد\u2069"
