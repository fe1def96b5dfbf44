"""The HTTP line to a desk: trust, time-outs, token, size of answers. Every connector over HTTP speaks through one."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import httpx

from kiosk.errors import SettingsError
from sync.desks.address import DeskAddress
from sync.desks.base import AuthenticationFailed, BadAnswer, DeskFault
from sync.desks.http_faults import trouble_of
from sync.desks.trust import trust_for

ANSWER_LIMIT = 1_048_576
"""Bytes of an answer that are read: a hundred tickets stay far below, a page without end does not."""

_HEADERS = {"Accept": "application/json", "Accept-Encoding": "gzip, deflate", "User-Agent": "frontdoor"}

Query: TypeAlias = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whatever the status."""

    status: int
    headers: httpx.Headers
    body: bytes


class HttpLine:
    """Calls at one desk. One per event loop; it keeps its connections open between calls."""

    def __init__(
        self,
        address: DeskAddress,
        *,
        below: str = "",
        authorize: Callable[[str], dict[str, str]],
        connections: int = 4,
        answer_limit: int = ANSWER_LIMIT,
    ) -> None:
        """`below` is where the calls are under the desk's address. The token is read again after a 401 or 403, so that
        a new one counts without a restart; `authorize` makes it the headers that this desk wants. Raises SettingsError
        when the certificates cannot be read, or an address with TLS comes without."""
        self._read_token = address.read_token
        self._authorize = authorize
        self._token: str | None = None
        self._clock = address.clock
        self._patience = patience = address.patience
        self._answer_limit = answer_limit
        self._base_url = f"{address.url.rstrip('/')}/{below}"
        self._extensions = {
            "timeout": httpx.Timeout(
                connect=patience.connect_s, read=patience.silence_s, write=patience.write_s, pool=patience.total_s
            ).as_dict()
        }
        # Not a client of httpx: cookies, redirects and proxies from the environment are what a kiosk never wants, and
        # to look for them took a tenth of the time of a delivery.
        self._transport = address.transport or httpx.AsyncHTTPTransport(
            verify=trust_for(address.url, address.ca_file),
            limits=httpx.Limits(max_connections=connections, max_keepalive_connections=connections),
            trust_env=False,
        )

    async def call(self, method: str, path: str, *, body: bytes | None = None, query: Query = ()) -> Answer:
        """Ask, with the token; a body is JSON. Raises DeskTrouble when no whole answer came, whatever its status."""
        token = self._current_token()
        answer = await self._exchange(method, path, body, query, token)
        if answer.status in (401, 403) and (token := self._renewed_token(token)):
            answer = await self._exchange(method, path, body, query, token)
        return answer

    async def close(self) -> None:
        """Close the connections."""
        await self._transport.aclose()

    async def _exchange(self, method: str, path: str, body: bytes | None, query: Query, token: str) -> Answer:
        headers = _HEADERS | self._authorize(token)
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            request = httpx.Request(
                method,
                f"{self._base_url}{path}",
                params=list(query) or None,
                headers=headers,
                content=body,
                extensions=self._extensions,
            )
            async with asyncio.timeout(self._patience.total_s):
                response = await self._transport.handle_async_request(request)
                async with contextlib.aclosing(response):
                    read = bytearray()
                    async for chunk in response.aiter_bytes():
                        read += chunk
                        if len(read) > self._answer_limit:
                            raise BadAnswer(DeskFault.BAD_ANSWER, "too_long")
                    return Answer(response.status_code, response.headers, bytes(read))
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, OSError) as error:
            raise trouble_of(error, self._clock) from error

    def _current_token(self) -> str:
        if self._token is None:
            self._token = read_usable_token(self._read_token)
        return self._token

    def _renewed_token(self, refused: str) -> str:
        """The token as it stands now, if it is not the refused one any more; else an empty text."""
        self._token = read_usable_token(self._read_token)
        return self._token if self._token != refused else ""


def read_usable_token(read_token: Callable[[], str]) -> str:
    """The secret that opens the desk. Raises AuthenticationFailed when there is none that could be sent."""
    try:
        token = read_token()
    except SettingsError as error:
        raise AuthenticationFailed(DeskFault.AUTHENTICATION_FAILED, "no_token") from error
    if not (token.isascii() and token.isprintable() and token):
        raise AuthenticationFailed(DeskFault.AUTHENTICATION_FAILED, "unusable_token")
    return token
