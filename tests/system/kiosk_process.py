"""The real program as a child process: its log, its notifications, its children, and its end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from tests.system.kiosk_folder import KioskFolder

ROOT = Path(__file__).resolve().parents[2]
START_S = 40.0
"""The machine may be busy with other tests."""

WINDOW = ("--window", "540x960")


class Notifications:
    """What `systemd` would hear: an abstract datagram socket of our own."""

    def __init__(self) -> None:
        self.address = f"@frontdoor-test-{uuid4()}"
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind("\0" + self.address[1:])
        self._socket.settimeout(START_S)
        self.heard: list[str] = []

    def hear(self) -> str:
        """The next message."""
        message = self._socket.recv(4096).decode()
        self.heard.append(message)
        return message

    def hear_until(self, wanted: str) -> list[str]:
        """Every message up to `wanted`, that one included."""
        begun = len(self.heard)
        while self.hear() != wanted:
            assert len(self.heard) - begun < 200, self.heard
        return self.heard[begun:]

    def close(self) -> None:
        self._socket.close()


class KioskProcess:
    """One running kiosk. `said` and `log` grow while it lives."""

    def __init__(self, command: list[str], env: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=os.environ | env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.said: list[str] = []
        self.log: list[str] = []
        self._news = threading.Condition()
        pipes = ((self.process.stdout, self.said), (self.process.stderr, self.log))
        self._readers = [threading.Thread(target=self._read, args=pair, daemon=True) for pair in pipes]
        for reader in self._readers:
            reader.start()

    @property
    def pid(self) -> int:
        return self.process.pid

    def wait_for(self, holds: Callable[[], bool], what: str, timeout_s: float = START_S) -> None:
        """Until `holds`, looked at whenever the process says something, and now and then."""
        deadline_s = time.monotonic() + timeout_s
        with self._news:
            while not holds():
                assert time.monotonic() < deadline_s, f"waited in vain for {what}: {self.said} {self.log}"
                self._news.wait(0.05)

    def wait_for_log(self, words: str) -> str:
        """The first line of the log with `words`."""
        self.wait_for(lambda: any(words in line for line in self.log), words)
        return next(line for line in self.log if words in line)

    def wait_for_word(self, word: str) -> str:
        """What a driven kiosk says on its standard output: the rest of the line that begins with `word`."""
        self.wait_for(lambda: any(line.split(" ")[0].strip() == word for line in self.said), word)
        return next(line for line in self.said if line.split(" ")[0].strip() == word).partition(" ")[2].strip()

    def children(self) -> list[int]:
        """Process ids of its children, proc(5)."""
        found: list[int] = []
        for task in Path(f"/proc/{self.pid}/task").glob("*/children"):
            found += [int(pid) for pid in task.read_text().split()]
        return found

    def terminate(self) -> int:
        """SIGTERM; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.end()

    def kill(self) -> None:
        """SIGKILL."""
        self.process.kill()
        self.end()

    def end(self) -> int:
        """Wait for the end, with everything it said read; the exit code."""
        code = self.process.wait(START_S)
        for reader in self._readers:
            reader.join(START_S)
        for pipe in (self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()
        return code

    def _read(self, pipe: Iterator[str], lines: list[str]) -> None:
        for line in pipe:
            with self._news:
                lines.append(line.rstrip("\n"))
                self._news.notify_all()


def is_running(pid: int) -> bool:
    """Whether the process is there and not merely waiting to be reaped."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


@contextmanager
def running_kiosk(folder: KioskFolder, **env: str) -> Iterator[KioskProcess]:
    """`kiosk run` as the service unit starts it, but in a window. Killed at the end if it still runs."""
    yield from _run(["-m", "kiosk", "run", *WINDOW, "--settings", str(folder.settings)], env)


@contextmanager
def driven_kiosk(folder: KioskFolder, scenario: str, *words: str, **env: str) -> Iterator[KioskProcess]:
    """The same with a finger in it that walks a scenario of `driven_kiosk.py`."""
    command = ["-m", "tests.system.driven_kiosk", scenario, ",".join(words), str(folder.settings)]
    yield from _run(command, env)


def _run(command: list[str], env: dict[str, str]) -> Iterator[KioskProcess]:
    kiosk = KioskProcess(command, env)
    try:
        yield kiosk
    finally:
        if kiosk.process.poll() is None:
            kiosk.process.kill()
        kiosk.end()
