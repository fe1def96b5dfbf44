"""Pulls content: asks the source for its manifest, takes what is new and passes, refuses and reports everything else.

One event loop; what computes or touches the disk runs in a thread. Whatever goes wrong here, and whenever the process
is killed, the pack in use stays in use, and the next look tries again.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import logging
from collections.abc import Sequence
from concurrent.futures import Future
from datetime import datetime
from enum import StrEnum
from typing import IO, Protocol, TypeVar

from kiosk import __version__
from kiosk.clock import Clock, plausible
from kiosk.content.delivered import DeliveredPacks, Installed, Refused, check_order
from kiosk.content.judging import Offer, judge_bundle, judge_envelope
from kiosk.content.manifest import ENVELOPE, MAX_ENVELOPE_BYTES
from kiosk.content.refusal import PackRefused, Reason
from kiosk.content.signing import TrustedKey
from kiosk.errors import ContentError, StoreError
from kiosk.logs import log_event
from kiosk.store import StaffTask
from kiosk.store.desk_tasks import CONTENT_AWAY
from sync.content_source import ContentSource, EndedEarly, GoesOn
from sync.desks.base import DeskFault, DeskTrouble, Unreachable
from sync.lasting import NOT_KEPT, LastingTrouble, patience_s
from sync.once import ToldOnce

REFUSED_TASK = "content_refused"
"""Kind of the staff task; its detail is the reason and what tells the pack. Ends when a good pack is offered again."""

_T = TypeVar("_T")


class Pulled(StrEnum):
    """What came of a look at the source."""

    INSTALLED = "installed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    NOT_REACHED = "not_reached"
    NOT_KEPT = "not_kept"
    """The kiosk's own disk did not take it."""


class TaskList(Protocol):
    """What is needed of the store: who looks after refused packs."""

    def add_staff_task(self, kind: str, detail: str) -> Future[int]: ...
    def staff_tasks(self) -> tuple[StaffTask, ...]: ...
    def finish_staff_task(self, number: int) -> Future[bool]: ...
    def keep_trouble(self, kind: str, code: str) -> Future[None]: ...


class Puller:
    """Looks at one source for one kiosk."""

    def __init__(
        self,
        *,
        source: ContentSource,
        delivered: DeliveredPacks,
        keys: Sequence[TrustedKey],
        tasks: TaskList | None,
        clock: Clock,
    ) -> None:
        """`tasks` None: whoever asked reads the outcome."""
        self._source = source
        self._delivered = delivered
        self._keys = keys
        self._tasks = tasks
        self._clock = clock
        self._told = ToldOnce()
        self._away = LastingTrouble(tasks, CONTENT_AWAY, monotonic_s=clock.monotonic_s)
        self.refusal: PackRefused | None = None
        """Why the last look took nothing."""
        self.trouble: DeskTrouble | ContentError | None = None
        """What kept the last look from its end."""

    async def close(self) -> None:
        """Close the connection to the source."""
        await self._source.close()

    async def pull(self) -> Pulled:
        """One look. Never raises for what the source, the network or the disk do."""
        self.refusal = self.trouble = None
        try:
            outcome = await self._look()
        except DeskTrouble as trouble:
            self.trouble = trouble
            self._told.begin("content_not_reached", trouble.reason)
            await self._stay_away(trouble.fault)
            return Pulled.NOT_REACHED
        except ContentError as error:
            self.trouble = error
            self._told.begin("content_not_kept", type(error).__name__, because=error)
            await self._stay_away(NOT_KEPT)
            return Pulled.NOT_KEPT
        self._told.end()
        await self._away.end()
        return outcome

    async def _stay_away(self, code: str) -> None:
        answered = await asyncio.to_thread(self._answered)
        await self._away.met(code, after_s=patience_s(answered, self._clock))

    def _answered(self) -> datetime | None:
        """When the source last gave a good answer."""
        try:
            return self._delivered.record().asked
        except ContentError:
            return None

    async def _look(self) -> Pulled:
        envelope = io.BytesIO()
        offer: Offer | None = None
        try:
            await self._fetch_envelope(envelope)
            offer = judge_envelope(envelope.getvalue(), self._keys)
            return await self._take(offer)
        except PackRefused as refused:
            self.refusal = refused
            await self._report(refused, offer, envelope.getvalue())
            return Pulled.REFUSED

    async def _fetch_envelope(self, into: IO[bytes]) -> None:
        try:
            await self._source.fetch(ENVELOPE, into, limit=MAX_ENVELOPE_BYTES)
        except GoesOn as error:
            raise PackRefused(Reason.NOT_SIGNED, "The manifest is too long.") from error
        except EndedEarly as error:
            raise Unreachable(DeskFault.NO_ANSWER, "ended_early") from error

    async def _take(self, offer: Offer) -> Pulled:
        manifest, delivered = offer.manifest, self._delivered
        record = await asyncio.to_thread(delivered.record)
        check_order(manifest, record)
        await asyncio.to_thread(delivered.note_asked, self._now())
        if manifest.sequence == record.highest and delivered.holds(manifest.sha256):
            await self._settle()
            return Pulled.UNCHANGED  # in use, or staff went back from it
        for refused in record.refused:
            if (refused.reason, refused.digest, refused.program) == (Reason.FAULTY, manifest.sha256, __version__):
                raise PackRefused(Reason.FAULTY, refused.detail)  # as it would be after another download
        with delivered.part() as part:
            try:
                await self._source.fetch(manifest.file, part, limit=manifest.size)
            except EndedEarly as error:
                raise PackRefused(Reason.CUT_SHORT, f"{part.tell()} of {manifest.size} bytes came.") from error
            except GoesOn as error:
                raise PackRefused(Reason.TOO_LARGE) from error
            await asyncio.to_thread(self._judge_and_install, offer, part)
        log_event("content_installed", version=manifest.version, count=manifest.sequence)
        await self._settle()
        return Pulled.INSTALLED

    def _judge_and_install(self, offer: Offer, part: IO[bytes]) -> None:
        part.seek(0)
        manifest = offer.manifest
        compiled = judge_bundle(part.read(), manifest)
        installed = Installed(
            pack=manifest.pack,
            version=manifest.version,
            sequence=manifest.sequence,
            sha256=manifest.sha256,
            source=self._source.url,
            key=offer.key,
            since=self._now(),
        )
        self._delivered.install(manifest, part, compiled, installed)

    async def _report(self, refused: PackRefused, offer: Offer | None, envelope: bytes) -> None:
        now = self._now()
        manifest = offer.manifest if offer is not None else None
        note = Refused(
            reason=refused.reason,
            detail=refused.detail,
            version=manifest.version if manifest is not None else "",
            sequence=manifest.sequence if manifest is not None else 0,
            digest=manifest.sha256 if manifest is not None else hashlib.sha256(envelope).hexdigest(),
            program=__version__,
            source=self._source.url,
            first=now,
            last=now,
        )
        kept = await asyncio.to_thread(self._delivered.note_refused, note)
        if kept.told:
            return
        version = note.version or None
        log_event("content_refused", logging.WARNING, reason=note.reason, version=version, because=refused)
        if self._tasks is not None:
            detail = f"{note.reason} {note.version or note.digest[:8]}"
            if await self._written(self._tasks.add_staff_task(REFUSED_TASK, detail)):
                await asyncio.to_thread(self._delivered.note_told, kept)

    async def _settle(self) -> None:
        """What the source offers now is good: what staff should have looked after is over."""
        if self._tasks is None:
            return
        await asyncio.to_thread(self._delivered.note_told, None)
        for task in await asyncio.to_thread(self._tasks.staff_tasks):
            if task.kind == REFUSED_TASK:
                await self._written(self._tasks.finish_staff_task(task.number))

    async def _written(self, write: Future[_T]) -> bool:
        """Whether the store took it. If not, the next look tries again; the store tells its own troubles."""
        try:
            await asyncio.wrap_future(write)
        except StoreError as error:
            log_event("store_write_failed", logging.WARNING, because=error)
            return False
        return True

    def _now(self) -> datetime | None:
        now = self._clock.now()
        return now if plausible(now) else None
