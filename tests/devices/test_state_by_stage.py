"""Every state of a printer at every stage of a slip: outcome, journal, what the screen says, and what is on paper.

The table below is the specification; the cases are generated from it. The driver, the line, the print desk, the journal
in its encrypted file and the words of the screen are real; the printer is simulated.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import product

import pytest

from kiosk.clock import SystemClock
from kiosk.devices.simulators.printer import PrinterSimulator
from kiosk.domain.device import DeviceState
from kiosk.domain.printing import PrinterFault, PrintState
from kiosk.i18n import Wording
from kiosk.journeys.printing import PrintDesk
from kiosk.screens.print_words import print_words
from kiosk.store.opening import open_store
from tests.devices.conftest import LINES, SLIP
from tests.devices.event_ear import PATIENCE_S
from tests.unit.store.conftest import composer

IDLE, HEADER, BODY, BEFORE_CUT, AFTER_CUT, AWAITING = STAGES = (
    "idle", "header", "body", "before the cut", "after the cut", "awaiting confirmation",
)  # fmt: skip
AFTER_LINES = {HEADER: 1, BODY: 3, BEFORE_CUT: 6}
MID_SLIP = frozenset(STAGES) - {IDLE}
WHOLE = "\n".join(LINES)

PRINTED = frozenset({PrintState.PRINTED})
UNKNOWN = frozenset({PrintState.UNKNOWN})
FAILED = frozenset({PrintState.FAILED})

SENTENCES = {
    PrintState.PRINTED: "Your receipt is printed. Please take it.",
    PrintState.PROBABLE: "Your receipt should be there. Please take it.",
    PrintState.UNKNOWN: "We cannot tell whether your receipt was printed.",
    PrintState.FAILED: "The printer has a fault.",
}
Control = Callable[[PrinterSimulator], object]


@dataclass(frozen=True)
class Fault:
    """A row of the table."""

    strike: Control
    mend: Control
    health: DeviceState
    reason: PrinterFault | None = None
    says: str = ""
    """What the screen calls it."""
    held: frozenset[str] = frozenset(STAGES)
    """The stages at which the slip waits for somebody."""
    outcome: dict[str, frozenset[PrintState]] = field(default_factory=dict)
    """By stage, where it is not simply printed once the fault is gone."""
    ports: tuple[str, ...] = ("tcp",)


def blocking(strike: Control, mend: Control, reason: PrinterFault, says: str) -> Fault:
    """One that the printer tells of: the slip waits at every stage and is printed, once, when it is mended."""
    return Fault(strike, mend, DeviceState.BLOCKED, reason, says)


def losing(strike: Control, mend: Control, health: DeviceState, **changes: frozenset[PrintState]) -> Fault:
    """One after which nobody knows what the printer has: what was begun is unknown, and never sent again by itself."""
    outcome = dict.fromkeys(MID_SLIP, UNKNOWN) | {stage.replace("_", " "): found for stage, found in changes.items()}
    silence = "The printer does not answer."
    return Fault(strike, mend, health, None, silence, frozenset({IDLE}), outcome, ("pty", "tcp"))


KEPT_ALL = PRINTED | UNKNOWN
"""The printer lost nothing, so its confirmation may still come, and counts."""

TABLE = {
    "paper low": Fault(
        lambda sim: sim.run_low(), lambda sim: sim.refill(), DeviceState.ATTENTION, held=frozenset()
    ),
    "paper out": blocking(
        lambda sim: sim.run_out_of_paper(), lambda sim: sim.refill(), PrinterFault.PAPER_OUT, "The paper has run out."
    ),
    "cover open": blocking(
        lambda sim: sim.open_cover(), lambda sim: sim.close_cover(), PrinterFault.COVER_OPEN,
        "The cover of the printer is open.",
    ),
    "cover open, stale flag": blocking(
        lambda sim: (sim.keep_stale_cover_flag(), sim.open_cover()), lambda sim: sim.close_cover(),
        PrinterFault.COVER_OPEN, "The cover of the printer is open.",
    ),
    "cutter jam": blocking(
        lambda sim: sim.stick_cutter(), lambda sim: sim.clear_jam(), PrinterFault.CUTTER_JAM,
        "The paper is stuck in the printer.",
    ),
    "overheated": blocking(
        lambda sim: sim.overheat(), lambda sim: sim.overheat(False), PrinterFault.OVERHEATED,
        "The printer is too hot and has to cool down.",
    ),
    "offline by button": blocking(
        lambda sim: sim.press_offline(), lambda sim: sim.press_offline(False), PrinterFault.OFFLINE,
        "The printer is paused.",
    ),
    "error": Fault(
        lambda sim: sim.break_down(), lambda sim: (sim.power_off(), sim.power_on()), DeviceState.BLOCKED,
        PrinterFault.ERROR, "The printer has a fault.", frozenset({IDLE}), dict.fromkeys(MID_SLIP, FAILED),
    ),
    "unplugged": losing(lambda sim: sim.unplug(), lambda sim: sim.plug(), DeviceState.ABSENT),
    "switched off": losing(lambda sim: sim.power_off(), lambda sim: sim.power_on(), DeviceState.UNKNOWN),
    "silent": losing(
        lambda sim: sim.set_silent(), lambda sim: sim.set_silent(False), DeviceState.UNKNOWN,
        after_the_cut=KEPT_ALL, awaiting_confirmation=KEPT_ALL,
    ),
    "half-open connection": Fault(
        lambda sim: sim.forget_connection(), lambda sim: None, DeviceState.UNKNOWN, None,
        "The printer does not answer.", frozenset({IDLE}), dict.fromkeys(MID_SLIP, UNKNOWN),
    ),
    "garbled answers": Fault(
        lambda sim: sim.garble(6), lambda sim: None, DeviceState.READY, held=frozenset(),
        outcome=dict.fromkeys(MID_SLIP, PRINTED | UNKNOWN | {PrintState.PROBABLE}), ports=("pty",),
    ),
    "slow head": Fault(
        lambda sim: sim.drain_slowly(120.0), lambda sim: None, DeviceState.READY, held=frozenset(), ports=("pty", "tcp")
    ),
    "tiny buffer": Fault(
        lambda sim: sim.shrink_buffer(45), lambda sim: None, DeviceState.READY, held=frozenset(), ports=("pty", "tcp")
    ),
}  # fmt: skip

CASES = [
    pytest.param(name, stage, port, id=f"{name}, {stage}, {port}")
    for name, stage in product(TABLE, STAGES)
    for port in TABLE[name].ports
]


class Screen:
    """What the watcher of a print desk is told."""

    def __init__(self):
        self.views = []
        self._changed = threading.Condition()

    def show(self, view):
        with self._changed:
            self.views.append(view)
            self._changed.notify_all()

    def wait(self, matches):
        """The first view that matches, from now or from before."""
        ends_s = time.monotonic() + PATIENCE_S
        with self._changed:
            while True:
                for view in self.views:
                    if matches(view):
                        return view
                left_s = ends_s - time.monotonic()
                assert left_s > 0, f"not seen in {self.views}"
                self._changed.wait(left_s)


class Kiosk:
    """A print desk between a journal of its own and the stand's printer."""

    def __init__(self, store, pool, bench):
        self.store = store
        self.screen = Screen()
        self.desk = PrintDesk(journal=store, render=lambda receipt, profile: SLIP, pool=pool, watcher=self.screen.show)
        bench.also_tell(self.desk.on_device_event)
        self.desk.attach(bench.printer)

    def ask(self):
        """Ask for a slip; the id of its job."""
        request = self.store.accept(composer()).result().request
        (job,) = self.store.print_jobs(request.id)
        self.desk.start(job.id, request.id, request.visit)
        return job.id


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    opened = open_store(tmp_path_factory.mktemp("store"), bytes(range(32)), kiosk_code="K7", clock=SystemClock()).store
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def pool():
    with ThreadPoolExecutor(1) as made:
        yield made


@pytest.mark.parametrize(("name", "stage", "port"), CASES)
def test_a_fault_at_a_stage(stand, store, pool, name, stage, port):
    fault, trap = TABLE[name], {}
    bench = stand(port, times={"window_bytes": 1}, on_slip=lambda slip: trap.pop("strike", lambda: None)())
    kiosk = Kiosk(store, pool, bench)

    def strike():
        fault.strike(bench.simulator)

    if stage == IDLE:
        strike()
        bench.wait_health(fault.health)
    elif stage == AFTER_CUT:
        trap["strike"] = strike
    elif stage == AWAITING:
        bench.simulator.plan_at_confirmation(strike)
    else:
        bench.simulator.plan(strike, after_lines=AFTER_LINES[stage])
    job = kiosk.ask()

    if stage in fault.held:
        held = kiosk.screen.wait(lambda view: view.held and view.fault is fault.reason)
        words = print_words(held, Wording("en"))
        assert words.what == fault.says
        assert "Your request is safe" in words.next_step
        assert store.print_job(job).state is PrintState.PRINTING
    elif fault.health is not DeviceState.READY:
        bench.wait_health(fault.health)
    fault.mend(bench.simulator)

    view = kiosk.screen.wait(lambda view: view.finished)
    assert view.state in fault.outcome.get(stage, PRINTED)
    assert print_words(view, Wording("en")).what == SENTENCES[view.state]
    written = written_down(store, job)
    assert (written.state, written.reason) == (view.state, view.fault)

    # Whatever it was: the printer works again without a restart, and nothing came out twice.
    following = kiosk.ask()
    last = kiosk.screen.wait(lambda view: view.job == following and view.finished)
    assert last.state in (PRINTED if name != "garbled answers" else PRINTED | UNKNOWN | {PrintState.PROBABLE})
    assert sum(view.job == job and view.finished for view in kiosk.screen.views) == 1
    *earlier, newest = bench.text()
    assert newest == WHOLE
    assert len(earlier) <= 1
    assert all(WHOLE.startswith(text) for text in earlier)
    if view.state is PrintState.PRINTED:
        assert earlier == [WHOLE]


def written_down(store, job):
    """The job as the journal has it once it has an outcome; writing follows telling."""
    ends_s = time.monotonic() + PATIENCE_S
    while (found := store.print_job(job)).state is PrintState.PRINTING:
        assert time.monotonic() < ends_s, "the journal has no outcome"
        threading.Event().wait(0.01)
    return found


def test_the_table_has_every_state_that_a_printer_can_be_in():
    assert {row.reason for row in TABLE.values()} >= set(PrinterFault) - {PrinterFault.PAPER_LOW}
    assert {row.health for row in TABLE.values()} == set(DeviceState)
