"""A publisher's folder, its server, and a kiosk that pulls from it, with staff's list in memory."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from kiosk.clock import ManualClock
from kiosk.content.delivered import DeliveredPacks
from kiosk.content.refusal import Reason
from kiosk.content.signing import SigningKey, TrustedKey
from kiosk.errors import StoreError
from kiosk.store import StaffTask
from sync.content import Pulled, Puller
from sync.content_source import ContentSource
from tests.unit.content.signed_packs import FILES, put
from tests.unit.sync.content_server import FolderServer

KEY, OTHER = SigningKey.draw(), SigningKey.draw()
NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)


class Tasks:
    """Staff's list, in memory."""

    def __init__(self) -> None:
        self.waiting: list[StaffTask] = []
        self.done: list[StaffTask] = []
        self.failures = 0

    def add_staff_task(self, kind: str, detail: str) -> Future[int]:
        if self.failures:
            self.failures -= 1
            failed: Future[int] = Future()
            failed.set_exception(StoreError("The disk is full."))
            return failed
        number = len(self.waiting) + len(self.done) + 1
        self.waiting.append(StaffTask(number, kind, detail, NOW))
        return _done(number)

    def staff_tasks(self) -> tuple[StaffTask, ...]:
        return tuple(self.waiting)

    def finish_staff_task(self, number: int) -> Future[bool]:
        finished = [task for task in self.waiting if task.number == number]
        self.waiting = [task for task in self.waiting if task not in finished]
        self.done += [replace(task, done=True) for task in finished]
        return _done(bool(finished))

    def keep_trouble(self, kind: str, code: str) -> Future[None]:
        self.waiting = [task for task in self.waiting if task.kind != kind]
        if code:
            self.waiting.append(StaffTask(0, kind, code, NOW))
        return _done(None)


def _done(value):
    future = Future()
    future.set_result(value)
    return future


class Hall:
    """A publisher's folder, its server, and one kiosk that pulls from it."""

    def __init__(self, folder: Path, server: FolderServer) -> None:
        self.folder = folder / "published"
        self.server = server
        self.delivered = DeliveredPacks(folder / "delivered")
        self.tasks = Tasks()
        self.ca_file: Path | None = None

    def publish(self, sequence: int, *, key: SigningKey = KEY, pack: str = "tiny") -> None:
        put(FILES, self.folder, key, sequence=sequence, version=f"{sequence}.0", pack=pack)

    def pull(self, *keys: SigningKey) -> Pulled:
        return asyncio.run(self._pull(keys or (KEY,), self.tasks))

    def pull_by_command(self) -> Pulled:
        return asyncio.run(self._pull((KEY,), None))

    async def _pull(self, keys: tuple[SigningKey, ...], tasks: Tasks | None) -> Pulled:
        puller = Puller(
            source=ContentSource(self.server.url, clock=ManualClock(NOW), ca_file=self.ca_file),
            delivered=self.delivered,
            keys=[TrustedKey(key.public) for key in keys],
            tasks=tasks,
            clock=ManualClock(NOW),
        )
        try:
            return await puller.pull()
        finally:
            await puller.close()

    def in_use(self) -> str:
        """The version that the kiosk would show, read from its disk."""
        current = self.delivered.record().current
        return self.delivered.load(current).version.partition("+")[0] if current is not None else ""

    def refused(self) -> list[tuple[Reason, int]]:
        return [(each.reason, each.times) for each in self.delivered.record().refused]
