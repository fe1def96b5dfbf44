"""Ages in words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.i18n import Wording
from kiosk.screens.age_words import as_of_words


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (None, "We cannot say how recent this is"),
        (timedelta(seconds=3), "As of a moment ago"),
        (timedelta(minutes=1), "As of 1 minute ago"),
        (timedelta(minutes=12), "As of 12 minutes ago"),
        (timedelta(hours=1), "As of 1 hour ago"),
        (timedelta(hours=30), "As of 30 hours ago"),
        (timedelta(days=3), "As of 3 days ago"),
    ],
)
def test_an_age_is_told_as_people_say_it(age: timedelta | None, words: str) -> None:
    assert as_of_words(age, Wording("en")) == words


@pytest.mark.parametrize("language", ["ar", "el", "fa", "zh"])
def test_each_language_has_words_of_its_own(language: str) -> None:
    ages = [None, *(timedelta(seconds=60**power) for power in range(4)), timedelta(minutes=2)]
    told = [as_of_words(age, Wording(language)) for age in ages]
    assert len(set(told)) == len(told)
    assert not any("ago" in words for words in told)
