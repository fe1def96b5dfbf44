"""Random and mutated frames through each decoder of readers: nothing is raised, and nothing grows.

`FRONTDOOR_FUZZ_FRAMES` says how many for each; scripts/nightly asks for 1,000,000.
"""

from __future__ import annotations

import itertools
from collections.abc import Sized
from functools import partial
from random import Random

import pytest

from kiosk.devices.protocols.aim_codes import LONGEST_CODE_BYTES, read_code
from kiosk.devices.protocols.card_numbers import LONGEST_NUMBER, read_number, read_rdm6300
from kiosk.devices.protocols.chip_id import read_uid
from kiosk.devices.protocols.reading import Reading
from kiosk.devices.protocols.stx_frames import LIMIT_BYTES, StxDecoder
from kiosk.devices.protocols.text_lines import LineDecoder
from kiosk.devices.protocols.typed_keys import INPUT_EVENT, TypedDecoder
from kiosk.devices.simulators.card_frames import frame_line, frame_rdm6300, frame_stx, type_text
from tests.devices.thrown_frames import FRAMES, mutated, throw

PAUSE_S = 0.3
KEYS = 8
"""Modifiers that may be held down at once: two Shifts, and the six others."""

GOOD = [
    frame_stx("0415AB3FC7"),
    frame_rdm6300("62E3086CED"),
    frame_line("0123456789"),
    frame_line("]Q1https://desk.example/t/4711"),
    type_text("0004711"),
    type_text("]Q1Ab-7"),
]

DECODERS = {
    "stx": partial(StxDecoder, read_number, pause_s=PAUSE_S),
    "rdm6300": partial(StxDecoder, read_rdm6300, pause_s=PAUSE_S),
    "lines": partial(LineDecoder, read_number, limit_bytes=LONGEST_NUMBER, pause_s=PAUSE_S),
    "codes": partial(LineDecoder, read_code, limit_bytes=LONGEST_CODE_BYTES, pause_s=PAUSE_S),
    "codes by pause": partial(LineDecoder, read_code, limit_bytes=LONGEST_CODE_BYTES, pause_s=PAUSE_S, pause_ends=True),
    "typed cards": partial(TypedDecoder, read_number, limit_characters=LONGEST_NUMBER, pause_s=PAUSE_S),
    "typed codes": partial(
        TypedDecoder, read_code, limit_characters=LONGEST_CODE_BYTES, pause_s=PAUSE_S, pause_ends=True
    ),
}

LIMITS = dict.fromkeys(DECODERS, LONGEST_NUMBER) | {
    "stx": LIMIT_BYTES,
    "rdm6300": LIMIT_BYTES,
    "codes": LONGEST_CODE_BYTES,
    "codes by pause": LONGEST_CODE_BYTES,
    "typed codes": LONGEST_CODE_BYTES,
}
"""Most that each may keep, in bytes."""

pytestmark = pytest.mark.timeout(60 + FRAMES // 1000)


def frames(dice: Random):
    """Frames without end: as they should be, mutated, random."""
    while True:
        match dice.randrange(8):
            case 0:
                yield dice.choice(GOOD)
            case 1 | 2:
                yield dice.randbytes(dice.randint(1, 40))
            case _:
                yield mutated(dice, dice.choice(GOOD))


def held(decoder: object) -> int:
    """How many bytes, keys and whatever else the decoder keeps."""
    return sum(len(value) for value in vars(decoder).values() if isinstance(value, Sized))


@pytest.mark.parametrize("name", DECODERS)
def test_any_bytes_are_read_or_dropped(name: str) -> None:
    dice, seed = throw()
    decoder = DECODERS[name]()
    now_s, readings, most = 0.0, 0, 0
    for frame in itertools.islice(frames(dice), FRAMES):
        now_s += dice.choice((0.0, 0.001, 0.1, 0.5))
        heard = decoder.feed(frame, now_s)
        if dice.random() < 0.1:
            heard += decoder.expire(now_s + 0.2)
        assert all(isinstance(reading, Reading) and reading.text.reveal() for reading in heard), f"seed {seed}"
        readings += len(heard)
        most = max(most, held(decoder))
    assert readings > 0, f"seed {seed}"
    assert most <= LIMITS[name] + INPUT_EVENT.size + KEYS, f"seed {seed}"


def test_any_answer_of_a_card_is_a_number_or_none() -> None:
    dice, _ = throw()
    good = bytes.fromhex("04A1B2C3D4E5F69000")
    read = 0
    for _ in range(FRAMES):
        answer = mutated(dice, good) if dice.random() < 0.5 else dice.randbytes(dice.randint(0, 40))
        number = read_uid(answer)
        if number is not None:
            read += 1
            assert number.reveal() == answer[:-2].hex().upper()
    assert read > 0
