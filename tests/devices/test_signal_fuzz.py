"""Random and mutated frames through each decoder of headset jacks and lights: nothing is raised, and nothing grows.

`FRONTDOOR_FUZZ_FRAMES` says how many for each; scripts/nightly asks for 1,000,000.
"""

from __future__ import annotations

import pytest

from kiosk.devices.protocols.headset_switch import (
    EV_SW,
    SW_HEADPHONE_INSERT,
    HeadsetDecoder,
    Switched,
    has_headset_switch,
)
from kiosk.devices.protocols.relay_boards import BOARDS, RelayProtocol
from kiosk.devices.protocols.typed_keys import EV_SYN, INPUT_EVENT, SYN_DROPPED
from tests.devices.thrown_frames import FRAMES, mutated, throw

CLOCK = (1_700_000_000, 0)

EVENTS = {
    Switched.IN: INPUT_EVENT.pack(*CLOCK, EV_SW, SW_HEADPHONE_INSERT, 1),
    Switched.OUT: INPUT_EVENT.pack(*CLOCK, EV_SW, SW_HEADPHONE_INSERT, 0),
    Switched.LOST: INPUT_EVENT.pack(*CLOCK, EV_SYN, SYN_DROPPED, 0),
}

pytestmark = pytest.mark.timeout(60 + FRAMES // 1000)


def test_any_events_of_a_jack_are_heard_or_passed_over():
    dice, seed = throw()
    decoder, said = HeadsetDecoder(), 0
    for _ in range(FRAMES):
        event = dice.choice(list(EVENTS.values()))
        heard = decoder.feed(mutated(dice, event) if dice.random() < 0.7 else dice.randbytes(dice.randint(0, 60)))
        assert all(isinstance(each, Switched) for each in heard), f"seed {seed}"
        assert len(decoder._rest) < INPUT_EVENT.size, f"seed {seed}"
        said += len(heard)
        if dice.random() < 0.1:
            # Opened anew, the next whole event is understood whatever came before.
            decoder.clear()
            meaning = dice.choice(list(Switched))
            assert decoder.feed(EVENTS[meaning]) == [meaning], f"seed {seed}"
    assert said > 0, f"seed {seed}"


def test_any_answer_of_a_board_is_lit_dark_or_none():
    dice, seed = throw()
    board = BOARDS[RelayProtocol.KMTRONIC]
    told = {True: 0, False: 0, None: 0}
    for _ in range(FRAMES):
        good = dice.choice((board.is_on, board.is_off))
        noise = mutated(dice, good) if dice.random() < 0.7 else dice.randbytes(dice.randint(0, 40))
        told[board.read_answer(noise)] += 1
        # What comes last counts, whatever came before it.
        assert board.read_answer(noise + good) is (good == board.is_on), f"seed {seed}"
    assert all(told.values()), f"seed {seed}: {told}"


def test_any_capabilities_have_the_switch_or_not():
    dice, seed = throw()
    found = {True: 0, False: 0}
    for _ in range(FRAMES):
        words = [f"{dice.getrandbits(dice.choice((1, 8, 64))):x}" for _ in range(dice.randint(0, 3))]
        text = " ".join(words)
        if dice.random() < 0.5:
            text = mutated(dice, text.encode() or b"4").decode("latin-1")
        found[has_headset_switch(text)] += 1
    assert all(found.values()), f"seed {seed}: {found}"
