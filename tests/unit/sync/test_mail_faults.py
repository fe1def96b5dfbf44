"""What replies of mail servers and broken talks with them mean."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime

import aiosmtplib
import pytest

from kiosk.clock import ManualClock
from sync.desks.base import (
    AuthenticationFailed,
    BadAnswer,
    DeskFault,
    DeskTrouble,
    NotSetUp,
    Refused,
    TlsFailed,
    Unreachable,
)
from sync.desks.mail_faults import trouble_of_mail

CLOCK = ManualClock(datetime(2026, 11, 22, tzinfo=UTC))


def to_mailbox(code: int) -> aiosmtplib.SMTPRecipientsRefused:
    return aiosmtplib.SMTPRecipientsRefused([aiosmtplib.SMTPRecipientRefused(code, "no", "desk@example.org")])


def of_sender(code: int) -> aiosmtplib.SMTPSenderRefused:
    return aiosmtplib.SMTPSenderRefused(code, "no", "kiosk@example.org")


def of_text(code: int) -> aiosmtplib.SMTPDataError:
    return aiosmtplib.SMTPDataError(code, "no")


@pytest.mark.parametrize(
    ("error", "kind", "fault", "detail"),
    [
        (to_mailbox(450), Unreachable, DeskFault.UNAVAILABLE, "450"),
        (to_mailbox(550), NotSetUp, DeskFault.NOT_SET_UP, "recipient_550"),
        (of_sender(553), NotSetUp, DeskFault.NOT_SET_UP, "sender_553"),
        (of_sender(552), Refused, DeskFault.TOO_LARGE, "552"),
        (of_sender(530), AuthenticationFailed, DeskFault.AUTHENTICATION_FAILED, "530"),
        (of_text(451), Unreachable, DeskFault.UNAVAILABLE, "451"),
        (of_text(554), Refused, DeskFault.REFUSED, "554"),
        (of_text(552), Refused, DeskFault.TOO_LARGE, "552"),
        (of_text(299), BadAnswer, DeskFault.BAD_ANSWER, "text_299"),
        (aiosmtplib.SMTPAuthenticationError(535, "no"), AuthenticationFailed, DeskFault.AUTHENTICATION_FAILED, "535"),
        (aiosmtplib.SMTPAuthenticationError(454, "no"), Unreachable, DeskFault.UNAVAILABLE, "454"),
        (aiosmtplib.SMTPConnectResponseError(421, "no"), Unreachable, DeskFault.UNAVAILABLE, "421"),
        (aiosmtplib.SMTPConnectResponseError(554, "no"), BadAnswer, DeskFault.BAD_ANSWER, "server_554"),
        (aiosmtplib.SMTPConnectError("no"), Unreachable, DeskFault.UNREACHABLE, "connect"),
        (aiosmtplib.SMTPConnectTimeoutError("no"), Unreachable, DeskFault.UNREACHABLE, "connect"),
        (aiosmtplib.SMTPReadTimeoutError("no"), Unreachable, DeskFault.NO_ANSWER, "smtpreadtimeouterror"),
        (aiosmtplib.SMTPServerDisconnected("no"), Unreachable, DeskFault.NO_ANSWER, "smtpserverdisconnected"),
        (TimeoutError(), Unreachable, DeskFault.NO_ANSWER, "timeouterror"),
        (ConnectionResetError(), Unreachable, DeskFault.NO_ANSWER, "connectionreseterror"),
        (aiosmtplib.SMTPException("?"), BadAnswer, DeskFault.BAD_ANSWER, "not_a_mail_server"),
        (ssl.SSLError("no"), TlsFailed, DeskFault.TLS_FAILED, "sslerror"),
    ],
)
def test_every_failure_has_its_name(
    error: aiosmtplib.SMTPException | OSError, kind: type[DeskTrouble], fault: DeskFault, detail: str
) -> None:
    trouble = trouble_of_mail(error, CLOCK)
    assert (type(trouble), trouble.fault) == (kind, fault)
    if kind is not TlsFailed:
        assert trouble.detail == detail
