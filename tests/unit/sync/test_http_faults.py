"""Foreign failures and statuses become ours."""

from __future__ import annotations

import re
import ssl
from datetime import UTC, datetime

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.clock import ManualClock
from sync.desks.base import (
    AuthenticationFailed,
    BadAnswer,
    DeskFault,
    DeskTrouble,
    RateLimited,
    Refused,
    TlsFailed,
    Unreachable,
)
from sync.desks.http_faults import RETRY_AFTER_LIMIT_S, trouble_of, trouble_of_status

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def certificate_error(verify_code: int) -> httpx.ConnectError:
    """What httpx raises for a refused certificate: the reason two levels down."""
    reason = ssl.SSLCertVerificationError(1, "certificate verify failed")
    reason.verify_code = verify_code
    middle = OSError("in between")
    middle.__cause__ = reason
    error = httpx.ConnectError("failed")
    error.__context__ = middle
    return error


@pytest.mark.parametrize(
    ("error", "kind", "fault"),
    [
        (httpx.ConnectError("refused"), Unreachable, DeskFault.UNREACHABLE),
        (httpx.ConnectTimeout("slow"), Unreachable, DeskFault.UNREACHABLE),
        (httpx.PoolTimeout("busy"), Unreachable, DeskFault.UNREACHABLE),
        (httpx.InvalidURL("what"), Unreachable, DeskFault.UNREACHABLE),
        (httpx.ReadTimeout("silent"), Unreachable, DeskFault.NO_ANSWER),
        (httpx.WriteTimeout("stuck"), Unreachable, DeskFault.NO_ANSWER),
        (httpx.ReadError("reset"), Unreachable, DeskFault.NO_ANSWER),
        (httpx.RemoteProtocolError("cut off"), Unreachable, DeskFault.NO_ANSWER),
        (TimeoutError(), Unreachable, DeskFault.NO_ANSWER),
        (httpx.DecodingError("not gzip"), BadAnswer, DeskFault.BAD_ANSWER),
        (certificate_error(19), TlsFailed, DeskFault.TLS_FAILED),
        (certificate_error(9), TlsFailed, DeskFault.CLOCK_WRONG),
        (certificate_error(10), TlsFailed, DeskFault.CLOCK_WRONG),
    ],
)
def test_failures_below_http(error: httpx.HTTPError, kind: type[DeskTrouble], fault: DeskFault) -> None:
    trouble = trouble_of(error, ManualClock(NOW))
    assert (type(trouble), trouble.fault) == (kind, fault)


@pytest.mark.parametrize("year", [1970, 2100])
def test_a_tls_failure_under_an_impossible_clock_is_the_clocks(year: int) -> None:
    trouble = trouble_of(certificate_error(19), ManualClock(datetime(year, 1, 1, tzinfo=UTC)))
    assert trouble.fault is DeskFault.CLOCK_WRONG


@pytest.mark.parametrize(
    ("error", "met"),
    [
        (httpx.ConnectError("eof"), ssl.SSLEOFError(8, "EOF occurred in violation of protocol")),
        (httpx.ConnectTimeout("out of time"), ssl.SSLWantReadError(2, "The operation did not complete (read)")),
    ],
)
def test_a_handshake_that_the_line_ends_is_not_a_question_of_trust(error: httpx.HTTPError, met: ssl.SSLError) -> None:
    error.__cause__ = met
    assert trouble_of(error, ManualClock(NOW)).fault is DeskFault.UNREACHABLE


@pytest.mark.parametrize(
    ("status", "said", "kind", "fault"),
    [
        (400, "bad_cursor", Refused, DeskFault.REFUSED),
        (400, "", BadAnswer, DeskFault.BAD_ANSWER),
        (401, "unknown_token", AuthenticationFailed, DeskFault.AUTHENTICATION_FAILED),
        (401, "", AuthenticationFailed, DeskFault.AUTHENTICATION_FAILED),
        (403, "another_kiosk", AuthenticationFailed, DeskFault.AUTHENTICATION_FAILED),
        (404, "", BadAnswer, DeskFault.BAD_ANSWER),
        (409, "key_taken", Refused, DeskFault.REFUSED),
        (413, "", Refused, DeskFault.TOO_LARGE),
        (422, "bad_field", Refused, DeskFault.REFUSED),
        (422, "", BadAnswer, DeskFault.BAD_ANSWER),
        (429, "", RateLimited, DeskFault.RATE_LIMITED),
        (500, "", BadAnswer, DeskFault.BAD_ANSWER),
        (500, "failed_here", BadAnswer, DeskFault.FAILED_THERE),
        (502, "", Unreachable, DeskFault.UNAVAILABLE),
        (503, "", Unreachable, DeskFault.UNAVAILABLE),
        (302, "", BadAnswer, DeskFault.BAD_ANSWER),
    ],
)
def test_statuses(status: int, said: str, kind: type[DeskTrouble], fault: DeskFault) -> None:
    trouble = trouble_of_status(status, httpx.Headers(), said)
    assert trouble is not None
    assert (type(trouble), trouble.fault) == (kind, fault)


@given(st.integers(300, 599), st.text(max_size=60))
def test_every_status_but_success_is_trouble_that_says_nothing_a_log_must_not_hold(status: int, said: str) -> None:
    trouble = trouble_of_status(status, httpx.Headers(), said)
    assert trouble is not None
    assert trouble.detail == str(status) or (trouble.detail == said and re.fullmatch("[a-z0-9_]+", said))


@given(st.integers(200, 299))
def test_success_is_no_trouble(status: int) -> None:
    assert trouble_of_status(status, httpx.Headers(), "") is None


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("30", 30.0),
        (" 7 ", 7.0),
        ("0", 0.0),
        ("999999", RETRY_AFTER_LIMIT_S),
        ("9" * 400, None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("Sat, 21 Nov 2026 12:00:30 GMT", 30.0),
        ("Sat, 21 Nov 2026 13:01:00 +0100", 60.0),
        ("Saturday, 21-Nov-26 12:00:30 GMT", 30.0),
        ("Sat, 21 Nov 2026 11:00:00 GMT", 0.0),
        ("Sat, 21 Nov 2099 12:00:00 GMT", RETRY_AFTER_LIMIT_S),
        ("Sat, 99 Nov 2026 12:00:00 GMT", None),
        ("Sat, 21 Nov 2026 12:00:00 +9999999999", None),
        ("tomorrow", None),
        ("", None),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_wait_that_the_desk_names_is_kept(status: int, header: str, seconds: float | None) -> None:
    desks_clock = "Sat, 21 Nov 2026 12:00:00 GMT"
    trouble = trouble_of_status(
        status, httpx.Headers({b"Retry-After": header.encode(), b"Date": desks_clock.encode()}), ""
    )
    assert trouble is not None
    assert trouble.retry_after_s == seconds


@pytest.mark.parametrize("date", ["", "now", None])
def test_a_date_without_the_desks_own_clock_says_nothing(date: str | None) -> None:
    headers = {"Retry-After": "Sat, 21 Nov 2026 12:00:30 GMT"} | ({} if date is None else {"Date": date})
    trouble = trouble_of_status(503, httpx.Headers(headers), "")
    assert trouble is not None
    assert trouble.retry_after_s is None


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_a_desk_writes_the_wait_is_bounded(header: str, date: str) -> None:
    headers = httpx.Headers([("Retry-After", header), ("Date", date)], encoding="utf-8")
    trouble = trouble_of_status(429, headers, "")
    assert trouble is not None
    assert trouble.retry_after_s is None or 0 <= trouble.retry_after_s <= RETRY_AFTER_LIMIT_S
