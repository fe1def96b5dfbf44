"""Numbers that the screens count by themselves, in the digits of the language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from tests.screens.five_languages import IranianStage, five_language_pack
from tests.screens.walk import Walk

ZEROS = {"ar": "٠", "fa": "۰"}


@pytest.fixture
def native(qapp: QGuiApplication) -> Iterator[Walk]:
    """Somebody at Home of a kiosk with native digits."""
    stage = IranianStage(pack=five_language_pack())
    stage.go("start")
    yield Walk(stage)
    stage.close()


def foreign_numbers(walk: Walk, language: str) -> list[str]:
    """Texts of nothing but a number and words, whose digits are not those of `language`."""
    zero = ord(ZEROS.get(language, "0"))
    return [
        text
        for text in walk.stage.texts()
        if any(c.isdecimal() and not zero <= ord(c) < zero + 10 for c in text) and not text.isascii()
    ] + [text for text in walk.stage.texts() if text.isdecimal() and ord(text[0]) - zero not in range(10)]


@pytest.mark.parametrize("language", ["en", "ar", "fa", "el", "zh"])
def test_progress_steps_and_the_countdown_are_counted_in_own_digits(native: Walk, language: str) -> None:
    native.stage.session.setLanguage(language)
    zero = ord(ZEROS.get(language, "0"))
    native.stage.go("open_service", "everything")
    assert chr(zero + 1) in native.stage.texts(), "the first step"
    native.tap("start")
    assert any(chr(zero + 1) in text and chr(zero + 6) in text for text in native.stage.texts()), "Step 1 of 6"
    assert foreign_numbers(native, language) == []
    native.stage.clock.advance(61)
    native.stage.session.tick()
    native.stage.settle()
    assert f"{chr(zero + 3)}{chr(zero)}" in native.stage.texts(), "30 seconds"
