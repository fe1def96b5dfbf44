"""How the connector reads somebody's Redmine, without one."""

from __future__ import annotations

import msgspec
import pytest

from kiosk.domain.catalog import Priority
from kiosk.domain.request import PublicState
from sync.desks.redmine_layout import Layout, OneUser, Priorities, Project, Role, Statuses, Trackers
from sync.desks.redmine_wire import FIELDS, Named, Row, Status

OURS = tuple(Named(number, name) for number, name in enumerate(sorted(FIELDS), start=1))
EVERYTHING = frozenset({"view_issues", "add_issues", "edit_own_issues", "manage_issue_relations"})


def project(number: int, name: str, **changed: object) -> Project:
    """A project with our fields."""
    fields: dict[str, object] = {"identifier": f"p-{number}", "issue_custom_fields": OURS}
    return msgspec.convert({"id": number, "name": name} | msgspec.to_builtins(fields | changed), Project)


def layout(
    *projects: Project,
    member_of: tuple[int, ...] = (1, 2, 3),
    may: frozenset[str] = EVERYTHING,
    ranks: tuple[tuple[int, bool, bool], ...] = (),
    states: dict[str, PublicState] | None = None,
) -> Layout:
    """A Redmine in which the kiosk has one role; `ranks` are priorities with is_default and active."""
    memberships = [{"project": {"id": number}, "roles": [{"id": 9}]} for number in member_of]
    return Layout(
        user=msgspec.convert({"user": {"id": 6, "login": "kiosk-K7", "memberships": memberships}}, OneUser),
        roles=[Role(9, may)],
        projects=projects,
        statuses=Statuses(
            tuple(
                Status(id=number, name=name, is_closed=closed)
                for number, name, closed in (
                    (1, "Neu", False),
                    (3, "Resolved", False),
                    (6, "Nein", True),
                    (5, "Ja", True),
                )
            )
        ),
        trackers=msgspec.convert({"trackers": [{"id": 1, "default_status": {"id": 1}}, {"id": 2}]}, Trackers),
        priorities=msgspec.convert(
            {"issue_priorities": [{"id": i, "is_default": usual, "active": there} for i, usual, there in ranks]},
            Priorities,
        ),
        states=states or {},
    )


def row(status: int, name: str, *, closed: bool = False, tracker: int = 1, assigned: bool = False) -> Row:
    """An issue in that status."""
    return Row(
        id=1,
        tracker=Named(tracker),
        status=Status(id=status, name=name, is_closed=closed),
        updated_on="2026-11-22T04:36:34Z",
        author=Named(7),
        assigned_to=Named(5) if assigned else None,
    )


def test_two_projects_of_one_name_are_told_apart_by_their_identifiers_alone() -> None:
    two = layout(project(1, "Network"), project(2, "network"))
    assert two.project("Network") is None
    found = two.project("p-2")
    assert found is not None
    assert found.id == 2


def test_closed_and_foreign_projects_take_nothing() -> None:
    there = layout(project(1, "Closed", status=5), project(2, "Archived", status=9), project(4, "Foreign"))
    assert [there.project(name) for name in ("Closed", "Archived", "Foreign")] == [None, None, None]


@pytest.mark.parametrize("lost", sorted(EVERYTHING))
def test_a_missing_right_is_named(lost: str) -> None:
    there = project(1, "General")
    assert layout(there, may=EVERYTHING - {lost}).missing(there) == f"no_right_{lost}"


def test_whoever_may_edit_every_issue_may_close_its_own() -> None:
    there = project(1, "General")
    may = EVERYTHING - {"edit_own_issues"} | {"edit_issues"}
    assert layout(there, may=may).missing(there) == ""


def test_a_missing_field_is_named_before_rights() -> None:
    there = project(1, "General", issue_custom_fields=OURS[1:])
    assert layout(there, may=frozenset()).missing(there) == f"no_{OURS[0].name.lower()}"


@pytest.mark.parametrize(
    ("ranks", "numbers"),
    [
        (((1, False, True), (2, True, True), (3, False, True), (4, False, True), (5, False, True)), (1, 2, 3, 4)),
        (((1, True, True), (2, False, True)), (1, 1, 2, 2)),
        (((1, False, True), (2, True, False), (3, False, True)), (1, 3, 3, 3)),
        (((7, True, True),), (7, 7, 7, 7)),
        ((), (None, None, None, None)),
    ],
)
def test_priorities_stay_within_those_that_are_in_use(
    ranks: tuple[tuple[int, bool, bool], ...], numbers: tuple[int | None, ...]
) -> None:
    there = layout(ranks=ranks)
    assert tuple(there.priority(priority) for priority in Priority) == numbers


def test_a_copy_is_closed_by_the_last_closing_status_of_the_administration() -> None:
    there = layout()
    allowed = [Status(id=5, is_closed=True), Status(id=1, is_closed=False), Status(id=6, is_closed=True)]
    assert there.closing(allowed) == 5
    assert there.closing(allowed[1:2]) is None


@pytest.mark.parametrize(
    ("issue", "state"),
    [
        (row(1, "Neu"), PublicState.RECEIVED),
        (row(1, "Neu", assigned=True), PublicState.IN_WORK),
        (row(1, "Neu", tracker=2), PublicState.IN_WORK),  # a tracker without a first status
        (row(8, "Escalated"), PublicState.IN_WORK),
        (row(3, "RESOLVED"), PublicState.SOLVED),
        (row(4, "بازخورد"), PublicState.WAITING_FOR_YOU),
        (row(6, "Nein", closed=True), PublicState.CLOSED),
        (row(5, "Ja", closed=True), PublicState.SOLVED),  # as the settings say
    ],
)
def test_statuses_mean_what_settings_names_and_closing_say(issue: Row, state: PublicState) -> None:
    there = layout(states={"JA": PublicState.SOLVED})
    assert there.state(issue) is state


def test_an_issue_is_over_in_closing_statuses_and_in_those_that_mean_so() -> None:
    assert layout().over == {3, 5, 6}
