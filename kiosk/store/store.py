"""The store as the rest of the program sees it: writes are futures of the one writer thread, reads are direct."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection

from kiosk.clock import Clock, plausible
from kiosk.domain.device import DeviceState
from kiosk.domain.device_history import DeviceSpell
from kiosk.domain.news import KnownTicket, TicketNews
from kiosk.domain.printing import PrinterFault, PrintJob, PrintState
from kiosk.domain.receipt import Receipt
from kiosk.domain.reference import Reference
from kiosk.domain.request import (
    EntryKind,
    EntryState,
    Issued,
    OutboxEntry,
    OutboxRow,
    StoredRequest,
    Submission,
    Ticket,
)
from kiosk.domain.standing_fault import StandingFault
from kiosk.errors import StoreDamaged
from kiosk.logs import log_event
from kiosk.store import desk_tasks, device_history, journal, news, outbox, requests, tasks
from kiosk.store.connections import empty_log, reader_engine, writer_engine
from kiosk.store.faults import mapped
from kiosk.store.locking import FolderLock
from kiosk.store.numbering import GenerationUsedUp, Numbering, is_announcement_due, settle_announcement
from kiosk.store.setting_aside import FILE, is_marked, mark_damaged
from kiosk.store.tasks import StaffTask
from kiosk.store.writer import Writer

T = TypeVar("T")


class Store:
    """An open store; made by `open_store` or `join_store`.

    Methods that write queue on the writer thread and return a future: done means committed and on the disk. A future
    carries StoreFull, StoreReadOnly, StoreDamaged or StoreError when the environment failed; that write was rolled back
    (or kept whole, if the disk failed in the midst of the commit), and the next one is tried afresh. Callbacks of a
    future run on the writer thread. Methods that read run on the caller's thread and raise the same errors. After
    StoreDamaged the process should restart: the next `open_store` sets the file aside.
    """

    def __init__(self, folder: Path, key: bytes, *, numbering: Numbering, clock: Clock, lock: FolderLock) -> None:
        self.folder = folder
        self._numbering = numbering
        self._clock = clock
        self._lock = lock
        self._readers = reader_engine(folder / FILE, key)
        self._writer = Writer(writer_engine(folder / FILE, key), folder, damaged=self._note_damage)

    def close(self) -> None:
        """Finish what is queued, at most ten seconds, and let go of the file. Any later write fails."""
        self._readers.dispose()
        self._writer.close(self._numbering.finish)
        self._lock.release()

    # Requests

    def accept(self, compose: Callable[[Issued], Submission], *, announces: bool = False) -> Future[Submission]:
        """Keep a request: draw its reference, tracking code and token, and write what `compose` makes of them.

        `compose` runs on the writer thread inside the transaction: pure and short. If it raises, nothing is kept, no
        number is used, and the future carries what it raised. With `announces` it tells the desk that this file was
        restored or copied, which then is to be told no more.
        """

        def transact(connection: Connection) -> Submission:
            try:
                return attempt(connection)
            except GenerationUsedUp:
                self._numbering.renew(connection)
                return attempt(connection)

        def attempt(connection: Connection) -> Submission:
            now = self.trusted_now()
            with connection.begin():
                reference = self._numbering.take(connection)
                issued = requests.issue(reference, now)
                if announces:
                    settle_announcement(connection)
                return requests.keep(connection, issued, compose)

        return self._writer.run(transact)

    def request(self, reference: Reference) -> StoredRequest | None:
        """The request with `reference` as it stands now."""
        with self._reading() as connection:
            return requests.find_by_reference(connection, reference)

    def request_by_id(self, request_id: UUID) -> StoredRequest | None:
        """The request with `request_id` as it stands now."""
        with self._reading() as connection:
            return requests.find_by_id(connection, request_id)

    def receipt(self, request_id: UUID) -> Receipt | None:
        """The receipt of a request; None where there is none to print."""
        with self._reading() as connection:
            return requests.find_receipt(connection, request_id)

    # Print journal

    def begin_print(self, job_id: UUID) -> Future[PrintJob]:
        """`queued -> printing`; wait for it before the first byte goes to the printer.

        The future carries RuntimeError when the job is not queued, LookupError when there is none.
        """
        return self._writer.write(lambda connection: journal.move_job(connection, job_id, PrintState.PRINTING))

    def finish_print(self, job_id: UUID, state: PrintState, *, reason: PrinterFault | None = None) -> Future[PrintJob]:
        """Write down what an attempt came to: one of `printing.OUTCOMES`, or `abandoned` (also from `queued`)."""
        return self._writer.write(lambda connection: journal.finish_job(connection, job_id, state, reason))

    def waive_print(self, job_id: UUID) -> Future[PrintJob]:
        """The customer goes without the slip of an unknown or failed job."""
        return self._writer.write(lambda connection: journal.move_job(connection, job_id, PrintState.WAIVED))

    def reprint(self, request_id: UUID, *, visit: UUID | None = None) -> Future[PrintJob]:
        """A new queued job that supersedes the last; the open one where there is one, so that a double tap prints once.

        `visit` is whose slip it is now; by default the first job's. The future carries LookupError without a receipt,
        StoreError when the request has been forgotten.
        """
        return self._writer.write(lambda connection: journal.reprint(connection, request_id, visit))

    def abandon_prints(self, *, under_way: frozenset[UUID] = frozenset()) -> Future[int]:
        """The visit ended: every open job is `abandoned`, also one that a write still queued is about to make.

        Jobs of visits before are among them where the disk refused to take their end. Jobs `under_way` are left out:
        what becomes of them is still to be written down. How many were given up.
        """
        return self._writer.write(lambda connection: journal.abandon(connection, under_way))

    def recover_prints(self) -> Future[int]:
        """At start: what was printing is now unknown, what was queued abandoned. How many there were."""
        return self._writer.write(journal.recover)

    def is_paper_clean(self) -> bool:
        """Whether the last slip is known to have come out whole: else a part of it may lie uncut in the printer."""
        with self._reading() as connection:
            return journal.is_paper_clean(connection)

    def print_job(self, job_id: UUID) -> PrintJob | None:
        """The job with `job_id`."""
        with self._reading() as connection:
            return journal.find_job(connection, job_id)

    def print_jobs(self, request_id: UUID) -> tuple[PrintJob, ...]:
        """Every job of a request, oldest first."""
        with self._reading() as connection:
            return journal.list_jobs(connection, request_id)

    # Outbox

    def lease(
        self, by: str, *, exclude: frozenset[UUID] = frozenset(), alone: bool = True
    ) -> Future[OutboxEntry | None]:
        """The next entry to deliver, its attempt already counted and committed; None when nothing is due.

        Entries of one request come in order; different requests never hold each other up. `exclude` are entries whose
        next attempt the agent lets wait. `by` names one run of an agent (`machine.name_run`). An entry that this
        program cannot read is made a dead letter on the way. Not `alone`, that is while other entries are under way,
        there is also None when the next one was under way in a crash: it goes out by itself.
        """
        since = self.trusted_now()
        return self._writer.write(lambda connection: outbox.lease(connection, by, exclude, since, alone=alone))

    def deliver(self, entry: OutboxEntry, ticket: Ticket) -> Future[bool]:
        """The desk has it. False when the lease was lost meanwhile: the key makes a second delivery harmless."""
        return self._writer.write(lambda connection: outbox.deliver(connection, entry, ticket))

    def deliver_and_lease(
        self, entry: OutboxEntry, ticket: Ticket, by: str, *, exclude: frozenset[UUID] = frozenset()
    ) -> Future[OutboxEntry | None]:
        """`deliver`, then `lease` while others may be under way, in one transaction: one wait for the disk, not two."""
        since = self.trusted_now()

        def turn_over(connection: Connection) -> OutboxEntry | None:
            outbox.deliver(connection, entry, ticket)
            return outbox.lease(connection, by, exclude, since, alone=False)

        return self._writer.write(turn_over)

    def postpone(self, entry: OutboxEntry, error_code: str) -> Future[bool]:
        """The attempt failed and will be made again. False when the lease was lost meanwhile."""
        return self._writer.write(lambda connection: outbox.postpone(connection, entry, error_code))

    def bury(self, entry: OutboxEntry, reason: str) -> Future[bool]:
        """The desk refuses it: a dead letter and a task for staff. False when the lease was lost meanwhile."""
        since = self.trusted_now()
        return self._writer.write(lambda connection: outbox.bury(connection, entry, reason, since))

    def release_leases(self, by: str) -> Future[int]:
        """When an agent starts: take back the leases of earlier runs. A crash of the agent is counted, a power cut is
        not; the third crash makes an entry dead."""
        since = self.trusted_now()
        return self._writer.write(lambda connection: outbox.release_leases(connection, by, since))

    def take_back(self, by: str) -> Future[int]:
        """Take back what the agent `by` has leased without knowing: the disk kept a lease that it said it could not."""
        return self._writer.write(lambda connection: outbox.take_back(connection, by))

    def retry(self, entry_id: UUID) -> Future[bool]:
        """`dead -> due`. False when the entry is not dead."""
        return self._settle_dead(entry_id, EntryState.DUE)

    def void(self, entry_id: UUID) -> Future[bool]:
        """`dead -> voided`: it shall not reach the desk. False when the entry is not dead."""
        return self._settle_dead(entry_id, EntryState.VOIDED)

    def settle_by_hand(self, entry_id: UUID) -> Future[bool]:
        """`dead -> settled_by_hand`: somebody told the desk otherwise. False when the entry is not dead."""
        return self._settle_dead(entry_id, EntryState.SETTLED_BY_HAND)

    def _settle_dead(self, entry_id: UUID, to: EntryState) -> Future[bool]:
        now = self.trusted_now()
        return self._writer.write(lambda connection: outbox.settle_dead(connection, entry_id, to, now))

    def add_entry(
        self, request_id: UUID, kind: EntryKind, *, body: str = "", rating: int | None = None
    ) -> Future[UUID]:
        """Something further the desk must learn of a request: a note, a cancel, feedback. Its id, the key."""
        return self._writer.write(lambda connection: outbox.add_entry(connection, request_id, kind, body, rating))

    def outbox(self, *, finished: bool = False) -> tuple[OutboxRow, ...]:
        """Entries in the order of acceptance: those still to be settled, or with `finished` every one."""
        with self._reading() as connection:
            return outbox.list_entries(connection, finished=finished)

    def outbox_entry(self, entry_id: UUID) -> OutboxRow | None:
        """The entry with `entry_id`."""
        with self._reading() as connection:
            return outbox.find_entry(connection, entry_id)

    # News from the desk

    def news_cursor(self, desk: str) -> Future[str]:
        """Where the news of `desk` go on; empty is their beginning. `desk` names one that numbers its news itself."""
        return self._writer.write(lambda connection: news.find_cursor(connection, desk))

    def keep_news(
        self,
        desk: str,
        told: Sequence[TicketNews],
        *,
        after: str,
        cursor: str,
        ended: bool,
        asked_at: datetime | None,
    ) -> Future[int | None]:
        """A page of news that followed the cursor `after`, with the one to go on with, in one transaction.

        `ended`: there was no more; `asked_at` is when the desk was asked. How many changed anything; None, and nothing
        is kept, where somebody else has read on from `after` meanwhile.
        """
        return self._writer.write(
            lambda connection: news.keep_page(
                connection, desk, told, after=after, cursor=cursor, ended=ended, asked_at=asked_at
            )
        )

    def keep_found(
        self, desk: str, asked: Sequence[Reference], told: Sequence[TicketNews], *, asked_at: datetime | None
    ) -> Future[int]:
        """What the desk said of the references `asked`. How many changed anything."""
        return self._writer.write(lambda connection: news.keep_found(connection, desk, asked, told, asked_at=asked_at))

    def silent_tickets(self, desk: str, *, looks: int, limit: int) -> Future[tuple[Reference, ...]]:
        """Open tickets to ask `desk` for: not told of in its last `looks` readings, or worked on as another's."""
        return self._writer.write(lambda connection: news.find_silent(connection, desk, looks=looks, limit=limit))

    def begin_news_anew(self, desk: str) -> Future[None]:
        """Read the news of `desk` from their beginning again."""
        return self._writer.write(lambda connection: news.begin_anew(connection, desk))

    def known_ticket(self, request_id: UUID) -> KnownTicket | None:
        """How a request stands at the desk; None while nothing was heard."""
        with self._reading() as connection:
            return news.find_known(connection, request_id)

    # Staff tasks

    def add_staff_task(self, kind: str, detail: str) -> Future[int]:
        """Something for staff to look after; its number. The same task is not added twice while it waits."""
        since = self.trusted_now()
        return self._writer.write(lambda connection: tasks.add_task(connection, kind, detail, since))

    def staff_tasks(self, *, finished: bool = False) -> tuple[StaffTask, ...]:
        """Every task that waits, oldest first; with `finished` those that are done too."""
        with self._reading() as connection:
            return tasks.list_tasks(connection, finished=finished)

    def finish_staff_task(self, number: int) -> Future[bool]:
        """Tick a task off. False when there is none waiting with that number, and for a fault of a device, which ends
        by itself."""
        now = self.trusted_now()
        return self._writer.write(lambda connection: tasks.finish_task(connection, number, now))

    def keep_device_fault(self, fault: StandingFault) -> Future[None]:
        """A task for `fault`, the same while it stands, ended when it is over."""
        return self._writer.write(lambda connection: tasks.keep_fault(connection, fault))

    def keep_trouble(self, kind: str, code: str) -> Future[None]:
        """Trouble of this kind of `desk_tasks`, because of `code`: one task while it lasts, ended by an empty one."""
        now = self.trusted_now()
        return self._writer.write(lambda connection: desk_tasks.keep_trouble(connection, kind, code, now))

    def device_faults(self) -> tuple[StandingFault, ...]:
        """The faults of devices that have a task waiting."""
        with self._reading() as connection:
            return tasks.list_faults(connection)

    # History of the devices

    def begin_device_spell(self, device: str, state: DeviceState, *, reason: str, detail: str) -> Future[bool]:
        """The device is like this from now on; `detail` says what to do. False when it was so already."""
        now = self.trusted_now()
        return self._writer.write(
            lambda connection: device_history.begin_spell(
                connection, device, state=state, reason=reason, detail=detail, now=now
            )
        )

    def end_device_spells(self, *, known: bool) -> Future[int]:
        """Nobody watches the devices any more. `known` is False at a start that finds what a kill left: the present
        spells end, and nobody knows when. How many there were."""
        now = self.trusted_now() if known else None
        return self._writer.write(lambda connection: device_history.end_spells(connection, now=now))

    def device_history(self, device: str | None = None, *, limit: int = 100) -> tuple[DeviceSpell, ...]:
        """How the devices (or one of them) were, the newest spell first."""
        with self._reading() as connection:
            return device_history.list_spells(connection, device=device, limit=limit)

    # A word to the desk

    def is_announcement_due(self) -> bool:
        """Whether the desk is still to be told that this file was restored or copied."""
        with self._reading() as connection:
            return is_announcement_due(connection)

    # For the rest of this room

    def read(self, job: Callable[[Connection], T]) -> T:
        """Run `job` on a short read-only session, on the caller's thread (`purging`)."""
        with self._reading() as connection:
            return job(connection)

    def empty_log(self) -> Future[bool]:
        """Bring the whole log into the file and cut it to nothing. False while somebody else is reading."""
        return self._writer.run(empty_log)

    def write(self, job: Callable[[Connection], T]) -> Future[T]:
        """Run `job` as one transaction on the writer thread (`salvage`, `purging`)."""
        return self._writer.write(job)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with mapped(self.folder), self._readers.connect() as connection, connection.begin():
                yield connection
        except StoreDamaged:
            # After a page that cannot be read SQLCipher keeps the connection in error: give all of them up.
            self._readers.dispose()
            self._note_damage()
            raise

    @property
    def is_damaged(self) -> bool:
        """Whether this process or the one beside it met damage: only a restart helps."""
        return is_marked(self.folder)

    def trusted_now(self) -> datetime | None:
        """What time it is; None while the clock is not to be trusted."""
        now = self._clock.now()
        return now if plausible(now) else None

    def _note_damage(self) -> None:
        with contextlib.suppress(OSError):
            mark_damaged(self.folder)
        log_event("store_damaged", logging.ERROR)
