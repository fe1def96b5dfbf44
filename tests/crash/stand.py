"""Where a kiosk is killed again and again: its folder, its printer, its desk, and what it said before each end."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

from kiosk.clock import SystemClock
from kiosk.devices.simulators.machine import PrintedSlip
from kiosk.devices.simulators.ports import PtyPort, TcpPort
from kiosk.devices.simulators.printer import PrinterSimulator, SimulatedModel
from kiosk.devices.urls import TcpUrl
from kiosk.store.opening import join_store
from sync.desks.embedded import EmbeddedDesk
from tests.crash.kill_plan import DISK, FUSE_VARIABLE, MOMENT, SYNC, VARIABLE, VISITS, Kill
from tests.crash.power_loss import Disk
from tests.system.kiosk_folder import KioskFolder

ROOT = Path(__file__).resolve().parents[2]
CODE = "K7"
"""What `KioskFolder` writes into the settings."""

WAIT_S = 60.0
"""For what has to happen, on a machine that is busy with other tests."""

LONGEST_PAUSE_S = 1.5
"""From the end of the sync process alone to the power cut: the kiosk starts it again after a second."""

MM_PER_S = 300.0
"""The simulated head: a slip takes half a second, so that moments fall into it."""


class Run:
    """One life of the program, from its start to its kill."""

    def __init__(self, command: Sequence[str], env: dict[str, str], *, within: Sequence[str] = ()) -> None:
        """`within` is what puts the command somewhere, as nsenter(1) does."""
        self.process = subprocess.Popen(
            [*within, sys.executable, *command],
            cwd=ROOT,
            env=os.environ | env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        self.said: list[str] = []
        self.log: list[str] = []
        self._news = threading.Condition()
        self._read_out = False
        pipes = ((self.process.stdout, self.said), (self.process.stderr, self.log))
        self._readers = [threading.Thread(target=self._read, args=pair, daemon=True) for pair in pipes]
        for reader in self._readers:
            reader.start()

    def wait(self, until: Callable[[], object], what: str, *, within_s: float = WAIT_S) -> None:
        """Until `until`, looked at whenever the program says something, and now and then."""
        deadline_s = time.monotonic() + within_s
        with self._news:
            while not until():
                assert time.monotonic() < deadline_s, f"waited in vain for {what}\n{self.said}\n" + "\n".join(self.log)
                self._news.wait(0.05)

    @property
    def ended(self) -> bool:
        """Whether the kiosk's own process is gone."""
        return self.process.poll() is not None

    def cut_power(self) -> None:
        """SIGKILL for everything the kiosk started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def kill(self) -> None:
        """SIGKILL for the kiosk's own process alone."""
        self.process.kill()

    def stop(self) -> int:
        """SIGTERM; the exit code."""
        self.process.terminate()
        return self.read_to_end()

    def read_to_end(self) -> int:
        """Everything it said, once all of its processes are gone; the exit code."""
        code = self.process.wait(WAIT_S)
        if self._read_out:
            return code
        # The sync process writes to the same log: its end is the end of the pipe.
        for reader in self._readers:
            reader.join(WAIT_S)
            assert not reader.is_alive(), "a process of the kiosk outlived it"
        for pipe in (self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()
        self._read_out = True
        return code

    def _read(self, pipe: Iterator[str], lines: list[str]) -> None:
        for line in pipe:
            with self._news:
                lines.append(line.rstrip("\n"))
                self._news.notify_all()


class Paper:
    """What came out of the printer, in the order it was cut off."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        """Native text, and what else can be read in the bytes: the reference in the QR code."""
        self._lock = threading.Lock()

    def take(self, slip: PrintedSlip) -> None:
        """Called on the simulator's thread."""
        with self._lock:
            self.pieces.append(slip.text + slip.raw.decode("ascii", "ignore"))


class CrashStand:
    """One kiosk, its printer and the desk. What people were told is remembered over all of its lives."""

    def __init__(self, folder: KioskFolder, desk: EmbeddedDesk, failing_disk: Path, draw: Random) -> None:
        """`failing_disk` is the compiled `failing_disk.c`."""
        self.folder = folder
        self._failing_disk = failing_disk
        self.desk = desk
        self.draw = draw
        self.paper = Paper()
        port = draw.choice((PtyPort, TcpPort))()
        self.printer = PrinterSimulator(port, SimulatedModel(head_mm_per_s=MM_PER_S), on_slip=self.paper.take)
        url = self.printer.url
        line = f"tcp://{url.host}:{url.port}" if isinstance(url, TcpUrl) else f"serial://{url.path}"
        folder.write(token=desk.token, printer={"url": line}, desk={"url": desk.url})
        self.accepted: dict[str, str] = {}
        """Each reference that stood on the glass, with its request."""
        self.asked: Counter[str] = Counter()
        """How many slips of each reference somebody asked for, the first one included."""
        self.printed: dict[str, str] = {}
        """Each print job whose slip the glass said is printed, with its reference."""
        self.kills = 0
        self.cycles_s: list[float] = []
        self.refused = 0
        """How often the glass said that a request is not kept."""
        self._run: Run | None = None
        self._fuse = folder.path / "fuse"
        self._before, self._disk_log = folder.path / "before", folder.path / "disk.log"

    def close(self) -> None:
        """End what still runs, and switch the printer off for good."""
        if self._run is not None:
            self._run.cut_power()
            self._run.read_to_end()
        self.printer.close()

    def start(self, *, kill: Kill | None = None, visits: int = VISITS) -> Run:
        """Start the program; with `kill` at a named place it is armed for that."""
        env = {}
        if kill is not None and kill.point not in {MOMENT, DISK}:
            self._fuse.touch()
            env = {VARIABLE: kill.encode(), FUSE_VARIABLE: str(self._fuse)}
        if kill is not None and kill.unsynced:
            env |= self._watch_disk(kill)
        # A power cut is no crash of ours: another boot. Three kills in five minutes would open safe mode.
        (self.folder.store / "crashes.json").unlink(missing_ok=True)
        seed = str(self.draw.random())
        self._run = Run(["-m", "tests.crash.killed_kiosk", str(self.folder.settings), str(visits), seed], env)
        return self._run

    def _watch_disk(self, kill: Kill) -> dict[str, str]:
        self.folder.store.mkdir(mode=0o700, exist_ok=True)
        self.image(self._before)
        self._disk_log.unlink(missing_ok=True)
        return {
            "LD_PRELOAD": str(self._failing_disk),
            "FAILING_DISK_FOLDER": str(self.folder.store),
            "FAILING_DISK_LOG": str(self._disk_log),
            "FAILING_DISK_FAULT": "" if kill.fault is None else kill.fault.encode(),
        }

    def run_and_kill(self, kill: Kill) -> Run:
        """One life that ends as `kill` says. What it showed is remembered."""
        begun_s = time.monotonic()
        run = self.start(kill=kill)
        try:
            self._kill(run, kill)
            if not kill.alone:
                run.cut_power()
            # Of a kiosk killed alone the sync process ends by itself: its input has ended.
            run.read_to_end()
        finally:
            run.cut_power()
        if kill.unsynced:
            disk = Disk(self._before, self.folder.store)
            disk.follow(self._disk_log)
            disk.lose_power(self.draw)
        self.remember(run)
        self.kills += 1
        self.cycles_s.append(time.monotonic() - begun_s)
        return run

    def _kill(self, run: Run, kill: Kill) -> None:
        if kill.point == MOMENT:
            run.wait(lambda: run.log or run.ended, "the first word")
            with contextlib.suppress(subprocess.TimeoutExpired):
                run.process.wait(kill.after_s)
            assert not run.ended, f"the program ended by itself: {run.log}"
            run.cut_power()
            if kill.site:
                self.printer.power_off()
                self.desk.kill()
                self.printer.power_on()
                self.desk.start()
            return
        if kill.point == DISK:
            # Killed amid a call; or the calls failed, and somebody saw it.
            run.wait(lambda: run.ended or "done" in run.said, f"an end of the visits in spite of {kill}")
            assert not run.ended or (kill.fault is not None and not kill.fault.error), f"{kill} ended it: {run.log}"
            return
        if kill.point.startswith("close."):
            run.wait(lambda: "done" in run.said, "the end of the visits")
            run.process.terminate()
        run.wait(lambda: not self._fuse.exists() or run.ended, f"the place {kill}")
        assert not self._fuse.exists(), f"ended before it reached {kill}: {run.said} {run.log}"
        if kill.alone and kill.point.startswith(SYNC):
            # The kiosk goes on and starts its sync process again, until the power goes after all.
            with contextlib.suppress(subprocess.TimeoutExpired):
                run.process.wait(self.draw.uniform(0, LONGEST_PAUSE_S))
            assert not run.ended, f"the kiosk ended with its sync process: {run.log}"
            run.cut_power()
        run.process.wait(WAIT_S)

    def remember(self, run: Run) -> None:
        """Note what the glass said in `run`. A reference is never shown for two requests."""
        for line in run.said:
            what, *rest = line.split()
            match what, rest:
                case "accepted", [reference, request]:
                    known = self.accepted.setdefault(reference, request)
                    assert known == request, f"{reference} was given out twice"
                    self.asked[reference] += 1
                case "refused", []:
                    self.refused += 1
                case "again", [reference]:
                    self.asked[reference] += 1
                case "printed", [reference, job]:
                    self.printed[job] = reference

    def image(self, to: Path) -> Path:
        """A copy of the store's folder as it lies on the disk, to be looked at without touching it."""
        shutil.rmtree(to, ignore_errors=True)
        shutil.copytree(self.folder.store, to, symlinks=True)
        return to

    def tickets(self) -> dict[str, list[str]]:
        """The desk's numbers of each reference."""
        return read_tickets(self.desk.announced.token_file.parent)

    def wait_delivered(self, run: Run) -> None:
        """Until the desk has everything that was accepted."""
        wait_delivered(self.folder, run)


def read_tickets(desk: Path) -> dict[str, list[str]]:
    """The numbers of each reference at the embedded desk in this folder: read from the desk's own file."""
    found: dict[str, list[str]] = {}
    with contextlib.closing(sqlite3.connect(f"file:{desk / 'desk.sqlite3'}?mode=ro", uri=True)) as connection:
        for number, title in connection.execute("SELECT id, title FROM helpdesk_ticket"):
            found.setdefault(title.split()[0], []).append(str(number))
    return found


def wait_delivered(folder: KioskFolder, run: Run, *, within_s: float = WAIT_S) -> None:
    """Until the desk has everything that was accepted. Looks into the store beside the running kiosk."""
    store = join_store(folder.store, folder.key, kiosk_code=CODE, clock=SystemClock())
    try:
        run.wait(lambda: not store.outbox() or run.ended, "the outbox to drain", within_s=within_s)
    finally:
        store.close()
