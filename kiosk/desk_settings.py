"""The settings of the service desk: what each kind of desk asks for, and its rules. No Qt here."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import msgspec

from kiosk.mailbox import is_mailbox
from kiosk.toml_table import LANGUAGE, TomlTable

MAIL = "email"
"""The kind of desk that has a mailbox and no web server."""


RESTRICTED_QUEUE = "Confidential"
"""Takes restricted matters that no rule names, at desks with queues."""

PUBLIC_STATES = ("received", "in_work", "waiting_for_you", "solved", "closed")
"""How a ticket stands, in the words of `kiosk.domain.request.PublicState`."""

_NAME = r"\S(?:[^\x00-\x1f]*\S)?"


class RuleSettings(msgspec.Struct, frozen=True):
    """Where a matter goes that meets every condition. A condition without values is met by all."""

    kinds: tuple[str, ...]
    departments: tuple[str, ...]
    services: tuple[str, ...]
    priorities: tuple[str, ...]
    restricted: bool
    """Whether it is for restricted matters, or for all others."""
    queue: str
    """Queue, project or mailbox; empty leaves it to the department, or to the restricted queue."""
    owner: str
    """An agent's login at the desk; empty leaves it to the desk."""


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
    restricted_queue: str
    """Takes complaints and other restricted matters that no rule names; empty where there is no place for them."""
    rules: tuple[RuleSettings, ...]
    """The first that fits decides."""
    news_minutes: float
    """Between two readings of its news."""
    mailbox: str
    """Where an e-mail desk gets its requests; empty for other desks."""
    sender: str
    """Who writes to it: the kiosk's own address; empty for other desks."""
    user: str
    """The kiosk's name at the mail server; empty where it asks for none."""
    tracker: str
    """Of Redmine: what requests become; empty leaves it to the project's first."""
    statuses: tuple[tuple[str, str], ...]
    """Of Redmine: the organisation's own statuses, each with the public state that it means."""


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
        queue=desk.string("queue", "General", pattern=_NAME, example='"General"'),
        restricted_queue=(
            desk.string("restricted_queue", "", rule=_optional_mailbox_fault)
            if by_mail
            else desk.string("restricted_queue", RESTRICTED_QUEUE, pattern=_NAME, example='"Confidential"')
        ),
        rules=tuple(_read_rule(table, by_mail=by_mail) for table in desk.tables("rules")),
        news_minutes=desk.number("news_minutes", 5.0, 0.1, 1440),
        mailbox=desk.string("mailbox", "", rule=_mailbox_fault if by_mail else None),
        sender=desk.string("sender", "", rule=_mailbox_fault if by_mail else None),
        user=desk.string("user", "", pattern=r"[^\x00-\x1f]*", example='"kiosk-k7"'),
        tracker=desk.string("tracker", "", pattern=f"(?:{_NAME})?", example='"Support"'),
        statuses=_read_statuses(desk.table("statuses")),
    )


def _read_rule(table: TomlTable, *, by_mail: bool) -> RuleSettings:
    conditions = {
        "kinds": '["complaint"]',
        "departments": '["it"]',
        "services": '["replacement-laptop"]',
        "priorities": '["critical"]',
    }
    given = {
        name: table.strings(name, (), pattern=r"[a-z0-9_-]+", example=sample) for name, sample in conditions.items()
    }
    queue = (
        table.string("queue", "", rule=_optional_mailbox_fault)
        if by_mail
        else table.string("queue", "", pattern=f"(?:{_NAME})?", example='"Network"')
    )
    restricted = table.flag("restricted", default=False)
    if "complaint" in given["kinds"] and not restricted:
        table.note("is for complaints, which are restricted matters. Write `restricted = true`, and other kinds apart.")
    owner = table.string("owner", "", pattern=f"(?:{_NAME})?", example='"h.ali"')
    if by_mail and owner:
        table.note("names an owner, and a mailbox has none. Remove `owner`.")
    elif not queue and not owner:
        table.note("leads nowhere. Write `queue`, `owner` or both.")
    return RuleSettings(**given, restricted=restricted, queue=queue, owner=owner)


def _read_statuses(table: TomlTable) -> tuple[tuple[str, str], ...]:
    meant = [
        (name, state)
        for state in PUBLIC_STATES
        for name in table.strings(state, (), pattern=_NAME, example='["On hold"]')
    ]
    names = [name.casefold() for name, _ in meant]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        table.note(f"has {twice[0]!r} under two states. Leave it in one.")
    return tuple(meant)


_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


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
    if is_mailbox(address):
        return ""
    return 'is not an e-mail address, and this desk needs one. Write "desk@example.org".'


def _optional_mailbox_fault(address: str) -> str:
    return _mailbox_fault(address) if address else ""


def _split(url: str) -> SplitResult | None:
    """The parts of an address with a host and without a login; None for anything else."""
    try:
        parts = urlsplit(url)
        good = parts.hostname and not parts.username and (parts.port is None or parts.port > 0)
    except ValueError:
        return None
    return parts if good else None
