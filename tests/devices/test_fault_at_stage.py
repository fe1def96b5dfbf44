"""Every fault at every stage of a slip: what is said of it, and what is on paper in the end."""

from __future__ import annotations

import itertools

import pytest

from kiosk.domain.device import DeviceState, PrintFinished
from kiosk.domain.printing import PrinterFault, PrintState

ALL = "line 1\nline 2\nline 3\nline 4\nline 5\nline 6"

STAGES = {"before": None, "header": 1, "body": 3, "before the cut": 6, "after the cut": None}
BLOCKS = {
    "paper out": (PrinterFault.PAPER_OUT, lambda sim: sim.run_out_of_paper(), lambda sim: sim.refill()),
    "cover open": (PrinterFault.COVER_OPEN, lambda sim: sim.open_cover(), lambda sim: sim.close_cover()),
    "overheated": (PrinterFault.OVERHEATED, lambda sim: sim.overheat(), lambda sim: sim.overheat(False)),
    "offline": (PrinterFault.OFFLINE, lambda sim: sim.press_offline(), lambda sim: sim.press_offline(False)),
}
LOSSES = {
    "unplugged": (lambda sim: sim.unplug(), lambda sim: sim.plug()),
    "silent": (lambda sim: sim.set_silent(), lambda sim: sim.set_silent(False)),
    "switched off": (lambda sim: sim.power_off(), lambda sim: sim.power_on()),
}


class Trap:
    """Lets a fault strike at a stage of the next slip."""

    def __init__(self):
        self.at_cut = None
        self.simulator = None

    def on_slip(self, _):
        strike, self.at_cut = self.at_cut, None
        if strike:
            strike(self.simulator)

    def set(self, simulator, stage, strike):
        self.simulator = simulator
        if stage == "before":
            strike(simulator)
        elif stage == "after the cut":
            self.at_cut = strike
        else:
            simulator.plan(lambda: strike(simulator), after_lines=STAGES[stage])


@pytest.fixture
def trap():
    return Trap()


@pytest.mark.parametrize(("stage", "name"), [*itertools.product(STAGES, BLOCKS)])
def test_a_blocked_slip_is_held_and_printed_once_when_the_fault_is_gone(stand, trap, stage, name):
    fault, strike, mend = BLOCKS[name]
    bench = stand("tcp", on_slip=trap.on_slip)
    trap.set(bench.simulator, stage, strike)
    job = bench.print()
    bench.wait_held(job, fault)
    assert not bench.outcomes(job)
    mend(bench.simulator)
    assert bench.outcome(job) == PrintFinished(job, PrintState.PRINTED)
    assert bench.text() == [ALL]


@pytest.mark.parametrize(("stage", "name"), [*itertools.product(STAGES, LOSSES)])
def test_a_slip_is_never_sent_twice_when_the_printer_goes(stand, trap, stage, name):
    strike, mend = LOSSES[name]
    # One fragment at a time on the way, so that the fault really strikes at its stage.
    bench = stand("pty", on_slip=trap.on_slip, times={"window_bytes": 1})
    trap.set(bench.simulator, stage, strike)
    job = bench.print()
    if stage == "before":
        bench.wait_held(job, None)
        mend(bench.simulator)
        assert bench.outcome(job).state is PrintState.PRINTED
        assert bench.text() == [ALL]
        return
    bench.wait_health(DeviceState.ABSENT if name == "unplugged" else DeviceState.UNKNOWN)
    mend(bench.simulator)
    outcome = bench.outcome(job).state
    # A printer that only kept quiet still has everything in its buffer, and its confirmation is as good as ever.
    kept_all = name == "silent" and stage == "after the cut"
    assert outcome in ({PrintState.PRINTED, PrintState.UNKNOWN} if kept_all else {PrintState.UNKNOWN})
    following = bench.print()
    assert bench.outcome(following).state is PrintState.PRINTED
    *earlier, last = bench.text()
    assert last == ALL
    assert len(earlier) <= 1
    assert all(ALL.startswith(text) for text in earlier)


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage != "after the cut"])
def test_a_broken_printer_fails_the_slip_it_has_and_holds_the_one_it_has_not(stand, trap, stage):
    bench = stand("tcp", on_slip=trap.on_slip)
    trap.set(bench.simulator, stage, lambda sim: sim.break_down())
    job = bench.print()
    if stage == "before":
        bench.wait_held(job, PrinterFault.ERROR)
    else:
        assert bench.outcome(job) == PrintFinished(job, PrintState.FAILED, PrinterFault.ERROR)
    bench.simulator.power_off()
    bench.simulator.power_on()
    following = bench.print()
    assert bench.outcome(following).state is PrintState.PRINTED
    assert bench.text()[-1] == ALL


@pytest.mark.parametrize("port", ["pty", "tcp"])
def test_a_cutter_jam_is_held_and_the_slip_printed_when_it_is_freed(stand, port):
    bench = stand(port)
    bench.simulator.jam_cutter()
    job = bench.print()
    bench.wait_held(job, PrinterFault.CUTTER_JAM)
    bench.simulator.clear_jam()
    assert bench.outcome(job).state is PrintState.PRINTED
    assert bench.text() == [ALL]
