"""A print desk with everything around it: a journal that may refuse or wait, and a printer that says nothing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from kiosk.devices.profiles import PROFILES
from kiosk.domain.printing import PrinterFault, PrinterProfile, PrintJob, PrintState, Slip
from kiosk.domain.receipt import Receipt
from kiosk.domain.reference import Reference
from kiosk.journeys.futures import then
from kiosk.journeys.printing import PrintDesk, PrintView

REQUEST, VISIT = uuid4(), uuid4()
SLIP = Slip((b"\x1b@", b"slip"))
NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)


def receipt() -> Receipt:
    return Receipt(
        language="en", desk_name="Desk", kiosk_name="Hall", accepted_at=None, time_zone="UTC",
        reference=Reference("K7-0042M-9"), tracking_code="123456", title="Laptop", qr="x", qr_opens_status=False,
        ask="Ask", line_for_desk="line",
    )  # fmt: skip


class Immediately(Executor):
    """Runs each task at once, on the caller's thread."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Journal:
    """Writes down what the print desk journals, in order."""

    def __init__(self, log: list[str]) -> None:
        self.log = log
        self.broken: Exception | None = None
        self.unreadable: Exception | None = None
        self.open: PrintState | None = None
        self.held_back: list[Callable[[], None]] | None = None
        self.reprinted: UUID | None = None
        self.is_forgotten = False

    def receipt(self, request_id: UUID) -> Receipt | None:
        if self.unreadable is not None:
            raise self.unreadable
        return None if self.is_forgotten else receipt()

    def begin_print(self, job_id: UUID) -> Future[PrintJob]:
        return self._write(job_id, PrintState.PRINTING)

    def finish_print(self, job_id: UUID, state: PrintState, *, reason: PrinterFault | None = None) -> Future[PrintJob]:
        return self._write(job_id, state)

    def abandon_prints(self, *, under_way: frozenset[UUID] = frozenset()) -> Future[int]:
        return then(self._write(uuid4(), f"gave up all but {len(under_way)}"), lambda _: 0)

    def reprint(self, request_id: UUID, *, visit: UUID | None = None) -> Future[PrintJob]:
        self.log.append("journal superseded")
        return self._write(self.reprinted or uuid4(), self.open or PrintState.QUEUED)

    def _write(self, job: UUID, state: str) -> Future[PrintJob]:
        future: Future[PrintJob] = Future()

        def commit() -> None:
            if self.broken is not None:
                future.set_exception(self.broken)
                return
            self.log.append(f"journal {state}")
            known = state in set(PrintState)
            future.set_result(PrintJob(job, REQUEST, VISIT, PrintState(state) if known else PrintState.ABANDONED))

        if self.held_back is None:
            commit()
        else:
            self.held_back.append(commit)
        return future


class Paper:
    """A printer that does what it is told and says nothing by itself."""

    profile: PrinterProfile = PROFILES["epson-80"]

    def __init__(self, log: list[str]) -> None:
        self.log = log

    def print_slip(self, job: UUID, slip: Slip) -> None:
        self.log.append("printer prints")

    def abandon(self, job: UUID) -> None:
        self.log.append("printer abandons")

    def cut_off_rest(self) -> None:
        self.log.append("printer cuts")

    def look_again(self) -> None:
        """It is always there."""

    def close(self) -> None:
        """Nothing to release."""


class Desk:
    """A print desk with everything around it."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.views: list[PrintView] = []
        self.journal = Journal(self.log)
        self.desk = PrintDesk(
            journal=self.journal, render=lambda _receipt, _profile: SLIP, pool=Immediately(), watcher=self.views.append
        )
        self.desk.attach(Paper(self.log))
        self.job = uuid4()

    def start(self) -> None:
        self.desk.start(self.job, REQUEST, VISIT)
