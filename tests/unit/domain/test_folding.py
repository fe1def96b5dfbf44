"""Folding: what people write differently becomes the same, what means something else does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.folding import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("  Reset   my PASSWORD ", "reset my password"),
        ("Wi-Fi", "wifi"),
        ("wi\u2011fi", "wifi"),
        ("Manager’s badge", "managers badge"),
        ("e-mail / calendar", "email calendar"),
        ("Café, naïve", "cafe naive"),
        ("Straße", "strasse"),
        ("Κωδικός πρόσβασης", "κωδικοσ προσβασησ"),
        ("ΚΩΔΙΚΟΣ ΠΡΟΣΒΑΣΗΣ", "κωδικοσ προσβασησ"),
        ("Άδεια, ΐ, ϋ", "αδεια ι υ"),
        ("كَلِمَةُ المُرُور", "كلمه المرور"),
        ("كلـــمة المرور", "كلمه المرور"),
        ("إجازة، أجازة، آجازة", "اجازه اجازه اجازه"),
        ("مسؤول", "مسوول"),
        ("طلب شيء على", "طلب شيء علي"),
        ("کلید", "كليد"),
        ("نرم\u200cافزار", "نرمافزار"),
        ("خانهٔ", "خانه"),
        ("اتاق ۱۲۳", "اتاق 123"),
        ("غرفة ١٢٣", "غرفه 123"),
        ("密码重置", "密码重置"),
        ("ＷｉＦｉ　密码", "wifi 密码"),
        ("", ""),
        (" -.!؟ ", ""),
    ],
)
def test_text_is_folded(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(("persian", "arabic"), [("یک", "يك"), ("کاربری", "كاربرى"), ("بطاقة", "بطاقه")])
def test_letters_of_persian_and_arabic_keyboards_are_alike(persian: str, arabic: str) -> None:
    assert fold(persian) == fold(arabic)


@pytest.mark.parametrize(("one", "other"), [("badge", "badges"), ("كتاب", "كتب"), ("密码", "密钥"), ("پول", "بول")])
def test_other_words_stay_others(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_case_never_counts(text: str) -> None:
    assert fold(text.casefold()) == fold(text)
