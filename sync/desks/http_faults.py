"""Turns what httpx, TLS and HTTP statuses say into DeskTrouble: the one place where foreign failures become ours.

httpx raises its TransportError family for everything below HTTP; the reason of a refused certificate hides in its
chain as `ssl.SSLCertVerificationError.verify_code` (OpenSSL's X509_V_ERR_* numbers, `openssl verify` manual).
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from kiosk.clock import Clock, plausible
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

RETRY_AFTER_LIMIT_S = 3600.0
"""A desk that asks for more is asked again after this: its own clock or a proxy's page may be wrong."""

_NOT_YET_VALID, _EXPIRED = 9, 10
"""X509_V_ERR_CERT_NOT_YET_VALID and X509_V_ERR_CERT_HAS_EXPIRED."""

_WHY_NOT_TRUSTED: Mapping[int, str] = {
    _NOT_YET_VALID: "not_yet_valid",
    _EXPIRED: "expired",
    18: "not_in_ca_file",  # it signed itself
    19: "not_in_ca_file",  # so did the CA that it came with
    20: "not_in_ca_file",  # nobody knows who signed it
    21: "not_in_ca_file",  # it came alone, signed by somebody unknown
    62: "other_name",  # of a host
    64: "other_name",  # of an IP address
}
"""By X509_V_ERR_*: what there is to mend."""

_NO_WORD = (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLWantReadError, ssl.SSLWantWriteError)
"""How a handshake ends when the line does: cut off, or given up while it still waited for the other side. OpenSSL then
found fault with nothing."""

_CODE = re.compile(r"[a-z0-9_]{1,40}")


def trouble_of(error: httpx.HTTPError | httpx.InvalidURL | TimeoutError | OSError, clock: Clock) -> DeskTrouble:
    """What a failure below HTTP means."""
    if (tls := tls_trouble_of(error, clock)) is not None:
        return tls
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout | httpx.InvalidURL):
        return Unreachable(DeskFault.UNREACHABLE, _name(error))
    if isinstance(error, httpx.DecodingError | httpx.TooManyRedirects):
        return BadAnswer(DeskFault.BAD_ANSWER, _name(error))
    return Unreachable(DeskFault.NO_ANSWER, _name(error))


def tls_trouble_of(error: BaseException, clock: Clock) -> TlsFailed | None:
    """What a failure means in whose chain TLS failed; None where it did not. An ending without a word is no failure."""
    tls = next((cause for cause in _causes(error) if isinstance(cause, ssl.SSLError)), None)
    if tls is None or isinstance(tls, _NO_WORD):
        return None
    return _tls_trouble(tls, clock)


def trouble_of_status(status: int, headers: httpx.Headers, said: str) -> DeskTrouble | None:
    """What an HTTP status other than success means (RFC 9110 section 15); None for success.

    `said` is the error code of a JSON body, empty where there was none: only who speaks our language may refuse an
    entry for good, a stranger's 404 page may not.
    """
    detail = said if _CODE.fullmatch(said) else str(status)
    retry_after_s = _retry_after_s(headers)
    if 200 <= status < 300:
        return None
    if status in (401, 403):
        return AuthenticationFailed(DeskFault.AUTHENTICATION_FAILED, detail)
    if status == 413:
        return Refused(DeskFault.TOO_LARGE, detail)
    if status == 429:
        return RateLimited(DeskFault.RATE_LIMITED, detail, retry_after_s=retry_after_s)
    if status in (502, 503, 504):
        if retry_after_s is not None:
            return RateLimited(DeskFault.UNAVAILABLE, detail, retry_after_s=retry_after_s)
        return Unreachable(DeskFault.UNAVAILABLE, detail)
    if status in (400, 409, 410, 422) and said:
        return Refused(DeskFault.REFUSED, detail)
    if status >= 500 and said:
        return BadAnswer(DeskFault.FAILED_THERE, detail)
    return BadAnswer(DeskFault.BAD_ANSWER, detail)


def _tls_trouble(error: ssl.SSLError, clock: Clock) -> TlsFailed:
    detail = _name(error)
    if isinstance(error, ssl.SSLCertVerificationError):
        detail = _WHY_NOT_TRUSTED.get(error.verify_code, f"x509_{error.verify_code}")
        # Every certificate lies outside the dates of a clock at 1970 or 2100, and a new one before those of a slow one.
        if error.verify_code in (_NOT_YET_VALID, _EXPIRED):
            return TlsFailed(DeskFault.CLOCK_WRONG, detail)
    if not plausible(clock.now()):
        return TlsFailed(DeskFault.CLOCK_WRONG, detail)
    return TlsFailed(DeskFault.TLS_FAILED, detail)


def _retry_after_s(headers: httpx.Headers) -> float | None:
    """Seconds of a Retry-After header (RFC 9110 section 10.2.3), at most `RETRY_AFTER_LIMIT_S`.

    A date counts from the answer's own Date, so that only the desk's clock is asked; without one it says nothing.
    """
    given = headers.get("Retry-After", "").strip()
    if given.isascii() and given.isdecimal() and len(given) < 10:
        seconds = float(given)
    elif (until := read_http_date(given)) is not None and (said := read_http_date(headers.get("Date", ""))) is not None:
        seconds = max(0.0, (until - said).total_seconds())
    else:
        return None
    return min(seconds, RETRY_AFTER_LIMIT_S)


def read_http_date(given: str) -> datetime | None:
    """The moment of an HTTP date (RFC 9110 section 5.6.7); None for anything else."""
    try:
        moment = parsedate_to_datetime(given)
    except (ValueError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _name(error: BaseException) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(error).__name__).lower()
