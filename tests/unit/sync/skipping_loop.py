"""An event loop whose clock jumps to the next timer when nothing else is left to do: hours of waiting in no time."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

_T = TypeVar("_T")


class _SkippingSelector(selectors.DefaultSelector):
    """Never waits for a timer; says instead how long that would have been."""

    def __init__(self) -> None:
        super().__init__()
        self.skipped_s = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        events = super().select(0 if timeout is not None else 5)
        if timeout is None and not events:
            raise AssertionError("everything waits and nothing is due: the test hangs")
        if timeout and not events:
            self.skipped_s += timeout
        return events


class SkippingLoop(asyncio.SelectorEventLoop):
    """`loop.time()` starts at 0 and moves by skipped waits only."""

    def __init__(self) -> None:
        self._skipping = _SkippingSelector()
        super().__init__(self._skipping)

    def time(self) -> float:
        return self._skipping.skipped_s


def run(main: Coroutine[Any, Any, _T]) -> _T:
    """Run `main` on a SkippingLoop."""
    with asyncio.Runner(loop_factory=SkippingLoop) as runner:
        return runner.run(main)
