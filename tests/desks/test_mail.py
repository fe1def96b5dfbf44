"""What only e-mail does: copies that tell themselves apart, encryption, and refusals by mail servers; a real one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.domain.catalog import Priority, RequestKind
from kiosk.domain.request import Contact, OutboxEntry
from kiosk.errors import SettingsError
from kiosk.i18n import Wording
from sync.conformance.mail_proxy import FaultyMailProxy
from sync.desks.address import DeskAddress
from sync.desks.base import AuthenticationFailed, DeskFault, DeskTrouble, NotSetUp, Refused, TlsFailed, Unreachable
from sync.desks.mail import Envelope, MailConnector
from sync.desks.trust import trust
from sync.routing import Routing, Rule
from tests.desks.certificates import make_certificate
from tests.desks.sample_requests import ARABIC_WORDS, answered, sample_entry
from tests.desks.smtp_server import FEW, MAILBOX, PASSWORD, USER, MailServer

ENVELOPE = Envelope(sender="kiosk-k7@example.org", mailbox=MAILBOX, user=USER)
HOST = "127.0.0.2"
"""This machine, and yet none of the names by which the connector knows this machine."""


def connector(
    url: str, *, envelope: Envelope = ENVELOPE, ca_file: Path | None = None, routing: Routing | None = None
) -> MailConnector:
    return MailConnector(
        DeskAddress(url=url, read_token=lambda: PASSWORD, clock=SystemClock(), ca_file=ca_file),
        envelope=envelope,
        routing=routing or Routing(ordinary_queue=envelope.mailbox),
        wording=Wording("en"),
    )


def send(to: MailConnector, entry: OutboxEntry) -> DeskTrouble | None:
    try:
        asyncio.run(to.submit(entry))
    except DeskTrouble as trouble:
        return trouble
    return None


def plain(server: MailServer) -> str:
    return f"smtp://127.0.0.1:{server.port}"


def test_agents_read_the_customers_words_as_typed(mail_server: MailServer) -> None:
    entry = sample_entry(501)
    assert send(connector(plain(mail_server)), entry) is None
    mail = next(mail for mail in mail_server.mails() if mail["X-Frontdoor-Entry"] == str(entry.id))
    assert all(line in mail.get_content() for line in ARABIC_WORDS.splitlines())
    assert mail["Subject"] == f"{entry.request.reference} Broken device"
    assert (mail["From"], mail["To"]) == ("Kiosk K7 <kiosk-k7@example.org>", MAILBOX)
    assert mail["Reply-To"] == "layla@example.org"
    assert mail["Message-ID"] == f"<{entry.id}@example.org>"
    assert mail["Auto-Submitted"] == "auto-generated"


def test_copies_of_a_mail_are_the_same_to_the_last_letter(mail_server: MailServer) -> None:
    entry = sample_entry(502)
    for _ in range(2):
        assert send(connector(plain(mail_server)), entry) is None
    copies = [mail for mail in mail_server.mails() if mail["X-Frontdoor-Entry"] == str(entry.id)]
    assert len(copies) == 2
    assert copies[0].as_bytes() == copies[1].as_bytes()


@pytest.mark.parametrize(
    "address",
    [
        "layla@example.org\r\nBcc: all@example.org",
        "ليلى@example.org",
        "no address",
        "layla..h@example.org",
        "=?utf-8?q?x?=@example.org",
    ],
)
def test_an_odd_address_of_a_customer_never_becomes_a_header(mail_server: MailServer, address: str) -> None:
    entry = sample_entry(503, contact=Contact(email=address), title_for_desk="Broken\r\nBcc: all@example.org")
    assert send(connector(plain(mail_server)), entry) is None
    mail = next(mail for mail in mail_server.mails() if mail["X-Frontdoor-Entry"] == str(entry.id))
    assert mail["Bcc"] is None
    assert mail["Reply-To"] is None
    assert address.split("\r\n", maxsplit=1)[0] in mail.get_content()


@pytest.mark.parametrize(
    ("envelope", "words", "kind", "detail"),
    [
        (replace(ENVELOPE, mailbox="nobody@example.org"), "x", NotSetUp, "recipient_550"),
        (replace(ENVELOPE, user=""), "x", AuthenticationFailed, "530"),
        (replace(ENVELOPE, user="somebody"), "x", AuthenticationFailed, "535"),
    ],
)
def test_every_refusal_has_its_name(
    mail_server: MailServer, envelope: Envelope, words: str, kind: type[DeskTrouble], detail: str
) -> None:
    trouble = send(connector(plain(mail_server), envelope=envelope), sample_entry(504, answers=(answered("?", words),)))
    assert (type(trouble), trouble.detail if trouble else "") == (kind, detail)


def test_rules_choose_the_mailbox_and_restricted_matters_have_their_own(mail_server: MailServer) -> None:
    rules = [
        Rule(departments=frozenset({"hr"}), queue=FEW),
        Rule(departments=frozenset({"it"}), queue="no@example.org"),
    ]
    routing = Routing(rules, restricted_queue=FEW, ordinary_queue=MAILBOX)
    entries = (
        sample_entry(510, department="hr", priority=Priority.CRITICAL),
        sample_entry(511),
        sample_entry(512, kind=RequestKind.COMPLAINT),
    )
    for entry in entries:
        assert send(connector(plain(mail_server), routing=routing), entry) is None
    mails = {mail["X-Frontdoor-Entry"]: mail for mail in mail_server.mails()}
    found = [mails[str(entry.id)] for entry in entries]
    assert [(mail["To"], mail["Importance"], mail["Sensitivity"]) for mail in found] == [
        (FEW, "high", None),
        (MAILBOX, "normal", None),  # the rule's mailbox is not there
        (FEW, "normal", "Company-Confidential"),
    ]


@pytest.mark.parametrize("mailbox", ["", "no@example.org"])
def test_a_complaint_goes_into_its_mailbox_or_nowhere(mail_server: MailServer, mailbox: str) -> None:
    entry = sample_entry(513, kind=RequestKind.COMPLAINT)
    routing = Routing(restricted_queue=mailbox, ordinary_queue=MAILBOX)
    trouble = send(connector(plain(mail_server), routing=routing), entry)
    assert isinstance(trouble, Refused)
    assert trouble.fault is DeskFault.NO_RESTRICTED_QUEUE
    assert mail_server.copies_by_key()[entry.id] == 0


def test_a_text_that_the_server_refuses_is_a_dead_letter(mail_server: MailServer) -> None:
    poisoned = connector(plain(mail_server), envelope=replace(ENVELOPE, sender="poison@example.org"))
    trouble = send(poisoned, sample_entry(505))
    assert isinstance(trouble, Refused)
    assert (trouble.fault, trouble.detail) == (DeskFault.REFUSED, "554")


def test_a_server_that_is_not_there_is_unreachable() -> None:
    trouble = send(connector("smtp://127.0.0.1:1"), sample_entry(506))
    assert isinstance(trouble, Unreachable)
    assert trouble.fault is DeskFault.UNREACHABLE


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return make_certificate(tmp_path_factory.mktemp("certificate"), HOST)


@pytest.fixture(scope="module")
def encrypted_server(tmp_path_factory: pytest.TempPathFactory, certificate: tuple[Path, Path]) -> Iterator[MailServer]:
    running = MailServer(tmp_path_factory.mktemp("mail"), certificate=certificate, host=HOST)
    running.start()
    yield running
    running.kill()


def test_mail_over_a_network_is_encrypted(encrypted_server: MailServer, certificate: tuple[Path, Path]) -> None:
    entry = sample_entry(510)
    url = f"smtp://{HOST}:{encrypted_server.port}"
    assert send(connector(url, ca_file=certificate[0]), entry) is None
    assert encrypted_server.copies_by_key()[entry.id] == 1


def test_a_stranger_with_a_certificate_of_its_own_gets_nothing(
    encrypted_server: MailServer, certificate: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # On the system's own list the stranger stands, and nobody looks at it.
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    ours, _ = make_certificate(tmp_path, HOST)
    entry = sample_entry(511)
    trouble = send(connector(f"smtp://{HOST}:{encrypted_server.port}", ca_file=ours), entry)
    assert isinstance(trouble, TlsFailed)
    assert (trouble.fault, trouble.detail) == (DeskFault.TLS_FAILED, "not_in_ca_file")
    assert encrypted_server.copies_by_key()[entry.id] == 0


@pytest.mark.parametrize("url", [f"smtp://{HOST}:25", f"smtps://{HOST}:465", "smtps://127.0.0.1:465"])
def test_nobody_is_trusted_by_default(url: str) -> None:
    with pytest.raises(SettingsError, match=r"desk\.ca_file is missing"):
        connector(url)


def test_a_server_without_encryption_gets_nothing_over_a_network(
    tmp_path: Path, certificate: tuple[Path, Path]
) -> None:
    entry = sample_entry(512)
    server = MailServer(tmp_path / "mail", host=HOST)
    server.start()
    try:
        trouble = send(connector(f"smtp://{HOST}:{server.port}", ca_file=certificate[0]), entry)
        assert isinstance(trouble, TlsFailed)
        assert trouble.detail == "no_starttls"
        assert server.copies_by_key()[entry.id] == 0
    finally:
        server.kill()


def test_the_proxy_of_the_kit_reaches_an_encrypted_server(
    encrypted_server: MailServer, certificate: tuple[Path, Path]
) -> None:
    entry = sample_entry(513)

    async def main() -> str:
        async with FaultyMailProxy(
            encrypted_server.port, host=HOST, desk_tls=trust(certificate[0]), starttls=True
        ) as proxy:
            return (await connector(proxy.url).submit(entry)).id

    assert asyncio.run(main()) == entry.request.reference
    assert encrypted_server.copies_by_key()[entry.id] == 1
