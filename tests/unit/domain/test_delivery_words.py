"""Plain words for the codes of failed deliveries."""

from __future__ import annotations

import pytest

from kiosk.domain.delivery_words import explain
from kiosk.store.outbox import CRASHED, UNREADABLE
from sync.desks.base import DeskFault


@pytest.mark.parametrize("code", [*DeskFault, CRASHED, UNREADABLE])
def test_every_code_has_plain_words(code: str) -> None:
    words = explain(code)
    for sentence in (words.what, words.remedy):
        assert code not in sentence
        assert sentence == "" or (sentence[0].isupper() and sentence.endswith("."))
    assert words.what


def test_a_code_of_a_newer_version_stands_for_itself() -> None:
    assert str(explain("lost_in_space")) == "lost_in_space"
    assert str(explain("")) == ""
