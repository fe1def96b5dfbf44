"""Text for a Redmine: only a mark that nobody sees is put into it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.desks.redmine_text import as_typed

JOINER = "\u2060"


@given(st.text())
def test_nothing_that_can_be_seen_changes(text: str) -> None:
    assert as_typed(text).replace(JOINER, "") == text.replace(JOINER, "")


@pytest.mark.parametrize(
    "text",
    [
        "PC-4711 (floor 3), layla@example.org, +49 30 123",
        "https://intranet.example.org/a_b?c=d#e",
        "K7-0042M-9",
        "شاشتي لا تعمل منذ يوم الأحد.",
        "5 * 3 = 15",
    ],
)
def test_what_is_searched_for_and_copied_stays_as_it_is(text: str) -> None:
    assert as_typed(text).replace(f"{JOINER}+", "+") == text


@pytest.mark.parametrize(
    ("typed", "never"),
    [
        ("see #12", "#12"),
        ("{{include(Wiki)}}", "{{"),
        ("[[General:Wiki]]", "[["),
        ("![x](http://e.example/y.png)", "]("),
        ("[x][1]", "]["),
        ('"x":http://e.example', '":'),
        ("<script>", "<s"),
        ("a !http://e.example/x.png!", " !"),
        ("user:h.ali", "user:"),
        ("*all* of it", "\n*"),
    ],
)
def test_what_makes_a_mark_is_parted(typed: str, never: str) -> None:
    assert never not in as_typed(f"\n{typed}")
