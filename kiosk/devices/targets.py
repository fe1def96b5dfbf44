"""Which devices a command is about: those of the settings, or the one of a URL on the command line.

What is configured comes from a provider that the composition root sets with `use_configuration`, because settings are
read there alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from kiosk.devices.configuration import ConfiguredDevice
from kiosk.devices.profiles import PROFILES
from kiosk.devices.reader_urls import parse_reader_url
from kiosk.devices.signal_urls import is_like_signal, kind_of_signal, parse_signal_url
from kiosk.devices.urls import parse_device_url
from kiosk.domain.device_history import DeviceKind
from kiosk.errors import DeviceError, DeviceUrlError

Configuration: TypeAlias = Callable[[], tuple[ConfiguredDevice, ...]]

DEFAULT_PROFILE = "epson-80"

_configuration: list[Configuration] = []


def use_configuration(provider: Configuration) -> None:
    """Where the commands learn what is configured; called once by the composition root."""
    _configuration[:] = [provider]


def configured() -> tuple[ConfiguredDevice, ...]:
    """Every device of the settings, printers of known models only. Raises DeviceError."""
    devices = _configuration[0]() if _configuration else ()
    for device in devices:
        if device.kind is DeviceKind.PRINTER:
            _check_profile(device.profile)
    return devices


def target(url: str, profile: str | None = None) -> ConfiguredDevice:
    """The device of a URL on the command line. Raises DeviceError, DeviceUrlError."""
    chosen = profile or DEFAULT_PROFILE
    _check_profile(chosen)
    kind = kind_of(url)
    return ConfiguredDevice(kind, url, kind, chosen if kind is DeviceKind.PRINTER else "")


def targets(url: str | None, profile: str | None) -> tuple[ConfiguredDevice, ...]:
    """The device of `url`, or without one those of the settings. Raises DeviceError where there are none."""
    if url is not None:
        return (target(url, profile),)
    devices = configured()
    if not devices:
        raise DeviceError("No device is configured.", remedy="Name one with --url, for example --url sim://printer")
    return devices


def kind_of(url: str) -> DeviceKind:
    """What the device of `url` is for: on a serial line, all but printers have a protocol. Raises DeviceUrlError."""
    if is_like_signal(url):
        return kind_of_signal(parse_signal_url(url))
    try:
        parse_device_url(url)
    except DeviceUrlError as no_printer:
        try:
            parse_reader_url(url)
        except DeviceUrlError as no_reader:
            is_reader = url.startswith(("pcsc:", "evdev:", "sim://reader", "sim://scanner")) or "protocol=" in url
            raise no_reader if is_reader else no_printer from no_reader
        return DeviceKind.READER
    return DeviceKind.PRINTER


def _check_profile(name: str) -> None:
    if name not in PROFILES:
        raise DeviceError(f"There is no printer profile “{name}”.", remedy=f"Known: {', '.join(PROFILES)}")
