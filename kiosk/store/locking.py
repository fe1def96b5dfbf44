"""Who has the store open: every open store holds a shared lock; creating, migrating and setting aside need it alone."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

from kiosk.errors import StoreError

LOCK = "store.lock"

LOCK_TIMEOUT_S = 10.0
"""How long to wait for other processes: an agent whose parent is gone ends within a few seconds."""

_PAUSE_S = 0.05


class FolderLock:
    """An advisory lock on the store's folder (flock: released by the kernel however a process ends)."""

    def __init__(self, folder: Path, *, timeout_s: float = LOCK_TIMEOUT_S) -> None:
        """Take the lock shared. Raises StoreError when somebody keeps it to himself, OSError."""
        self._folder = folder
        self._timeout_s = timeout_s
        self._descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            self._take(fcntl.LOCK_SH)
        except BaseException:
            self.release()
            raise

    def take_alone(self) -> None:
        """Wait until nobody else has the store open. Raises StoreError when somebody stays."""
        self._take(fcntl.LOCK_EX)

    def share(self) -> None:
        """Let others open the store."""
        self._take(fcntl.LOCK_SH)

    def release(self) -> None:
        """Give the lock up."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _take(self, how: int) -> None:
        until = time.monotonic() + self._timeout_s
        while True:
            try:
                fcntl.flock(self._descriptor, how | fcntl.LOCK_NB)
            except BlockingIOError as error:
                if time.monotonic() >= until:
                    raise StoreError(
                        f"Another process keeps the store in {self._folder} open.",
                        remedy="End the other kiosk or sync process, then start again.",
                    ) from error
                time.sleep(_PAUSE_S)
            else:
                return
