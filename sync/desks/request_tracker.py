"""Connector to Request Tracker 5 over its REST 2.0 interface.

RT has no key for a repetition, so that exactly once is made of four steps (`docs/desks/request-tracker.md`): search
the key before each creation; search it again after it; of several tickets with one key the lowest number wins and the
others are merged into it; and what arrives later still is found by a sweep when the desk's health is looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

import msgspec

from kiosk.domain.news import TicketNews
from kiosk.domain.reference import Reference
from kiosk.domain.request import EntryKind, OutboxEntry, Ticket
from kiosk.i18n import Wording
from sync.desks.address import DeskAddress
from sync.desks.base import (
    Ability,
    BadAnswer,
    Changes,
    DeskFault,
    DeskHealth,
    Guarantee,
    NotSetUp,
    Refused,
)
from sync.desks.http_faults import trouble_of_status
from sync.desks.http_line import Answer, HttpLine, Query
from sync.desks.note import compose_note, compose_subject
from sync.desks.request_tracker_news import read_news
from sync.desks.request_tracker_notes import read_notes
from sync.desks.request_tracker_wire import (
    FIELDS,
    KEY_FIELD,
    KIOSK_FIELD,
    PAGE,
    REFERENCE_FIELD,
    About,
    Created,
    FieldRows,
    Row,
    Rows,
    encode_ticket,
    is_rt_error,
    search,
    search_fields,
    with_field,
)
from sync.routing import Routing

FIRST_SWEEP = "30 days ago"
"""At a start: a copy may have been made while the kiosk was off."""

SWEEP = "2 hours ago"
"""After that: no call stays under way for longer. RT reads both by its own clock."""

REFERENCES = 20
"""Looked up in one call: the query stands in the address, which servers cut at 8 KB."""

_T = TypeVar("_T")


class RequestTrackerConnector:
    """A DeskConnector for Request Tracker. One per event loop."""

    guarantee = Guarantee.EXACTLY_ONCE
    abilities = frozenset({Ability.FIND, Ability.CHANGES})

    def __init__(
        self,
        address: DeskAddress,
        *,
        kiosk: str,
        routing: Routing,
        queue: str,
        wording: Wording,
    ) -> None:
        """`queue` takes what is not restricted and has no queue; `wording` speaks the desk's language. Raises
        SettingsError when the certificates cannot be read."""
        self._url = address.url.rstrip("/")
        self._line = HttpLine(address, below="REST/2.0/", authorize=lambda token: {"Authorization": f"token {token}"})
        self._kiosk = kiosk
        self._routing = routing
        self._queue = queue
        self._wording = wording
        self._fields_there = False
        self._swept = False

    async def submit(self, entry: OutboxEntry) -> Ticket:
        """File a request, unless a ticket with its key is there. Raises DeskTrouble."""
        if entry.kind is not EntryKind.REQUEST:
            raise Refused(DeskFault.REFUSED, "unknown_kind")
        await self._require_fields()
        rows = await self._with_key(entry.id)
        if not rows:
            number = await self._create(entry)
            rows = await self._with_key(entry.id)
            if all(row.number != number for row in rows):
                # Without its key every further attempt would make one more. What was made is put aside.
                await self._line.call("PUT", f"ticket/{number}", body=msgspec.json.encode({"Status": "rejected"}))
                self._fields_there = False
                raise NotSetUp(DeskFault.NOT_SET_UP, "field_not_stored")
        return self._ticket(await self._merge(rows))

    async def find(self, references: Sequence[Reference]) -> tuple[TicketNews, ...]:
        """The tickets of `references` that this kiosk filed, every copy of them. Raises DeskTrouble."""
        rows: list[Row] = []
        for start in range(0, len(references), REFERENCES):
            any_of = " OR ".join(
                with_field(REFERENCE_FIELD, reference) for reference in references[start : start + REFERENCES]
            )
            rows += await self._search_all(f"({any_of}) AND {self._ours} AND EffectiveId > 0")
        return await self._news(rows)

    async def changes(self, cursor: str) -> Changes:
        """What happened to this kiosk's tickets since `cursor`. Raises DeskTrouble."""
        return await read_news(cursor, ours=f"{self._ours} AND EffectiveId > 0", ask=self._ask, tell=self._news)

    async def health(self) -> DeskHealth:
        """Whether RT answers, takes the token and has our fields; puts late copies away. Raises DeskTrouble."""
        about = _read(await self._ask("rt"), About)
        self._fields_there = False
        await self._require_fields()
        await self._sweep()
        return DeskHealth(product=f"Request Tracker {about.version}")

    async def close(self) -> None:
        """Close the connections."""
        await self._line.close()

    @property
    def _ours(self) -> str:
        # What agents make of a ticket takes its fields along, but not its creator. RT puts our own login in.
        return f"{with_field(KIOSK_FIELD, self._kiosk)} AND Creator = '__CurrentUser__'"

    async def _require_fields(self) -> None:
        """Without them RT would take a ticket, drop its key in silence, and find nothing the next time."""
        if self._fields_there:
            return
        there = _read(await self._ask("customfields", search_fields()), FieldRows).usable
        if missing := FIELDS - there:
            raise NotSetUp(DeskFault.NOT_SET_UP, f"no_{min(missing).lower()}")
        self._fields_there = True

    async def _with_key(self, key: UUID) -> list[Row]:
        # Naming EffectiveId makes RT tell merged tickets too, which it leaves out otherwise.
        return await self._search_all(f"{with_field(KEY_FIELD, str(key))} AND EffectiveId > 0")

    async def _create(self, entry: OutboxEntry) -> int:
        to = self._routing.destination(entry.request)
        answer = await self._post_ticket(entry, to.queue or self._queue, to.owner)
        if _no_queue(answer) and to.restricted:
            raise Refused(DeskFault.NO_RESTRICTED_QUEUE, "not_there")
        if _no_queue(answer):
            answer = await self._post_ticket(entry, self._queue, to.owner)
            if _no_queue(answer):
                raise NotSetUp(DeskFault.NOT_SET_UP, "no_queue")
        return int(_read(_checked(answer), Created).id)

    async def _post_ticket(self, entry: OutboxEntry, queue: str, owner: str) -> Answer:
        subject, note = compose_subject(entry.request), compose_note(entry.request, self._wording)
        ticket = encode_ticket(entry, queue, owner=owner, subject=subject, note=note)
        return await self._line.call("POST", "ticket", body=ticket)

    async def _merge(self, rows: Sequence[Row]) -> Row:
        """The lowest of the tickets with one key, once all others are merged into it or elsewhere by agents."""
        lowest = min(rows, key=lambda row: row.number)
        copies = _copies(rows, lowest)
        if not copies:
            return lowest
        for copy in copies:
            await self._line.call(
                "PUT", f"ticket/{copy.number}", body=msgspec.json.encode({"MergeInto": lowest.worked_on})
            )
        # The answer to a PUT is 200 whatever came of it.
        key = lowest.key
        after = await self._with_key(key) if key is not None else []
        if not after or _copies(after, min(after, key=lambda row: row.number)):
            raise BadAnswer(DeskFault.FAILED_THERE, "not_merged")
        return min(after, key=lambda row: row.number)

    async def _sweep(self) -> None:
        """Merge copies that came to be after their entries were delivered."""
        since = SWEEP if self._swept else FIRST_SWEEP
        by_key: dict[UUID, list[Row]] = defaultdict(list)
        for row in await self._search_all(f"{self._ours} AND Created > '{since}' AND EffectiveId > 0"):
            if row.key is not None:
                by_key[row.key].append(row)
        for key, rows in by_key.items():
            if len(rows) > 1:
                await self._merge(await self._with_key(key))
        self._swept = True

    async def _search_all(self, query: str) -> list[Row]:
        rows: list[Row] = []
        page = 1
        while True:
            found = _read(await self._ask("tickets", search(query, page)), Rows).items
            if found and {row.number for row in found} <= {row.number for row in rows}:
                raise BadAnswer(DeskFault.BAD_ANSWER, "pages_repeat")
            rows += found
            if len(found) < PAGE:
                return rows
            page += 1

    async def _news(self, rows: Sequence[Row]) -> tuple[TicketNews, ...]:
        """`rows` as news, each with the ticket that is worked on."""
        goals = {row.number: row for row in rows if row.number == row.worked_on}
        missing = sorted({row.worked_on for row in rows} - goals.keys())
        for start in range(0, len(missing), REFERENCES):
            any_of = " OR ".join(f"id = {number}" for number in missing[start : start + REFERENCES])
            goals |= {row.number: row for row in await self._search_all(any_of)}
        copies: dict[tuple[UUID, int], list[Row]] = {}
        for row in rows:
            if row.key is not None and row.worked_on in goals:
                copies.setdefault((row.key, row.worked_on), []).append(row)
        return tuple([await self._tell(key, goals[goal], own) for (key, goal), own in copies.items()])

    async def _tell(self, key: UUID, goal: Row, own: Sequence[Row]) -> TicketNews:
        """The news of one request, whose tickets `own` are worked on as `goal`."""
        notes = await read_notes(
            goal.number,
            {row.number for row in own},
            customers=goal.customers.union(*(row.customers for row in own)),
            state=goal.state,
            ask=self._ask,
        )
        return TicketNews(
            request=key, reference=own[0].reference, ticket=self._ticket(own[0]), state=goal.state, notes=notes
        )

    def _ticket(self, row: Row) -> Ticket:
        return Ticket(id=str(row.worked_on), url=f"{self._url}/Ticket/Display.html?id={row.worked_on}")

    async def _ask(self, path: str, query: Query = ()) -> Answer:
        return _checked(await self._line.call("GET", path, query=query))


def _copies(rows: Sequence[Row], lowest: Row) -> list[Row]:
    """Those that stand for themselves beside the ticket that `lowest` is worked on as, and that no agent made of it: a
    linked ticket may take the key along."""
    others = (row for row in rows if row.number not in (lowest.number, lowest.worked_on))
    return [row for row in others if row.worked_on == row.number and row.creator == lowest.creator]


def _no_queue(answer: Answer) -> bool:
    """Whether RT says that the queue is missing or closed to us: it tells the two from each other to nobody."""
    return answer.status == 403 and is_rt_error(answer.body)


def _checked(answer: Answer) -> Answer:
    """The answer of a call that worked. Raises DeskTrouble.

    RT answers 400 also where its database failed, so that nothing but a size is a refusal.
    """
    if answer.status in (400, 422) and is_rt_error(answer.body):
        raise BadAnswer(DeskFault.FAILED_THERE, str(answer.status))
    said = "rt_error" if answer.status >= 500 and is_rt_error(answer.body) else ""
    trouble = trouble_of_status(answer.status, answer.headers, said)
    if trouble is not None:
        raise trouble
    return answer


def _read(answer: Answer, kind: type[_T]) -> _T:
    try:
        return msgspec.json.decode(answer.body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadAnswer(DeskFault.BAD_ANSWER, "not_request_tracker") from error
