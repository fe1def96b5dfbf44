"""Opening the devices that the settings name, with their history in the store; part of the composition root."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from kiosk.clock import Clock
from kiosk.devices.configuration import ConfiguredDevice, SignalDevices, configured_devices, signal_devices
from kiosk.devices.manager import AnyEvent, DeviceManager
from kiosk.domain.device_history import DeviceCondition
from kiosk.errors import StoreError
from kiosk.journeys.futures import unattended
from kiosk.settings import Settings

if TYPE_CHECKING:
    from kiosk.domain.standing_fault import StandingFault
    from kiosk.journeys.signals import SignalDesk
    from kiosk.store import Store


def devices_of(settings: Settings) -> tuple[ConfiguredDevice, ...]:
    """Every device that the kiosk shall have."""
    return configured_devices(
        settings.printer.url, settings.printer.profile, settings.readers.urls, signals_of(settings)
    )


def signals_of(settings: Settings) -> SignalDevices:
    """The light, the speaker and the headset jack that the kiosk shall have."""
    signals = settings.signals
    return SignalDevices(signals.light, signals.sound, signals.headset, signals.volume_percent)


def open_devices(
    settings: Settings, store: Store, signals: SignalDesk, *, clock: Clock, on_event: Callable[[AnyEvent], None]
) -> DeviceManager:
    """Open them all, present or not, and let `signals` use the light and the speaker. What an earlier run left of the
    history ends first, nobody knows when; the tasks that it left for staff stand until their devices are seen in order.
    """

    def keep(condition: DeviceCondition) -> None:
        detail = f"{condition.what} {condition.remedy}".strip()
        kept = store.begin_device_spell(condition.device, condition.state, reason=condition.reason, detail=detail)
        unattended(kept)
        signals.on_condition(condition)

    def keep_fault(fault: StandingFault) -> Future[None]:
        kept = store.keep_device_fault(fault)
        unattended(kept)
        return kept

    unattended(store.end_device_spells(known=False))
    try:
        faults_left = store.device_faults()
    except StoreError:
        # Whoever writes next finds out and tells; the devices open nevertheless.
        faults_left = ()
    manager = DeviceManager(
        devices_of(settings),
        clock=clock,
        on_event=on_event,
        on_change=keep,
        on_fault=keep_fault,
        faults_left=faults_left,
        on_closed=lambda: unattended(store.end_device_spells(known=True)),
    )
    signals.attach(light=manager.light, speaker=manager.speaker)
    return manager


def open_light_alone(settings: Settings, signals: SignalDesk, *, clock: Clock) -> DeviceManager:
    """The light and nothing else, for a kiosk that is out of service and has no store."""
    light = SignalDevices(light=settings.signals.light)
    manager = DeviceManager(signal_devices(light), clock=clock, on_event=lambda _event: None)
    signals.attach(light=manager.light, speaker=None)
    return manager
