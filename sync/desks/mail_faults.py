"""Turns what aiosmtplib and mail servers say into DeskTrouble: the one place for it.

Reply codes: RFC 5321 section 4.2. A 4yz passes by itself. What a 5yz means depends on where it comes: to the sender or
the mailbox it is the set-up, to the text it is this request.
"""

from __future__ import annotations

import aiosmtplib

from kiosk.clock import Clock
from sync.desks.base import (
    AuthenticationFailed,
    BadAnswer,
    DeskFault,
    DeskTrouble,
    NotSetUp,
    Refused,
    Unreachable,
)
from sync.desks.http_faults import tls_trouble_of

_TOO_LARGE = 552
"""RFC 1870 section 6.2; also a full mailbox, which the server should call 452."""

NO_RECIPIENT = "recipient"
"""How the detail of a NotSetUp begins where the server does not know the mailbox."""

_LOG_IN_FIRST = frozenset({530, 534, 535, 538})
"""RFC 4954 section 6."""


def trouble_of_mail(error: aiosmtplib.SMTPException | TimeoutError | OSError, clock: Clock) -> DeskTrouble:
    """What a failed talk with a mail server means."""
    if (tls := tls_trouble_of(error, clock)) is not None:
        return tls
    match error:
        case aiosmtplib.SMTPRecipientsRefused():
            first = error.recipients[0]
            return _of_code(first.code, at=NO_RECIPIENT)
        case aiosmtplib.SMTPSenderRefused():
            return _of_code(error.code, at="sender")
        case aiosmtplib.SMTPDataError():
            return _of_code(error.code, at="text")
        case aiosmtplib.SMTPResponseException():
            return _of_code(error.code, at="server")
        case aiosmtplib.SMTPConnectError():
            return Unreachable(DeskFault.UNREACHABLE, "connect")
        case aiosmtplib.SMTPServerDisconnected() | TimeoutError() | OSError():
            return Unreachable(DeskFault.NO_ANSWER, type(error).__name__.lower())
        case _:
            return BadAnswer(DeskFault.BAD_ANSWER, "not_a_mail_server")


def _of_code(code: int, *, at: str) -> DeskTrouble:
    if code in _LOG_IN_FIRST:
        return AuthenticationFailed(DeskFault.AUTHENTICATION_FAILED, str(code))
    if 400 <= code < 500:
        return Unreachable(DeskFault.UNAVAILABLE, str(code))
    if code == _TOO_LARGE:
        return Refused(DeskFault.TOO_LARGE, str(code))
    if 500 <= code < 600 and at == "text":
        return Refused(DeskFault.REFUSED, str(code))
    if 500 <= code < 600 and at in ("sender", NO_RECIPIENT):
        return NotSetUp(DeskFault.NOT_SET_UP, f"{at}_{code}")
    return BadAnswer(DeskFault.BAD_ANSWER, f"{at}_{code}")
