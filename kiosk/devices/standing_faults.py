"""Which faults of devices stand for so long that somebody must come. Pure; owned by the manager's thread.

Each fault has a patience of its own: staff who change a roll need no task for the open cover. A fault that goes and
comes again within a minute never went, so that a loose plug is one task and not a hundred. While a device cannot be
spoken to, nobody knows how its other faults are: they neither begin nor end.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from kiosk.clock import Clock, plausible
from kiosk.devices.remedies import SILENT, remedy_of
from kiosk.domain.device_history import DeviceCondition, Reachability
from kiosk.domain.printing import PrinterFault
from kiosk.domain.reader import ReaderNote
from kiosk.domain.signals import SignalNote
from kiosk.domain.standing_fault import UNREACHABLE, StandingFault

PATIENCE_S: Mapping[str, float] = MappingProxyType(
    {
        PrinterFault.PAPER_OUT: 30.0,  # nearly at once: only a roll that is being changed anyway is faster
        PrinterFault.CUTTER_JAM: 60.0,
        PrinterFault.ERROR: 60.0,
        PrinterFault.COVER_OPEN: 120.0,  # an attendant is at it, or forgot to close it
        PrinterFault.OFFLINE: 120.0,
        UNREACHABLE: 180.0,  # a device that starts anew, or a cable being moved, is back by then
        ReaderNote.GARBLED: 180.0,
        PrinterFault.PAPER_LOW: 300.0,  # the sensor wavers at the edge; metres are left
        PrinterFault.OVERHEATED: 600.0,  # it cools down by itself, unless something is wrong with it
    }
)
"""By fault: seconds until it is told. What is not here is no fault that staff could mend."""

SETTLED_S = 60.0
"""Seconds without a fault until it counts as over: longer than a plug bounces or a hand needs for a new roll."""

_UNREACHABLE = frozenset({SILENT, SignalNote.SILENT, *Reachability})


@dataclass(slots=True)
class _Spell:
    """A fault from when it was first seen until it is settled."""

    fault: StandingFault
    begun_s: float
    told: StandingFault | None = None
    gone_s: float | None = None
    """Since when it is not seen any more; None while it is, or while nobody knows."""
    gone_at: datetime | None = None


class StandingFaults:
    """See the module."""

    def __init__(self, devices: Collection[str], clock: Clock, *, left: Iterable[StandingFault] = ()) -> None:
        """`left` are those that an earlier run told and did not see end; they end when their device is seen without."""
        self._devices = devices
        self._clock = clock
        begun_s = clock.monotonic_s()
        self._spells = {(fault.device, fault.fault): _Spell(fault, begun_s, told=fault) for fault in left}

    def hear(self, condition: DeviceCondition) -> None:
        """A device is like this now."""
        seen = _faults_of(condition)
        for (device, fault), spell in self._spells.items():
            if device == condition.device and fault not in seen and spell.gone_s is None and UNREACHABLE not in seen:
                spell.gone_s, spell.gone_at = self._clock.monotonic_s(), self._now()
        for fault, remedy in seen.items():
            spell = self._spells.setdefault(
                (condition.device, fault),
                _Spell(StandingFault(condition.device, fault, remedy, self._now()), self._clock.monotonic_s()),
            )
            spell.gone_s = spell.gone_at = None
            spell.fault = replace(spell.fault, remedy=remedy)

    def settle(self) -> list[StandingFault]:
        """What is to be told by now: faults that stand, those whose remedy is another, those that are over."""
        now_s, told = self._clock.monotonic_s(), []
        for key, spell in list(self._spells.items()):
            if self._is_over(spell, now_s):
                del self._spells[key]
                if spell.told is not None:
                    told.append(replace(spell.told, is_over=True, until=spell.gone_at))
            elif spell.gone_s is None and spell.told != spell.fault and now_s >= self._due_s(spell):
                spell.told = spell.fault
                told.append(spell.fault)
        return told

    def is_last_word(self, fault: StandingFault) -> bool:
        """Whether nothing newer was told of what `fault` is about: worth telling again where it could not be kept."""
        spell = self._spells.get((fault.device, fault.fault))
        told = None if spell is None else spell.told
        return told is None if fault.is_over else told == fault

    def due_in_s(self) -> float:
        """Seconds until `settle` may have something to tell if nothing is heard; infinite when it waits for nothing."""
        due_s = [
            self._due_s(spell) if spell.gone_s is None else spell.gone_s + SETTLED_S
            for spell in self._spells.values()
            if spell.gone_s is not None or spell.told != spell.fault
        ]
        return max(0.0, min(due_s, default=math.inf) - self._clock.monotonic_s())

    def _is_over(self, spell: _Spell, now_s: float) -> bool:
        # A device that was taken out of the settings is watched by nobody.
        absent = spell.fault.device not in self._devices
        return absent or (spell.gone_s is not None and now_s - spell.gone_s >= SETTLED_S)

    def _due_s(self, spell: _Spell) -> float:
        # One that was told before has been waited for: another remedy is told at once.
        return spell.begun_s + (0.0 if spell.told is not None else PATIENCE_S[spell.fault.fault])

    def _now(self) -> datetime | None:
        now = self._clock.now()
        return now if plausible(now) else None


def _faults_of(condition: DeviceCondition) -> dict[str, str]:
    """The faults in `condition` that staff can mend, each with what is the matter and what to do."""
    codes = condition.reason.split(",")
    if condition.reason in _UNREACHABLE:
        return {UNREACHABLE: f"{condition.what} {condition.remedy}".strip()}
    return {code: " ".join(remedy_of(code)) for code in codes if code in PATIENCE_S}
