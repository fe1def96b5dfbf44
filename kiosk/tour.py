"""The tour: whole visits by touch through the real program, with pictures, slips, and tickets read back from the desk.

Composition root for demonstration and proof: it holds the kiosk, its simulated printer and the embedded desk at once.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from rich.console import Console

from kiosk.app import Kiosk
from kiosk.demo import DemoFolder
from kiosk.devices.opening import SimulatedPrinter
from kiosk.devices.simulators.printer import PrinterSimulator
from kiosk.domain.printing import PrintState
from kiosk.domain.reference import Reference
from kiosk.domain.request import RequestState
from kiosk.finger import Finger, NotOnScreen
from kiosk.launch import RunOptions, start_qt
from kiosk.lifecycle import ExitCode
from kiosk.screens.session import LANGUAGE_NAMES
from kiosk.walker import Walker
from sync.desks.embedded import EmbeddedDesk, desk_python

DELIVERY_S = 30.0
"""A desk that has just come back is tried again within seconds; beyond this something is broken."""

SLIP_S = 20.0
"""A slip takes a second or two."""


@dataclass(frozen=True, slots=True)
class Leg:
    """One visit of the tour."""

    language: str
    service: str
    desk_down: bool = False
    paper_out: bool = False


LEGS = (
    Leg("en", "replacement-laptop"),
    Leg("ar", "password-reset"),
    Leg("fa", "guest-wifi"),
    Leg("el", "access-badge"),
    Leg("zh", "parking-permit"),
    Leg("en", "room-problem", desk_down=True),
    Leg("ar", "room-problem", paper_out=True),
)


@dataclass(slots=True)
class Visited:
    """What became of a leg."""

    leg: Leg
    request: UUID
    reference: Reference
    accepted_ms: float
    screens: list[str] = field(default_factory=list)
    slip: Path | None = None
    slip_bytes: int = 0


def make_tour(out: Path, folder: DemoFolder, pixels: tuple[int, int], language: str, console: Console) -> int:
    """Walk every leg, write `out`/tour.json, and say whether each became exactly one ticket and one confirmed slip."""
    out.mkdir(parents=True, exist_ok=True)
    for old in (*out.glob("*.png"), *out.glob("*.bin"), out / "tour.json"):
        old.unlink(missing_ok=True)
    with console.status("Starting the service desk"):
        desk = EmbeddedDesk(desk_python(), folder.desk)
        desk.start()
    try:
        with opened_kiosk(folder, desk, pixels, language) as kiosk:
            tour = Tour(kiosk, desk, out, console)
            faults = tour.walk()
    except NotOnScreen as missing:
        console.print(f"[bold red]The tour could not go on:[/] {missing}")
        return ExitCode.FAILED
    finally:
        desk.stop()
    for fault in faults:
        console.print(f"[bold red]Not as promised:[/] {fault}")
    if not faults:
        said = f"Every visit became one ticket and one confirmed slip. Pictures and slips: {out}"
        console.print(said, soft_wrap=True)
    return ExitCode.FAILED if faults else ExitCode.DONE


@contextlib.contextmanager
def opened_kiosk(
    folder: DemoFolder, desk: EmbeddedDesk | None, pixels: tuple[int, int], language: str
) -> Iterator[Kiosk]:
    """A kiosk in a window, with everything open and its first screen settled."""
    settings = folder.write_settings(desk, language=language)
    application = start_qt()
    options = RunOptions(*pixels, full_screen=False, sync=desk is not None)
    kiosk = Kiosk(settings, folder.settings, options)
    kiosk.open()
    try:
        finger = Finger(kiosk.window.window)
        finger.wait(lambda: kiosk.is_open, what="the store and the printer to open", timeout_s=30)
        finger.settle()
        yield kiosk
    finally:
        kiosk.close()
        application.processEvents()


class Tour:
    """Walks legs through one open kiosk. Interface thread."""

    def __init__(self, kiosk: Kiosk, desk: EmbeddedDesk, out: Path, console: Console) -> None:
        self._kiosk = kiosk
        self._desk = desk
        self._out = out
        self._console = console
        self._walker = Walker(kiosk)
        self._finger = self._walker.finger
        if not isinstance(kiosk.printer, SimulatedPrinter):
            raise TypeError("the tour prints on a simulated printer")
        self._printer: PrinterSimulator = kiosk.printer.simulator
        self._pool = ThreadPoolExecutor(1)

    def walk(self) -> list[str]:
        """Every leg, then the desk's word for each. The faults found, as sentences."""
        visits = []
        for number, leg in enumerate(LEGS, start=1):
            self._console.print(f"Visit {number} of {len(LEGS)}: {_described(leg)}")
            visits.append(self._visit(number, leg))
        told = [self._told(visited) for visited in visits]
        (self._out / "tour.json").write_text(
            json.dumps({"visits": told}, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )
        self._pool.shutdown()
        return [fault for visit in told for fault in _faults(visit)]

    def _visit(self, number: int, leg: Leg) -> Visited:
        if leg.desk_down:
            self._in_background(self._desk.stop)
        if leg.paper_out:
            self._printer.run_out_of_paper()
        pictures: list[str] = []

        def photograph(name: str) -> None:
            file = f"{number}-{leg.language}-{len(pictures) + 1:02}-{name}.png"
            self._finger.photograph(self._out / file)
            pictures.append(file)

        before = len(self._printer.slips)
        reference, accepted_ms = self._walker.request(leg.language, leg.service, photograph)
        stored = self._kiosk.store.request(reference)
        if stored is None:
            raise NotOnScreen(f"a stored request behind {reference}")
        visited = Visited(leg, stored.request.id, reference, accepted_ms, screens=pictures)
        if leg.paper_out:
            self._finger.wait(lambda: self._walker.slip_tone == "caution", what="the screen to say that paper is out")
            self._finger.settle()
            photograph("paper-out")
            self._printer.refill()
        self._finger.wait(lambda: self._walker.slip_tone == "success", what="the slip", timeout_s=SLIP_S)
        if not leg.desk_down:
            self._wait_for_ticket(visited)
        self._finger.settle()
        photograph("printed")
        self._keep_slip(number, visited, before)
        self._walker.finish()
        photograph("wiped")
        if leg.desk_down:
            self._in_background(self._desk.start)
            self._wait_for_ticket(visited)
        return visited

    def _in_background(self, work: Callable[[], object]) -> None:
        """Stop or start the desk while the interface goes on drawing."""
        future = self._pool.submit(work)
        self._finger.wait(future.done, what="the desk", timeout_s=60)
        future.result()

    def _wait_for_ticket(self, visited: Visited) -> None:
        def delivered() -> bool:
            stored = self._kiosk.store.request_by_id(visited.request)
            return stored is not None and stored.state is RequestState.DELIVERED

        self._finger.wait(delivered, what=f"the ticket of {visited.reference}", timeout_s=DELIVERY_S)

    def _keep_slip(self, number: int, visited: Visited, before: int) -> None:
        slips = self._printer.slips[before:]
        if len(slips) != 1 or slips[0].png is None:
            raise NotOnScreen(f"one slip to come out; there were {len(slips)}")
        visited.slip = self._out / f"{number}-{visited.leg.language}-slip.png"
        visited.slip_bytes = len(slips[0].raw)
        shutil.copyfile(slips[0].png, visited.slip)
        visited.slip.with_suffix(".bin").write_bytes(slips[0].raw)

    def _told(self, visited: Visited) -> dict[str, Any]:
        """The visit as tour.json has it; the ticket is what the desk says."""
        answer = httpx.get(
            f"{self._desk.url}/kiosk/v1/entries",
            params={"reference": visited.reference},
            headers={"Authorization": f"Bearer {self._desk.token}"},
            timeout=10,
        )
        answer.raise_for_status()
        entries = answer.json()["entries"]
        jobs = self._kiosk.store.print_jobs(visited.request)
        return {
            "language": visited.leg.language,
            "offline": visited.leg.desk_down,
            "reference": visited.reference,
            "request_id": str(visited.request),
            "service": visited.leg.service,
            "accepted_ms": round(visited.accepted_ms, 1),
            "receipt": {
                "state": jobs[-1].state if len(jobs) == 1 else f"printed in {len(jobs)} attempts",
                "bytes": visited.slip_bytes,
                "png": visited.slip.name if visited.slip else "",
            },
            "ticket": entries[0]["ticket"] if entries else {},
            "tickets": len({entry["ticket"]["id"] for entry in entries}),
            "screens": visited.screens,
        }


def _faults(visit: dict[str, Any]) -> Iterator[str]:
    who = f"{visit['reference']} ({visit['language']})"
    if visit["tickets"] != 1:
        yield f"{who} became {visit['tickets']} tickets."
    if visit["receipt"]["state"] != PrintState.PRINTED:
        yield f"{who} has a slip that is {visit['receipt']['state']}."
    if len(visit["screens"]) < 5:
        yield f"{who} has {len(visit['screens'])} pictures."


def _described(leg: Leg) -> str:
    story = f"{LANGUAGE_NAMES[leg.language]}, {leg.service}"
    if leg.desk_down:
        story += ", with the desk down"
    if leg.paper_out:
        story += ", with paper out and refilled"
    return story


def time_send(times: int) -> list[float]:
    """For the submit bench: milliseconds from Send to Accepted drawn, for `times` whole requests without a desk."""
    with (
        tempfile.TemporaryDirectory(prefix="frontdoor-bench-") as folder,
        opened_kiosk(DemoFolder(Path(folder)), None, (1080, 1920), "en") as kiosk,
    ):
        walker, found = Walker(kiosk), []
        for _ in range(times):
            found.append(walker.request("en", "guest-wifi")[1])
            walker.finish()
        return found
