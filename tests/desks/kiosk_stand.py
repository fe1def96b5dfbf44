"""A kiosk's folder without its interface: settings, secrets, a real store with accepted requests, and real agents."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kiosk.clock import SystemClock
from kiosk.domain.request import Issued, OutboxRow, Request, Submission
from kiosk.store import Store, open_store
from tests.desks.sample_requests import sample_request

KEY = bytes(range(32))
ROOT = Path(__file__).resolve().parent.parent.parent


class KioskStand:
    """Use as a context manager: the store is open meanwhile, as the interface would have it."""

    def __init__(self, folder: Path, *, desk_url: str, token: str) -> None:
        self.folder = folder
        self.settings = folder / "kiosk.toml"
        self.settings.write_text(
            f'[store]\nfolder = "store"\n[secrets]\nfolder = "secrets"\n[desk]\nurl = "{desk_url}"\n'
        )
        (folder / "secrets").mkdir(mode=0o700)
        self.give_secret("store-key", KEY)
        self.give_secret("desk-token", token.encode())
        self._store: Store | None = None

    def give_secret(self, name: str, secret: bytes) -> None:
        path = self.folder / "secrets" / name
        path.write_bytes(secret)
        path.chmod(0o600)

    def __enter__(self) -> KioskStand:
        self._store = open_store(self.folder / "store", KEY, kiosk_code="K7", clock=SystemClock()).store
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    @property
    def store(self) -> Store:
        assert self._store is not None
        return self._store

    def accept(self, count: int, **changed: object) -> list[Request]:
        """Take `count` requests, as the screen's *Send* does."""

        def compose(issued: Issued) -> Submission:
            fields = changed | {
                "id": issued.request_id,
                "reference": issued.reference,
                "tracking_code": issued.tracking_code,
                "token": issued.token,
                "accepted_at": issued.accepted_at,
            }
            return Submission(request=sample_request(**fields))  # type: ignore[arg-type]  # a test's own fields

        return [self.store.accept(compose).result(20).request for _ in range(count)]

    def open_entries(self) -> tuple[OutboxRow, ...]:
        """What is not delivered yet."""
        return self.store.outbox()

    def ticket_of(self, request: Request) -> str:
        """The number of the request's ticket, as the kiosk knows it; empty where it knows none."""
        stored = self.store.request(request.reference)
        return stored.ticket.id if stored is not None and stored.ticket is not None else ""


class AgentProcess:
    """One `python -m sync`, its events collected as they come. Start it with `start_agent`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.events: list[dict[str, Any]] = []
        self.log: list[str] = []
        self._news = asyncio.Event()
        self._readers = [asyncio.create_task(self._read_events()), asyncio.create_task(self._read_log())]

    async def _read_events(self) -> None:
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            self.events.append(json.loads(line))
            self._news.set()

    async def _read_log(self) -> None:
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            self.log.append(line.decode())
            self._news.set()

    def wake(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(b"wake\n")

    async def until(self, holds: Callable[[], bool], *, within_s: float = 40.0) -> None:
        """Wait until `holds`, looking at every event."""
        async with asyncio.timeout(within_s):
            while not holds():
                await self._news.wait()
                self._news.clear()

    async def until_told(self, event: str, **fields: Any) -> dict[str, Any]:
        """Wait for an event of that kind with those fields."""

        def found() -> list[dict[str, Any]]:
            return [each for each in self.events if each["event"] == event and fields.items() <= each.items()]

        await self.until(lambda: bool(found()))
        return found()[0]

    async def until_logged(self, words: str) -> None:
        """Wait for a line of the log with `words`."""
        await self.until(lambda: any(words in line for line in self.log))

    async def kill(self) -> None:
        """SIGKILL: a power cut."""
        self.process.kill()
        await self.ended()

    async def close_input(self) -> int:
        """What happens when the kiosk goes away; the exit code."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        return await self.ended()

    async def __aenter__(self) -> AgentProcess:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Leave no process behind, however the test ended."""
        if self.process.returncode is None:
            await self.kill()

    async def ended(self) -> int:
        async with asyncio.timeout(20):
            code = await self.process.wait()
            await asyncio.gather(*self._readers)
        return code


async def start_agent(
    settings: Path, *, credentials: Path | None = None, more: Mapping[str, str] | None = None
) -> AgentProcess:
    """The sync process as the kiosk starts it; `credentials` is what systemd handed out, `more` is its environment."""
    given = {"CREDENTIALS_DIRECTORY": str(credentials)} if credentials is not None else {}
    return AgentProcess(
        await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "sync",
            "--settings",
            str(settings),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            cwd=ROOT,
            env=os.environ | given | dict(more or {}),
        )
    )
