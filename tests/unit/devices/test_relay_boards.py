from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.protocols.relay_boards import BOARDS, RelayProtocol

LCUS, KMTRONIC = BOARDS[RelayProtocol.LCUS], BOARDS[RelayProtocol.KMTRONIC]


@pytest.mark.parametrize("order", [LCUS.on, LCUS.off])
def test_an_lcus_order_ends_with_the_sum_of_what_is_before(order):
    assert order[0] == 0xA0
    assert order[-1] == sum(order[:-1]) & 0xFF


def test_a_board_that_cannot_be_asked_has_said_nothing():
    assert LCUS.read_answer(LCUS.on) is None


@pytest.mark.parametrize(
    ("heard", "lit"),
    [
        ("", None),
        ("ff01", None),
        ("ff0101", True),
        ("ff0100", False),
        ("00ff0101", True),
        ("ff0101ff0100", False),
        ("ff0100ff0101", True),
        ("ff0201", None),
    ],
)
def test_the_last_whole_answer_counts(heard, lit):
    assert KMTRONIC.read_answer(bytes.fromhex(heard)) is lit


@given(noise=st.binary(max_size=40), lit=st.booleans())
def test_an_answer_is_understood_after_any_noise(noise, lit):
    assert KMTRONIC.read_answer(noise + (KMTRONIC.is_on if lit else KMTRONIC.is_off)) is lit
