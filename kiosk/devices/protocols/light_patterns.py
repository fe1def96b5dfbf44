"""When the lamp is lit and when it is dark, for each sign. No I/O here; the time is given.

Nothing flashes more than twice a second, well below the three at which light can cause seizures (WCAG 2.2, success
criterion 2.3.1). A light-emitting diode may blink for years. The contacts of a relay are good for some 100,000
switchings, which a blink of once a second uses up in a day: behind a relay, lasting signs stand still.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from kiosk.domain.signals import STANDING, LightSign


class LampKind(StrEnum):
    """How a lamp may be switched."""

    LED = "led"
    """As often as one likes."""
    RELAY = "relay"
    """As rarely as can be."""


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of light or of darkness."""

    lit: bool
    seconds: float


Pattern: TypeAlias = tuple[Step, ...]
"""Repeated for ever where it belongs to a lasting sign; once through where it belongs to a brief one."""

ON: Pattern = (Step(True, math.inf),)
DARK: Pattern = (Step(False, math.inf),)


def _blinks(times: int, on_s: float, off_s: float) -> Pattern:
    # Dark first: on a lamp that is lit while the kiosk is idle, a sign that begins lit would begin unseen.
    return (Step(False, off_s), Step(True, on_s)) * times + (Step(False, off_s),)


PATTERNS: Mapping[LampKind, Mapping[LightSign, Pattern]] = MappingProxyType(
    {
        LampKind.LED: {
            LightSign.IDLE: ON,
            LightSign.ATTENTION: (Step(True, 1.0), Step(False, 1.0)),
            # Short glimpses, never quite dark: dark is a kiosk without power.
            LightSign.OUT_OF_SERVICE: (Step(True, 0.3), Step(False, 2.7)),
            LightSign.SUCCESS: _blinks(2, 0.6, 0.3),
            LightSign.WARNING: _blinks(5, 0.3, 0.3),
            LightSign.CARD_READ: _blinks(1, 0.3, 0.3),
        },
        LampKind.RELAY: {
            LightSign.IDLE: DARK,
            LightSign.ATTENTION: ON,
            LightSign.OUT_OF_SERVICE: ON,
            LightSign.SUCCESS: (Step(True, 1.5),),
            LightSign.WARNING: (Step(True, 4.0),),
            LightSign.CARD_READ: (Step(True, 0.5),),
        },
    }
)


class LightShow:
    """Follows the signs of one lamp. Owned by one thread."""

    def __init__(self, kind: LampKind) -> None:
        self._patterns = PATTERNS[kind]
        self._standing = LightSign.IDLE
        self._brief: LightSign | None = None
        self._since_s = 0.0

    def show(self, sign: LightSign, now_s: float) -> None:
        """`sign` begins now. A brief one takes the place of the brief one before; a lasting one waits for its end."""
        if sign not in STANDING:
            self._brief, self._since_s = sign, now_s
        elif sign is not self._standing:
            self._standing = sign
            if self._brief is None:
                self._since_s = now_s

    def at(self, now_s: float) -> tuple[bool, float]:
        """Whether the lamp is lit at `now_s`, and until when that holds; for ever is infinite."""
        if self._brief is not None:
            pattern = self._patterns[self._brief]
            total_s = sum(step.seconds for step in pattern)
            if now_s - self._since_s < total_s:
                return _place(pattern, now_s - self._since_s, now_s)
            self._brief, self._since_s = None, self._since_s + total_s
        pattern = self._patterns[self._standing]
        total_s = sum(step.seconds for step in pattern)
        into_s = now_s - self._since_s
        return _place(pattern, into_s if math.isinf(total_s) else math.fmod(into_s, total_s), now_s)


def _place(pattern: Pattern, into_s: float, now_s: float) -> tuple[bool, float]:
    for step in pattern:
        if into_s < step.seconds:
            return step.lit, now_s + step.seconds - into_s
        into_s -= step.seconds
    # A hair beyond the end, by the rounding of floats.
    return pattern[-1].lit, now_s
