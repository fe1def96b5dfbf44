"""A cable pulled amid a slip, with the real usblp, driver, print desk and store: what the journal says of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from kiosk.clock import SystemClock
from kiosk.devices.opening import open_printer
from kiosk.devices.profiles import PROFILES
from kiosk.domain.device import DeviceHealth, DeviceState
from kiosk.domain.printing import PrintState, Slip
from kiosk.journeys.printing import PrintDesk
from kiosk.store.opening import open_store
from tests.guest.gadgets import wait_until
from tests.unit.store.conftest import composer

WAIT_S = 60.0
SLIP = Slip((*(b"line %d\n" % number for number in range(6)), b"\x1dVB\x00"))


@pytest.fixture
def store(tmp_path):
    made = open_store(tmp_path / "store", bytes(range(32)), kiosk_code="K7", clock=SystemClock()).store
    yield made
    made.close()


@pytest.fixture
def desk(store, ear, simulator):
    """Prints the same slip for every receipt: how one is drawn is not what is tested, and takes long here."""
    with ThreadPoolExecutor(1) as pool:
        made = PrintDesk(journal=store, render=lambda _receipt, _profile: SLIP, pool=pool, watcher=lambda _view: None)

        def listen(event):
            made.on_device_event(event)
            ear(event)

        printer = open_printer(
            f"usblp://{simulator.url.path}", PROFILES["epson-80"], listener=listen, clock=SystemClock()
        )
        wait_ready(ear)
        made.attach(printer)
        yield made
        printer.close()


def wait_ready(ear, *, start=0):
    ear.wait(lambda event: isinstance(event, DeviceHealth) and event.state is DeviceState.READY, start=start)


def test_it_stays_unknown_until_somebody_asks_for_another(desk, store, simulator, port, ear):
    kept = store.accept(composer()).result(WAIT_S)
    request, visit = kept.request.id, kept.request.visit
    simulator.plan(simulator.unplug, after_lines=2)
    desk.start(kept.job_id, request, visit)

    def states():
        return [job.state for job in store.print_jobs(request)]

    wait_until(lambda: states() == [PrintState.UNKNOWN])
    heard = len(ear.events)
    port.plug()
    simulator.plug()
    wait_ready(ear, start=heard)
    assert states() == [PrintState.UNKNOWN]
    desk.reprint(request, visit)
    wait_until(lambda: states() == [PrintState.SUPERSEDED, PrintState.PRINTED])
    begun = "\n".join(slip.text for slip in simulator.slips).count("line 0")
    assert begun == 2, "the torn slip, and the one that was asked for"
