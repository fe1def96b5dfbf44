"""Rules for settings that only other rooms know; part of the composition root, because `settings` may import none."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kiosk.devices.profiles import PROFILES
from kiosk.devices.urls import parse_device_url
from kiosk.errors import DeviceUrlError
from kiosk.toml_table import Check
from sync.setting_checks import DESK_CHECKS


def _code_fault(code: str) -> str:
    return "the letters I and O are not used, they read as 1 and 0." if set(code) & {"I", "O"} else ""


def _printer_fault(url: str) -> str:
    try:
        if url:
            parse_device_url(url)
    except DeviceUrlError as error:
        return str(error)
    return ""


def _reader_fault(url: str) -> str:
    # Here, because a kiosk without readers need not load it before its first frame.
    from kiosk.devices.reader_urls import parse_reader_url

    try:
        parse_reader_url(url)
    except DeviceUrlError as error:
        return str(error)
    return ""


def _signal_rule(kind: str) -> Check:
    def fault(url: str) -> str:
        if not url:
            return ""
        # Here for the same reason.
        from kiosk.devices.signal_urls import check_signal_url
        from kiosk.domain.device_history import DeviceKind

        try:
            check_signal_url(url, DeviceKind(kind))
        except DeviceUrlError as error:
            return str(error)
        return ""

    return fault


def _profile_fault(name: str) -> str:
    return "" if name in PROFILES else f"there is no such profile. Known are {', '.join(sorted(PROFILES))}."


SETTINGS_CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        **DESK_CHECKS,
        "kiosk.code": _code_fault,
        "printer.profile": _profile_fault,
        "printer.url": _printer_fault,
        "readers.urls": _reader_fault,
        "signals.headset": _signal_rule("headset"),
        "signals.light": _signal_rule("light"),
        "signals.sound": _signal_rule("speaker"),
    }
)
"""For `load_settings`, by key."""
