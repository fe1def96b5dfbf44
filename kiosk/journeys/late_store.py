"""The store as journeys see it from the first frame on, while it is still being opened. No Qt here.

Opening decrypts, checks and may migrate; the interface does not wait for it. What is asked meanwhile is done as soon
as the store is open, and fails as the opening failed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from kiosk.errors import StoreDamaged
from kiosk.journeys.futures import chain, then, unattended

if TYPE_CHECKING:
    # Needed by name alone, and too long to load for what stands here before the first frame.
    from kiosk.domain.printing import PrinterFault, PrintJob, PrintState
    from kiosk.domain.receipt import Receipt
    from kiosk.domain.request import Submission
    from kiosk.journeys.request import Compose
    from kiosk.store import Store

T = TypeVar("T")

OPENING_S = 60.0
"""Reads on worker threads wait this long for the store: a migration of a full file takes seconds, never minutes."""


class LateStore:
    """Stands for a store that opens later. Any thread; only `receipt` blocks."""

    def __init__(
        self,
        *,
        on_accepted: Callable[[], None] = lambda: None,
        on_damaged: Callable[[StoreDamaged], None] = lambda _error: None,
    ) -> None:
        """After each request kept, on the store's thread; when the file is found damaged, on whichever finds it."""
        self._opened: Future[Store] = Future()
        self._early: deque[Future[Store]] | None = deque()
        """What was asked so far, in order; None once all of it has been passed on."""
        self._lock = Lock()
        self._on_accepted = on_accepted
        self._on_damaged = on_damaged

    def opened(self, store: Store) -> None:
        """The store is open: everything asked so far is done now."""
        self._opened.set_result(store)
        self._pass_on()

    def failed(self, error: Exception) -> None:
        """The store could not be opened."""
        self._opened.set_exception(error)
        self._pass_on()

    def accept(self, compose: Compose) -> Future[Submission]:
        """See `Store.accept`."""
        return then(self._write(lambda store: store.accept(compose)), self._accepted)

    def begin_print(self, job_id: UUID) -> Future[PrintJob]:
        """See `Store.begin_print`."""
        return self._write(lambda store: store.begin_print(job_id))

    def finish_print(self, job_id: UUID, state: PrintState, *, reason: PrinterFault | None = None) -> Future[PrintJob]:
        """See `Store.finish_print`."""
        return self._write(lambda store: store.finish_print(job_id, state, reason=reason))

    def abandon_prints(self, *, under_way: frozenset[UUID] = frozenset()) -> Future[int]:
        """See `Store.abandon_prints`."""
        return self._write(lambda store: store.abandon_prints(under_way=under_way))

    def reprint(self, request_id: UUID, *, visit: UUID | None = None) -> Future[PrintJob]:
        """See `Store.reprint`."""
        return self._write(lambda store: store.reprint(request_id, visit=visit))

    def tell_staff(self, kind: str, detail: str) -> None:
        """See `Store.add_staff_task`. Nobody waits for it."""
        unattended(self._write(lambda store: store.add_staff_task(kind, detail)))

    def receipt(self, request_id: UUID) -> Receipt | None:
        """See `Store.receipt`."""
        try:
            return self._opened.result(OPENING_S).receipt(request_id)
        except StoreDamaged as error:
            self._on_damaged(error)
            raise

    def _write(self, step: Callable[[Store], Future[T]]) -> Future[T]:
        written = chain(self._turn(), step)

        def look(done: Future[T]) -> None:
            error = done.exception()
            if isinstance(error, StoreDamaged):
                self._on_damaged(error)

        written.add_done_callback(look)
        return written

    def _turn(self) -> Future[Store]:
        """The store as soon as everything asked before has been passed on to it: the end of a visit, which comes on
        another thread than the opening, must not overtake what the visit asked for."""
        with self._lock:
            if self._early is None:
                return self._opened
            turn: Future[Store] = Future()
            self._early.append(turn)
            return turn

    def _pass_on(self) -> None:
        while (turn := self._next_early()) is not None:
            if (error := self._opened.exception()) is not None:
                turn.set_exception(error)
            else:
                turn.set_result(self._opened.result())

    def _next_early(self) -> Future[Store] | None:
        with self._lock:
            if self._early:
                return self._early.popleft()
            self._early = None
            return None

    def _accepted(self, kept: Future[Submission]) -> Submission:
        submission = kept.result()
        self._on_accepted()
        return submission
