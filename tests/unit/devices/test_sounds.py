"""The sounds, judged by their samples alone."""

from __future__ import annotations

from array import array
from itertools import pairwise

import pytest

from kiosk.devices.protocols.sounds import LOUDEST, RATE_HZ, make_sound
from kiosk.domain.signals import Cue

LONGEST_S = 0.4
FULL_SCALE = 32767


def samples(cue, volume=100):
    return array("h", make_sound(cue, volume).samples)


def pitch(part):
    """By the rising crossings of zero."""
    crossings = sum(1 for before, after in pairwise(part) if before < 0 <= after)
    return crossings * RATE_HZ / len(part)


def movement(cue):
    """The pitch of the beginning and of the end of a sound; what dies away last is too soft to count."""
    heard = samples(cue)
    share = len(heard) // 4
    return pitch(heard[:share]), pitch(heard[2 * share : 3 * share])


def test_success_goes_up_warning_goes_down_and_a_card_stays():
    first, last = movement(Cue.SUCCESS)
    assert last > first * 1.3
    first, last = movement(Cue.WARNING)
    assert last < first / 1.3
    first, last = movement(Cue.CARD_READ)
    assert last == pytest.approx(first, rel=0.1)


def test_a_card_is_a_mere_tick():
    assert len(samples(Cue.CARD_READ)) < min(len(samples(Cue.SUCCESS)), len(samples(Cue.WARNING))) / 3


@pytest.mark.parametrize("cue", Cue)
def test_no_sound_is_longer_than_the_next_word_can_wait(cue):
    assert 0.05 < len(samples(cue)) / RATE_HZ < LONGEST_S


@pytest.mark.parametrize("cue", Cue)
def test_loudness_is_bounded(cue):
    peak = max(map(abs, samples(cue))) / FULL_SCALE
    assert LOUDEST / 2 < peak <= LOUDEST


@pytest.mark.parametrize("cue", Cue)
def test_volume_goes_down_to_silence(cue):
    full, half, none = (max(map(abs, samples(cue, volume))) for volume in (100, 50, 0))
    assert half == pytest.approx(full / 2, abs=1)
    assert none == 0


@pytest.mark.parametrize("cue", Cue)
def test_it_neither_begins_nor_ends_with_a_click(cue):
    heard = samples(cue)
    steps = [abs(after - before) for before, after in pairwise(heard)]
    assert heard[0] == 0
    assert abs(heard[-1]) < FULL_SCALE / 1000
    assert max(steps) < FULL_SCALE / 6
