"""A test stand: the real driver, a real pty or socket, and the simulated printer at the other end."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from kiosk.clock import SystemClock
from kiosk.devices.drivers.escpos_printer import EscPosPrinter
from kiosk.devices.drivers.printer_times import PrinterTimes
from kiosk.devices.profiles import PROFILES
from kiosk.devices.simulators.ports import PtyPort, TcpPort
from kiosk.devices.simulators.printer import PrinterSimulator, SimulatedModel
from kiosk.devices.transports.serial_line import SerialTransport
from kiosk.devices.transports.tcp import TcpTransport
from kiosk.devices.transports.usblp import UsblpTransport
from kiosk.devices.urls import UsblpUrl
from kiosk.domain.device import DeviceHealth, DeviceState, PrintFinished, PrintHeld
from kiosk.domain.printing import Slip
from tests.devices.event_ear import EventEar

QUICK = PrinterTimes(
    heartbeat_s=0.1,
    reply_s=0.8,
    late_s=0.05,
    silence_s=1.6,
    lost_s=3.2,
    clear_s=0.4,
    ack_s=4.0,
    probe_s=1.0,
    confirm_s=3.0,
    settle_s=0.2,
    resume_s=0.1,
    tick_s=0.01,
    first_retry_s=0.05,
    last_retry_s=0.1,
    farewell_s=2.0,
)
"""Quick, and long enough for a machine that leaves a thread waiting for a second; what is later counts as lost."""

LINES = tuple(f"line {number}" for number in range(1, 7))
SLIP = Slip((b"\x1b@" + LINES[0].encode() + b"\n", *(line.encode() + b"\n" for line in LINES[1:]), b"\x1dVB\x00"))
"""Six lines, one a fragment, and the cut."""

LINES_BY_PORT = {
    "pty": SerialTransport,
    "tcp": TcpTransport,
    "usblp": lambda url: UsblpTransport(UsblpUrl(url.path)),
}


class Stand(EventEar):
    """One driver, the simulator it talks to (if any), and its events."""

    def __init__(self, simulator, transport, profile, times):
        super().__init__()
        self.simulator = simulator
        self._listeners = []
        self.printer = EscPosPrinter(transport, profile, listener=self, clock=SystemClock(), times=times)

    def __call__(self, event):
        super().__call__(event)
        for listener in self._listeners:
            listener(event)

    def also_tell(self, listener):
        """`listener` hears every event from now on too."""
        self._listeners.append(listener)

    def wait_health(self, state, *, start=0):
        return self.wait(lambda event: isinstance(event, DeviceHealth) and event.state is state, start=start)

    def wait_held(self, job, fault):
        return self.wait(lambda event: event == PrintHeld(job, fault))

    def outcome(self, job):
        return self.wait(lambda event: isinstance(event, PrintFinished) and event.job == job)

    def outcomes(self, job):
        return [event for event in self.events if isinstance(event, PrintFinished) and event.job == job]

    def print(self, slip=SLIP):
        job = uuid4()
        self.printer.print_slip(job, slip)
        return job

    def text(self):
        return [slip.text for slip in self.simulator.slips]


@pytest.fixture
def stand():
    """Makes stands: `stand(port="pty" | "tcp" | "usblp", ready=True, profile=..., times={...}, **model)`."""
    made = []

    def make(port="pty", *, ready=True, profile="epson-80", profile_changes=None, times=None, on_slip=None, **model):
        # A pseudo-terminal stands in for the kernel's USB printer device: it takes the same calls.
        line = TcpPort() if port == "tcp" else PtyPort()
        simulator = PrinterSimulator(line, SimulatedModel(**model), on_slip=on_slip)
        transport = LINES_BY_PORT[port](line.url)
        chosen = PROFILES[profile]
        if profile_changes:
            chosen = type(chosen)(
                **{field: getattr(chosen, field) for field in chosen.__struct_fields__} | profile_changes
            )
        new = Stand(simulator, transport, chosen, replace(QUICK, **(times or {})))
        made.append(new)
        if ready:
            new.wait_health(DeviceState.READY)
        return new

    yield make
    for each in made:
        each.printer.close()
        each.simulator.close()


@pytest.fixture
def stand_on():
    """Makes stands without a simulator: `stand_on(transport)`."""
    made = []

    def make(transport):
        made.append(Stand(None, transport, PROFILES["epson-80"], QUICK))
        return made[-1]

    yield make
    for each in made:
        each.printer.close()


@pytest.fixture
def quick():
    """The driver's times, short."""
    return QUICK
