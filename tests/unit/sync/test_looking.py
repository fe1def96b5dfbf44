"""How often one looks at what may have changed elsewhere."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable

import pytest

from sync.desks.base import DeskFault, Unreachable
from sync.looking import SOON_S, look_now_and_then
from tests.unit.sync.skipping_loop import run

AWAY = Unreachable(DeskFault.UNREACHABLE)
DAY_S = 24 * 3600.0


class Source:
    """Somewhere to look, which is away or not as it is told; the last for ever."""

    def __init__(self, troubles: Iterable[Exception | None]) -> None:
        self._troubles = deque(troubles)
        self.trouble: Exception | None = None
        self.looks_s: list[float] = []
        self.closed = False

    async def pull(self) -> None:
        self.looks_s.append(asyncio.get_running_loop().time())
        self.trouble = self._troubles.popleft() if len(self._troubles) > 1 else self._troubles[0]

    async def close(self) -> None:
        self.closed = True


def looks(source: Source, *, every_s: float, drawn: float = 0.0, for_s: float = 3 * DAY_S) -> list[float]:
    """When it looked, in seconds from the start."""

    async def main() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(for_s):
                await look_now_and_then(source, every_s=every_s, random=lambda: drawn)

    run(main())
    assert source.closed
    return source.looks_s


def test_it_looks_at_once_and_then_at_its_pace() -> None:
    assert looks(Source([None]), every_s=DAY_S, for_s=2.5 * DAY_S) == [0, DAY_S, 2 * DAY_S]


def test_a_hall_of_kiosks_does_not_look_together() -> None:
    assert looks(Source([None]), every_s=1000, drawn=0.5, for_s=2000) == [0, 900, 1800]


def test_after_a_look_in_vain_it_looks_soon_again() -> None:
    source = Source([AWAY, AWAY, None])
    assert looks(source, every_s=DAY_S, for_s=DAY_S) == [0, SOON_S, 2 * SOON_S]


def test_trouble_makes_nobody_look_more_seldom() -> None:
    assert looks(Source([AWAY]), every_s=60, for_s=150) == [0, 60, 120]
