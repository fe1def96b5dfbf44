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


def configured_devices(printer_url: str, profile: str, reader_urls: Iterable[str]) -> tuple[ConfiguredDevice, ...]:
    """The printer, if there is one, and the readers, named by their order in the settings."""
    printer = (ConfiguredDevice("printer", printer_url, DeviceKind.PRINTER, profile),) if printer_url else ()
    readers = (
        ConfiguredDevice(f"reader-{number}", url, DeviceKind.READER) for number, url in enumerate(reader_urls, start=1)
    )
    return (*printer, *readers)
