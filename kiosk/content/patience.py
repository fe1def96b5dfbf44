"""A bar for whoever waits: nothing for work that is soon done, and nothing where no person looks."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

AFTER_S = 2.0
"""People wait so long without a word."""


class Patience:
    """Called with how much is done of how much; draws a bar on standard error once that takes longer than `AFTER_S`."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._since_s = time.monotonic()
        self._has_asked = False
        self._bar: tuple[Progress, TaskID] | None = None

    def __enter__(self) -> Patience:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar[0].stop()

    def __call__(self, done: int, total: int) -> None:
        if not self._has_asked and time.monotonic() - self._since_s >= AFTER_S:
            self._has_asked = True
            self._bar = self._begin(total)
        if self._bar is not None:
            self._bar[0].update(self._bar[1], completed=done)

    def _begin(self, total: int) -> tuple[Progress, TaskID] | None:
        from rich.console import Console
        from rich.progress import Progress

        console = Console(stderr=True)
        if not console.is_terminal:
            return None
        progress = Progress(console=console, transient=True)
        task = progress.add_task(self._what, total=total)
        progress.start()
        return progress, task
