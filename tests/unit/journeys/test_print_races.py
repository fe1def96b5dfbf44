"""The print desk on the real journal, with a disk that refuses, a slow pool and a printer that ends as it wants."""

from __future__ import annotations

import logging
import sys
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from enum import Enum
from random import Random
from typing import Any, TypeVar
from uuid import UUID, uuid4

import msgspec
import pytest
from sqlalchemy import Connection, StaticPool, create_engine, insert, select

from kiosk.devices.profiles import PROFILES
from kiosk.domain.device import PrintFinished, PrintHeld, PrintProgressed
from kiosk.domain.printing import OUTCOMES, PrinterFault, PrinterProfile, PrintJob, PrintState, Slip
from kiosk.domain.receipt import Receipt
from kiosk.errors import StoreError
from kiosk.journeys.printing import PrintDesk, PrintView
from kiosk.receipts import FontMissing
from kiosk.store import journal
from kiosk.store.requests import find_receipt
from kiosk.store.schema import metadata, print_job, request
from tests.unit.journeys.print_bench import receipt

T = TypeVar("T")

STEPS = 60
"""Two or three visits."""

SEEDS, SEEDS_AT_ONCE = 120, 30
"""Ten of these find each of the races known so far."""

RECEIPT = msgspec.json.encode(receipt()).decode()


class Disk(Enum):
    """What a disk may make of a commit."""

    KEEPS = "keeps"
    REFUSES = "refuses"
    KEEPS_BUT_FAILS = "keeps but fails"


class QueuedJournal:
    """The journal of a store whose writer does nothing until it is told to."""

    def __init__(self) -> None:
        self.engine = create_engine("sqlite://", poolclass=StaticPool)
        metadata.create_all(self.engine)
        self.waiting: deque[Callable[[Disk], None]] = deque()

    def write(self, work: Callable[[Connection], T]) -> Future[T]:
        future: Future[T] = Future()

        def commit(disk: Disk) -> None:
            with self.engine.connect() as connection, connection.begin() as transaction:
                try:
                    result = work(connection)
                except Exception as bug:
                    transaction.rollback()
                    future.set_exception(bug)
                    return
                if disk is Disk.REFUSES:
                    transaction.rollback()
            if disk is Disk.KEEPS:
                future.set_result(result)
            else:
                future.set_exception(StoreError("The disk does not write."))

        self.waiting.append(commit)
        return future

    def commit(self, disk: Disk) -> None:
        self.waiting.popleft()(disk)

    def read(self, work: Callable[[Connection], T]) -> T:
        with self.engine.connect() as connection:
            return work(connection)

    def receipt(self, request_id: UUID) -> Receipt | None:
        return self.read(lambda connection: find_receipt(connection, request_id))

    def begin_print(self, job_id: UUID) -> Future[PrintJob]:
        return self.write(lambda connection: journal.move_job(connection, job_id, PrintState.PRINTING))

    def finish_print(self, job_id: UUID, state: PrintState, *, reason: PrinterFault | None = None) -> Future[PrintJob]:
        return self.write(lambda connection: journal.finish_job(connection, job_id, state, reason))

    def abandon_prints(self, *, under_way: frozenset[UUID] = frozenset()) -> Future[int]:
        return self.write(lambda connection: journal.abandon(connection, under_way))

    def reprint(self, request_id: UUID, *, visit: UUID | None = None) -> Future[PrintJob]:
        return self.write(lambda connection: journal.reprint(connection, request_id, visit))

    def accept(self, visit: UUID) -> Future[tuple[UUID, UUID]]:
        """A request with its first job, as `requests.keep` writes them."""
        request_id, job_id = uuid4(), uuid4()

        def keep(connection: Connection) -> tuple[UUID, UUID]:
            connection.execute(
                insert(request).values(
                    id=request_id,
                    reference=str(request_id),
                    state="accepted",
                    pack_version="1",
                    payload_schema=1,
                    payload="{}",
                    receipt=RECEIPT,
                )
            )
            connection.execute(
                insert(print_job).values(id=job_id, request=request_id, visit=visit, state=PrintState.QUEUED.value)
            )
            return request_id, job_id

        return self.write(keep)

    def states(self) -> dict[UUID, PrintState]:
        found = self.read(lambda connection: connection.execute(select(print_job.c.id, print_job.c.state)).all())
        return {row.id: PrintState(row.state) for row in found}


class SlowPool(Executor):
    """Renders when it is told to, in any order."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[Exception | None], None]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()

        def work(fault: Exception | None) -> None:
            try:
                result = fn(*args, **kwargs)
            except Exception as error:
                future.set_exception(error)
            else:
                if fault is None:
                    future.set_result(result)
                else:
                    future.set_exception(fault)

        self.waiting.append(work)
        return future


class Paper:
    """A printer with its queue; what becomes of a slip is up to the test."""

    profile: PrinterProfile = PROFILES["epson-80"]

    def __init__(self, kept: Callable[[UUID], PrintState]) -> None:
        self._kept = kept
        self.under_way: list[UUID] = []
        self.giving_up: set[UUID] = set()
        self.outcomes: dict[UUID, PrintState] = {}

    def print_slip(self, job: UUID, slip: Slip) -> None:
        assert self._kept(job) is PrintState.PRINTING, "sent before the journal says so"
        assert job not in self.under_way, "sent twice"
        assert job not in self.outcomes, "sent again"
        self.under_way.append(job)

    def abandon(self, job: UUID) -> None:
        if job in self.under_way:
            self.giving_up.add(job)

    def cut_off_rest(self) -> None:
        """Nothing lies uncut."""

    def look_again(self) -> None:
        """It is always there."""

    def close(self) -> None:
        """Nothing to release."""


class Kiosk:
    """Visits send requests, print again and end, while disk, pool and printer do what `chance` says."""

    def __init__(self, chance: Random, bugs: list[BaseException]) -> None:
        self.chance, self.bugs = chance, bugs
        self.journal, self.pool = QueuedJournal(), SlowPool()
        self.paper = Paper(lambda job: self.journal.states()[job])
        self.shown: dict[UUID, PrintView] = {}
        self.desk = PrintDesk(
            journal=self.journal,
            render=lambda _receipt, _profile: Slip((b"slip",)),
            pool=self.pool,
            watcher=lambda view: self.shown.update({view.request: view}),
        )
        self.attached = False
        self.visit = uuid4()
        self.kept: list[tuple[UUID, UUID, UUID]] = []
        """Visit, request and job of what was accepted and has not come to the interface yet."""
        self.requests: list[UUID] = []
        """Of this visit, known to the screens."""

    def steps(self) -> dict[Callable[[], None], int]:
        """What may happen now, and how likely it is against the rest."""
        return {
            self.attach: 0 if self.attached else 4,
            self.send_request: 1 if self.requests else 3,
            self.hear_of_request: 9 if self.kept else 0,
            self.print_again: 3 if self.requests else 0,
            self.end_visit: 1,
            self.commit: min(9, 4 * len(self.journal.waiting)),
            self.render: min(9, 5 * len(self.pool.waiting)),
            self.printer_tells: 1 if self.paper.under_way else 0,
            self.printer_ends: 4 if self.paper.under_way else 0,
        }

    def step(self) -> None:
        steps = self.steps()
        self.chance.choices(list(steps), list(steps.values()))[0]()
        self.check()

    def attach(self) -> None:
        self.attached = True
        self.desk.attach(self.paper)

    def send_request(self) -> None:
        visit = self.visit

        def accepted(done: Future[tuple[UUID, UUID]]) -> None:
            if done.exception() is None:
                self.kept.append((visit, *done.result()))

        self.journal.accept(visit).add_done_callback(accepted)

    def hear_of_request(self) -> None:
        visit, request_id, job = self.kept.pop(0)
        if visit == self.visit:
            self.requests.append(request_id)
            self.desk.start(job, request_id, visit)

    def print_again(self) -> None:
        self.desk.reprint(self.chance.choice(self.requests), self.visit)

    def end_visit(self) -> None:
        self.desk.abandon_visit(self.visit)
        self.visit = uuid4()
        self.requests.clear()
        self.shown.clear()

    def commit(self) -> None:
        self.journal.commit(self.chance.choices(list(Disk), (4, 1, 1))[0])

    def render(self) -> None:
        fault = FontMissing("no font", remedy="install it") if self.chance.random() < 0.1 else None
        self.pool.waiting.pop(self.chance.randrange(len(self.pool.waiting)))(fault)

    def printer_tells(self) -> None:
        job = self.paper.under_way[0]
        held = PrintHeld(job, PrinterFault.PAPER_OUT)
        self.desk.on_device_event(self.chance.choice([held, PrintProgressed(job, 1, 2)]))

    def printer_ends(self) -> None:
        job = self.paper.under_way[0]
        given_up = [PrintState.PRINTED, PrintState.ABANDONED]
        self.end_slip(job, self.chance.choice(given_up if job in self.paper.giving_up else sorted(OUTCOMES)))

    def end_slip(self, job: UUID, state: PrintState) -> None:
        self.paper.under_way.remove(job)
        self.paper.outcomes[job] = state
        self.desk.on_device_event(PrintFinished(job, state))

    def check(self) -> None:
        """The journal says what the printer said, and nothing was a bug."""
        assert not self.bugs
        for job, state in self.journal.states().items():
            outcome = self.paper.outcomes.get(job)
            if state in OUTCOMES:
                assert outcome is state
            elif state is PrintState.ABANDONED:
                assert outcome in (None, PrintState.ABANDONED)
                assert job not in self.paper.under_way

    def settle(self) -> None:
        """The disk is well again, and everything else goes on to its end."""
        if not self.attached:
            self.attach()
        self.run_dry()
        assert all(view.finished for view in self.shown.values()), "a slip stays on the screen for ever"
        for request_id in self.requests:
            self.desk.reprint(request_id, self.visit)
            self.run_dry()
            assert self.shown[request_id].state is PrintState.PRINTED, "nothing is printed again for ever"
        # What is still to be written down at the end of one visit is written down by the end of the next.
        for _visit in range(2):
            self.end_visit()
            self.run_dry()
        self.check()
        assert not {PrintState.QUEUED, PrintState.PRINTING} & set(self.journal.states().values()), "a job stays open"

    def run_dry(self) -> None:
        while self.kept or self.journal.waiting or self.pool.waiting or self.paper.under_way:
            if self.kept:
                self.hear_of_request()
            elif self.journal.waiting:
                self.journal.commit(Disk.KEEPS)
            elif self.pool.waiting:
                self.pool.waiting.pop(0)(None)
            else:
                job = self.paper.under_way[0]
                self.end_slip(job, PrintState.ABANDONED if job in self.paper.giving_up else PrintState.PRINTED)


@pytest.mark.parametrize("first_seed", range(0, SEEDS, SEEDS_AT_ONCE))
def test_whatever_the_disk_does_journal_and_paper_agree(
    first_seed: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    for seed in range(first_seed, first_seed + SEEDS_AT_ONCE):
        bugs: list[BaseException] = []
        monkeypatch.setattr(sys, "excepthook", lambda _kind, bug, _trace, bugs=bugs: bugs.append(bug))
        kiosk = Kiosk(Random(seed), bugs)  # noqa: S311 - no secret: the same at every run
        try:
            for _step in range(STEPS):
                kiosk.step()
            kiosk.settle()
        except AssertionError as wrong:
            wrong.add_note(f"seed {seed}")
            raise
        finally:
            kiosk.journal.engine.dispose()
