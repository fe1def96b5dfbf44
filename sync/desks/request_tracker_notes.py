"""Public correspondence of a Request Tracker ticket, as notes for its customer.

Comments stay at the desk: the kiosk's token lacks the right to see them, and only transactions of the type Correspond
are read. A merge makes one history of two tickets; what was written to the other customer before it is left out by the
MergedInto links, which RT keeps as transactions of their own. Source: RT 5.0.3, and what a running RT answered.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

import msgspec

from kiosk.domain.news import OVER, PublicNote
from kiosk.domain.request import PublicState
from sync.desks.base import BadAnswer, DeskFault
from sync.desks.html_text import text_of
from sync.desks.http_line import Answer, Query
from sync.desks.news_cursor import read_moment
from sync.desks.request_tracker_wire import PAGE, Number

NOTES = 20
"""The newest that are told: a customer reads a few."""

SAME_ACT = timedelta(seconds=60)
"""RT writes a reply and the status it sets as two transactions, a moment apart."""

_ENDED = frozenset({"resolved", "rejected"})
_T = TypeVar("_T")


class _Ask(Protocol):
    def __call__(self, path: str, query: Query = ..., /) -> Awaitable[Answer]: ...


class _Named(msgspec.Struct, frozen=True):
    id: str | int


class _Transaction(msgspec.Struct, frozen=True, rename="pascal"):
    id: Number = msgspec.field(name="id")
    type: str
    created: str
    creator: _Named
    object_id: Number
    field: str | None = ""
    new_value: str | None = ""

    @property
    def number(self) -> int:
        return int(self.id)

    @property
    def ticket(self) -> int:
        return int(self.object_id)

    @property
    def at(self) -> datetime:
        return read_moment(self.created)


class _Transactions(msgspec.Struct, frozen=True):
    items: tuple[_Transaction, ...]


class _Attachment(msgspec.Struct, frozen=True, rename="pascal"):
    id: Number = msgspec.field(name="id")
    content_type: str | None = ""
    transaction_id: Number = 0
    filename: str | None = ""
    content: str | None = ""


class _Attachments(msgspec.Struct, frozen=True):
    items: tuple[_Attachment, ...]


async def read_notes(
    worked_on: int, own: Collection[int], *, customers: Collection[str], state: PublicState, ask: _Ask
) -> tuple[PublicNote, ...]:
    """What agents wrote to the customer of the tickets `own`, which are worked on as `worked_on`, the oldest first.

    `customers` are the names of those who wrote the tickets; what they answer is no note. Raises DeskTrouble.
    """
    history = await _pages(f"ticket/{worked_on}/history", _TRANSACTION_FIELDS, ask, _history_of)
    try:
        written = _written_to(history, own, {name.casefold() for name in customers})[-NOTES:]
        ended = [each.at for each in history if each.type == "Status" and each.new_value in _ENDED]
        dates = {each.number: each.at for each in written}
    except ValueError as error:
        raise BadAnswer(DeskFault.BAD_ANSWER, "not_request_tracker") from error
    if not written:
        return ()
    attachments = await _pages(f"ticket/{worked_on}/attachments", _ATTACHMENT_FIELDS, ask, _attachments_of)
    chosen = {each.number: found for each in written if (found := _text_of(each.number, attachments)) is not None}
    words = await _read_words([int(found.id) for found in chosen.values()], ask)
    resolving = None
    if state in OVER and ended and written and abs(dates[written[-1].number] - ended[-1]) <= SAME_ACT:
        resolving = written[-1].number
    return tuple(
        PublicNote(id=str(number), at=dates[number], text=text, resolves=number == resolving)
        for number, found in chosen.items()
        if (text := _plain(found, words.get(int(found.id), "")))
    )


_TRANSACTION_FIELDS = "Type,Created,Creator,ObjectId,Field,NewValue"
_ATTACHMENT_FIELDS = "ContentType,TransactionId,Filename"


def _written_to(
    history: Sequence[_Transaction], own: Collection[int], customers: Collection[str]
) -> list[_Transaction]:
    """The correspondence that was for the customer of `own`, by agents."""
    since = _line_between(history, own)
    return [
        each
        for each in history
        if each.type == "Correspond"
        and each.number > since.get(each.ticket, each.number)
        and str(each.creator.id).casefold() not in customers
    ]


def _line_between(history: Sequence[_Transaction], own: Collection[int]) -> dict[int, int]:
    """From which transaction on each ticket's history is ours too: from its beginning, or from a merge on."""
    since = dict.fromkeys(own, 0)
    for each in history:
        if each.type != "AddLink" or each.field != "MergedInto" or each.number <= since.get(each.ticket, each.number):
            continue
        into = int((each.new_value or "").rpartition("/")[2] or each.ticket)
        since.setdefault(into, each.number)
    return since


async def _read_words(numbers: Sequence[int], ask: _Ask) -> dict[int, str]:
    """The text of each attachment; one that is too long to be a note is left out."""
    try:
        return await _ask_words(numbers, ask)
    except BadAnswer as trouble:
        if trouble.detail != "too_long":
            raise
    if len(numbers) <= 1:
        return {}
    words: dict[int, str] = {}
    for number in numbers:
        words |= await _read_words([number], ask)
    return words


async def _ask_words(numbers: Sequence[int], ask: _Ask) -> dict[int, str]:
    wanted = msgspec.json.encode([{"field": "id", "value": str(number)} for number in numbers]).decode()
    query = [("query", wanted), ("fields", "Content"), ("per_page", str(PAGE))]
    found = _read((await ask("attachments", query)).body, _Attachments)
    return {int(each.id): each.content or "" for each in found.items}


def _text_of(transaction: int, attachments: Sequence[_Attachment]) -> _Attachment | None:
    """The body of a mail: the plain one before the one in HTML, and no file that came along."""
    bodies = [each for each in attachments if int(each.transaction_id) == transaction and not each.filename]
    for kind in ("text/plain", "text/html"):
        for each in bodies:
            if each.content_type == kind:
                return each
    return None


def _plain(attachment: _Attachment, words: str) -> str:
    return text_of(words) if attachment.content_type == "text/html" else words.replace("\r\n", "\n").strip()


async def _pages(path: str, fields: str, ask: _Ask, read: Callable[[bytes], tuple[_T, ...]]) -> list[_T]:
    items: list[_T] = []
    page = 1
    while True:
        found = read((await ask(path, [("fields", fields), ("per_page", str(PAGE)), ("page", str(page))])).body)
        if found and found[-1] in items:
            raise BadAnswer(DeskFault.BAD_ANSWER, "pages_repeat")
        items += found
        if len(found) < PAGE:
            return items
        page += 1


def _history_of(body: bytes) -> tuple[_Transaction, ...]:
    return _read(body, _Transactions).items


def _attachments_of(body: bytes) -> tuple[_Attachment, ...]:
    return _read(body, _Attachments).items


def _read(body: bytes, kind: type[_T]) -> _T:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadAnswer(DeskFault.BAD_ANSWER, "not_request_tracker") from error
