"""Connector to a django-helpdesk that has our gateway (`sync/gateway`), over HTTP.

`docs/desks/django-helpdesk.md` describes the calls. The gateway keys every entry by its id, so that a repetition is
answered with the ticket of the first time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from kiosk.domain.news import TicketNews
from kiosk.domain.reference import Reference
from kiosk.domain.request import EntryKind, OutboxEntry, Ticket
from sync.desks.address import DeskAddress
from sync.desks.base import Ability, BadAnswer, Changes, DeskFault, DeskHealth, Guarantee, Refused
from sync.desks.gateway_wire import Changed, Found, Health, Said, encode_entry, read_error_code, read_news
from sync.desks.http_faults import trouble_of_status
from sync.desks.http_line import HttpLine, Query
from sync.routing import Routing

PAGE = 10
"""References looked up in one call: a longer answer would have to leave out notes."""

_T = TypeVar("_T")


class GatewayConnector:
    """A DeskConnector for our gateway. One per event loop; it keeps its connections open between calls."""

    guarantee = Guarantee.EXACTLY_ONCE
    abilities = frozenset({Ability.FIND, Ability.CHANGES})

    def __init__(self, address: DeskAddress, *, routing: Routing) -> None:
        """Raises SettingsError when the certificates cannot be read."""
        self._routing = routing
        self._line = HttpLine(address, below="kiosk/v1/", authorize=lambda token: {"Authorization": f"Bearer {token}"})

    async def submit(self, entry: OutboxEntry) -> Ticket:
        """File a request under its entry's id. Raises DeskTrouble."""
        if entry.kind is not EntryKind.REQUEST:
            raise Refused(DeskFault.REFUSED, "unknown_kind")
        body = encode_entry(entry, self._routing.destination(entry.request))
        said = await self._call("PUT", f"entries/{entry.id}", Said, body=body)
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
        await self._line.close()

    async def _call(
        self, method: str, path: str, kind: type[_T], *, body: bytes | None = None, query: Query = ()
    ) -> _T:
        answer = await self._line.call(method, path, body=body, query=query)
        said = read_error_code(answer.body)
        if answer.status == 422 and said == DeskFault.NO_RESTRICTED_QUEUE:
            raise Refused(DeskFault.NO_RESTRICTED_QUEUE, "not_there")
        trouble = trouble_of_status(answer.status, answer.headers, said)
        if trouble is not None:
            raise trouble
        try:
            return msgspec.json.decode(answer.body, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise BadAnswer(DeskFault.BAD_ANSWER, "not_our_gateway") from error
