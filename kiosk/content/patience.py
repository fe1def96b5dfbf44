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
        self._bar: tuple[Progress, TaskID] | None = None

    def __enter__(self) -> Patience:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar[0].stop()

    def __call__(self, done: int, total: int) -> None:
        if self._bar is None and time.monotonic() - self._since_s >= AFTER_S:
            from rich.console import Console
            from rich.progress import Progress

            # Transient and for terminals only: nothing of it stays in a log.
            progress = Progress(console=Console(stderr=True), transient=True)
            self._bar = (progress, progress.add_task(self._what, total=total))
            if progress.console.is_terminal:
                progress.start()
        if self._bar is not None:
            self._bar[0].update(self._bar[1], completed=done)
