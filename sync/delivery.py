"""What happens after an attempt that failed: a pure function from (attempt, fault) to a decision. No clock here.

A fault of the *way* or the *desk* pauses everything: no entry is to blame and a second try would end the same. A fault
that may lie in the *entry* lets that entry wait alone while the others go on. Waits grow by doubling up to a cap, and
"full jitter" draws anywhere below that, so that a hundred kiosks do not come back in the same second.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from sync.desks.base import DeskFault

FIRST_S = 1.0
"""The first wait lies below: most outages are one dropped connection."""

CAP_S = 120.0
"""A repaired line is noticed within two minutes, and a dead one costs thirty small packets an hour."""

REFUSING_FIRST_S = 15.0
REFUSING_CAP_S = 300.0
"""Only people can mend a token or a desk; until then a desk should not have to count our failed log-ins."""

PATIENCE_S = 5.0
"""Pause where a desk asks for patience without saying how long."""

GIVE_UP_AFTER = 12
"""Failures of one entry alone, at a desk that is otherwise well, before it is shown to staff as a dead letter:
about a quarter of an hour, longer than a restart of the desk."""


ENTRY_FAULTS = frozenset({DeskFault.NO_ANSWER, DeskFault.BAD_ANSWER, DeskFault.FAILED_THERE})
"""Faults that may lie in the entry that met them."""

STAFF_FAULTS = frozenset({DeskFault.AUTHENTICATION_FAILED, DeskFault.NOT_SET_UP})
"""Faults that only people can mend."""


@dataclass(frozen=True, slots=True)
class RetryEntry:
    """This entry again after `after_s` seconds; others go on."""

    after_s: float


@dataclass(frozen=True, slots=True)
class PauseAll:
    """Nothing for `after_s` seconds. `hold`: not even for a new request."""

    after_s: float
    hold: bool


@dataclass(frozen=True, slots=True)
class Bury:
    """Never again by itself: a dead letter for staff."""

    reason: DeskFault


Decision: TypeAlias = RetryEntry | PauseAll | Bury


def decide(
    fault: DeskFault, *, failures: int, retry_after_s: float | None = None, random: Callable[[], float]
) -> Decision:
    """What to do after `failures` (1 or more) such failures in a row. `random` draws from [0, 1)."""
    match fault:
        case DeskFault.REFUSED | DeskFault.NO_RESTRICTED_QUEUE | DeskFault.TOO_LARGE:
            return Bury(fault)
        case DeskFault.NO_ANSWER | DeskFault.BAD_ANSWER | DeskFault.FAILED_THERE:
            if failures >= GIVE_UP_AFTER:
                return Bury(fault)
            return RetryEntry(back_off_s(failures, random=random))
        case DeskFault.UNREACHABLE | DeskFault.TLS_FAILED | DeskFault.CLOCK_WRONG:
            return PauseAll(back_off_s(failures, random=random), hold=False)
        case DeskFault.RATE_LIMITED | DeskFault.UNAVAILABLE:
            least_s = retry_after_s if retry_after_s is not None else PATIENCE_S
            return PauseAll(least_s + back_off_s(failures, random=random), hold=True)
        case DeskFault.AUTHENTICATION_FAILED | DeskFault.NOT_SET_UP:
            wait_s = back_off_s(failures, random=random, first_s=REFUSING_FIRST_S, cap_s=REFUSING_CAP_S)
            return PauseAll(max(REFUSING_FIRST_S, wait_s), hold=True)
        case _:
            assert_never(fault)


def back_off_s(failures: int, *, random: Callable[[], float], first_s: float = FIRST_S, cap_s: float = CAP_S) -> float:
    """Seconds to wait after `failures` failures in a row: somewhere in [0, min(cap, first * 2**(failures - 1)))."""
    # The exponent is bounded, or a desk that was away for a year would overflow a float.
    return random() * min(cap_s, first_s * 2.0 ** min(failures - 1, 32))
