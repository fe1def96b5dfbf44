"""The settings of the service desk: what each kind of desk asks for, and its rules. No Qt here."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import msgspec

from kiosk.toml_table import LANGUAGE, TomlTable

MAIL = "email"
"""The kind of desk that has a mailbox and no web server."""


class DeskSettings(msgspec.Struct, frozen=True):
    """The service desk that gets the requests."""

    connector: str
    url: str
    ca_file: Path | None
    """Certificates that alone are trusted for the desk; None at an address without TLS."""
    status_url: str
    """Base of the public status page, without a slash at the end; empty where there is none."""
    language: str
    """What the agents read."""
    queue: str
    """Takes the requests whose own queue the desk does not have."""
    news_minutes: float
    """Between two readings of its news."""
    mailbox: str
    """Where an e-mail desk gets its requests; empty for other desks."""
    sender: str
    """Who writes to it: the kiosk's own address; empty for other desks."""
    user: str
    """The kiosk's name at the mail server; empty where it asks for none."""


def read_desk(desk: TomlTable, base: Path) -> DeskSettings:
    """The table `[desk]`; relative paths start at `base`."""
    connector = desk.string("connector", "helpdesk")
    by_mail = connector == MAIL
    ca_file = desk.path("ca_file", base)

    def url_fault(url: str) -> str:
        fault = mail_server_fault(url) if by_mail else address_fault(url)
        return fault or trust_fault(url, ca_file, key="desk.ca_file")

    return DeskSettings(
        connector=connector,
        url=desk.string("url", "http://127.0.0.1:8080", rule=url_fault),
        ca_file=ca_file,
        status_url=desk.string("status_url", "", rule=address_fault).rstrip("/"),
        language=desk.string("language", "en", pattern=LANGUAGE, example='"en"'),
        queue=desk.string("queue", "General", pattern=r"\S(?:[^\x00-\x1f]*\S)?", example='"General"'),
        news_minutes=desk.number("news_minutes", 5, 0.1, 1440),
        mailbox=desk.string("mailbox", "", rule=_mailbox_fault if by_mail else None),
        sender=desk.string("sender", "", rule=_mailbox_fault if by_mail else None),
        user=desk.string("user", "", pattern=r"[^\x00-\x1f]*", example='"kiosk-k7"'),
    )


_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})

_MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
"""As RFC 5321 section 4.1.2 has it, without quotes."""


def address_fault(url: str) -> str:
    """What is wrong with the address of a web server; an empty one is none, and fine."""
    if not url:
        return ""
    parts = _split(url)
    if parts is None or parts.scheme not in {"http", "https"} or parts.query or parts.fragment:
        return 'is not the address of a server. Write "https://desk.example.org".'
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        return "would send personal data unencrypted. Write https://, and name ca_file for a CA of your own."
    return ""


def trust_fault(url: str, ca_file: Path | None, *, key: str) -> str:
    """What a good address lacks when nothing says who must be there: with TLS, or over a network, `key` must be set."""
    parts = urlsplit(url)
    in_the_clear = parts.scheme == "http" or (parts.scheme == "smtp" and parts.hostname in _LOOPBACK)
    if ca_file is not None or in_the_clear or not url:
        return ""
    return f"needs {key}. Name a PEM file with the CA of your organisation, or with that server's own certificate."


def mail_server_fault(url: str) -> str:
    """What is wrong with the address of a mail server."""
    parts = _split(url)
    if parts is None or parts.scheme not in {"smtp", "smtps"} or parts.path or parts.query or parts.fragment:
        return 'is not the address of a mail server. Write "smtps://mail.example.org", or smtp:// for STARTTLS.'
    return ""


def _mailbox_fault(address: str) -> str:
    if _MAILBOX.fullmatch(address):
        return ""
    return 'is not an e-mail address, and this desk needs one. Write "desk@example.org".'


def _split(url: str) -> SplitResult | None:
    """The parts of an address with a host and without a login; None for anything else."""
    try:
        parts = urlsplit(url)
        good = parts.hostname and not parts.username and (parts.port is None or parts.port > 0)
    except ValueError:
        return None
    return parts if good else None
