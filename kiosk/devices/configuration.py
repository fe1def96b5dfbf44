"""Devices as the settings name them. No I/O here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.domain.device_history import DeviceKind


@dataclass(frozen=True, slots=True)
class ConfiguredDevice:
    """One device that the kiosk shall have."""

    name: str
    """In events, logs and the history."""
    url: str
    kind: DeviceKind = DeviceKind.PRINTER
    profile: str = ""
    """Of a printer: the model."""
    volume_percent: int = 100
    """Of a speaker."""


@dataclass(frozen=True, slots=True)
class SignalDevices:
    """URLs of what gives signals; empty where the kiosk has none."""

    light: str = ""
    speaker: str = ""
    headset: str = ""
    volume_percent: int = 100


def configured_devices(
    printer_url: str, profile: str, reader_urls: Iterable[str], signals: SignalDevices | None = None
) -> tuple[ConfiguredDevice, ...]:
    """The printer, if there is one, the readers, named by their order in the settings, and what gives signals."""
    printer = (ConfiguredDevice("printer", printer_url, DeviceKind.PRINTER, profile),) if printer_url else ()
    readers = (
        ConfiguredDevice(f"reader-{number}", url, DeviceKind.READER) for number, url in enumerate(reader_urls, start=1)
    )
    return (*printer, *readers, *signal_devices(signals or SignalDevices()))


def signal_devices(signals: SignalDevices) -> tuple[ConfiguredDevice, ...]:
    """Those of the light, the speaker and the headset jack that there are, named by their kind."""
    urls = {
        DeviceKind.LIGHT: signals.light,
        # At no volume a sound card need not be there.
        DeviceKind.SPEAKER: signals.speaker if signals.volume_percent else "",
        DeviceKind.HEADSET: signals.headset,
    }
    return tuple(
        ConfiguredDevice(kind, url, kind, volume_percent=signals.volume_percent) for kind, url in urls.items() if url
    )
