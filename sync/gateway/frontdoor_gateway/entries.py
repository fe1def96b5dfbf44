"""Reads what a kiosk sent. Anything that is not an entry of a known form is refused with a code, before any write."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

SCHEMAS = frozenset({1, 2})
"""Forms of the body that this gateway reads; the second is for restricted matters. A newer kiosk is refused until the
gateway is updated."""

_REFERENCE = re.compile(r"[0-9A-Z]{2}-[0-9A-Z]{5}-[0-9A-Z]")
_LINE_LIMIT = 1_000
_TEXT_LIMIT = 20_000
_LIST_LIMIT = 500
"""Characters and items beyond which a kiosk of ours never goes; more is not a request."""


class NotAnEntry(Exception):
    """The body cannot be filed; `code` says why, for machines, and `detail` which part, without repeating it."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and its answer, in the desk's language and as the customer saw them."""

    question: str
    answer: str
    answer_shown: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A request as the desk files it."""

    kind: str
    request_kind: str
    reference: str
    kiosk: str
    location: str
    language: str
    title: str
    title_shown: str
    department: str
    queue: str
    owner: str
    """User name of who is to get it; empty where the kiosk's rules say nothing."""
    restricted: bool
    """Whether no other queue may take it."""
    priority: str
    name: str
    email: str
    phone: str
    answers: tuple[Answered, ...]
    trail: tuple[str, ...]
    accepted_at: datetime | None
    pack_version: str


def read_entry(body: bytes) -> Entry:
    """The entry in `body` (JSON, UTF-8). Raises NotAnEntry."""
    try:
        tree = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotAnEntry("not_json", "body") from error
    if not isinstance(tree, dict):
        raise NotAnEntry("not_an_object", "body")
    schema = tree.get("schema")
    if not isinstance(schema, int) or schema not in SCHEMAS:
        raise NotAnEntry("unknown_schema", "schema")
    if tree.get("kind") != "request":
        raise NotAnEntry("unknown_kind", "kind")
    request = _Fields(tree.get("request"), "request")
    contact = _Fields(request.take("contact"), "request.contact")
    reference = request.line("reference")
    if not _REFERENCE.fullmatch(reference):
        raise NotAnEntry("bad_field", "request.reference")
    return Entry(
        kind="request",
        request_kind=request.line("kind"),
        reference=reference,
        kiosk=request.line("kiosk"),
        location=request.line("location"),
        language=request.line("language"),
        title=request.line("title", empty=False),
        title_shown=request.line("title_shown"),
        department=request.line("department"),
        queue=request.line("queue", empty=False),
        owner=request.line("owner"),
        restricted=request.flag("restricted"),
        priority=request.line("priority"),
        name=contact.line("name"),
        email=contact.line("email"),
        phone=contact.line("phone"),
        answers=tuple(
            Answered(answer.line("question"), answer.text("answer"), answer.text("answer_shown"))
            for answer in (_Fields(item, "request.answers") for item in request.items("answers"))
        ),
        trail=tuple(_text(item, "request.trail", _LINE_LIMIT) for item in request.items("trail")),
        accepted_at=_moment(request.take("accepted_at")),
        pack_version=request.line("pack_version"),
    )


class _Fields:
    """An object of the body, read field by field."""

    def __init__(self, tree: Any, name: str) -> None:
        if not isinstance(tree, dict):
            raise NotAnEntry("bad_field", name)
        self._tree = tree
        self._name = name

    def take(self, key: str) -> Any:
        return self._tree.get(key)

    def line(self, key: str, *, empty: bool = True) -> str:
        line = _text(self._tree.get(key, ""), f"{self._name}.{key}", _LINE_LIMIT)
        if not line and not empty:
            raise NotAnEntry("bad_field", f"{self._name}.{key}")
        return " ".join(line.split())

    def flag(self, key: str) -> bool:
        flag = self._tree.get(key, False)
        if not isinstance(flag, bool):
            raise NotAnEntry("bad_field", f"{self._name}.{key}")
        return flag

    def text(self, key: str) -> str:
        return _text(self._tree.get(key, ""), f"{self._name}.{key}", _TEXT_LIMIT)

    def items(self, key: str) -> list[Any]:
        items = self._tree.get(key, [])
        if not isinstance(items, list) or len(items) > _LIST_LIMIT:
            raise NotAnEntry("bad_field", f"{self._name}.{key}")
        return items


def _text(value: Any, name: str, limit: int) -> str:
    # PostgreSQL stores no NUL and UTF-8 knows no lone surrogate; neither is part of what anybody typed.
    if not isinstance(value, str) or len(value) > limit:
        raise NotAnEntry("bad_field", name)
    return value.replace("\0", "").encode("utf-8", "replace").decode()


def _moment(value: Any) -> datetime | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise NotAnEntry("bad_field", "request.accepted_at") from error
    if moment.tzinfo is None:
        raise NotAnEntry("bad_field", "request.accepted_at")
    return moment
