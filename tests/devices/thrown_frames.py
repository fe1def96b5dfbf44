"""Frames for the fuzz of decoders: how many, the dice, and what becomes of a good frame on a bad line."""

from __future__ import annotations

import os
import random
import secrets

FRAMES = int(os.environ.get("FRONTDOOR_FUZZ_FRAMES", "50000"))
"""For each decoder; scripts/nightly asks for 1,000,000."""


def throw() -> tuple[random.Random, int]:
    """Other frames in each run, and the seed to have them again."""
    seed = secrets.randbits(32)
    return random.Random(seed), seed  # noqa: S311 - frames, not secrets


def mutated(dice: random.Random, frame: bytes) -> bytes:
    """`frame` with a few of its bytes changed, lost, doubled, or others put between."""
    octets = bytearray(frame)
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(octets) + 1)
        match dice.randrange(4):
            case 0:
                octets[at : at + 1] = dice.randbytes(1)
            case 1:
                del octets[at : at + dice.randint(1, 4)]
            case 2:
                octets[at:at] = octets[max(0, at - 8) : at]
            case _:
                octets[at:at] = dice.randbytes(dice.randint(1, 6))
    return bytes(octets)
