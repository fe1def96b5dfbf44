"""A light, a speaker or a jack, opened as the kiosk opens it, and everything it says."""

from __future__ import annotations

import time
from dataclasses import replace

from kiosk.clock import SystemClock
from kiosk.devices.drivers.signal_times import SignalTimes
from kiosk.devices.signal_opening import open_signal
from kiosk.domain.signals import SignalHealth
from tests.devices.event_ear import PATIENCE_S, EventEar

QUICK = SignalTimes(first_retry_s=0.05, last_retry_s=0.1, check_s=0.05, look_s=0.05, late_s=60.0, close_s=20.0)
"""Nothing is ever late, and every thread ends in time, on a machine that is busy with other tests."""


class SignalEar(EventEar):
    """A listener."""

    def wait_note(self, note, *, start=0):
        return self.wait(lambda event: isinstance(event, SignalHealth) and event.note is note, start=start)


class SignalStand:
    """One device, its simulator (if any), and what it said."""

    def __init__(self, url, **times):
        self.ear = SignalEar()
        self.device = open_signal(
            url, listener=self.ear, clock=SystemClock(), name="it", volume_percent=100, times=replace(QUICK, **times)
        )

    @property
    def simulator(self):
        return self.device.simulator

    def wait_until(self, holds, what):
        """For what no event tells of: the state of a simulator."""
        ends_s = time.monotonic() + PATIENCE_S
        while not holds():
            assert time.monotonic() < ends_s, what
            time.sleep(0.005)

    def wait_lit(self, lit):
        self.wait_until(lambda: self.simulator.lit is lit, "lit" if lit else "dark")

    def close(self):
        self.device.close()
