"""How somebody's Redmine is laid out: projects, trackers, fields, statuses, priorities. Pure; no I/O here.

Names and numbers are the organisation's own. Redmine tells a user that is no administrator the fields of a project,
and only those that were enabled for it by name: one "for all projects" is not told (`GET /projects.json`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from kiosk.domain.catalog import Priority
from kiosk.domain.news import OVER
from kiosk.domain.request import PublicState
from sync.desks.redmine_wire import FIELDS, Named, Row, Status

_ACTIVE = 1
"""A project's status; 5 is closed, 9 archived."""

_RIGHTS = {
    "view_issues": frozenset({"view_issues"}),
    "add_issues": frozenset({"add_issues"}),
    "edit_own_issues": frozenset({"edit_own_issues", "edit_issues"}),
    "manage_issue_relations": frozenset({"manage_issue_relations"}),
}
"""What we must be allowed, each with the permissions that give it (`lib/redmine/preparation.rb`)."""

_STEPS = {Priority.LOW: -1, Priority.MEDIUM: 0, Priority.HIGH: 1, Priority.CRITICAL: 2}
"""How far from the default priority: Low, Normal, High and Urgent, where they are Redmine's own."""

_STATES = {
    name.casefold(): state
    for state, names in {
        PublicState.SOLVED: ("Resolved", "الحل", "حل‌شده", "Επιλυμένο", "已解决"),
        PublicState.WAITING_FOR_YOU: ("Feedback", "التغذية الراجعة", "بازخورد", "Σχόλια", "反馈"),
    }.items()
    for name in names
}
"""Names in Redmine's default configuration, in our five languages; the rest follows from `is_closed` and trackers."""


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """A place for issues."""

    id: int
    name: str
    identifier: str
    status: int = _ACTIVE
    is_public: bool = True
    trackers: tuple[Named, ...] = ()
    issue_custom_fields: tuple[Named, ...] = ()

    def tracker(self, name: str) -> int | None:
        """The number of the tracker of that name, else of its first; None where it has none."""
        named = (tracker.id for tracker in self.trackers if tracker.name.casefold() == name.casefold())
        return next(named, self.trackers[0].id if self.trackers else None)


class Projects(msgspec.Struct, frozen=True):
    """One page of `GET /projects.json`."""

    projects: tuple[Project, ...]


class Membership(msgspec.Struct, frozen=True):
    """Who works in a project, somebody or a group, and as what."""

    project: Named
    user: Named | None = None
    group: Named | None = None
    roles: tuple[Named, ...] = ()


class Memberships(msgspec.Struct, frozen=True):
    """One page of `GET /projects/N/memberships.json`."""

    memberships: tuple[Membership, ...]


class User(msgspec.Struct, frozen=True):
    """Somebody; `memberships` where they were asked for."""

    id: int
    login: str
    memberships: tuple[Membership, ...] = ()


class OneUser(msgspec.Struct, frozen=True):
    """`GET /users/N.json`; of `current` the kiosk itself."""

    user: User

    @property
    def roles(self) -> frozenset[int]:
        """The numbers of its roles, in whatever project."""
        return frozenset(role.id for membership in self.user.memberships for role in membership.roles)


class Role(msgspec.Struct, frozen=True):
    """What those of a role may do."""

    id: int
    permissions: frozenset[str] = frozenset()


class OneRole(msgspec.Struct, frozen=True):
    """`GET /roles/N.json`."""

    role: Role


class Statuses(msgspec.Struct, frozen=True):
    """`GET /issue_statuses.json`, in the order of the administration."""

    issue_statuses: tuple[Status, ...]


class _Tracker(msgspec.Struct, frozen=True):
    id: int
    default_status: Named | None = None


class Trackers(msgspec.Struct, frozen=True):
    """`GET /trackers.json`."""

    trackers: tuple[_Tracker, ...]


class _Rank(msgspec.Struct, frozen=True):
    id: int
    is_default: bool = False
    active: bool = True


class Priorities(msgspec.Struct, frozen=True):
    """`GET /enumerations/issue_priorities.json`, the least first."""

    issue_priorities: tuple[_Rank, ...]


class Layout:
    """A Redmine as one kiosk may use it."""

    def __init__(
        self,
        *,
        user: OneUser,
        roles: Sequence[Role],
        projects: Sequence[Project],
        statuses: Statuses,
        trackers: Trackers,
        priorities: Priorities,
        states: Mapping[str, PublicState],
    ) -> None:
        """`states` are the organisation's own names of statuses with what they mean."""
        self.user = user.user.id
        """The kiosk itself."""
        allowed = {role.id: role.permissions for role in roles}
        self._rights = {
            membership.project.id: frozenset[str]().union(*(allowed.get(role.id, ()) for role in membership.roles))
            for membership in user.user.memberships
        }
        self._projects = [each for each in projects if each.id in self._rights and each.status == _ACTIVE]
        self.fields = {
            field.name: field.id
            for each in self._projects
            for field in each.issue_custom_fields
            if field.name in FIELDS
        }
        """The numbers of our custom fields, by name."""
        self._order = [status.id for status in statuses.issue_statuses]
        self._first = {each.id: each.default_status.id for each in trackers.trackers if each.default_status}
        self._ranks = [each for each in priorities.issue_priorities if each.active]
        self._states = _STATES | {name.casefold(): state for name, state in states.items()}
        self.over = frozenset(
            status.id
            for status in statuses.issue_statuses
            if status.is_closed or self._states.get(status.name.casefold()) in OVER
        )
        """Numbers of the statuses in which an issue is done with."""

    def project(self, name: str) -> Project | None:
        """The active project of that identifier, or the only one of that name, where the kiosk is a member."""
        by_identifier = [each for each in self._projects if each.identifier == name]
        by_name = [each for each in self._projects if each.name.casefold() == name.casefold()]
        found = by_identifier or by_name
        return found[0] if len(found) == 1 else None

    def missing(self, project: Project) -> str:
        """A code for what we need and `project` lacks: a field that is enabled for it, or a right; empty if nothing."""
        there = {field.name for field in project.issue_custom_fields}
        rights = self._rights[project.id]
        lacking = [f"no_{name.lower()}" for name in sorted(FIELDS - there)]
        lacking += [f"no_right_{name}" for name, given_by in _RIGHTS.items() if not rights & given_by]
        return next(iter(lacking), "")

    def priority(self, priority: Priority) -> int | None:
        """The number of what Redmine calls `priority`; None where it knows none."""
        if not self._ranks:
            return None
        usual = next((place for place, each in enumerate(self._ranks) if each.is_default), len(self._ranks) // 2)
        return self._ranks[max(0, min(len(self._ranks) - 1, usual + _STEPS[priority]))].id

    def closing(self, allowed: Sequence[Status]) -> int | None:
        """Of `allowed` the last that closes an issue, in the administration's order: "Rejected" in Redmine's own."""
        closing = [status.id for status in allowed if status.is_closed]
        return max(closing, key=lambda number: self._order.index(number) if number in self._order else -1, default=None)

    def state(self, row: Row) -> PublicState:
        """How an issue stands, in public words."""
        state = self._states.get(row.status.name.casefold())
        if state is None and row.status.is_closed:
            state = PublicState.CLOSED
        elif state is None and self._first.get(row.tracker.id) == row.status.id:
            state = PublicState.RECEIVED
        taken = state is PublicState.RECEIVED and row.assigned_to is not None
        return PublicState.IN_WORK if state is None or taken else state
