"""Connector to Redmine 5 over its REST interface.

Redmine has no key for a repetition, and merges nothing. Exactly once is made of four steps (`docs/desks/redmine.md`):
search the key before each creation; search it again after it; of several issues with one key the lowest number wins,
and the others are closed as its duplicates; what arrives later still is found by a sweep when the desk's health is
looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from kiosk.domain.news import PublicNote, TicketNews
from kiosk.domain.reference import Reference
from kiosk.domain.request import EntryKind, OutboxEntry, PublicState, Ticket
from kiosk.i18n import Wording
from sync.desks.address import DeskAddress
from sync.desks.base import Ability, BadAnswer, Changes, DeskFault, DeskHealth, Guarantee, NotSetUp, Refused
from sync.desks.http_line import Answer, HttpLine
from sync.desks.note import compose_note, compose_subject
from sync.desks.redmine_calls import RedmineCalls, checked, permitted, read_answer
from sync.desks.redmine_layout import Layout, Project
from sync.desks.redmine_news import SORT, read_news
from sync.desks.redmine_text import as_typed
from sync.desks.redmine_wire import (
    ANSWER_LIMIT,
    KIOSK_FIELD,
    REFERENCE_FIELD,
    Issue,
    Row,
    encode_issue,
)
from sync.routing import Destination, Routing

FIRST_SWEEP_DAYS = 30
"""At a start: a copy may have been made while the kiosk was off."""

SWEEP_DAYS = 1
"""After that: no call stays under way for longer. Redmine counts days back from its own today."""

FOLLOWED = 5
"""Steps from an issue that was closed as a duplicate, to one that was closed as a duplicate, and so on."""

REFERENCES = 20
"""Looked up in one call: they stand in the address, which servers cut at 8 KB."""


class RedmineConnector:
    """A DeskConnector for Redmine. One per event loop."""

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
        tracker: str = "",
        states: Mapping[str, PublicState] | None = None,
    ) -> None:
        """`queue` is the project of what is not restricted and has none; `tracker` the name of that which
        requests get, else each project's first; `states` what the organisation's own statuses mean; `wording` speaks
        the desk's language. Raises SettingsError when the certificates cannot be read."""
        self._url = address.url.rstrip("/")
        line = HttpLine(address, authorize=lambda token: {"X-Redmine-API-Key": token}, answer_limit=ANSWER_LIMIT)
        self._kiosk = kiosk
        self._routing = routing
        self._queue = queue
        self._wording = wording
        self._tracker = tracker
        self._calls = RedmineCalls(line, states=states or {})
        self._swept = False

    async def submit(self, entry: OutboxEntry) -> Ticket:
        """File a request, unless an issue with its key is there. Raises DeskTrouble."""
        if entry.kind is not EntryKind.REQUEST:
            raise Refused(DeskFault.REFUSED, "unknown_kind")
        number = None
        rows = await self._calls.with_key(entry.id)
        if not rows:
            number = await self._create(entry)
            rows = await self._calls.with_key(entry.id)
            if all(row.id != number for row in rows):
                # Without its key every further attempt would make one more. What was made is put aside.
                await self._calls.put_away(number)
                self._calls.forget()
                raise NotSetUp(DeskFault.NOT_SET_UP, "field_not_stored")
        return self._ticket(await self._settle(entry.id, rows, own=number))

    async def find(self, references: Sequence[Reference]) -> tuple[TicketNews, ...]:
        """The issues of `references` that this kiosk filed, every copy of them. Raises DeskTrouble."""
        rows: list[Row] = []
        for start in range(0, len(references), REFERENCES):
            wanted = references[start : start + REFERENCES]
            rows += await self._calls.search_all(
                [await self._calls.having(REFERENCE_FIELD, "|".join(wanted)), await self._ours()]
            )
        return await self._news([row for row in rows if row.reference in set(references)])

    async def changes(self, cursor: str) -> Changes:
        """What happened to this kiosk's issues since `cursor`. Raises DeskTrouble."""
        ours = await self._ours()

        async def page(conditions: Sequence[tuple[str, str]], offset: int) -> Sequence[Row]:
            return await self._calls.search([ours, *conditions], offset=offset, sort=SORT)

        return await read_news(cursor, search=page, tell=self._news)

    async def health(self) -> DeskHealth:
        """Whether Redmine answers, takes the key and is set up for us; puts late copies away. Raises DeskTrouble."""
        self._calls.forget()
        _usable(await self._calls.layout(), self._queue)
        await self._sweep()
        return DeskHealth(product="Redmine")

    async def close(self) -> None:
        """Close the connections."""
        await self._calls.line.close()

    async def _create(self, entry: OutboxEntry) -> int:
        to = self._routing.destination(entry.request)
        project = await (self._restricted_project(to) if to.restricted else self._project(to))
        answer = await self._post(entry, project, to)
        if answer.status in (403, 422):  # a right or a project may just have gone
            self._calls.forget()
        permitted(answer, "no_right_to_file")
        return read_answer(answer, Issue).issue.id

    async def _project(self, to: Destination) -> Project:
        layout = await self._calls.layout()
        project = layout.project(to.queue) if to.queue else None
        return project if project is not None and not layout.missing(project) else _usable(layout, self._queue)

    async def _restricted_project(self, to: Destination) -> Project:
        self._calls.forget()  # a project that was made for such matters a minute ago is none that is missing
        layout = await self._calls.layout()
        project = layout.project(to.queue)
        if project is None:
            raise Refused(DeskFault.NO_RESTRICTED_QUEUE, "not_there")
        if missing := "public_project" if project.is_public else layout.missing(project):
            raise Refused(DeskFault.NO_RESTRICTED_QUEUE, missing)
        return project

    async def _post(self, entry: OutboxEntry, project: Project, to: Destination) -> Answer:
        owner = await self._calls.member(project, to.owner) if to.owner else None
        answer = await self._post_issue(entry, project, to, owner)
        if owner is not None and answer.status == 422:  # a member whose role gets no issues: then nobody's
            answer = await self._post_issue(entry, project, to, None)
        return answer

    async def _post_issue(self, entry: OutboxEntry, project: Project, to: Destination, owner: int | None) -> Answer:
        layout = await self._calls.layout()
        body = encode_issue(
            entry,
            project=project.id,
            tracker=project.tracker(self._tracker),
            priority=layout.priority(entry.request.priority),
            owner=owner,
            private=to.restricted,
            fields=layout.fields,
            subject=compose_subject(entry.request),
            note=as_typed(compose_note(entry.request, self._wording)),
        )
        return await self._calls.line.call("POST", "issues.json", body=body)

    async def _settle(self, key: UUID, rows: Sequence[Row], *, own: int | None = None) -> int:
        """The issue that is worked on of all with this key, once no other of them is open. What this sender made, its
        `own`, it puts away first: so do all others at this moment, and none has to wait for another."""
        passed: set[int] = set()
        while rows and (copies := _copies(rows)):
            copy = next((row.id for row in copies if row.id == own), copies[0].id)
            if copy in passed:
                raise BadAnswer(DeskFault.FAILED_THERE, "copy_not_closed")
            passed.add(copy)
            await self._calls.put_away(copy, of=_kept(rows))
            rows = await self._calls.with_key(key)
        if not rows:
            raise BadAnswer(DeskFault.FAILED_THERE, "issue_gone")
        return _kept(rows)

    async def _sweep(self) -> None:
        """Put away copies that came to be after their entries were delivered."""
        days = SWEEP_DAYS if self._swept else FIRST_SWEEP_DAYS
        by_key: dict[UUID, list[Row]] = defaultdict(list)
        for row in await self._calls.search_all([await self._ours(), ("created_on", f">t-{days}")]):
            if row.key is not None:
                by_key[row.key].append(row)
        for key, rows in by_key.items():
            if len(rows) > 1:
                await self._settle(key, await self._calls.with_key(key))
        self._swept = True

    async def _ours(self) -> tuple[str, str]:
        return await self._calls.having(KIOSK_FIELD, self._kiosk)

    async def _news(self, rows: Sequence[Row]) -> tuple[TicketNews, ...]:
        """`rows` as news, each with the issue that is worked on, as far as we may see it."""
        layout = await self._calls.layout()
        seen = await self._with_followed(rows)
        told: dict[TicketNews, None] = {}  # keeps the order and drops what is said twice: a copy and the one it is of
        for row in rows:
            # A field that is no filter would bring issues of other kiosks, and of nobody; an agent's "copy" takes the
            # key along.
            if row.key is None or row.value_of(KIOSK_FIELD) != self._kiosk or row.author.id != layout.user:
                continue
            after = _followed(row, seen)
            # Notes on an issue that somebody else asked for are not this customer's.
            notes = await self._notes(after if after.key == row.key else row, layout)
            news = TicketNews(
                request=row.key,
                reference=row.reference,
                ticket=self._ticket(after.id),
                state=layout.state(after),
                notes=notes,
            )
            told[news] = None
        return tuple(told)

    async def _with_followed(self, rows: Sequence[Row]) -> dict[int, Row]:
        """`rows` and those that they were closed in favour of, by number, as far as we may see them."""
        seen = {row.id: row for row in rows}
        for _ in range(FOLLOWED):
            missing = sorted({row.worked_on for row in seen.values()} - seen.keys())
            for start in range(0, len(missing), REFERENCES):
                numbers = ",".join(map(str, missing[start : start + REFERENCES]))
                seen |= {row.id: row for row in await self._calls.search_all([("issue_id", numbers)])}
            if not missing:
                break
        return seen

    async def _notes(self, row: Row, layout: Layout) -> tuple[PublicNote, ...]:
        answer = await self._calls.line.call("GET", f"issues/{row.id}.json", query=[("include", "journals")])
        if answer.status in (403, 404):  # deleted or moved away meanwhile
            return ()
        try:
            return read_answer(checked(answer), Issue).notes(layout.over)
        except ValueError as error:
            raise BadAnswer(DeskFault.BAD_ANSWER, "not_redmine") from error

    def _ticket(self, number: int) -> Ticket:
        return Ticket(id=str(number), url=f"{self._url}/issues/{number}")


def _followed(row: Row, seen: Mapping[int, Row]) -> Row:
    """The last of those in whose favour one after the other was closed."""
    passed = {row.id}
    while (after := seen.get(row.worked_on)) is not None and after.id not in passed:
        passed.add(after.id)
        row = after
    return row


def _kept(rows: Sequence[Row]) -> int:
    """The number of the issue that is worked on: the lowest, or that in whose favour agents closed it."""
    lowest = min(rows, key=lambda row: row.id)
    return _followed(lowest, {row.id: row for row in rows}).worked_on


def _copies(rows: Sequence[Row]) -> list[Row]:
    """Those open beside the one that is worked on, but for what agents made of it: their "copy" takes the key along."""
    kept, author = _kept(rows), min(rows, key=lambda row: row.id).author
    return [row for row in rows if row.id != kept and row.author.id == author.id and not row.status.is_closed]


def _usable(layout: Layout, name: str) -> Project:
    """The project of that name. Raises NotSetUp, naming what it lacks."""
    project = layout.project(name)
    if project is None:
        raise NotSetUp(DeskFault.NOT_SET_UP, "no_queue")
    if missing := layout.missing(project):
        raise NotSetUp(DeskFault.NOT_SET_UP, missing)
    return project
