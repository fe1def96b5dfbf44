"""Which kills a run makes: every named place, moments and calls of the disk drawn by a seed. Pure."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from random import Random

VARIABLE = "FRONTDOOR_TEST_KILL"
"""Environment of the armed program: the kill, encoded."""

FUSE_VARIABLE = "FRONTDOOR_TEST_KILL_FUSE"
"""The file that is unlinked before the kill."""

KILLS_PER_CASE = 5
"""One test kills so often, on one and the same store; workers share the tests."""

MOMENT = "moment"
"""No place but a time after the first thing the program says."""

DISK = "disk"
"""A call that writes to the store's folder or syncs it; see `DiskFault`."""

LONGEST_MOMENT_S = 2.5
"""Start, several visits and their slips take about so long."""

VISITS = 3
"""Visits of one run."""


@dataclass(frozen=True, slots=True)
class DiskFault:
    """The disk fails: at calls of one kind, `times` times after it worked `after` times."""

    call: str
    """`write` or `sync`."""
    after: int
    times: int
    error: int
    """What the call comes back with; 0 kills amid the call instead."""

    def encode(self) -> str:
        """For the environment of the program: see `failing_disk.c`."""
        return f"{self.call}:{self.after}:{self.times}:{self.error}"


@dataclass(frozen=True, slots=True)
class Kill:
    """One kill: at the `nth` time a place is reached, `after_s` at a `MOMENT`, or because of the `DISK`."""

    point: str
    nth: int = 1
    alone: bool = False
    """Only the process that stands there; else the power goes for all of them."""
    after_s: float = 0.0
    site: bool = False
    """The power of the desk and of the printer goes with it."""
    unsynced: bool = False
    """What was not synced is lost with the power, as a kill alone never shows."""
    fault: DiskFault | None = None

    def encode(self) -> str:
        """For the environment of the program."""
        return f"{self.point}:{self.nth}:{'alone' if self.alone else 'power'}"

    @staticmethod
    def decode(text: str) -> Kill | None:
        """The place that `encode` wrote."""
        if not text:
            return None
        point, nth, whom = text.split(":")
        return Kill(point, int(nth), alone=whom == "alone")


@dataclass(frozen=True, slots=True)
class Place:
    """A named place and how often a run of `VISITS` visits reaches it for certain."""

    name: str
    times: int = 1


SLIPS = 2
"""Slips of one run for certain: one and the same, twice. In later visits somebody may be in a hurry."""

SYNC = ("release.", "lease.", "post.", "deliver.")
"""Places of the sync process begin so; all others are the interface's."""

PLACES = (
    # opening
    Place("record.unwritten", 3),
    Place("record.written", 3),
    Place("recover.written"),
    Place("recover.committed"),
    Place("release.written"),
    Place("release.committed"),
    # accepting
    Place("accept.begun", VISITS),
    Place("accept.written", VISITS),
    Place("accept.committed", VISITS),
    Place("accept.shown", VISITS),
    # printing
    Place("print.written", SLIPS),
    Place("print.committed", SLIPS),
    Place("slip.unsent", SLIPS),
    Place("slip.fragment", 12),
    Place("slip.on_the_line", 12),
    Place("slip.outcome", SLIPS),
    Place("printed.written", SLIPS),
    Place("printed.committed", SLIPS),
    Place("abandon.written", VISITS),
    Place("abandon.committed", VISITS),
    Place("reprint.written"),
    Place("reprint.committed"),
    # delivering
    Place("lease.written", VISITS),
    Place("lease.committed", VISITS),
    Place("post.unsent", VISITS),
    Place("post.answered", VISITS),
    Place("deliver.written", VISITS),
    Place("deliver.committed", VISITS),
    # closing
    Place("close.unsaid"),
    Place("close.said"),
)

FIRST_START = (Place("tables.unmade"), Place("tables.made"))
"""Reached only where there is no store yet: the first kill of a case."""


def plan_kills(seed: int, kills: int) -> list[list[Kill]]:
    """The kills of each case: three at named places, in turn, one at a moment, one by the disk."""
    draw = Random(seed)  # noqa: S311 - moments, not secrets
    places: list[Place] = []
    cases = []
    for case in range(max(1, kills // KILLS_PER_CASE)):
        planned = [_at_moment(draw), _by_disk(draw)]
        while len(planned) < KILLS_PER_CASE:
            if not places:
                places = draw.sample(PLACES, len(PLACES))
            planned.append(_at_place(places.pop(), draw))
        draw.shuffle(planned)
        if case % 4 == 3:
            # In place of one at no named place: each of those is to have its turn.
            planned.remove(next(kill for kill in planned if kill.point in {MOMENT, DISK}))
            planned.insert(0, _at_place(FIRST_START[case // 4 % len(FIRST_START)], draw))
        cases.append(planned)
    return cases


def _at_moment(draw: Random) -> Kill:
    return Kill(
        MOMENT, after_s=draw.uniform(0, LONGEST_MOMENT_S), site=draw.random() < 0.3, unsynced=draw.random() < 0.5
    )


def _at_place(place: Place, draw: Random) -> Kill:
    alone = draw.random() < 0.4
    return Kill(place.name, draw.randint(1, place.times), alone=alone, unsynced=not alone and draw.random() < 0.5)


def _by_disk(draw: Random) -> Kill:
    call, most = draw.choice((("write", 200), ("sync", 40)))
    error = draw.choice((0, 0, errno.EIO, errno.ENOSPC))
    # The error comes once, a few times, or until the next start.
    times = 1 if error == 0 else draw.choice((1, 3, 1_000_000))
    return Kill(DISK, fault=DiskFault(call, draw.randint(0, most), times, error), unsynced=True)
