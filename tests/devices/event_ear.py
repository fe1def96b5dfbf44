"""What hears events on the threads of devices and lets a test wait for one of them."""

from __future__ import annotations

import threading

PATIENCE_S = 30.0
"""Longest wait for anything; only a failing test uses it up."""


class EventEar:
    """A listener: what it heard, in its order. Any thread."""

    def __init__(self, patience_s=PATIENCE_S):
        self.events = []
        self._patience_s = patience_s
        self._changed = threading.Condition()

    def __call__(self, event):
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def wait(self, matches, *, start=0):
        """The first event from `start` on that matches."""
        with self._changed:
            found = self._changed.wait_for(lambda: list(filter(matches, self.events[start:])), self._patience_s)
            assert found, f"not seen in {self.events[start:]}"
            return found[0]
