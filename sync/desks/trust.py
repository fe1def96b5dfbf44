"""Whom a TLS line is spoken to: the organisation's own CA, or one pinned certificate, and nobody else.

The system's list of CAs is never asked: any of some hundred companies could vouch for a stranger in the desk's place.
"""

from __future__ import annotations

import ssl
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.errors import SettingsError

DESK = "desk.ca_file"
"""The setting that names the desk's certificates."""

_REMEDY = "Name a PEM file with the CA of your organisation, or with that server's own certificate."


def trust(ca_file: Path | None, *, setting: str = DESK) -> ssl.SSLContext:
    """Trusts the certificates of `ca_file` and what a CA among them signed, nothing else; the name must fit as well.

    `setting` is the key that an error names. Raises SettingsError where there is no file, or none with certificates.
    """
    if ca_file is None:
        raise SettingsError(f"{setting} is missing, so nothing proves who is at the other end.", remedy=_REMEDY)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        context.load_verify_locations(cafile=ca_file)
    except (OSError, ssl.SSLError) as error:
        raise SettingsError(f"{setting}: {ca_file} cannot be read as certificates.", remedy=_REMEDY) from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # Lets a pinned certificate stand for itself, without the CA that signed it.
    context.verify_flags |= ssl.VerifyFlags.VERIFY_X509_PARTIAL_CHAIN
    return context


def trust_for(url: str, ca_file: Path | None, *, setting: str = DESK) -> ssl.SSLContext:
    """What an HTTP client at `url` may trust: as `trust`, and nobody at all where the address has no TLS."""
    return (
        trust(ca_file, setting=setting) if urlsplit(url).scheme == "https" else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    )
