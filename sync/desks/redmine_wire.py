"""The JSON of Redmine's REST interface, as far as the connector reads and writes it. No I/O here.

Source: Redmine 5.0.4, `app/views/**/*.api.rsb` and `app/models/query.rb`, and what a running one answered. A filter on
something that is no filter is left out in silence, and a search without filters tells every issue: whoever searches
has to look whether the answer is one to the question (`Row.value_of`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from kiosk.domain.news import PublicNote
from kiosk.domain.reference import Reference
from kiosk.domain.request import OutboxEntry
from sync.desks.news_cursor import read_moment

KEY_FIELD, REFERENCE_FIELD, KIOSK_FIELD = "KioskUUID", "KioskReference", "KioskCode"
"""Custom fields of issues that `docs/desks/redmine.rb` makes."""

FIELDS = frozenset({KEY_FIELD, REFERENCE_FIELD, KIOSK_FIELD})

PAGE = 25
"""Issues in one answer, which tells the whole text of each."""

ANSWER_LIMIT = 16_777_216
"""Bytes: a page of the longest requests that a kiosk takes."""

_DUPLICATES = "duplicates"


class Named(msgspec.Struct, frozen=True):
    """Anything with a number and, mostly, a name."""

    id: int
    name: str = ""


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """A status of issues."""

    id: int
    name: str = ""
    is_closed: bool


class _Value(msgspec.Struct, frozen=True):
    name: str
    value: str | list[str] | None = None


class _Relation(msgspec.Struct, frozen=True):
    issue_id: int
    issue_to_id: int
    relation_type: str


class Row(msgspec.Struct, frozen=True):
    """An issue as a search tells it."""

    id: int
    tracker: Named
    status: Status
    updated_on: str
    author: Named
    assigned_to: Named | None = None
    custom_fields: tuple[_Value, ...] = ()
    relations: tuple[_Relation, ...] = ()

    @property
    def worked_on(self) -> int:
        """The number of the issue that it was closed in favour of, as far as we may see that, else its own."""
        others = [
            relation.issue_to_id
            for relation in self.relations
            if relation.relation_type == _DUPLICATES and relation.issue_id == self.id
        ]
        return min(others) if others and self.status.is_closed else self.id

    @property
    def updated_at(self) -> datetime:
        """When it last changed, by Redmine's clock. Raises ValueError."""
        return read_moment(self.updated_on)

    @property
    def key(self) -> UUID | None:
        """The entry's id; None where there is none or somebody changed it."""
        try:
            return UUID(self.value_of(KEY_FIELD))
        except ValueError:
            return None

    @property
    def reference(self) -> Reference:
        """Our number of the request."""
        return Reference(self.value_of(REFERENCE_FIELD))

    def value_of(self, field: str) -> str:
        """The value of a custom field; empty where it has none."""
        found = next((each.value for each in self.custom_fields if each.name == field), "")
        return found if isinstance(found, str) else ""


class Rows(msgspec.Struct, frozen=True):
    """One page of a search for issues."""

    issues: tuple[Row, ...]


class _Detail(msgspec.Struct, frozen=True):
    name: str
    new_value: str | None = None


class _Journal(msgspec.Struct, frozen=True):
    id: int
    created_on: str
    notes: str | None = None
    private_notes: bool = False
    user: Named | None = None
    details: tuple[_Detail, ...] = ()


class _Whole(msgspec.Struct, frozen=True):
    id: int
    status: Status
    author: Named | None = None
    journals: tuple[_Journal, ...] = ()
    allowed_statuses: tuple[Status, ...] = ()


class Issue(msgspec.Struct, frozen=True):
    """One issue, with what was asked to be included."""

    issue: _Whole

    def notes(self, over: frozenset[int]) -> tuple[PublicNote, ...]:
        """What agents wrote for everybody, the oldest first; `over` are the statuses in which an issue is done with.

        Raises ValueError.
        """
        ours = self.issue.author
        told = sorted(self.issue.journals, key=lambda journal: journal.id)
        return tuple(
            PublicNote(
                id=str(journal.id),
                at=read_moment(journal.created_on),
                text=journal.notes.replace("\r\n", "\n").strip(),
                resolves=any(_moves_to(detail, over) for detail in journal.details),
            )
            for journal in told
            if journal.notes and journal.notes.strip() and not journal.private_notes and journal.user != ours
        )


class _Answer(msgspec.Struct, frozen=True):
    errors: tuple[str, ...]


def _moves_to(detail: _Detail, statuses: frozenset[int]) -> bool:
    return detail.name == "status_id" and detail.new_value in {str(status) for status in statuses}


def encode_issue(
    entry: OutboxEntry,
    *,
    project: int,
    tracker: int | None,
    priority: int | None,
    owner: int | None,
    private: bool,
    fields: dict[str, int],
    subject: str,
    note: str,
) -> bytes:
    """The body that makes an issue; `fields` are the numbers of our custom fields by name."""
    request = entry.request
    values = {KEY_FIELD: str(entry.id), REFERENCE_FIELD: request.reference, KIOSK_FIELD: request.kiosk}
    issue: dict[str, Any] = {
        "project_id": project,
        "tracker_id": tracker,
        "priority_id": priority,
        "assigned_to_id": owner,
        "is_private": private or None,
        "subject": subject,
        "description": note,
        "custom_fields": [{"id": fields[name], "value": value} for name, value in values.items()],
    }
    return msgspec.json.encode({"issue": {name: value for name, value in issue.items() if value is not None}})


def search_parameters(
    conditions: Sequence[tuple[str, str]], *, offset: int = 0, sort: str = "id"
) -> list[tuple[str, str]]:
    """The parameters of a search for issues in any status."""
    page = [("include", "relations"), ("sort", sort), ("limit", str(PAGE)), ("offset", str(offset))]
    return [("status_id", "*"), *conditions, *page]


def duplicates(number: int) -> bytes:
    """The body that relates an issue to the one that it repeats."""
    return msgspec.json.encode({"relation": {"issue_to_id": number, "relation_type": _DUPLICATES}})


def is_redmine_error(body: bytes) -> bool:
    """Whether this is an error as Redmine tells it, and not somebody else's page."""
    try:
        msgspec.json.decode(body, type=_Answer)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True
