"""When to try a line again: after pauses that double up to a cap, for ever. Pure."""

from __future__ import annotations


class Backoff:
    """Owned by a driver's thread, but for `hurry`."""

    def __init__(self, first_s: float, last_s: float) -> None:
        """`first_s` is the pause after the first failure, `last_s` the cap."""
        self._first_s = first_s
        self._last_s = last_s
        self._pause_s = first_s
        self._due_s = 0.0

    def is_due(self, now_s: float) -> bool:
        """Whether to try now."""
        return now_s >= self._due_s

    def wait_s(self, now_s: float) -> float:
        """Seconds until the next attempt."""
        return max(0.0, self._due_s - now_s)

    def hurry(self) -> None:
        """Try at the next chance: something was plugged in. Any thread."""
        self._due_s = 0.0

    def failed(self, now_s: float) -> None:
        """The line cannot be opened, or was lost."""
        self._due_s = now_s + self._pause_s
        self._pause_s = min(self._last_s, self._pause_s * 2)

    def worked(self) -> None:
        """The line is more than open: after the next loss the pauses begin with the first again."""
        self._pause_s = self._first_s

    def stood(self, since_s: float, now_s: float) -> None:
        """The line has been open since `since_s`: one that stood longer than the cap worked."""
        if now_s - since_s >= self._last_s:
            self.worked()
