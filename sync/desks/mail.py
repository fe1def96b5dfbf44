"""Connector to a desk that takes requests as e-mail (SMTP, RFC 5321).

A mail server has no memory that could be asked: an answer that is lost makes a second mail. So this declares at least
once, and gives every copy the same Message-ID, made of the entry's id, by which desks and mailboxes know a copy.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from urllib.parse import urlsplit

import aiosmtplib

from kiosk.domain.catalog import Priority
from kiosk.domain.news import TicketNews
from kiosk.domain.reference import Reference
from kiosk.domain.request import EntryKind, OutboxEntry, Ticket
from kiosk.i18n import Wording
from sync.desks.address import DeskAddress
from sync.desks.base import (
    Ability,
    Changes,
    DeskFault,
    DeskHealth,
    Guarantee,
    NotSetUp,
    Refused,
    TlsFailed,
)
from sync.desks.http_line import read_usable_token
from sync.desks.mail_faults import NO_RECIPIENT, trouble_of_mail
from sync.desks.note import compose_note, compose_subject, reply_address
from sync.desks.trust import trust
from sync.routing import Routing

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
"""Servers on this machine itself, to which no line leads that could be listened to."""


_IMPORTANCE = {Priority.LOW: "low", Priority.MEDIUM: "normal", Priority.HIGH: "high", Priority.CRITICAL: "high"}
"""RFC 2156 section 5.3.6, as for Sensitivity; mail programs show both."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who writes to whom."""

    sender: str
    """Address of the kiosk; its domain is the right side of every Message-ID."""
    mailbox: str
    """Address of the desk; takes what no rule sends elsewhere."""
    user: str = ""
    """Name that the mail server knows the kiosk by; empty where it does not ask."""


class MailConnector:
    """A DeskConnector for a mailbox. One per event loop; every call has a connection of its own."""

    guarantee = Guarantee.AT_LEAST_ONCE
    abilities: frozenset[Ability] = frozenset()

    def __init__(
        self,
        address: DeskAddress,
        *,
        envelope: Envelope,
        routing: Routing,
        wording: Wording,
    ) -> None:
        """Its URL is smtps://HOST (TLS from the first byte, RFC 8314) or smtp://HOST (STARTTLS, RFC 3207, and nothing
        without it unless HOST is this machine). Raises SettingsError when certificates are missing or unreadable."""
        parts = urlsplit(address.url)
        self._host = parts.hostname or ""
        self._at_once = parts.scheme == "smtps"
        self._port = parts.port or (465 if self._at_once else 587)
        self._encrypted = self._at_once or self._host not in LOOPBACK
        self._trust: ssl.SSLContext | None = trust(address.ca_file) if self._encrypted else None
        self._envelope = envelope
        self._routing = routing
        self._read_password = address.read_token
        self._clock = address.clock
        self._wording = wording
        self._patience = address.patience

    async def submit(self, entry: OutboxEntry) -> Ticket:
        """Send a request. Raises DeskTrouble; what is raised after the text has left may still have arrived."""
        if entry.kind is not EntryKind.REQUEST:
            raise Refused(DeskFault.REFUSED, "unknown_kind")
        to = self._routing.destination(entry.request)
        try:
            await self._send(entry, to.queue)
        except NotSetUp as trouble:
            if not trouble.detail.startswith(NO_RECIPIENT):
                raise
            if to.restricted:
                raise Refused(DeskFault.NO_RESTRICTED_QUEUE, "not_there") from trouble
            if to.queue == self._envelope.mailbox:
                raise
            await self._send(
                entry, self._envelope.mailbox
            )  # a rule's mailbox is missing: no reason to lose the request
        return Ticket(id=entry.request.reference)

    async def _send(self, entry: OutboxEntry, mailbox: str) -> None:
        message = self._compose(entry, mailbox).as_bytes()

        async def send(line: aiosmtplib.SMTP) -> None:
            await line.sendmail(self._envelope.sender, mailbox, message)

        await self._talk(send)

    async def find(self, references: Sequence[Reference]) -> tuple[TicketNews, ...]:
        """A mailbox cannot be asked. Raises Refused."""
        raise Refused(DeskFault.REFUSED, "not_offered")

    async def changes(self, cursor: str) -> Changes:
        """A mailbox has no news. Raises Refused."""
        raise Refused(DeskFault.REFUSED, "not_offered")

    async def health(self) -> DeskHealth:
        """Whether the server would let us write. Raises DeskTrouble."""

        async def look(line: aiosmtplib.SMTP) -> None:
            await line.noop()

        await self._talk(look)
        return DeskHealth(product=f"E-mail to {self._envelope.mailbox}")

    async def close(self) -> None:
        """Nothing is kept open."""

    async def _talk(self, talk: Callable[[aiosmtplib.SMTP], Awaitable[None]]) -> None:
        """Connect, prove who we are, `talk`, and leave."""
        patience = self._patience
        line = aiosmtplib.SMTP(
            hostname=self._host,
            port=self._port,
            local_hostname=self._envelope.sender.rpartition("@")[2],
            timeout=patience.connect_s,
            use_tls=self._at_once,
            start_tls=False,
            tls_context=self._trust if self._at_once else None,
        )
        plain: asyncio.BaseTransport | None = None
        try:
            async with asyncio.timeout(patience.total_s):
                await line.connect()
                plain = line.transport
                line.timeout = patience.silence_s
                await self._encrypt(line)
                await self._log_in(line)
                await talk(line)
        except (aiosmtplib.SMTPException, TimeoutError, OSError) as error:
            raise trouble_of_mail(error, self._clock) from error
        finally:
            line.close()
            if isinstance(plain, asyncio.WriteTransport):
                plain.abort()  # a handshake that failed leaves it open

    async def _encrypt(self, line: aiosmtplib.SMTP) -> None:
        """Nothing leaves before this over a network: who strips STARTTLS from an answer gets no mail."""
        if not self._encrypted or self._at_once:
            return
        await line.ehlo()
        if not line.supports_extension("starttls"):
            raise TlsFailed(DeskFault.TLS_FAILED, "no_starttls")
        await line.starttls(tls_context=self._trust)

    async def _log_in(self, line: aiosmtplib.SMTP) -> None:
        if not self._envelope.user:
            return
        password = read_usable_token(self._read_password)
        try:
            await line.login(self._envelope.user, password)
        except aiosmtplib.SMTPNotSupported as error:
            raise NotSetUp(DeskFault.NOT_SET_UP, "no_login_offered") from error

    def _compose(self, entry: OutboxEntry, mailbox: str) -> EmailMessage:
        request, envelope = entry.request, self._envelope
        message = EmailMessage(policy=SMTP_POLICY)
        message["From"] = Address(f"Kiosk {request.kiosk}", addr_spec=envelope.sender)
        message["To"] = Address(addr_spec=mailbox)
        message["Subject"] = compose_subject(request)
        message["Date"] = request.accepted_at or self._clock.now()
        message["Message-ID"] = f"<{entry.id}@{envelope.sender.rpartition('@')[2]}>"
        if reply_to := reply_address(request):
            message["Reply-To"] = Address(addr_spec=reply_to)
        # RFC 3834: no holiday notice is to answer a machine.
        message["Auto-Submitted"] = "auto-generated"
        message["X-Frontdoor-Entry"] = str(entry.id)
        message["X-Frontdoor-Reference"] = request.reference
        message["X-Frontdoor-Kiosk"] = request.kiosk
        message["X-Frontdoor-Department"] = request.department
        message["X-Frontdoor-Language"] = request.language
        message["Importance"] = _IMPORTANCE[request.priority]
        if request.confidential:
            message["Sensitivity"] = "Company-Confidential"
        message.set_content(compose_note(request, self._wording), cte="base64")
        return message
