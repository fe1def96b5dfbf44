"""Child processes that the kiosk keeps alive beside the interface. No Qt here.

A child talks in lines: we write to its standard input, it answers with JSON objects on its standard output; its log
goes to our standard error. When our end of its standard input closes it stops by itself, so none outlives the kiosk.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

FIRST_RESTART_S = 1.0
"""A child that died once is missed at once."""

LAST_RESTART_S = 60.0
"""A child that dies at every start must not take a core for itself."""

HEALTHY_AFTER_S = 60.0
"""A child that lived this long starts its back-off anew."""

STOP_S = 5.0
"""How long a child may take to finish what it has in hand before it is killed."""

NOT_STARTED = 127
"""What `on_exit` gets when the system could not start the child now, as shells tell it."""


class Child:
    """One child process, restarted for ever with back-off. `on_line` is called on the reading thread."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        on_line: Callable[[dict[str, Any]], None],
        on_exit: Callable[[int], None] = lambda _code: None,
        env: Mapping[str, str] | None = None,
        monotonic_s: Callable[[], float],
    ) -> None:
        self._command = list(command)
        self._on_line = on_line
        self._on_exit = on_exit
        self._env = dict(env) if env is not None else None
        self._monotonic_s = monotonic_s
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep_alive, name=f"child-{command[-1]}", daemon=True)

    @property
    def pid(self) -> int | None:
        """The running child's process id."""
        with self._lock:
            return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the child and keep it alive; returns at once."""
        self._thread.start()

    def tell(self, line: str) -> None:
        """Write one line to the child; nothing happens while there is none. A pipe takes it without waiting."""
        with self._lock:
            if self._process is not None and self._process.stdin is not None:
                with contextlib.suppress(BrokenPipeError, ValueError):
                    self._process.stdin.write(line + "\n")
                    self._process.stdin.flush()

    def stop(self) -> None:
        """End the child for good: close its input, wait, kill if need be. Blocks up to `STOP_S`."""
        self._stopping.set()
        with self._lock:
            process = self._process
        if process is not None:
            with contextlib.suppress(BrokenPipeError, ValueError):
                if process.stdin is not None:
                    process.stdin.close()
            try:
                process.wait(STOP_S)
            except subprocess.TimeoutExpired:
                process.kill()
        self._thread.join(STOP_S)

    def _keep_alive(self) -> None:
        pause_s = FIRST_RESTART_S
        while not self._stopping.is_set():
            started_s = self._monotonic_s()
            try:
                code = self._run_once()
            except OSError:
                code = NOT_STARTED
            if self._stopping.is_set():
                return
            self._on_exit(code)
            if self._monotonic_s() - started_s >= HEALTHY_AFTER_S:
                pause_s = FIRST_RESTART_S
            self._stopping.wait(pause_s)
            pause_s = min(2 * pause_s, LAST_RESTART_S)

    def _run_once(self) -> int:
        with self._lock:
            if self._stopping.is_set():
                return 0
            process = self._process = subprocess.Popen(  # noqa: S603 - the command is our own program
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                env=self._env,
            )
        try:
            if process.stdout is None:
                raise AssertionError("the child was started with a pipe")
            for line in process.stdout:
                self._read(line)
            return process.wait()
        finally:
            with self._lock:
                self._process = None
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with contextlib.suppress(BrokenPipeError):
                        pipe.close()

    def _read(self, line: str) -> None:
        try:
            said = json.loads(line)
        except ValueError:
            return
        if isinstance(said, dict):
            self._on_line(said)
