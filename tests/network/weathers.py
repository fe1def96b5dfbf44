"""The weathers between kiosk and desk: what the switch does, and for how long."""

from __future__ import annotations

import os
from collections.abc import Iterator
from random import Random
from typing import TypeAlias

TIMES = int(os.environ.get("FRONTDOOR_WEATHER_TIMES", "1"))
"""How many times as long the weathers last as in `check`; nightly asks for more."""

FLAPPING_S = 60.0 * TIMES
"""Whole flapping, in seconds of the wall: what issue 5 asks for."""

BAD_S = 16.0 * TIMES
"""The others: long enough for several calls that time out (`sync/desks/http_line.py`, Patience), at four at once."""

CABLES = ("to-kiosk", "to-desk")
"""The kiosk sees its own cable come out; of the other it is told by nobody."""

Step: TypeAlias = tuple[str, float]
"""A command for the switch, and how long it stays so, in seconds."""


def drops(_: Random) -> Iterator[Step]:
    """Nearly a third of all frames is lost, to either side, whatever they carry."""
    yield "drop 0.3", BAD_S


def resets(_: Random) -> Iterator[Step]:
    """Connections are torn down amid what they carry: every seventh segment with data."""
    yield "reset 0.15", BAD_S


def half_open(draw: Random) -> Iterator[Step]:
    """A firewall forgets every connection there is, again and again: nobody is told, new ones pass."""
    left_s = BAD_S
    while left_s > 0:
        pause_s = draw.uniform(3, 6)
        yield "forget", pause_s
        left_s -= pause_s


def flapping(draw: Random) -> Iterator[Step]:
    """One of the two cables out for half a second to two, in for as long, for a whole minute."""
    left_s = FLAPPING_S
    while left_s > 0:
        cable = draw.choice(CABLES)
        for word in ("out", "in"):
            pause_s = min(left_s, draw.uniform(0.5, 2)) if left_s > 0 else 0
            yield f"{word} {cable}", pause_s
            left_s -= pause_s


WEATHERS = (drops, resets, half_open, flapping)
"""Those that last a time. How long a cable is out in `test_weathers.py` the kiosk itself decides."""
