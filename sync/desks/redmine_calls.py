"""What the connector asks of a Redmine, call by call, and what each answer means. One per event loop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar
from uuid import UUID

import msgspec

from kiosk.domain.request import PublicState
from sync.desks.base import BadAnswer, DeskFault, NotSetUp
from sync.desks.http_faults import trouble_of_status
from sync.desks.http_line import Answer, HttpLine, Query
from sync.desks.redmine_layout import (
    Layout,
    Memberships,
    OneRole,
    OneUser,
    Priorities,
    Project,
    Projects,
    Statuses,
    Trackers,
)
from sync.desks.redmine_wire import KEY_FIELD, PAGE, Issue, Row, Rows, duplicates, is_redmine_error, search_parameters

LIST = 100
"""Projects or members in one answer, Redmine's own limit."""

_T = TypeVar("_T")


class RedmineCalls:
    """Calls over one line; knows the desk's layout until it is told to `forget` it. All raise DeskTrouble."""

    def __init__(self, line: HttpLine, *, states: Mapping[str, PublicState]) -> None:
        """`states`: as Layout."""
        self.line = line
        self._states = states
        self._known: Layout | None = None
        self._members: dict[tuple[int, str], int | None] = {}

    def forget(self) -> None:
        """Read the layout again at the next call: somebody may have changed it."""
        self._known = None
        self._members.clear()

    async def layout(self) -> Layout:
        """How this Redmine is laid out."""
        if self._known is None:
            answer = await self.line.call("GET", "users/current.json", query=[("include", "memberships")])
            if answer.status == 403 and not answer.body:  # so too where the interface is switched off
                raise NotSetUp(DeskFault.NOT_SET_UP, "no_rest_interface")
            user = read_answer(checked(answer), OneUser)
            self._known = Layout(
                user=user,
                roles=[read_answer(await self.ask(f"roles/{role}.json"), OneRole).role for role in sorted(user.roles)],
                projects=await self._projects(),
                statuses=read_answer(await self.ask("issue_statuses.json"), Statuses),
                trackers=read_answer(await self.ask("trackers.json"), Trackers),
                priorities=read_answer(await self.ask("enumerations/issue_priorities.json"), Priorities),
                states=self._states,
            )
        return self._known

    async def _projects(self) -> list[Project]:
        projects: list[Project] = []
        while True:
            page = [("limit", str(LIST)), ("offset", str(len(projects)))]
            answer = await self.ask("projects.json", [("include", "trackers,issue_custom_fields"), *page])
            found = read_answer(answer, Projects).projects
            if found and {each.id for each in found} <= {each.id for each in projects}:
                raise BadAnswer(DeskFault.BAD_ANSWER, "pages_repeat")
            projects += found
            if len(found) < LIST:
                return projects

    async def member(self, project: Project, named: str) -> int | None:
        """The number of the member with that login, or of the group of that name; None where there is none."""
        asked = (project.id, named.casefold())
        if asked not in self._members:
            self._members[asked] = await self._find_member(*asked)
        return self._members[asked]

    async def _find_member(self, project: int, named: str) -> int | None:
        start, found = 0, LIST
        while found == LIST:
            page = [("limit", str(LIST)), ("offset", str(start))]
            members = read_answer(await self.ask(f"projects/{project}/memberships.json", page), Memberships).memberships
            for member in members:
                if member.group is not None and member.group.name.casefold() == named:
                    return member.group.id
                # A list of members tells names, which are not unique; only each user's own page tells the login.
                if member.user is not None and (await self._login(member.user.id)).casefold() == named:
                    return member.user.id
            found = len(members)
            start += found
        return None

    async def _login(self, user: int) -> str:
        answer = await self.line.call("GET", f"users/{user}.json")
        return "" if answer.status in (403, 404) else read_answer(checked(answer), OneUser).user.login

    async def having(self, field: str, value: str) -> tuple[str, str]:
        """A condition on one of our fields."""
        layout = await self.layout()
        if field not in layout.fields:
            self.forget()
            raise NotSetUp(DeskFault.NOT_SET_UP, f"no_{field.lower()}")
        return f"cf_{layout.fields[field]}", value

    async def with_key(self, key: UUID) -> list[Row]:
        """Every issue with this key, in whatever status."""
        rows = await self.search_all([await self.having(KEY_FIELD, str(key))])
        if any(row.key != key for row in rows):
            # Redmine leaves out a condition on a field that is no filter, and then tells every issue.
            self.forget()
            raise NotSetUp(DeskFault.NOT_SET_UP, f"no_filter_{KEY_FIELD.lower()}")
        return rows

    async def search_all(self, conditions: Sequence[tuple[str, str]]) -> list[Row]:
        """Every issue that meets the conditions, the oldest first."""
        rows: list[Row] = []
        while True:
            found = await self.search(conditions, offset=len(rows))
            if found and {row.id for row in found} <= {row.id for row in rows}:
                raise BadAnswer(DeskFault.BAD_ANSWER, "pages_repeat")
            rows += found
            if len(found) < PAGE:
                return rows

    async def search(
        self, conditions: Sequence[tuple[str, str]], *, offset: int = 0, sort: str = "id"
    ) -> tuple[Row, ...]:
        """One page of them."""
        return read_answer(
            await self.ask("issues.json", search_parameters(conditions, offset=offset, sort=sort)), Rows
        ).issues

    async def ask(self, path: str, query: Query = ()) -> Answer:
        """What Redmine answers to a question."""
        return checked(await self.line.call("GET", path, query=query))

    async def put_away(self, number: int, *, of: int | None = None) -> None:
        """Close an issue, as a duplicate of another, unless it is closed or gone. It asks first how: without a word
        Redmine passes over a status that the workflow forbids."""
        answer = await self.line.call("GET", f"issues/{number}.json", query=[("include", "allowed_statuses")])
        if answer.status == 404:
            return
        issue = read_answer(checked(answer), Issue).issue
        if issue.status.is_closed:  # by another sender of the same entry; nothing leads on from there
            return
        closing = (await self.layout()).closing(issue.allowed_statuses)
        if closing is None:
            raise NotSetUp(DeskFault.NOT_SET_UP, "no_closing_status")
        if of is not None:
            # The relation comes first: what is closed then says of what it was a copy. It may be there already, or
            # forbidden between projects, which nobody can help.
            answer = await self.line.call("POST", f"issues/{number}/relations.json", body=duplicates(of))
            if answer.status not in (404, 422):
                permitted(answer, "no_right_to_relate")
        body = msgspec.json.encode({"issue": {"status_id": closing}})
        answer = await self.line.call("PUT", f"issues/{number}.json", body=body)
        if answer.status != 404:
            permitted(answer, "no_right_to_close")


def closed_to_us(answer: Answer) -> bool:
    """Whether Redmine says that we may file nothing there, which it says without a word."""
    return answer.status == 403 and not answer.body


def permitted(answer: Answer, missing: str) -> None:
    """Raises DeskTrouble unless the call worked: `missing` where our role lacks the right."""
    if closed_to_us(answer):
        raise NotSetUp(DeskFault.NOT_SET_UP, missing)
    checked(answer)


def checked(answer: Answer) -> Answer:
    """The answer of a call that worked. Raises DeskTrouble.

    A 422 may be about the entry or about a tracker that asks for more than we give: it is tried again, so that a
    change at the desk loses nothing.
    """
    if answer.status == 422 and is_redmine_error(answer.body):
        raise BadAnswer(DeskFault.FAILED_THERE, "422")
    trouble = trouble_of_status(answer.status, answer.headers, "")
    if trouble is not None:
        raise trouble
    return answer


def read_answer(answer: Answer, kind: type[_T]) -> _T:
    """The body as `kind`. Raises BadAnswer."""
    try:
        return msgspec.json.decode(answer.body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadAnswer(DeskFault.BAD_ANSWER, "not_redmine") from error
