"""Digits and signs of every keyboard, as the ASCII that is stored and sent."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.ascii_forms import decimal_in, email_in_ascii, in_ascii
from kiosk.domain.text import clean_line
from kiosk.i18n import Wording


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
        ("۰۱۲۳۴۵۶۷۸۹", "0123456789"),
        ("０１２３４５６７８９", "0123456789"),
        ("（０１０）６２７８", "(010)6278"),
        ("＋３０ ２１０–١٢٣", "+30 210-123"),
        ("Ａｂ－１", "Ab-1"),
        ("قاعة ٥", "قاعة 5"),
        ("会议室３", "会议室3"),
        ("½ ² Ⅳ", "½ ² Ⅳ"),  # numbers, but no digits
    ],
)
def test_digits_and_signs_become_ascii_and_letters_stay(typed: str, plain: str) -> None:
    assert in_ascii(typed) == plain


def test_an_address_typed_in_pinyin_mode_has_its_at_and_its_dots() -> None:
    assert email_in_ascii("wang＠example。com｡cn") == "wang@example.com.cn"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", "12"),
        ("-12", "-12"),
        ("−12", "-12"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("12.", "12"),
        ("1,234", "1.234"),  # a lone sign is a decimal one: told as too many decimals rather than guessed
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234\u202f567", "1234567"),
        ("١٬٢٣٤٫٥", "1234.5"),
        ("۱٬۲۳۴", "1234"),
        ("١،٥", "1.5"),
        ("１，２３４．５", "1234.5"),
    ],
)
def test_numbers_are_read_in_any_languages_writing(typed: str, number: str) -> None:
    assert decimal_in(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    ["", "a", "1e5", "--1", "1-", ".", ".5", "1..5", "1,,5", "1.2.3", "1,23,456", "1.234.5", "1,234.567.8", "½"],
)
def test_what_is_no_number_is_none(typed: str) -> None:
    assert decimal_in(typed) is None


@given(
    st.decimals(min_value=-(10**12), max_value=10**12, places=2).filter(lambda n: n % 1 != 0),
    st.sampled_from(["en", "ar", "fa", "el", "zh"]),
    st.sampled_from(["latin", "native"]),
)
def test_a_number_is_read_as_it_is_written(number: Decimal, language: str, digits: str) -> None:
    written = Wording(language, digits=digits).number(number)
    assert decimal_in(clean_line(written, limit=100)) == number


@given(st.text(max_size=60))
def test_nothing_that_is_typed_breaks_it(typed: str) -> None:
    assert len(in_ascii(typed)) == len(typed)
    decimal_in(typed)
