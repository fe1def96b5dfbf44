"""Posts a printer's events, each change once."""

from __future__ import annotations

from uuid import UUID

from kiosk.devices.drivers.slip_run import SlipRun
from kiosk.domain.device import DeviceHealth, DeviceState, Listener, PrintFinished, PrintHeld, PrintProgressed
from kiosk.domain.printing import PrinterFault, PrintState


class PrintReporter:
    """Owned by the driver's thread."""

    def __init__(self, device: str, listener: Listener) -> None:
        self._device = device
        self._listener = listener
        self._health: DeviceHealth | None = None
        self._held: tuple[UUID, PrinterFault | None] | None = None

    @property
    def state(self) -> DeviceState | None:
        """The last state told; None before the first."""
        return self._health.state if self._health is not None else None

    def health(self, state: DeviceState, faults: frozenset[PrinterFault] = frozenset()) -> None:
        """The printer's condition is this."""
        health = DeviceHealth(self._device, state, faults)
        if health == self._health:
            return
        self._health = health
        self._listener(health)

    def progress(self, run: SlipRun) -> None:
        """The printer took or acknowledged something of a slip."""
        self._held = None
        self._listener(PrintProgressed(run.job, run.sent, len(run.slip)))

    def hold(self, run: SlipRun, fault: PrinterFault | None) -> None:
        """A slip waits for somebody to see to `fault`."""
        if self._held != (run.job, fault):
            self._held = (run.job, fault)
            self._listener(PrintHeld(run.job, fault))

    def release(self, run: SlipRun) -> None:
        """A slip does not wait any more."""
        if self._held is not None and self._held[0] == run.job:
            self.progress(run)

    def finish(self, run: SlipRun, state: PrintState, reason: PrinterFault | None) -> None:
        """A slip has its outcome."""
        self._held = None
        self._listener(PrintFinished(run.job, state, reason))
