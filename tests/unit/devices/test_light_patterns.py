"""The lamp by the clock: lasting signs, brief ones, and what neither eyes nor relays can bear."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.protocols.light_patterns import PATTERNS, LampKind, LightShow
from kiosk.domain.signals import STANDING, LightSign

BRIEF = sorted(set(LightSign) - STANDING)
FLASHES_PER_S = 3
"""WCAG 2.2, success criterion 2.3.1: no more."""


def switchings(show, from_s, to_s):
    """The times at which the lamp changes, followed as the driver follows them."""
    now_s, (lit, until_s), times = from_s, show.at(from_s), []
    while until_s < to_s:
        now_s = max(until_s, now_s + 1e-6)
        next_lit, until_s = show.at(now_s)
        if next_lit is not lit:
            times.append(now_s)
        lit = next_lit
    return times


@pytest.mark.parametrize("kind", LampKind)
def test_every_sign_has_a_pattern(kind):
    assert set(PATTERNS[kind]) == set(LightSign)


@pytest.mark.parametrize("kind", LampKind)
@pytest.mark.parametrize("sign", BRIEF)
def test_a_brief_sign_ends_within_seconds(kind, sign):
    assert sum(step.seconds for step in PATTERNS[kind][sign]) <= 5


@pytest.mark.parametrize("kind", LampKind)
@pytest.mark.parametrize("sign", LightSign)
def test_nothing_flashes_faster_than_eyes_can_bear(kind, sign):
    show = LightShow(kind)
    show.show(sign, 0.0)
    times = switchings(show, 0.0, 20.0)
    # Two switchings make one flash.
    assert all(later - earlier > 1 for earlier, later in zip(times, times[2 * FLASHES_PER_S :], strict=False))


@pytest.mark.parametrize("standing", sorted(STANDING))
def test_a_relay_rests_while_nothing_happens(standing):
    show = LightShow(LampKind.RELAY)
    show.show(standing, 0.0)
    assert show.at(1.0)[1] == math.inf


@pytest.mark.parametrize("sign", BRIEF)
def test_a_relay_moves_twice_for_a_brief_sign(sign):
    show = LightShow(LampKind.RELAY)
    show.show(sign, 0.0)
    assert show.at(0.0)[0] is True
    assert len(switchings(show, 0.0, 60.0)) == 1


def test_lasting_signs_of_a_diode_are_told_apart():
    seen = {}
    for sign in sorted(STANDING):
        show = LightShow(LampKind.LED)
        show.show(sign, 0.0)
        seen[sign] = tuple(show.at(tenth / 10)[0] for tenth in range(100))
    assert len(set(seen.values())) == len(STANDING)
    assert all(any(lit) for lit in seen.values()), "dark is a kiosk without power"


def test_after_a_brief_sign_the_lasting_one_shows_again():
    show = LightShow(LampKind.LED)
    show.show(LightSign.SUCCESS, 10.0)
    assert show.at(10.0)[0] is False
    assert show.at(20.0) == (True, math.inf)


def test_a_lasting_sign_that_comes_amid_a_brief_one_waits_for_its_end():
    show = LightShow(LampKind.RELAY)
    show.show(LightSign.WARNING, 0.0)
    show.show(LightSign.ATTENTION, 1.0)
    show.show(LightSign.IDLE, 2.0)
    assert show.at(2.5)[0] is True
    assert show.at(5.0) == (False, math.inf)


def test_the_next_brief_sign_takes_the_place_of_the_one_before():
    show = LightShow(LampKind.RELAY)
    show.show(LightSign.WARNING, 0.0)
    show.show(LightSign.CARD_READ, 1.0)
    assert show.at(1.2) == (True, 1.5)
    assert show.at(1.6) == (False, math.inf)


SIGNS = st.lists(st.tuples(st.sampled_from(LightSign), st.floats(0, 30)), max_size=20)


@given(kind=st.sampled_from(LampKind), signs=SIGNS, looks=st.lists(st.floats(0, 30), max_size=20))
def test_it_always_knows_what_to_show_and_never_looks_back(kind, signs, looks):
    show, now_s = LightShow(kind), 0.0
    for (sign, pause_s), look_s in zip(signs, [*looks, *(1.0 for _ in signs)], strict=False):
        now_s += pause_s
        show.show(sign, now_s)
        now_s += look_s
        _, until_s = show.at(now_s)
        assert until_s >= now_s
