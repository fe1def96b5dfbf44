"""What is known of one device, logged once when it goes down and once when it is up again. Owned by one thread."""

from __future__ import annotations

import logging
from dataclasses import replace

from kiosk.clock import Clock, plausible
from kiosk.devices.absences import Absence
from kiosk.devices.configuration import ConfiguredDevice
from kiosk.devices.remedies import SILENT, remedy_of
from kiosk.domain.device import DeviceHealth, DeviceState
from kiosk.domain.device_history import RESTING, DeviceCondition
from kiosk.domain.reader import ReaderHealth, ReaderNote
from kiosk.domain.signals import SignalHealth, SignalNote
from kiosk.errors import DeviceError
from kiosk.logs import log_event


class DeviceWatch:
    """See the module."""

    def __init__(self, setup: ConfiguredDevice, clock: Clock) -> None:
        self.setup = setup
        self.condition = DeviceCondition(setup.name, setup.kind, DeviceState.UNKNOWN)
        self._clock = clock
        self._known = False
        self._by_line = False
        self._down_since_s: float | None = None

    @property
    def is_unreachable(self) -> bool:
        """Whether its line cannot be opened, which has a reason that can be looked for."""
        return self._by_line

    def hear(self, health: DeviceHealth, absence: Absence | None) -> DeviceCondition | None:
        """The device's driver said this; `absence` is what was found out about it. The new condition, if it is one."""
        self._by_line = is_line_fault(health)
        reason = _reason(health)
        what, remedy = remedy_of(reason)
        found = DeviceCondition(self.setup.name, self.setup.kind, health.state, reason, what, remedy)
        if absence is not None:
            found = replace(found, reason=absence.reason, what=absence.what, remedy=absence.remedy)
        return self._become(found, up=_is_up(health))

    def explain(self, absence: Absence) -> DeviceCondition | None:
        """It is still unreachable, and this is why. The new condition, if the reason is another one."""
        found = replace(self.condition, reason=absence.reason, what=absence.what, remedy=absence.remedy)
        return self._become(found, up=False)

    def _become(self, found: DeviceCondition, *, up: bool) -> DeviceCondition | None:
        before, now = self.condition, self._clock.now()
        if self._known and (found.state, found.reason) == (before.state, before.reason):
            self.condition = replace(found, since=before.since)
            return None
        self.condition = replace(found, since=now if plausible(now) else None)
        if up:
            self._log_up(first=not self._known)
        elif self._down_since_s is None:
            self._log_down()
        self._known = True
        return self.condition

    def _log_up(self, *, first: bool) -> None:
        down_since_s, self._down_since_s = self._down_since_s, None
        if first or down_since_s is not None:
            down_s = None if down_since_s is None else self._clock.monotonic_s() - down_since_s
            log_event("device_up", device=self.setup.name, state=self.condition.state, seconds=down_s)

    def _log_down(self) -> None:
        self._down_since_s = self._clock.monotonic_s()
        condition = self.condition
        because = DeviceError(condition.what, remedy=condition.remedy) if condition.what else None
        log_event(
            "device_down",
            logging.WARNING,
            device=condition.device,
            state=condition.state,
            faults=condition.reason,
            because=because,
        )


def is_line_fault(health: DeviceHealth) -> bool:
    """Whether the line cannot be opened, as opposed to a device that says what is wrong with it."""
    if isinstance(health, ReaderHealth):
        return health.note in (
            ReaderNote.HELD,
            ReaderNote.REFUSED,
            ReaderNote.NO_READER,
            ReaderNote.NO_SERVICE,
        )
    if isinstance(health, SignalHealth):
        return health.note in (SignalNote.HELD, SignalNote.REFUSED, SignalNote.MISSING)
    return health.state is DeviceState.ABSENT


def _is_up(health: DeviceHealth) -> bool:
    if health.state in (DeviceState.READY, DeviceState.ATTENTION):
        return True
    # Most readers cannot be asked: an open line and silence is all that is known of one in order, too.
    return isinstance(health, ReaderHealth | SignalHealth) and health.note in RESTING


def _reason(health: DeviceHealth) -> str:
    if isinstance(health, ReaderHealth | SignalHealth):
        return health.note
    if health.state is DeviceState.UNKNOWN:
        return SILENT
    return ",".join(sorted(health.faults))
