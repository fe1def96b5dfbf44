"""What may stand on paper."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.receipts.cleaning import TEXT_LIMIT, fit_for_paper, is_blank, reads_right_to_left, without_marks


@pytest.mark.parametrize(
    ("raw", "fit"),
    [
        ("  two   words ", "two words"),
        ("line\r\nbreak\tand\u2028more", "line break and more"),
        ("418\u00a0205", "418\u00a0205"),
        ("\x1b@beep\x07", "@beep"),
        ("ab\u202ecd\u202c", "abcd"),
        ("e\u0301", "é"),
        ("\u2066C-214\u2069 here", "\u2066C-214\u2069 here"),
        ("\u2069stray", "stray"),
        ("\u2067open", "\u2067open\u2069"),
        ("soft\u00adhyphen", "softhyphen"),
        ("نمی\u200cخواهم", "نمی\u200cخواهم"),
    ],
)
def test_fit_for_paper(raw: str, fit: str) -> None:
    assert fit_for_paper(raw) == fit


def test_essay_ends_with_an_ellipsis() -> None:
    fit = fit_for_paper("word " * 1000)
    assert len(fit) <= TEXT_LIMIT
    assert fit.endswith("word…")


def test_name_of_two_hundred_characters_is_whole() -> None:
    name = "x" * 200
    assert fit_for_paper(name) == name


@given(st.text() | st.text("\u2066\u2067\u2068\u2069a ", max_size=30))
def test_any_text_comes_out_harmless_and_stays_as_it_is(raw: str) -> None:
    fit = fit_for_paper(raw)
    assert not [c for c in fit if unicodedata.category(c) in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}]
    assert not set(fit) & set("\u202a\u202b\u202c\u202d\u202e")
    depth = 0
    for character in fit:
        depth += (character in "\u2066\u2067\u2068") - (character == "\u2069")
        assert depth >= 0
    assert depth == 0
    assert fit_for_paper(fit) == fit or len(fit) > TEXT_LIMIT


def test_blank_is_what_nobody_sees() -> None:
    assert is_blank("\u2066\u200d\u2069 \u200e")
    assert not is_blank("\u2066.\u2069")


def test_direction_is_the_first_letters() -> None:
    assert reads_right_to_left("12 مكتب IT")
    assert not reads_right_to_left("IT · مكتب")
    assert not reads_right_to_left("12")


def test_without_marks_leaves_the_letters() -> None:
    assert without_marks("\u2068C\u200e-1\u2069") == "C-1"
