"""From worker threads to the interface thread: a future's outcome comes as a queued signal, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from itertools import count
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from kiosk.journeys.futures import unattended
from kiosk.logs import log_event

T = TypeVar("T")


class Bridge(QObject):
    """Awaits futures for the visit under way; what comes after its end is dropped. Lives on the interface thread."""

    _resolved = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = count(1)
        self._waiting: dict[int, tuple[Future[Any], Callable[[Any], None], Callable[[BaseException], None]]] = {}
        self._connected = False

    def await_result(
        self, future: Future[T], then: Callable[[T], None], otherwise: Callable[[BaseException], None]
    ) -> None:
        """Call `then` with the result or `otherwise` with the exception, on this thread, if the visit still lasts."""
        if not self._connected:
            self._connect()
        number = next(self._numbers)
        self._waiting[number] = (future, then, otherwise)
        future.add_done_callback(lambda _: self._resolved.emit(number))

    def drop_all(self) -> None:
        """The visit has ended: nobody waits any more. The work itself goes on, and a bug in it is still one."""
        for future, _then, _otherwise in self._waiting.values():
            unattended(future)
        self._waiting.clear()

    def _connect(self) -> None:
        # Making the enums of `Qt` takes 20 ms, which the first frame does without.
        from PySide6.QtCore import Qt

        # Only a slot of a QObject is queued; a plain method would run in the worker's thread (TRAPS.md).
        self._resolved.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._connected = True

    @Slot(int)
    def _deliver(self, number: int) -> None:
        waiting = self._waiting.pop(number, None)
        if waiting is None:
            log_event("late_result_dropped")
            return
        future, then, otherwise = waiting
        if future.cancelled():
            return
        error = future.exception()
        if error is not None:
            otherwise(error)
        else:
            then(future.result())
