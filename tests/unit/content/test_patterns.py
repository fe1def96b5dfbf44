"""The pattern language of rooms and asset tags: what it takes, and that it cannot run away."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.content.patterns import MAX_LENGTH, pattern_fault


@pytest.mark.parametrize(
    "pattern",
    [
        "[A-F]-[0-9]{3}",
        r"NB-\d{5}",
        "(?:North|South) [0-9]{1,3}",
        "C-?[0-9]{3}[a-d]?",
        r"[\d.]{2,4}\.0",
        "غرفة [0-9]{2}",
    ],
)
def test_patterns_of_real_rooms_and_tags_are_taken(pattern: str) -> None:
    assert pattern_fault(pattern) is None
    re.compile(pattern)


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+", "(a|a)*", "a*a*a*", "(?=a)a", r"(a)\1", "a{1,}", "a{50}", "a{3,1}", "(ab){2}", "a??", "{3}", "?", "(",
     ")", "[", "[]", "[^a]", "[a--b]", "[z-a]", ".", "^a$", r"\w", "a" * (MAX_LENGTH + 1), "(a?)" * 20],
)  # fmt: skip
def test_patterns_that_could_run_away_or_cannot_be_read_are_refused(pattern: str) -> None:
    assert pattern_fault(pattern) is not None


@given(st.text(alphabet="aB1-[](){}?|,0123\\d.*+^$ ", max_size=MAX_LENGTH))
def test_no_pattern_raises_and_each_one_taken_can_be_compiled(pattern: str) -> None:
    if pattern_fault(pattern) is None:
        re.compile(pattern)


def test_the_worst_pattern_that_is_taken_comes_to_an_end() -> None:
    pattern = "a{0,7}" * 4 + "b"
    assert pattern_fault(pattern) is None
    assert re.fullmatch(pattern, "a" * 200) is None
