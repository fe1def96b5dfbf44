"""How the process lives under its service manager: one instance, clean stop, watchdog, crashes remembered. No Qt."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from enum import IntEnum
from pathlib import Path
from types import FrameType
from typing import IO

import msgspec

CRASHES_TO_SAFE_MODE = 3
CRASH_WINDOW_S = 300.0
"""Three crashes within five minutes open safe mode (DESIGN.md section 5)."""


class ExitCode(IntEnum):
    """How a command ends. 2 is what the command line parser uses; the high numbers are those of sysexits.h."""

    DONE = 0
    FAILED = 1
    """What was asked for did not work out; the reason stands on stderr."""
    WRONG_USE = 2
    CRASHED = 70
    """A bug: a traceback's places are in the log. The service manager restarts the kiosk."""
    ALREADY_RUNNING = 75
    """Another instance holds the same store."""


class InstanceLock:
    """Held for as long as this object is open; the kernel lets go of it however the process ends."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def release(self) -> None:
        """Let another instance in."""
        self._file.close()


def lock_instance(folder: Path) -> InstanceLock | None:
    """Become the only instance that uses `folder`; None when there is one already. Raises OSError as open does."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = (folder / "kiosk.lock").open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return InstanceLock(file)


class StopSignals:
    """SIGTERM, SIGINT and SIGHUP as something an event loop can wait for. Made on the main thread.

    Qt's loop does not return to Python while nothing happens, so that a Python handler alone would run late.
    """

    _NUMBERS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)

    def __init__(self) -> None:
        self._read, self._write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._previous = {number: signal.signal(number, self._note) for number in self._NUMBERS}
        self._previous_fd = signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)

    def fileno(self) -> int:
        """Readable once a signal has come; for QSocketNotifier or select."""
        return self._read

    def take(self) -> tuple[str, ...]:
        """The names of the signals that came since the last time."""
        try:
            numbers = os.read(self._read, 64)
        except BlockingIOError:
            return ()
        return tuple(signal.Signals(number).name for number in numbers)

    def close(self) -> None:
        """Put back what was there before."""
        signal.set_wakeup_fd(self._previous_fd)
        for number, handler in self._previous.items():
            signal.signal(number, handler)
        os.close(self._read)
        os.close(self._write)

    @staticmethod
    def _note(number: int, frame: FrameType | None) -> None:
        """The wake-up descriptor has told already."""


class ServiceManager(msgspec.Struct, frozen=True):
    """Tells systemd how we are: the datagrams of sd_notify(3). Without systemd every call does nothing."""

    address: str | bytes
    """Where to send; empty without systemd."""
    watchdog_s: float | None
    """How often `feed_watchdog` is due, in seconds; None where no watchdog waits."""

    def ready(self) -> None:
        """The first screen is drawn."""
        self._notify("READY=1")

    def stopping(self) -> None:
        """A clean stop has begun."""
        self._notify("STOPPING=1")

    def status(self, sentence: str) -> None:
        """One line for `systemctl status`; nothing personal in it."""
        self._notify(f"STATUS={' '.join(sentence.split())}")

    def feed_watchdog(self) -> None:
        """The interface thread is alive. Called by it alone, from its event loop."""
        self._notify("WATCHDOG=1")

    def _notify(self, message: str) -> None:
        if not self.address:
            return
        import socket  # 3 ms, which the first frame does without

        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as channel:
            channel.setblocking(False)
            try:
                channel.sendto(message.encode(), self.address)
            except OSError:
                return  # nobody listens any more, or its queue is full: the next message is soon enough


def service_manager(env: Mapping[str, str] = os.environ) -> ServiceManager:
    """The service manager that started us.

    `WATCHDOG_PID` is left alone: under a compositor such as cage it names the compositor, and the unit allows all of
    its processes to notify (`NotifyAccess=all`).
    """
    path = env.get("NOTIFY_SOCKET", "")
    interval_us = env.get("WATCHDOG_USEC", "")
    return ServiceManager(
        # A leading @ stands for the NUL of an abstract socket, sd_notify(3).
        address=b"\0" + path[1:].encode() if path.startswith("@") else path,
        # Half of the time allowed, as sd_watchdog_enabled(3) advises.
        watchdog_s=int(interval_us) / 2_000_000 if interval_us.isdecimal() and int(interval_us) else None,
    )


def boot_id() -> str:
    """A name that the kernel gives to this boot, proc(5). Raises OSError where there is no /proc."""
    return Path("/proc/sys/kernel/random/boot_id").read_text().strip()


def uptime_s() -> float:
    """Seconds since the boot, suspends included: unlike the wall clock it cannot jump, and it outlives the process."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class CrashJournal:
    """Remembers across restarts how often this program ended without saying so.

    A mark is written at the start and taken away by a clean stop: whoever finds it knows of a crash, of whatever
    kind. Another boot id means that the machine went down, which is no crash of ours. A disk that does not take
    the mark costs the memory, never the start.
    """

    def __init__(
        self, folder: Path, *, boot: Callable[[], str] = boot_id, uptime: Callable[[], float] = uptime_s
    ) -> None:
        self._path = folder / "crashes.json"
        self._boot = boot
        self._uptime = uptime

    def begin(self) -> int:
        """A run begins: the number of crashes that count against it, the last run's included."""
        try:
            boot = self._boot()
        except OSError:
            return 0
        now_s = self._uptime()
        crashes_s = [at_s for at_s in self._read(boot, now_s) if now_s - at_s < CRASH_WINDOW_S]
        self._write({"boot": boot, "crashes_s": crashes_s})
        return len(crashes_s)

    def end(self) -> None:
        """The run ends well: whatever was before is forgotten."""
        with suppress(OSError):
            self._path.unlink()

    def _read(self, boot: str, now_s: float) -> list[float]:
        """The crashes of this boot. A mark that is still there is one more, discovered now: restarts take seconds."""
        try:
            noted = json.loads(self._path.read_text())
            if noted["boot"] != boot:
                return []
            return [*(float(at_s) for at_s in noted["crashes_s"]), now_s]
        except OSError:
            return []
        except (ValueError, KeyError, TypeError):
            return [now_s]

    def _write(self, noted: dict[str, object]) -> None:
        fresh = self._path.with_suffix(".new")
        with suppress(OSError):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh.write_text(json.dumps(noted))
            fresh.replace(self._path)
