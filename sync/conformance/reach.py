"""Puts the bad weather before anyone's desk: the proxy that its address asks for."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from sync.conformance.http_proxy import FaultyProxy
from sync.conformance.mail_proxy import FaultyMailProxy
from sync.conformance.weather import Weather
from sync.desks.mail import LOOPBACK
from sync.desks.trust import trust

_PORTS = {"http": 80, "https": 443, "smtp": 587, "smtps": 465}


def stand_before(url: str, ca_file: Path | None) -> Weather:
    """A proxy to the desk at `url`, which speaks TLS where the connector would. Raises SettingsError for `ca_file`."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    if parts.scheme == "smtp":
        encrypted = host not in LOOPBACK
        return FaultyMailProxy(port, host=host, desk_tls=trust(ca_file) if encrypted else None, starttls=encrypted)
    if parts.scheme == "smtps":
        return FaultyMailProxy(port, host=host, desk_tls=trust(ca_file))
    return FaultyProxy(port, host=host, desk_tls=trust(ca_file) if parts.scheme == "https" else None)


def address_through(proxy_url: str, url: str) -> str:
    """The address that leads through the proxy at `proxy_url` to what `url` names at the desk."""
    return proxy_url + urlsplit(url).path.rstrip("/")
