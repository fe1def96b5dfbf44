"""Runs the checks of a connector against a real desk behind a proxy, and says what came of each.

Who runs it says how to reach the desk (`DeskUnderTest`): the tests of this project, or `kiosk desk conformance`. A
check is a coroutine that raises NotKept; `sync/conformance/checks.py` has them all. Nothing here knows a product.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from typing import Protocol, TypeVar
from uuid import UUID

import msgspec

from kiosk.domain.request import OutboxEntry, Ticket
from sync.conformance.samples import sample_entries
from sync.conformance.weather import Weather, fair
from sync.desks.base import (
    Ability,
    AuthenticationFailed,
    DeskConnector,
    DeskTrouble,
    Guarantee,
    NotSetUp,
    Refused,
    TlsFailed,
)
from sync.desks.patience import PATIENCE, Patience

FILE_S = 120.0
"""How long one entry is tried before it counts as lost: a desk that was killed meanwhile takes its time to return."""

PAUSE_S, PAUSE_CAP_S = 0.05, 1.0
"""Between two attempts, doubling. The agent waits longer; a run has to end."""

SETTLE_S = 60.0
"""How long a desk may take to look as it should: a late copy is put away at the next look at the desk's health."""

LOOK_S = 0.5

_T = TypeVar("_T")


class Opener(Protocol):
    """Opens the connector for an address: the proxy's, in place of the desk's own."""

    def __call__(self, url: str, *, patience: Patience = ..., wrong_token: bool = ...) -> DeskConnector: ...


Witness = Callable[[Sequence[OutboxEntry]], Awaitable[Mapping[UUID, int]]]
"""How many tickets the desk has for each entry, by a way of its own; entries without any may be left out."""


class AgentAtDesk(Protocol):
    """Somebody who works tickets at the desk, by a way of the desk's own."""

    async def write(self, ticket: str, words: str, *, public: bool) -> None:
        """Write `words` to the customer of `ticket`, or for colleagues alone."""
        ...

    async def solve(self, ticket: str) -> None:
        """Set `ticket` to what the desk calls solved."""
        ...

    async def merge(self, lost: str, kept: str) -> None:
        """From now on ticket `lost` is worked on as ticket `kept`."""
        ...


@dataclass(frozen=True, slots=True)
class DeskUnderTest:
    """A desk, the way to it, and what may be done with it."""

    open: Opener
    weather: Weather
    """Stands before the desk, and is up."""
    kiosk: str
    queue: str
    """A queue that is there, for what the checks file."""
    seed: int
    """Of the weather in the storm."""
    volume: int = 40
    """Requests filed in the storm."""
    has_token: bool = True
    """Whether the desk asks who we are at all."""
    witness: Witness | None = None
    """None asks the connector itself, which finds every copy it knows of."""
    restart: Callable[[], Awaitable[None]] | None = None
    """Kills the desk as a power cut would and starts it again; None where nobody may."""
    agent: AgentAtDesk | None = None
    """None where nobody works at this desk for the checks."""


class Outcome(StrEnum):
    """What came of a check."""

    KEPT = "kept"
    BROKEN = "broken"
    NOT_DECLARED = "not_declared"
    """The connector does not claim it, so nothing was tried."""
    NOT_TRIED = "not_tried"
    """It is claimed, and this desk cannot be asked for it from here."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One check and what came of it."""

    check: str
    proves: str
    outcome: Outcome
    detail: str = ""
    milliseconds: int


class NotKept(Exception):
    """The connector did not do what it declares; the text says what was seen."""


class CannotTry(Exception):
    """This desk cannot be asked for that from here; the text says why."""


class Trial:
    """What a check works with. One connector, through the proxy, serves all checks in turn."""

    def __init__(self, desk: DeskUnderTest, connector: DeskConnector, entries: Iterator[OutboxEntry]) -> None:
        self.desk = desk
        self.connector = connector
        self._entries = entries

    @property
    def once(self) -> bool:
        """Whether the connector declares exactly one ticket for each entry."""
        return self.connector.guarantee is Guarantee.EXACTLY_ONCE

    def new_entry(self) -> OutboxEntry:
        """An entry that nobody has filed."""
        return next(self._entries)

    @asynccontextmanager
    async def another(
        self, *, patience: Patience = PATIENCE, wrong_token: bool = False
    ) -> AsyncIterator[DeskConnector]:
        """A second connector to the same desk."""
        connector = self.desk.open(self.desk.weather.url, patience=patience, wrong_token=wrong_token)
        try:
            yield connector
        finally:
            await connector.close()

    async def file(self, entry: OutboxEntry) -> Ticket:
        """Deliver `entry` as the agent does: again and again until it is filed. Raises NotKept."""
        attempts = count(1)
        return await self.insist(lambda: self.connector.submit(msgspec.structs.replace(entry, attempts=next(attempts))))

    async def insist(self, call: Callable[[], Awaitable[_T]]) -> _T:
        """What `call` comes to, made again and again until it succeeds. Raises NotKept."""
        deadline_s = time.monotonic() + FILE_S
        for attempt in count(1):
            try:
                return await call()
            except (Refused, AuthenticationFailed, NotSetUp, TlsFailed) as trouble:
                raise NotKept(f"No further attempt mends this: {trouble}") from trouble
            except DeskTrouble as trouble:
                if time.monotonic() > deadline_s:
                    raise NotKept(f"It did not succeed in {attempt} attempts. The last: {trouble}") from trouble
                pause_s = min(PAUSE_CAP_S, PAUSE_S * 2 ** min(attempt - 1, 16))
                await asyncio.sleep(pause_s if trouble.retry_after_s is None else trouble.retry_after_s)
        raise AssertionError("counting does not end")

    async def expect_tickets(self, *entries: OutboxEntry) -> None:
        """As many tickets as the guarantee says, soon. Raises NotKept."""
        counted = await self._count(entries)
        deadline_s = time.monotonic() + SETTLE_S
        while wrong := self._wrong(counted, entries):
            if time.monotonic() > deadline_s:
                raise NotKept(f"{len(wrong)} of {len(entries)} requests: {', '.join(wrong[:5])}.")
            await asyncio.sleep(LOOK_S)
            with contextlib.suppress(DeskTrouble):  # then the counts stay wrong, and say so in time
                await self.connector.health()
            counted = await self._count(entries)

    def _wrong(self, counted: Mapping[UUID, int] | None, entries: Sequence[OutboxEntry]) -> list[str]:
        if counted is None:
            return []
        counts = [(entry.request.reference, counted.get(entry.id, 0)) for entry in entries]
        return [f"{name} has {count} tickets" for name, count in counts if count < 1 or (self.once and count > 1)]

    async def _count(self, entries: Sequence[OutboxEntry]) -> Mapping[UUID, int] | None:
        """Tickets of each entry; None where nobody can tell."""
        if self.desk.witness is not None:
            return await self.desk.witness(entries)
        if Ability.FIND not in self.connector.abilities:
            return None
        found = await self.connector.find([entry.request.reference for entry in entries])
        tickets = {(news.request, news.ticket.id) for news in found}
        return {entry.id: sum(request == entry.id for request, _ in tickets) for entry in entries}


@dataclass(frozen=True, slots=True)
class Check:
    """One promise of a connector and how it is tried."""

    name: str
    proves: str
    """One sentence, for people."""
    run: Callable[[Trial], Awaitable[None]]
    ability: Ability | None = None
    """Tried only where this is declared."""
    guarantee: Guarantee | None = None


async def run_checks(
    desk: DeskUnderTest, checks: Sequence[Check], *, tell: Callable[[Finding], None] = lambda _: None
) -> tuple[Finding, ...]:
    """Run `checks` one after the other, whatever came of the one before; `tell` hears of each as it ends."""
    connector = desk.open(desk.weather.url)
    # Not from the seed: a repeated run would meet what the first one filed.
    entries = sample_entries(desk.kiosk, desk.queue, seed=secrets.randbits(64))
    trial = Trial(desk, connector, entries)
    findings = []
    try:
        for check in checks:
            begun_s = time.monotonic()
            outcome, detail = await _try(check, trial)
            took_ms = round(1000 * (time.monotonic() - begun_s))
            finding = Finding(
                check=check.name, proves=check.proves, outcome=outcome, detail=detail, milliseconds=took_ms
            )
            tell(finding)
            findings.append(finding)
    finally:
        await connector.close()
    return tuple(findings)


async def _try(check: Check, trial: Trial) -> tuple[Outcome, str]:
    connector = trial.connector
    if check.ability is not None and check.ability not in connector.abilities:
        return Outcome.NOT_DECLARED, ""
    if check.guarantee is not None and check.guarantee is not connector.guarantee:
        return Outcome.NOT_DECLARED, ""
    trial.desk.weather.choose = fair
    trial.desk.weather.latency_s = 0.0
    try:
        await check.run(trial)
    except NotKept as broken:
        return Outcome.BROKEN, str(broken)
    except CannotTry as reason:
        return Outcome.NOT_TRIED, str(reason)
    except DeskTrouble as trouble:
        return Outcome.BROKEN, f"In fair weather: {trouble}"
    return Outcome.KEPT, ""
