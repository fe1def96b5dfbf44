"""Bringing receipts to paper: journal first, then the printer, then the journal again. No Qt here.

Nothing is sent to a printer before the journal says `printing`, so that after a crash a slip that may have come out
is never printed again by itself.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from typing import Protocol, TypeAlias
from uuid import UUID

from kiosk.domain.device import DeviceEvent, Printer, PrintFinished, PrintHeld, PrintProgressed
from kiosk.domain.printing import OUTCOMES, PrinterFault, PrinterProfile, PrintJob, PrintState, Slip
from kiosk.domain.reader import ReaderEvent
from kiosk.domain.receipt import Receipt
from kiosk.domain.signals import SignalEvent
from kiosk.errors import FrontdoorError
from kiosk.journeys.allowance import Allowance
from kiosk.journeys.futures import then, unattended
from kiosk.logs import log_event


@dataclass(frozen=True, slots=True)
class PrintView:
    """What is known of a slip, for the screen."""

    request: UUID
    job: UUID
    visit: UUID
    state: PrintState
    held: bool = False
    """Waiting for somebody: the printer cannot go on by itself."""
    fault: PrinterFault | None = None
    """Why it waits or failed; None while held means that the printer does not answer."""

    @property
    def finished(self) -> bool:
        """Whether this attempt has an outcome."""
        return self.state in OUTCOMES or self.state is PrintState.ABANDONED


Watcher: TypeAlias = Callable[[PrintView], None]
"""Called on the printer's, the store's or a pool thread; must return at once."""

Render: TypeAlias = Callable[[Receipt, PrinterProfile], Slip]


class PrintJournal(Protocol):
    """The part of the store that this journey uses."""

    def receipt(self, request_id: UUID) -> Receipt | None:
        """The stored receipt document of a request, if it has one. Blocks shortly: never on the interface thread."""
        ...

    def begin_print(self, job_id: UUID) -> Future[PrintJob]:
        """Journal `printing`, durable when the future is done."""
        ...

    def finish_print(self, job_id: UUID, state: PrintState, *, reason: PrinterFault | None = None) -> Future[PrintJob]:
        """Journal the outcome."""
        ...

    def abandon_prints(self, *, under_way: frozenset[UUID] = frozenset()) -> Future[int]:
        """Journal every open job as abandoned, but for those `under_way`."""
        ...

    def reprint(self, request_id: UUID, *, visit: UUID | None = None) -> Future[PrintJob]:
        """Supersede the last attempt and queue another; the open one, if there still is one."""
        ...


class PrintDesk:
    """Prints receipts for visits and tells how it went. Every method returns at once, on any thread."""

    def __init__(
        self,
        *,
        journal: PrintJournal,
        render: Render,
        pool: Executor,
        watcher: Watcher,
        allowance: Allowance | None = None,
    ) -> None:
        """Without an `allowance` a visit may print as often as it wants."""
        self._allowance = allowance
        self._journal = journal
        self._render = render
        self._pool = pool
        self._watcher = watcher
        self._printer: Printer | None = None
        self._views: dict[UUID, PrintView] = {}
        self._given_up: set[UUID] = set()
        """Jobs under way whose visit has ended: the printer is being cleared of them."""
        self._asked_again: set[tuple[UUID, UUID]] = set()
        """Visit and request of each reprint that is being journaled."""
        self._unwritten: dict[UUID, PrintView] = {}
        """Attempts with an outcome that the journal has not taken yet."""
        self._being_written: set[UUID] = set()
        """Those of `_unwritten` that the journal has been given; the others it could not take."""
        # Guards each step from one state of a slip to the next together with what the step sets off: a visit can end
        # on the interface thread amid any of them. Nobody waits while holding it.
        self._lock = threading.RLock()

    def attach(self, printer: Printer, *, paper_is_clean: bool = True) -> None:
        """The printer to use, once; its events come to `on_device_event`. Slips asked for before it came print now.

        Where the paper is not clean, the last run left a part of somebody's slip on it.
        """
        if not paper_is_clean:
            printer.cut_off_rest()
        with self._lock:
            self._printer = printer
            early = [view for view in self._views.values() if not view.finished]
        for view in early:
            self._begin(view)

    def start(self, job: UUID, request: UUID, visit: UUID) -> None:
        """Print the queued `job`; views of it go to the watcher. Does nothing for a job that is under way already.

        The first slip of a request is printed whatever the limit says: requests have one of their own.
        """
        if self._allowance is not None:
            self._allowance.count(visit)
        self._start(job, request, visit)

    def _start(self, job: UUID, request: UUID, visit: UUID) -> None:
        with self._lock:
            if self._open_view(job) is not None:
                return
            ready = self._printer is not None
            view = PrintView(request, job, visit, PrintState.QUEUED, held=not ready)
            self._show(view)
        if ready:
            self._begin(view)

    def reprint(self, request: UUID, visit: UUID) -> bool:
        """Print the receipt of `request` once more, superseding the earlier attempt. False at the limit."""
        if self._allowance is not None and self._allowance.take(visit) is not None:
            return False
        with self._lock:
            self._asked_again.add((visit, request))
            self._write_down_again()
            queued = self._journal.reprint(request, visit=visit)
        unattended(then(queued, lambda job: self._requeued(job, request, visit)))
        return True

    def abandon_visit(self, visit: UUID) -> None:
        """The visit ended: no slip of it may come out any more, and nothing of it is remembered here."""
        with self._lock:
            self._asked_again = {asked for asked in self._asked_again if asked[0] != visit}
            for view in [view for view in self._views.values() if view.visit == visit]:
                if view.state is PrintState.PRINTING and self._printer is not None:
                    # Forgotten when the printer has told what became of it.
                    self._given_up.add(view.job)
                    self._printer.abandon(view.job)
                else:
                    del self._views[view.job]
            self._write_down_again()
            # Whatever else the journal has, also the job of a request that is being kept just now, and of an earlier
            # visit whose end the disk refused. What the journal is about to be told is left out too: it may fail to
            # take that, and then take this.
            open_views = {job for job, view in self._views.items() if not view.finished}
            unattended(self._journal.abandon_prints(under_way=frozenset(open_views | self._unwritten.keys())))

    def on_device_event(self, event: DeviceEvent | ReaderEvent | SignalEvent) -> None:
        """Follow the printer, on its thread; what other devices say is passed over."""
        match event:
            case PrintProgressed(job):
                self._change(job, lambda view: replace(view, held=False, fault=None))
            case PrintHeld(job, fault):
                log_event("print_held", job=job, reason=fault)
                self._change(job, lambda view: replace(view, held=True, fault=fault))
            case PrintFinished(job, state, reason):
                log_event("print_finished", job=job, state=state, reason=reason)
                self._finish(job, state, reason)

    def _begin(self, view: PrintView) -> None:
        rendering = self._pool.submit(self._render_receipt, view.request)
        unattended(then(rendering, lambda rendered: self._rendered(view.job, rendered)))

    def _render_receipt(self, request: UUID) -> Slip | None:
        receipt = self._journal.receipt(request)
        if self._printer is None or receipt is None:
            return None
        return self._render(receipt, self._printer.profile)

    def _rendered(self, job: UUID, rendered: Future[Slip | None]) -> None:
        fault = rendered.exception()
        if isinstance(fault, FrontdoorError):
            log_event("slip_not_made", logging.ERROR, because=fault, job=job)
            self._change(job, _failed)
            return
        slip = rendered.result()
        with self._lock:
            if slip is None:
                # The request has been forgotten meanwhile: nobody has to wait for a slip of it.
                self._change(job, _failed)
            if slip is None or self._open_view(job) is None:
                return
            beginning = self._journal.begin_print(job)
        unattended(then(beginning, lambda begun: self._begun(job, slip, begun)))

    def _begun(self, job: UUID, slip: Slip, begun: Future[PrintJob]) -> None:
        with self._lock:
            view = self._open_view(job)
            if isinstance(begun.exception(), FrontdoorError):
                if view is not None:
                    # Without a journal entry nothing may be printed. There may be one all the same: the disk may have
                    # kept what it said it could not. Another attempt is another job.
                    self._write_down(replace(view, state=PrintState.ABANDONED, fault=None))
                    self._show(_failed(view))
                return
            begun.result()
            if self._printer is None or view is None:
                # Given up meanwhile, and journaled so behind what has just been journaled.
                return
            self._show(replace(view, state=PrintState.PRINTING, held=False))
            log_event("print_started", job=job, bytes=len(slip))
            self._printer.print_slip(job, slip)

    def _requeued(self, queued: Future[PrintJob], request: UUID, visit: UUID) -> None:
        with self._lock:
            if (visit, request) not in self._asked_again:
                # The visit has ended meanwhile; the journal is told so behind what it has just been told.
                return
            self._asked_again.remove((visit, request))
            if isinstance(queued.exception(), FrontdoorError):
                self._show_again(request, visit)
                return
            job = queued.result()
            if job.state is not PrintState.QUEUED or job.id in self._unwritten:
                # The journal still does not know what came of the last attempt: whatever that was, it was no end of it.
                self._show_again(request, visit)
                return
            self._start(job.id, request, visit)

    def _show_again(self, request: UUID, visit: UUID) -> None:
        """Tell how the last slip of `request` stands: nothing has come of another attempt."""
        if self._allowance is not None:
            self._allowance.give_back(visit)
        last = [view for view in self._views.values() if view.request == request][-1:]
        for view in last:
            self._watcher(view)

    def _open_view(self, job: UUID) -> PrintView | None:
        """What is known of a job that has no outcome yet."""
        view = self._views.get(job)
        return None if view is None or view.finished else view

    def _finish(self, job: UUID, state: PrintState, reason: PrinterFault | None) -> None:
        with self._lock:
            view = self._open_view(job)
            if view is None:
                return
            ended = replace(view, state=state, held=False, fault=reason)
            self._write_down(ended)
            self._show(ended)
            if state is PrintState.ABANDONED or job in self._given_up:
                self._given_up.discard(job)
                del self._views[job]

    def _write_down(self, ended: PrintView) -> None:
        self._unwritten[ended.job] = ended
        self._being_written.add(ended.job)
        written = self._journal.finish_print(ended.job, ended.state, reason=ended.fault)
        unattended(then(written, lambda done: self._written_down(ended.job, done)))

    def _written_down(self, job: UUID, done: Future[PrintJob]) -> None:
        with self._lock:
            self._being_written.remove(job)
            if isinstance(done.exception(), FrontdoorError):
                return
            done.result()
            del self._unwritten[job]

    def _write_down_again(self) -> None:
        """Before the journal is asked what is open: what has ended is not."""
        for ended in list(self._unwritten.values()):
            if ended.job not in self._being_written:
                self._write_down(ended)

    def _change(self, job: UUID, change: Callable[[PrintView], PrintView]) -> None:
        with self._lock:
            view = self._open_view(job)
            if view is not None:
                self._show(change(view))

    def _show(self, view: PrintView) -> None:
        """Called with the lock held, so that the watcher hears everything in order."""
        self._views[view.job] = view
        self._watcher(view)


def _failed(view: PrintView) -> PrintView:
    """Nothing was sent to the printer; the request itself is kept."""
    return replace(view, state=PrintState.FAILED, held=False, fault=PrinterFault.ERROR)
