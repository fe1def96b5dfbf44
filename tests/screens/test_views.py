"""The views that stand for all views."""

from __future__ import annotations

from dataclasses import astuple
from itertools import combinations

from tests.screens.views import PAIRWISE, View, every_view


def pairs(views: tuple[View, ...]) -> set[tuple[object, ...]]:
    """Every two values that some view has together, with what they are values of."""
    return {
        (a, b, *at) for view in views for at in combinations(range(4), 2) for a, b in [[astuple(view)[n] for n in at]]
    }


def test_twenty_views_hold_every_pair_of_values() -> None:
    assert len(PAIRWISE) == len(set(PAIRWISE)) == 20
    assert pairs(PAIRWISE) == pairs(every_view())


def test_a_view_less_would_lose_a_pair() -> None:
    assert all(pairs(tuple(view for view in PAIRWISE if view != left_out)) < pairs(PAIRWISE) for left_out in PAIRWISE)


def test_the_first_view_is_the_kiosk_as_it_stands() -> None:
    assert PAIRWISE[0] == View()


def test_every_combination_is_there_once() -> None:
    assert len(set(every_view())) == 5 * 4 * 4 * 4
