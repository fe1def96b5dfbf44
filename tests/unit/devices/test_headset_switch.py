from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.protocols.headset_switch import (
    EV_SW,
    SW_HEADPHONE_INSERT,
    HeadsetDecoder,
    Switched,
    has_headset_switch,
)
from kiosk.devices.protocols.typed_keys import EV_KEY, EV_SYN, INPUT_EVENT, SYN_DROPPED


def event(kind, code, value):
    return INPUT_EVENT.pack(1, 2, kind, code, value)


IN = event(EV_SW, SW_HEADPHONE_INSERT, 1) + event(EV_SYN, 0, 0)
OUT = event(EV_SW, SW_HEADPHONE_INSERT, 0) + event(EV_SYN, 0, 0)
LOST = event(EV_SYN, SYN_DROPPED, 0)
OTHERS = event(EV_SW, 4, 1) + event(EV_KEY, 2, 1)
"""A microphone, and a key on the headset's cable."""


@given(cuts=st.lists(st.integers(0, 200), max_size=6))
def test_whatever_the_pieces_it_is_understood(cuts):
    data, decoder, said = IN + OTHERS + OUT + LOST, HeadsetDecoder(), []
    ends = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    for begin, end in pairwise(ends):
        said += decoder.feed(data[begin:end])
    assert said == [Switched.IN, Switched.OUT, Switched.LOST]


def test_half_an_event_is_forgotten_with_the_line():
    decoder = HeadsetDecoder()
    decoder.feed(IN[:7])
    decoder.clear()
    assert decoder.feed(OUT) == [Switched.OUT]


@given(data=st.binary(max_size=500))
def test_any_bytes_are_passed_over_or_understood(data):
    decoder = HeadsetDecoder()
    for said in decoder.feed(data):
        assert said in Switched
    decoder.clear()
    assert decoder.feed(IN) == [Switched.IN]


@pytest.mark.parametrize(
    ("capabilities", "has"),
    [("4", True), ("14", True), ("54", True), ("0", False), ("1", False), ("10", False), ("", False), ("lid", False)],
)
def test_a_jack_is_known_by_its_switches(capabilities, has):
    assert has_headset_switch(capabilities) is has
