"""Starts and stops the embedded desk: django-helpdesk with our gateway, as a child in an environment of its own.

The kiosk never imports Django: it runs `python -m frontdoor_gateway serve` with the interpreter of `.venv-desk`, with
the gateway's folder on that child's PYTHONPATH. The child ends when our end of its standard input closes, so it never
outlives who started it, however that ended.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from kiosk.errors import DeskError

READY_S = 60.0
"""A first start makes all tables: 3 s here, many times that on a slow disk. Beyond this it hangs."""

STOP_S = 10.0
"""How long the desk may take to answer what it has in hand before it is killed."""

GATEWAY_FOLDER = Path(__file__).resolve().parent.parent / "gateway"
DESK_ENVIRONMENT = Path(__file__).resolve().parent.parent.parent / ".venv-desk"
ENVIRONMENT_VARIABLE = "FRONTDOOR_DESK_ENVIRONMENT"
"""Names the desk's virtual environment where it is not `.venv-desk` beside the program. Where the program came as a
wheel, `GATEWAY_FOLDER` is not there and the gateway is installed in that environment."""


class DeskNotStarted(DeskError):
    """The embedded desk did not come up."""

    code = "FD-510"


@dataclass(frozen=True, slots=True)
class Announced:
    """What the desk says once it takes requests. The token and the password stand in files of mode 0600."""

    url: str
    token_file: Path
    agent: str
    agent_password_file: Path


def desk_python(environment: Path | None = None) -> Path:
    """The interpreter of the desk's environment. Raises DeskNotStarted when there is none."""
    environment = environment or Path(os.environ.get(ENVIRONMENT_VARIABLE) or DESK_ENVIRONMENT)
    python = environment / "bin" / "python"
    if not python.exists():
        raise DeskNotStarted(
            f"There is no desk environment at {environment}.",
            remedy=f"Run `scripts/demo`, which makes it, or name it in {ENVIRONMENT_VARIABLE}.",
        )
    return python


class EmbeddedDesk:
    """One embedded desk and its folder; `with EmbeddedDesk(…) as desk` runs it. Blocking; keep it off the interface."""

    def __init__(
        self,
        python: Path,
        data: Path,
        *,
        kiosk: str = "K7",
        port: int = 0,
        language: str = "en",
        time_zone: str = "UTC",
        log: IO[Any] | int | None = None,
    ) -> None:
        """`log` gets what the desk writes to standard error; None is `desk.log` in `data`."""
        self._command = [str(python), "-m", "frontdoor_gateway", "serve", "--data", str(data), "--kiosk", kiosk]
        self._command += ["--language", language, "--time-zone", time_zone, "--stop-at-eof"]
        self._data = data
        self._port = port
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None
        self._announced: Announced | None = None

    @property
    def announced(self) -> Announced:
        """What the running desk said of itself."""
        if self._announced is None:
            raise DeskNotStarted("The desk is not running.")
        return self._announced

    @property
    def url(self) -> str:
        """Where the desk answers; it keeps its port over a restart by this object."""
        return self.announced.url

    @property
    def token(self) -> str:
        """The kiosk's token."""
        return self.announced.token_file.read_text().strip()

    @property
    def pid(self) -> int | None:
        """The desk's process id while it runs."""
        return self._process.pid if self._process is not None else None

    def start(self) -> Announced:
        """Start the desk and wait until it takes requests. Raises DeskNotStarted after `READY_S` or when it dies."""
        self._data.mkdir(mode=0o700, parents=True, exist_ok=True)
        with contextlib.ExitStack() as stack:
            log = self._log
            if log is None:
                log = stack.enter_context((self._data / "desk.log").open("ab"))
            self._process = subprocess.Popen(  # noqa: S603 - our own program, in the environment it was made for
                [*self._command, "--port", str(self._port)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env={**os.environ, "PYTHONPATH": str(GATEWAY_FOLDER)},
            )
        try:
            self._announced = self._wait_ready(self._process)
        except BaseException:
            self.kill()
            raise
        self._port = int(self._announced.url.rpartition(":")[2])
        return self._announced

    def stop(self) -> None:
        """Let the desk answer what it has in hand and end; kill it after `STOP_S`."""
        process, self._process = self._process, None
        if process is None:
            return
        self._announced = None
        _close(process.stdin)
        try:
            process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        _close(process.stdout)

    def kill(self) -> None:
        """End the desk at once, as a power cut would (SIGKILL)."""
        process, self._process = self._process, None
        if process is None:
            return
        self._announced = None
        process.kill()
        process.wait()
        _close(process.stdin)
        _close(process.stdout)

    def wait(self) -> int:
        """Wait until the desk ends by itself; its exit code."""
        return self._process.wait() if self._process is not None else 0

    def __enter__(self) -> EmbeddedDesk:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _wait_ready(self, process: subprocess.Popen[bytes]) -> Announced:
        if process.stdout is None:
            raise AssertionError("the desk was started with a pipe")
        deadline_s = time.monotonic() + READY_S
        line = b""
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while not line.endswith(b"\n"):
                if not selector.select(max(0.0, deadline_s - time.monotonic())):
                    raise DeskNotStarted(f"The desk was not ready after {READY_S:.0f} s.", remedy=self._see_log())
                got = os.read(process.stdout.fileno(), 4096)
                if not got:
                    raise DeskNotStarted(f"The desk ended with code {process.wait()}.", remedy=self._see_log())
                line += got
        said = json.loads(line)
        return Announced(
            url=said["url"],
            token_file=Path(said["token_file"]),
            agent=said["agent"],
            agent_password_file=Path(said["agent_password_file"]),
        )

    def _see_log(self) -> str:
        return f"See {self._data / 'desk.log'}." if self._log is None else "See its log."


def _close(pipe: IO[bytes] | None) -> None:
    if pipe is not None:
        with contextlib.suppress(OSError):
            pipe.close()
