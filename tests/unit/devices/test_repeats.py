from __future__ import annotations

from kiosk.devices.drivers.repeats import RepeatFilter, digest
from kiosk.domain.secret import Secret

CARD, OTHER = Secret("0415AB3FC7"), Secret("0415AB3FC8")


def test_the_same_card_counts_once_within_the_time() -> None:
    repeats = RepeatFilter(1.5)
    assert repeats.is_new(CARD, 10.0)
    assert not repeats.is_new(Secret(CARD.reveal()), 11.49)


def test_a_card_that_stays_counts_once_however_long_it_stays() -> None:
    repeats = RepeatFilter(1.5)
    assert [repeats.is_new(CARD, 10.0 + second) for second in range(60)].count(True) == 1


def test_the_same_card_counts_again_after_the_time() -> None:
    repeats = RepeatFilter(1.5)
    repeats.is_new(CARD, 10.0)
    assert repeats.is_new(CARD, 11.5)


def test_another_card_counts_at_once() -> None:
    repeats = RepeatFilter(1.5)
    assert [repeats.is_new(card, 10.0) for card in (CARD, OTHER, CARD)] == [True, True, True]


def test_nothing_is_kept_after_the_time() -> None:
    repeats = RepeatFilter(1.5)
    assert repeats.due_s() is None
    repeats.is_new(CARD, 10.0)
    repeats.expire(11.0)
    assert repeats.due_s() == 11.5
    repeats.expire(11.5)
    assert repeats.due_s() is None


def test_what_is_kept_is_not_the_number() -> None:
    repeats = RepeatFilter(1.5)
    repeats.is_new(CARD, 10.0)
    kept = repr(vars(repeats)) + digest(CARD).hex().upper()
    assert CARD.reveal() not in kept
    assert digest(CARD) == digest(Secret(CARD.reveal())) != digest(OTHER)
