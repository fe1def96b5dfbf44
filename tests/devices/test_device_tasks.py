"""A fault of a device is a task for staff in the store as long as it stands: manager, driver, line and simulator."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future

import pytest

from kiosk.clock import SystemClock
from kiosk.devices import manager, standing_faults
from kiosk.devices.configuration import ConfiguredDevice
from kiosk.devices.manager import DeviceManager
from kiosk.devices.simulators.ports import PtyPort
from kiosk.devices.simulators.printer import PrinterSimulator, SimulatedModel
from kiosk.domain.printing import PrinterFault
from kiosk.domain.standing_fault import UNREACHABLE
from kiosk.errors import StoreError
from kiosk.store.opening import open_store

PATIENCE_S = 30.0
WAIT_S = 10.0


class Watched:
    """A store, and the manager of one printer that tells it; opened again by `restart`, as the program is."""

    def __init__(self, folder):
        self.simulator = PrinterSimulator(PtyPort(), SimulatedModel())
        self._told = threading.Condition()
        self._folder = folder
        self.refused: list[str] = []
        """What the disk shall refuse once each: faults that stand, or are over."""
        self._open()

    def _open(self):
        self.store = open_store(self._folder, bytes(range(32)), kiosk_code="K7", clock=SystemClock()).store
        self.manager = DeviceManager(
            [ConfiguredDevice("printer", f"serial://{self.simulator.url.path}", profile="epson-80")],
            clock=SystemClock(),
            on_event=lambda _event: None,
            on_fault=self._keep,
            faults_left=self.store.device_faults(),
        )

    def _keep(self, fault):
        what = "over" if fault.is_over else "stands"
        if what in self.refused:
            self.refused.remove(what)
            refused: Future[None] = Future()
            refused.set_exception(StoreError("The disk does not write."))
            return refused
        kept = self.store.keep_device_fault(fault)
        kept.result(WAIT_S)
        with self._told:
            self._told.notify_all()
        return kept

    def restart(self):
        self.close()
        self._open()

    def close(self):
        self.manager.close()
        self.store.close()

    def wait(self, *waiting, done):
        """Until these tasks wait and so many are done; all of them."""
        ends_s = time.monotonic() + PATIENCE_S
        with self._told:
            while True:
                tasks = self.store.staff_tasks(finished=True)
                if ([task.detail for task in tasks if not task.done], sum(task.done for task in tasks)) == (
                    list(waiting),
                    done,
                ):
                    return tasks
                left_s = ends_s - time.monotonic()
                assert left_s > 0, tasks
                self._told.wait(left_s)


@pytest.fixture
def watched(tmp_path, monkeypatch):
    # Not the silence of a printer on a busy machine, which is a fault of nobody's here.
    soon = {PrinterFault.PAPER_OUT: 0.2, PrinterFault.COVER_OPEN: 0.2, UNREACHABLE: 3600.0}
    monkeypatch.setattr(standing_faults, "PATIENCE_S", soon)
    monkeypatch.setattr(standing_faults, "SETTLED_S", 0.3)
    made = Watched(tmp_path / "store")
    yield made
    made.close()
    made.simulator.close()


def test_paper_that_ran_out_is_one_task_from_the_fault_to_the_new_roll(watched):
    watched.simulator.run_out_of_paper()
    (task,) = watched.wait("printer paper_out", done=0)
    assert (task.kind, task.remedy) == ("device_fault", "It is out of paper. Put in a new roll.")
    watched.simulator.refill()
    (task,) = watched.wait(done=1)
    assert task.since < task.until


def test_a_task_that_the_disk_refused_is_told_again_and_so_is_its_end(watched, monkeypatch):
    monkeypatch.setattr(manager, "LOOK_AGAIN_S", 0.2)
    watched.restart()
    watched.refused = ["stands", "over"]
    watched.simulator.run_out_of_paper()
    watched.wait("printer paper_out", done=0)
    watched.simulator.refill()
    watched.wait(done=1)
    assert watched.refused == []


def test_a_cable_pulled_out_is_one_task_and_the_next_time_another(watched, monkeypatch):
    monkeypatch.setattr(standing_faults, "PATIENCE_S", {UNREACHABLE: 2.0})
    for done in (0, 1):
        watched.simulator.unplug()
        *_, task = watched.wait("printer unreachable", done=done)
        assert task.remedy.startswith("There is no ")
        watched.simulator.plug()
        watched.wait(done=done + 1)


def test_a_task_outlives_the_program_and_ends_with_the_fault(watched):
    watched.simulator.run_out_of_paper()
    (begun,) = watched.wait("printer paper_out", done=0)
    watched.restart()
    watched.simulator.open_cover()
    (still, _) = watched.wait("printer paper_out", "printer cover_open", done=0)
    assert still == begun
    watched.restart()
    watched.simulator.refill()
    watched.simulator.close_cover()
    tasks = watched.wait(done=2)
    assert [task.number for task in tasks] == [1, 2]
