"""Promise 7: everyone can use it. A whole request by touch in each text size and each contrast theme."""

from __future__ import annotations

import pytest

from kiosk.domain.flow import Screen
from kiosk.screens.theme import PALETTES
from tests.system.whole_kiosk import NAME, WholeKiosk

SIZES = range(4)
THEMES = tuple(PALETTES)


def test_there_are_four_themes() -> None:
    assert len(THEMES) == 4


@pytest.mark.parametrize(
    ("language", "size", "theme"),
    [("en", 0, THEMES[0]), ("ar", 3, THEMES[1]), ("ar", 1, THEMES[2]), ("en", 3, THEMES[3]), ("ar", 2, THEMES[0])],
)
def test_a_whole_request_by_touch(whole: WholeKiosk, language: str, size: int, theme: str) -> None:
    session = whole.kiosk.session
    whole.touch(f"language.{language}", leads_to=Screen.HOME)
    session.looks.setTextSize(size)
    session.looks.setContrast(theme)
    whole.touch("popular.note", leads_to=Screen.SERVICE)
    whole.touch("start", leads_to=Screen.FORM)
    whole.write("what", "مصباح" if language == "ar" else "A lamp")
    whole.touch("continue", leads_to=Screen.IDENTIFY)
    whole.write("name", NAME)
    whole.write("email", "sam@example.org")
    whole.touch("continue", leads_to=Screen.REVIEW)
    reference = whole.send()
    assert session.property("rightToLeft") == (language == "ar")
    assert whole.stored(reference).request.language == language
    printed = session.wording.text("Your receipt is printed. Please take it.")
    whole.wait(lambda: whole.slip_words == printed, "the word printed")
    whole.finish()
    assert whole.looks() == ("en", 1, THEMES[0])
