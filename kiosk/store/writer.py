"""The one thread that writes: a queue of transactions, each committed or rolled back before the next."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

from kiosk.errors import StoreDamaged, StoreError
from kiosk.logs import log_event
from kiosk.store.faults import mapped

CLOSE_TIMEOUT_S = 10.0
"""How long `close` waits for what is queued; a transaction takes milliseconds, a sick disk seconds."""

T = TypeVar("T")
_Job = Callable[[Connection], Any]


class Writer:
    """Runs jobs one by one on its own thread and its own connection.

    The connection is kept open between jobs and given up after a failure of the environment, so that the next job
    starts on a sound one.
    """

    def __init__(self, engine: Engine, folder: Path, *, damaged: Callable[[], None]) -> None:
        """`damaged` is called on the writer thread when parts of the file cannot be read."""
        self._engine = engine
        self._folder = folder
        self._damaged = damaged
        self._connection: Connection | None = None
        self._jobs: SimpleQueue[tuple[_Job, Future[Any]] | None] = SimpleQueue()
        self._lock = Lock()
        self._closed = False
        self._thread = Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def write(self, job: Callable[[Connection], T]) -> Future[T]:
        """Queue `job` as one transaction; the future is done only when that is committed (or rolled back)."""

        def transact(connection: Connection) -> T:
            with connection.begin():
                return job(connection)

        return self.run(transact)

    def run(self, job: Callable[[Connection], T]) -> Future[T]:
        """Queue `job`, which begins and ends its transactions itself."""
        future: Future[T] = Future()
        with self._lock:
            if self._closed:
                future.set_exception(StoreError("The store is closed.", remedy="Restart the kiosk."))
            else:
                self._jobs.put((job, future))
        return future

    def close(self, last: Callable[[Connection], None]) -> None:
        """Do what is queued, then `last`, then end the thread."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._jobs.put((last, Future()))
            self._jobs.put(None)
        self._thread.join(CLOSE_TIMEOUT_S)

    def _run(self) -> None:
        while (item := self._jobs.get()) is not None:
            self._do(*item)
            # Nothing of a visit stays in this frame while the queue is empty.
            del item
        self._give_up_connection()
        self._engine.dispose()

    def _do(self, job: _Job, future: Future[Any]) -> None:
        if not future.set_running_or_notify_cancel():
            return
        try:
            with mapped(self._folder):
                result = job(self._connected())
        except BaseException as error:
            if isinstance(error, StoreError):
                log_event("store_write_failed", logging.WARNING, because=error)
            self._give_up_connection()
            if isinstance(error, StoreDamaged):
                self._damaged()
            future.set_exception(error)
        else:
            future.set_result(result)

    def _connected(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
        return self._connection

    def _give_up_connection(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            connection.invalidate()
            connection.close()
        except Exception as error:
            log_event("store_connection_broken", logging.WARNING, error=type(error).__name__)
