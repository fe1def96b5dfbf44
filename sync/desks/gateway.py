"""Connector to a django-helpdesk that has our gateway (`sync/gateway`), over HTTP.

`docs/desks/django-helpdesk.md` describes the calls. The gateway keys every entry by its id, so that a repetition is
answered with the ticket of the first time.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias, TypeVar

import httpx
import msgspec

from kiosk.clock import Clock
from kiosk.domain.reference import Reference
from kiosk.domain.request import EntryKind, OutboxEntry, Ticket
from kiosk.errors import SettingsError
from sync.desks.base import (
    Ability,
    AuthenticationFailed,
    BadAnswer,
    Changes,
    DeskFault,
    DeskHealth,
    Guarantee,
    Refused,
    TicketNews,
)
from sync.desks.gateway_wire import Changed, Found, Health, Said, encode_entry, read_error_code, read_news
from sync.desks.http_faults import trouble_of, trouble_of_status

CONNECT_S = 5.0
"""A desk in the same organisation shakes hands in milliseconds; after this the way to it is cut."""

SILENCE_S = 15.0
"""Longest pause between two bytes of an answer: filing takes milliseconds unless the desk's database is stuck."""

WRITE_S = 10.0
"""Longest pause while a body of at most a megabyte leaves."""

TOTAL_S = 30.0
"""Whole call. A desk that drips a byte now and then would keep a sender busy for ever."""

ANSWER_LIMIT = 1_048_576
"""Bytes of an answer that are read: a hundred tickets stay far below, a page without end does not."""

PAGE = 100
"""References the gateway looks up in one call."""

_T = TypeVar("_T")

_Query: TypeAlias = Sequence[tuple[str, str]]


class GatewayConnector:
    """A DeskConnector for our gateway. One per event loop; it keeps its connections open between calls."""

    guarantee = Guarantee.EXACTLY_ONCE
    abilities = frozenset({Ability.FIND, Ability.CHANGES})

    def __init__(
        self,
        url: str,
        *,
        read_token: Callable[[], str],
        clock: Clock,
        ca_file: Path | None = None,
        connections: int = 4,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        """`read_token` is asked again after a 401, so that a new token counts without a restart; it may raise
        SettingsError. `ca_file` holds the certificates that alone are trusted; None trusts the system's. Raises
        SettingsError when they cannot be read. `transport` replaces the network, for tests."""
        self._read_token = read_token
        self._token: str | None = None
        self._clock = clock
        self._client = httpx.AsyncClient(
            base_url=f"{url.rstrip('/')}/kiosk/v1/",
            verify=_trust(ca_file) if url.startswith("https:") else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            timeout=httpx.Timeout(connect=CONNECT_S, read=SILENCE_S, write=WRITE_S, pool=TOTAL_S),
            limits=httpx.Limits(max_connections=connections, max_keepalive_connections=connections),
            follow_redirects=False,
            trust_env=False,
            transport=transport,
            headers={"Accept": "application/json", "User-Agent": "frontdoor"},
        )

    async def submit(self, entry: OutboxEntry) -> Ticket:
        """File a request under its entry's id. Raises DeskTrouble."""
        if entry.kind is not EntryKind.REQUEST:
            raise Refused(DeskFault.REFUSED, "unknown_kind")
        said = await self._call("PUT", f"entries/{entry.id}", Said, body=encode_entry(entry))
        if said.entry != entry.id or said.reference != entry.request.reference or not said.ticket.id:
            raise BadAnswer(DeskFault.BAD_ANSWER, "another_entry")
        return said.ticket

    async def find(self, references: Sequence[Reference]) -> tuple[TicketNews, ...]:
        """The tickets of `references` that this kiosk filed. Raises DeskTrouble."""
        news: list[TicketNews] = []
        for start in range(0, len(references), PAGE):
            asked = [("reference", reference) for reference in references[start : start + PAGE]]
            found = await self._call("GET", "entries", Found, query=asked)
            news += map(read_news, found.entries)
        return tuple(news)

    async def changes(self, cursor: str) -> Changes:
        """What happened to this kiosk's tickets since `cursor`. Raises DeskTrouble."""
        changed = await self._call("GET", "changes", Changed, query=[("cursor", cursor)])
        return Changes(news=tuple(map(read_news, changed.entries)), cursor=changed.cursor, more=changed.more)

    async def health(self) -> DeskHealth:
        """Whether the gateway answers and knows our token. Raises DeskTrouble."""
        health = await self._call("GET", "health", Health)
        return DeskHealth(product=health.desk)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _call(
        self,
        method: str,
        path: str,
        kind: type[_T],
        *,
        body: bytes | None = None,
        query: _Query = (),
    ) -> _T:
        token = self._current_token()
        status, headers, answer = await self._exchange(method, path, body, query, token)
        if status == 401 and (token := self._renewed_token(token)):
            status, headers, answer = await self._exchange(method, path, body, query, token)
        trouble = trouble_of_status(status, headers, read_error_code(answer))
        if trouble is not None:
            raise trouble
        try:
            return msgspec.json.decode(answer, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise BadAnswer(DeskFault.BAD_ANSWER, "not_our_gateway") from error

    async def _exchange(
        self, method: str, path: str, body: bytes | None, query: _Query, token: str
    ) -> tuple[int, httpx.Headers, bytes]:
        headers = {"Authorization": f"Bearer {token}"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            async with (
                asyncio.timeout(TOTAL_S),
                self._client.stream(
                    method, path, content=body, params=httpx.QueryParams(list(query)), headers=headers
                ) as response,
            ):
                read = bytearray()
                async for chunk in response.aiter_bytes():
                    read += chunk
                    if len(read) > ANSWER_LIMIT:
                        raise BadAnswer(DeskFault.BAD_ANSWER, "too_long")
                return response.status_code, response.headers, bytes(read)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, OSError) as error:
            raise trouble_of(error, self._clock) from error

    def _current_token(self) -> str:
        if self._token is None:
            self._token = self._fresh_token()
        return self._token

    def _renewed_token(self, refused: str) -> str:
        """The token as it stands now, if it is not the refused one any more; else an empty text."""
        self._token = self._fresh_token()
        return self._token if self._token != refused else ""

    def _fresh_token(self) -> str:
        try:
            token = self._read_token()
        except SettingsError as error:
            raise AuthenticationFailed(DeskFault.AUTHENTICATION_FAILED, "no_token") from error
        if not (token.isascii() and token.isprintable() and token):
            raise AuthenticationFailed(DeskFault.AUTHENTICATION_FAILED, "unusable_token")
        return token


def _trust(ca_file: Path | None) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=ca_file)
    except (OSError, ssl.SSLError) as error:
        raise SettingsError(
            f"desk.ca_file: {ca_file} cannot be read as certificates.",
            remedy="Name a PEM file with the CA of the desk's server, or with that server's own certificate.",
        ) from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # Lets a pinned certificate stand for itself, without the CA that signed it.
    context.verify_flags |= ssl.VerifyFlags.VERIFY_X509_PARTIAL_CHAIN
    return context
