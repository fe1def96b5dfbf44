"""Delivering the outbox: our sync process against a bare httpx loop, its memory, and what the interface feels of it.

Both send the same bodies to the same desk, each from a process of its own: to django-helpdesk with our gateway, and to
`stub_desk.py`, which does no more than keep what it gets. Milliseconds an entry, from the first answer to the last. The
loop sends one at a time and keeps no account. Ours commits every attempt before the call, together with the ticket of
the entry before: one `synchronous=FULL` commit of an encrypted file for each entry, which no sender does without who
promises to lose nothing. Beside a desk that makes tickets it does not count, hence the goal; beside one that answers in
less than a millisecond it is a good part of the whole, which stands here without a goal.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path

import httpx
from harness import ROOT, Row, arguments, interleave, median, percentile, report

sys.path.insert(0, str(ROOT))

from sqlalchemy import Connection
from submit import submission
from tap import WALKS_A_ROUND, KioskOnTest, Times, big_pack

from kiosk.clock import SystemClock
from kiosk.domain.reference import Reference, next_reference
from kiosk.domain.request import EntryKind, OutboxEntry
from kiosk.store import open_store
from kiosk.store.requests import issue, keep
from sync.agent import IN_FLIGHT
from sync.desks.embedded import EmbeddedDesk, desk_python
from sync.desks.gateway_wire import encode_entry
from sync.routing import Routing

KEY = bytes(range(32))
ANY_KEY = "K7.bench"
"""The stub takes every one."""
A_ROUND = 300
"""Entries of a round."""
FEW, MANY = 100, 100_000
"""Entries between which memory may hardly grow."""
AT_ONCE = 1000
"""Entries made in one transaction, so that the bench does not wait for what it does not measure."""
ROUTING = Routing()
BUSY_S = 60.0
"""Longest pause after a desk that asked for patience, with its jitter."""


def _references() -> Iterator[Reference]:
    sequence = 0
    while True:
        sequence, reference = next_reference("K7", "M", sequence)
        yield reference


REFERENCES = _references()
"""No desk is given one twice."""


@contextmanager
def stub_desk(folder: Path) -> Iterator[str]:
    """A desk in a process of its own; its address."""
    command = [sys.executable, str(ROOT / "bench" / "stub_desk.py"), str(folder)]
    desk = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield (desk.stdout or sys.stdin).readline().strip()
    finally:
        desk.communicate()


def make_kiosk(folder: Path, url: str, entries: int, *, token: str = ANY_KEY, more: str = "") -> Path:
    """A kiosk's folder with so many requests waiting; its settings file."""
    folder.mkdir()
    (folder / "secrets").mkdir(mode=0o700)
    for name, secret in (("store-key", KEY), ("desk-token", token.encode())):
        (folder / "secrets" / name).touch(mode=0o600)
        (folder / "secrets" / name).write_bytes(secret)
    settings = folder / "kiosk.toml"
    settings.write_text(
        f'{more}\n[store]\nfolder = "store"\n[secrets]\nfolder = "secrets"\n[desk]\nurl = "{url}"\n', encoding="utf-8"
    )
    clock = SystemClock()
    store = open_store(folder / "store", KEY, kiosk_code="K7", clock=clock).store

    def fill(connection: Connection, count: int) -> None:
        for reference in islice(REFERENCES, count):
            keep(connection, issue(reference, clock.now()), submission)

    for begin in range(0, entries, AT_ONCE):
        store.write(partial(fill, count=min(AT_ONCE, entries - begin))).result()
    store.close()
    return settings


def bodies_of(settings: Path) -> Path:
    """What the sync process would send of that kiosk's store, in a file for the bare loop."""
    store = open_store(settings.parent / "store", KEY, kiosk_code="K7", clock=SystemClock()).store
    file = settings.parent / "bodies"
    with file.open("wb") as lines:
        for row in store.outbox():
            if (kept := store.request_by_id(row.request_id)) is None:
                raise LookupError(f"{row.reference} has an entry and no request")
            entry = OutboxEntry(id=row.id, kind=EntryKind.REQUEST, request=kept.request, attempts=1)
            lines.write(f"{entry.id} ".encode() + encode_entry(entry, ROUTING.destination(entry.request)) + b"\n")
    store.close()
    return file


class Sync:
    """Our sync process on a kiosk's folder, as the kiosk starts it. Use as a context manager."""

    def __init__(self, settings: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sync", "--settings", str(settings)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip

    def __enter__(self) -> Sync:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def deliver(self, entries: int) -> float:
        """Wait until so many are delivered; milliseconds of each, from the first answer to the last."""
        delivered, first_s = 0, 0.0
        for line in self._process.stdout or ():
            delivered += json.loads(line)["event"] == "delivered"
            first_s = first_s or (time.perf_counter() if delivered else 0.0)
            if delivered == entries:
                return 1000 * (time.perf_counter() - first_s) / (entries - 1)
        raise RuntimeError(f"the sync process ended with {delivered} of {entries} entries delivered")

    def peak_mb(self) -> float:
        """The most memory it has had so far: proc(5), `VmHWM` in kB."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def measure_delivery(folder: Path, url: str, token: str, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds an entry, ours and the bare loop's."""

    def ours_ms() -> float:
        with kiosk_folder(folder) as kiosk, Sync(make_kiosk(kiosk, url, A_ROUND, token=token)) as sync:
            return sync.deliver(A_ROUND)

    def bare_ms() -> float:
        with kiosk_folder(folder) as kiosk:
            bodies = bodies_of(make_kiosk(kiosk, url, A_ROUND, token=token))
            loop = [sys.executable, str(ROOT / "bench" / "bare_sender.py"), url, token, str(bodies)]
            return float(subprocess.run(loop, check=True, stdout=subprocess.PIPE, text=True).stdout)

    ours, bare = interleave(rounds, ours_ms, bare_ms)
    return ours, bare


@contextmanager
def kiosk_folder(folder: Path) -> Iterator[Path]:
    """A place for a kiosk's folder, removed afterwards."""
    kiosk = folder / "kiosk"
    try:
        yield kiosk
    finally:
        shutil.rmtree(kiosk, ignore_errors=True)


def measure_memory(settings: Path, entries: int) -> float:
    """Megabytes that our process had at most when so many were delivered."""
    with Sync(settings) as sync:
        sync.deliver(entries)
        return sync.peak_mb()


def measure_taps(settings: Path, url: str, rounds: int) -> tuple[Times, Times]:
    """Taps in the real kiosk while its outbox drains, and while the desk takes nothing; in turn."""
    draining, idle = Times(), Times()
    httpx.post(f"{url}/close")  # else much is gone before the first tap
    kiosk = KioskOnTest(settings.parent, settings, largest=False, sync=True)
    try:
        for _ in range(rounds):
            httpx.post(f"{url}/close")
            kiosk.walk(Times())  # what was under way ends meanwhile
            for _ in range(WALKS_A_ROUND):
                kiosk.walk(idle)
            httpx.post(f"{url}/open")
            wait_busy(url)
            for _ in range(WALKS_A_ROUND):
                kiosk.walk(draining)
            wait_busy(url)
    finally:
        httpx.post(f"{url}/open")
        kiosk.close()
    return draining, idle


def wait_busy(url: str) -> None:
    """Wait until the desk files what it gets: a closed one is left alone for a while."""
    end_s = time.monotonic() + BUSY_S
    before = filed(url)
    while filed(url) < before + IN_FLIGHT:
        if time.monotonic() > end_s:
            raise TimeoutError("nothing is delivered any more: the taps outlasted the entries")
        time.sleep(0.05)


def filed(url: str) -> int:
    """How much the desk has filed."""
    return int(httpx.get(f"{url}/filed").json()["filed"])


def p99(times: Times) -> float:
    """What hardly any change of the screen takes longer than."""
    return percentile(times.change, 0.99)


def main() -> None:
    """Measure and report."""
    options = arguments(__doc__ or "")
    folder = Path(tempfile.mkdtemp(prefix="frontdoor-bench-"))
    try:
        with EmbeddedDesk(desk_python(), folder / "desk") as desk:
            ours, bare = measure_delivery(folder, desk.url, desk.token, options.rounds)
        with stub_desk(folder) as url:
            to_stub, bare_to_stub = measure_delivery(folder, url, ANY_KEY, options.rounds)
            few_mb = measure_memory(make_kiosk(folder / "few", url, FEW), FEW)
            more = f'[content]\nfolder = "{big_pack(folder)}"\n[printer]\nurl = ""\n[visit]\nidle_s = 3600\n'
            settings = make_kiosk(folder / "many", url, MANY, more=more)
            begun = filed(url)
            draining, idle = measure_taps(settings, url, options.rounds)
            many_mb = measure_memory(settings, MANY - (filed(url) - begun))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    change, unhurried = percentile(draining.change, 0.5), percentile(idle.change, 0.5)
    rows = [
        Row("an entry to django-helpdesk", "ms", median(ours), median(bare), goal=1.2),
        Row("an entry to a desk that only keeps it", "ms", median(to_stub), median(bare_to_stub)),
        Row("memory with 100,000 entries against 100", "MB", many_mb, few_mb, goal=1.3),
        Row("change of screen while draining against idle, p99", "ms", p99(draining), p99(idle), goal=1.2),
        Row("change of screen while draining against idle, p50", "ms", change, unhurried),
    ]
    report("sync", rows, as_json=options.json)


if __name__ == "__main__":
    main()
