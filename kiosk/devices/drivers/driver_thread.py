"""The one thread of a driver, on which alone its device is touched."""

from __future__ import annotations

import threading
from collections.abc import Callable

from kiosk.devices.transports.base import Waker


class DriverThread(threading.Thread):
    """Runs `work` until that sees `ending` and returns. Does not keep the program alive.

    It is started once everything that `work` uses is there, itself included.
    """

    def __init__(self, work: Callable[[], None], *, name: str) -> None:
        super().__init__(target=work, name=name, daemon=True)
        self.waker = Waker()
        self.ending = False

    def wake(self) -> None:
        """End the present or the next wait of `work`. Any thread."""
        self.waker.wake()

    def sleep(self, timeout_s: float) -> None:
        """Wait until woken or `timeout_s` has passed. Only `work` itself."""
        self.waker.wait(timeout_s)

    def end(self, timeout_s: float) -> None:
        """Have `work` end, and wait for that as long as `timeout_s`. Any other thread."""
        self.ending = True
        self.wake()
        self.join(timeout_s)
