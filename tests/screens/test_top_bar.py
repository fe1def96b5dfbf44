"""The name in the top bar stands there whole, at every size of text and beside the longest name of a language."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetricsF

from kiosk.screens.theme import CAP_HEIGHTS_MM
from tests.screens.stage import KioskStage


@pytest.mark.parametrize("language", ["en", "ar", "fa", "el", "zh"])
def test_the_desks_name_is_neither_elided_nor_broken_within_a_word(home: KioskStage, language: str) -> None:
    home.session.setLanguage(language)
    name = home.pack.brand.desk[language]
    for size in range(len(CAP_HEIGHTS_MM)):
        home.session.looks.setTextSize(size)
        home.settle()
        shown = next(item for item in home.items() if item.property("text") == name)
        assert not shown.property("truncated"), size
        letters = QFontMetricsF(shown.property("font"))
        # Chinese has no spaces to break at: any character will do.
        words = name if language == "zh" else name.split()
        assert max(letters.horizontalAdvance(word) for word in words) < shown.width(), size
        assert shown.height() <= shown.parentItem().height(), size
