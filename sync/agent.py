"""Delivers the outbox: leases entries, submits them, records what came of it. One event loop; nothing here blocks it.

The attempt is committed before the call (`store.lease`), so that a process killed in the middle leaves a trace, and
the desk's idempotency makes the repetition harmless. Back-off is kept here, on the loop's monotonic clock: a jumping
wall clock changes nothing, and a restart simply tries again.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol, TypeVar, assert_never
from uuid import UUID

from kiosk.domain.request import OutboxEntry, Ticket
from kiosk.errors import StoreDamaged, StoreError
from kiosk.logs import log_event
from kiosk.store.desk_tasks import DESK_REFUSES
from sync.circuit import Circuit
from sync.delivery import ENTRY_FAULTS, STAFF_FAULTS, Bury, PauseAll, RetryEntry, back_off_s
from sync.desks.base import DeskConnector, DeskFault, DeskTrouble
from sync.events import Dead, Delivered, DeskChanged, DeskState, Event

IN_FLIGHT = 4
"""Entries under way at once: hides the desk's latency without pushing other kiosks aside."""

LOOK_S = 15.0
"""Between looks into an outbox that had nothing due: staff may retry a dead letter from another process."""

CONTACT_S = 60.0
"""An idle agent makes sure of the desk this often, so that the screen can say how things stand."""

GRACE_S = 3.0
"""How long calls under way may take when the process is to end; the kiosk kills its child after 5 s."""

STORE_CAP_S = 10.0
"""Longest pause before a write that the disk refused is tried again; what it records is held in memory meanwhile."""

_T = TypeVar("_T")


class OutboxStore(Protocol):
    """What the agent needs of the store (docs/architecture.md, "Store")."""

    def lease(self, by: str, *, exclude: frozenset[UUID], alone: bool) -> Future[OutboxEntry | None]: ...
    def deliver(self, entry: OutboxEntry, ticket: Ticket) -> Future[bool]: ...
    def deliver_and_lease(
        self, entry: OutboxEntry, ticket: Ticket, by: str, *, exclude: frozenset[UUID]
    ) -> Future[OutboxEntry | None]: ...
    def postpone(self, entry: OutboxEntry, error: str) -> Future[bool]: ...
    def bury(self, entry: OutboxEntry, reason: str) -> Future[bool]: ...
    def release_leases(self, by: str) -> Future[int]: ...
    def take_back(self, by: str) -> Future[int]: ...
    def keep_trouble(self, kind: str, code: str) -> Future[None]: ...


class _Stopping(Exception):
    """The agent was told to stop while it waited for the store."""


@dataclass(slots=True)
class _Troubled:
    """An entry that failed by itself: how often in a row, and when it may go again."""

    failures: int = 0
    due_s: float = 0.0


class Agent:
    """One delivering agent. `name` owns its leases and is new each start; `tell` gets events on the loop's thread."""

    def __init__(
        self,
        *,
        store: OutboxStore,
        connector: DeskConnector,
        name: str,
        tell: Callable[[Event], None],
        random: Callable[[], float],
    ) -> None:
        self._store = store
        self._connector = connector
        self._name = name
        self._tell = tell
        self._random = random
        self._circuit = Circuit(random=random)
        self._told = DeskChanged(DeskState.UNKNOWN)
        self._refusal: str | None = None
        """What staff were told that the desk refuses us for; None until this life of the agent knows."""
        self._troubled: dict[UUID, _Troubled] = {}
        self._in_flight: dict[asyncio.Task[None], OutboxEntry] = {}
        self._contact: asyncio.Task[bool] | None = None
        self._contact_s = float("-inf")
        self._nothing_due = False
        self._doubts_leases = False
        """Whether a write failed: the disk may have kept a lease all the same, of which nobody knows."""
        self._woken = False
        self._stopped = asyncio.Event()
        self._news = asyncio.Event()
        self._idle = asyncio.Event()

    def wake(self) -> None:
        """Something new is due. Call it on the loop's thread."""
        self._woken = True
        self._news.set()

    def stop(self) -> None:
        """End `run` soon: what is under way gets `GRACE_S`. Call it on the loop's thread."""
        self._stopped.set()
        self._news.set()

    async def until_idle(self) -> None:
        """Wait until the desk is well and nothing is due: the time for what can wait. On the loop's thread."""
        await self._idle.wait()

    def doubt(self) -> None:
        """Somebody else met trouble at the desk: see how it is before anything goes out idly. On the loop's thread."""
        self._idle.clear()
        self._contact_s = float("-inf")
        self._news.set()

    async def run(self) -> None:
        """Deliver until `stop`. Raises StoreDamaged, and whatever is a bug: the process then starts anew."""
        try:
            released = await self._record(lambda: self._store.release_leases(self._name))
            log_event("leases_released", count=released)
            while not self._stopped.is_set():
                await self._fill()
                await self._rest()
                self._collect()
                await self._tell_staff()
        except _Stopping:
            pass
        finally:
            await self._wind_down()
        with contextlib.suppress(StoreError):  # whatever is leased still: the next start would take it for a crash
            await asyncio.wrap_future(self._store.take_back(self._name))

    async def _fill(self) -> None:
        """Send out as many entries as may go now."""
        self._nothing_due = False
        if self._doubts_leases and not self._in_flight:
            self._doubts_leases = False
            await self._record(lambda: self._store.take_back(self._name))
        while not self._stopped.is_set() and len(self._in_flight) < self._room():
            now_s = _now_s()
            if self._circuit.wait_s(now_s) > 0:
                return
            entry = await self._record(self._lease)
            if entry is None:
                self._nothing_due = True
                self._make_contact(now_s)
                return
            task = asyncio.create_task(self._deliver_on(entry), name=f"deliveries from {entry.id}")
            task.add_done_callback(lambda _: self._news.set())
            self._in_flight[task] = entry

    def _room(self) -> int:
        """How many calls may be under way: one alone for an entry that was under way in a crash, to see."""
        suspected = any(entry.crashes for entry in self._in_flight.values())
        return 1 if suspected else self._circuit.room(IN_FLIGHT)

    def _lease(self) -> Future[OutboxEntry | None]:
        return self._store.lease(self._name, exclude=self._waiting(), alone=not self._in_flight)

    def _waiting(self) -> frozenset[UUID]:
        now_s = _now_s()
        return frozenset(key for key, troubled in self._troubled.items() if troubled.due_s > now_s)

    async def _rest(self) -> None:
        """Wait until something can have changed."""
        self._mark_idle()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._rest_s()):
                await self._news.wait()
        self._news.clear()
        if self._woken:
            self._woken = False
            self._circuit.hurry(_now_s())

    def _mark_idle(self) -> None:
        well = self._circuit.state is DeskState.REACHABLE and self._circuit.wait_s(_now_s()) == 0
        if well and self._nothing_due and not self._in_flight and self._contact is None:
            self._idle.set()
        else:
            self._idle.clear()

    def _rest_s(self) -> float | None:
        """Seconds until a look is worth while without any news; None for never."""
        now_s = _now_s()
        if (wait_s := self._circuit.wait_s(now_s)) > 0:
            return wait_s
        if not self._nothing_due:
            return None  # as many are under way as may be: the end of one is news
        return min([LOOK_S, *(max(0.0, each.due_s - now_s) for each in self._troubled.values() if each.due_s > now_s)])

    def _make_contact(self, now_s: float) -> None:
        """With nothing to deliver, see how the desk is, now and then."""
        due = now_s - self._contact_s >= CONTACT_S or self._circuit.state is not DeskState.REACHABLE
        if due and self._contact is None and not self._in_flight:
            self._contact = asyncio.create_task(self._ask_health(), name="health")
            self._contact.add_done_callback(lambda _: self._news.set())

    def _collect(self) -> None:
        """Take the finished tasks away. Raises what a bug raised in them."""
        for task in [task for task in self._in_flight if task.done()]:
            del self._in_flight[task]
            task.result()
        if self._contact is not None and self._contact.done():
            contact, self._contact = self._contact, None
            contact.result()

    async def _deliver_on(self, first: OutboxEntry) -> None:
        """Deliver one entry after the other, while there are any and the desk takes them."""
        task = asyncio.current_task()
        entry: OutboxEntry | None = first
        while entry is not None:
            entry = await self._attempt(entry)
            if entry is not None and task is not None:
                self._in_flight[task] = entry

    async def _attempt(self, entry: OutboxEntry) -> OutboxEntry | None:
        """Deliver `entry`; the next one, where its lease could be committed together with the ticket of this one."""
        started_s = _now_s()
        log_event("delivery_started", entry=entry.id, attempt=entry.attempts)
        try:
            ticket = await self._connector.submit(entry)
        except DeskTrouble as trouble:
            await self._failed(entry, trouble, started_s)
            return None
        self._answered()
        self._troubled.pop(entry.id, None)
        following = await self._settle(entry, ticket)
        took_ms = round(1000 * (_now_s() - started_s))
        log_event("delivered", entry=entry.id, attempt=entry.attempts, ticket=ticket.id, milliseconds=took_ms)
        self._tell(Delivered(entry.request.id, ticket))
        return following

    async def _settle(self, entry: OutboxEntry, ticket: Ticket) -> OutboxEntry | None:
        """Keep the ticket, and lease the next entry if one more may go out."""
        more = not entry.crashes and len(self._in_flight) <= self._room() and self._circuit.wait_s(_now_s()) == 0
        if self._stopped.is_set() or not more:
            await self._record(lambda: self._store.deliver(entry, ticket))
            return None
        return await self._record(
            lambda: self._store.deliver_and_lease(entry, ticket, self._name, exclude=self._waiting())
        )

    async def _failed(self, entry: OutboxEntry, trouble: DeskTrouble, started_s: float) -> None:
        failures = self._troubled.get(entry.id, _Troubled()).failures + 1
        decision = self._circuit.failed(trouble, failures=failures, started_s=started_s, now_s=_now_s())
        self._tell_desk(trouble)
        if isinstance(decision, Bury) and trouble.fault in ENTRY_FAULTS and not await self._ask_health():
            decision = RetryEntry(back_off_s(failures, random=self._random))  # the desk is to blame, not the entry
        match decision:
            case Bury(reason):
                self._troubled.pop(entry.id, None)
                await self._record(lambda: self._store.bury(entry, reason))
                log_event(
                    "delivery_given_up", logging.ERROR, entry=entry.id, attempt=entry.attempts, reason=trouble.reason
                )
                self._tell(Dead(entry.request.id, reason))
            case RetryEntry(after_s) | PauseAll(after_s):
                if isinstance(decision, RetryEntry):
                    self._troubled[entry.id] = _Troubled(failures, _now_s() + after_s)
                await self._record(lambda: self._store.postpone(entry, trouble.fault))
                log_event(
                    "delivery_postponed",
                    logging.WARNING,
                    entry=entry.id,
                    attempt=entry.attempts,
                    reason=trouble.reason,
                    seconds=after_s,
                )
            case _:
                assert_never(decision)

    async def _ask_health(self) -> bool:
        started_s = _now_s()
        try:
            await self._connector.health()
        except DeskTrouble as trouble:
            self._contact_s = _now_s()
            self._circuit.failed(trouble, failures=1, started_s=started_s, now_s=self._contact_s)
            self._tell_desk(trouble)
            return False
        self._answered()
        return True

    def _answered(self) -> None:
        self._contact_s = _now_s()
        self._circuit.answered()
        self._tell_desk(None)

    def _tell_desk(self, trouble: DeskTrouble | None) -> None:
        """Tell how the desk stands, once per change: an alarm that repeats itself is not read."""
        now = DeskChanged(self._circuit.state, self._circuit.reason or "")
        if now == self._told:
            return
        self._told = now
        self._news.set()  # perhaps more may go out at once now, and staff are to be told
        level = logging.INFO if now.state is DeskState.REACHABLE else logging.ERROR
        log_event("desk_changed", level, state=now.state, reason=trouble.reason if trouble is not None else None)
        self._tell(now)

    async def _tell_staff(self) -> None:
        """One task for staff while the desk refuses us, however often it is tried; it ends by itself."""
        match self._told:
            case DeskChanged(DeskState.REACHABLE):
                refusal = ""
            case DeskChanged(DeskState.REFUSING, reason) if reason in STAFF_FAULTS:
                refusal = reason
            case _:
                return  # an outage between says nothing about whether it would take us
        if refusal != self._refusal:
            await self._record(lambda: self._store.keep_trouble(DESK_REFUSES, refusal))
            self._refusal = refusal

    async def _record(self, write: Callable[[], Future[_T]]) -> _T:
        """Write to the store, again and again while its disk is full or busy. Raises StoreDamaged and _Stopping."""
        failures = 0
        while True:
            try:
                return await asyncio.wrap_future(write())
            except StoreDamaged:
                raise
            except StoreError as error:
                self._doubts_leases = True
                failures += 1
                if self._stopped.is_set():
                    raise _Stopping from error
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(min(STORE_CAP_S, back_off_s(failures, random=self._random))):
                        await self._stopped.wait()

    async def _wind_down(self) -> None:
        """Let calls under way end, give back what did not."""
        self._stopped.set()
        tasks: list[asyncio.Task[None] | asyncio.Task[bool]] = [*self._in_flight]
        if self._contact is not None:
            tasks.append(self._contact)
        if not tasks:
            return
        await asyncio.wait(tasks, timeout=GRACE_S)
        unfinished = [entry for task, entry in self._in_flight.items() if not task.done()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for entry in unfinished:
            with contextlib.suppress(StoreError):
                await asyncio.wrap_future(self._store.postpone(entry, DeskFault.NO_ANSWER))


def _now_s() -> float:
    return asyncio.get_running_loop().time()
