"""References against ISO 7064 and against people who type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.reference import (
    ALPHABET,
    SEQUENCE_LIMIT,
    check_character,
    compose,
    draw_generation,
    draw_token,
    draw_tracking_code,
    group_tracking_code,
    next_reference,
    parse_reference,
)

codes = st.text(st.sampled_from(ALPHABET), min_size=2, max_size=2)
generations = st.sampled_from(ALPHABET)
sequences = st.integers(min_value=0, max_value=SEQUENCE_LIMIT - 10)


def test_the_check_character_is_that_of_the_standards_example() -> None:
    # ISO/IEC 7064 MOD 37,36 as in the GRid standard's example A1-2425G-ABC1234002-M.
    assert check_character("A12425GABC1234002") == "M"


@pytest.mark.parametrize("body", ["0000000", "K70042M", "ZZZZZZZ"])
def test_every_wrong_character_and_every_swap_of_neighbours_is_noticed(body: str) -> None:
    check = check_character(body)
    for place, right in enumerate(body):
        for wrong in set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") - {right}:
            assert check_character(body[:place] + wrong + body[place + 1 :]) != check
    for place in range(len(body) - 1):
        first, second = body[place], body[place + 1]
        if first != second:
            assert check_character(body[:place] + second + first + body[place + 2 :]) != check


@given(codes, generations, sequences)
def test_a_composed_reference_reads_back_however_it_is_typed(code: str, generation: str, sequence: int) -> None:
    _, reference = next_reference(code, generation, sequence)
    assert parse_reference(reference) == reference
    sloppy = reference.replace("-", " ").lower().replace("1", "i").replace("0", "o")
    assert parse_reference(sloppy) == reference


@given(codes, generations, sequences)
def test_sequence_numbers_without_a_printable_check_character_are_skipped(
    code: str, generation: str, after: int
) -> None:
    sequence, reference = next_reference(code, generation, after)
    assert sequence > after
    assert set(reference) <= set(ALPHABET) | {"-"}
    assert [compose(code, generation, skipped) for skipped in range(after + 1, sequence)] == [None] * (
        sequence - after - 1
    )


def test_references_of_one_generation_never_repeat() -> None:
    seen = set()
    sequence = 0
    for _ in range(3000):
        sequence, reference = next_reference("K7", "M", sequence)
        seen.add(reference)
    assert len(seen) == 3000


def test_a_used_up_generation_says_so() -> None:
    with pytest.raises(OverflowError, match="does not fit"):
        next_reference("K7", "M", SEQUENCE_LIMIT - 1)


@pytest.mark.parametrize("typed", ["", "K7-0042M", "K7-0042M-99", "K7-0042M-8", "K7-00ÄÖM-9", "12345678901234567890"])
def test_what_is_no_reference_is_not_taken_for_one(typed: str) -> None:
    assert parse_reference(typed) is None


def test_a_new_generation_is_one_that_was_not_used() -> None:
    assert draw_generation(ALPHABET[:-1]) == ALPHABET[-1]
    assert len({draw_generation("") for _ in range(200)}) > 10
    with pytest.raises(OverflowError, match="generations"):
        draw_generation(ALPHABET)


def test_tracking_codes_are_six_digits_and_tokens_128_bits() -> None:
    assert {len(draw_tracking_code()) for _ in range(50)} == {6}
    assert draw_tracking_code().isdecimal()
    assert len(draw_token()) == 22
    assert draw_token() != draw_token()
    assert group_tracking_code("418205") == "418\u00a0205"
