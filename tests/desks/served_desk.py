"""A foreign desk's server, in a process group and on a port of its own; each product says how it is started."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import time
from abc import ABC, abstractmethod
from pathlib import Path

import httpx

from tests.desks.ports import free_port


class ServedDesk(ABC):
    """Runs between `start` and `stop` or `kill`. Blocking. Its log and its SQLite database lie in its folder."""

    _home: Path | None = None
    """The folder it is started in; None: any."""

    def __init__(self, folder: Path, *, database: str, ready_path: str, ready_s: float) -> None:
        """It is up once `ready_path` is answered, with whatever status, and has `ready_s` seconds for that."""
        self._folder = folder
        self._database = folder / database
        self._log = folder / "server.log"
        self._ready_path = ready_path
        self._ready_s = ready_s
        self._process: subprocess.Popen[bytes] | None = None
        self.port = free_port("127.0.0.1")

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    @abstractmethod
    def _command(self) -> list[str]:
        """What starts it, in the foreground."""

    @property
    @abstractmethod
    def _environment(self) -> dict[str, str]:
        """The whole environment of that command."""

    def start(self) -> None:
        """Start it and wait until it answers."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                cwd=self._home,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                process_group=0,
            )
        deadline_s = time.monotonic() + self._ready_s
        while True:
            with contextlib.suppress(httpx.TransportError):
                httpx.get(f"{self.url}/{self._ready_path}", timeout=self._ready_s, trust_env=False)
                return
            assert self._process.poll() is None, self._log.read_text()
            assert time.monotonic() < deadline_s, f"{type(self).__name__} did not come up"
            time.sleep(0.2)

    def kill(self) -> None:
        """End it and its workers at once, as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it."""
        self._end(signal.SIGTERM)

    def execute(self, statement: str, *values: object) -> None:
        """Change the database behind the desk's back, as an administrator's mistake would."""
        with contextlib.closing(self._open()) as database, database:
            database.execute(statement, values)

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._database, timeout=30)

    def _end(self, number: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is not None:
            os.killpg(process.pid, number)
            process.wait(30)
