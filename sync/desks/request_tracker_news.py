"""News from Request Tracker, page by page: tickets by the second of their last update. No network here.

The cursor is that second with the page within it, `2026-11-22T04:36:34Z/1`. RT reads a date in a query in the time
zone of whoever asks, but "90 seconds ago" by its own clock: so the cursor is turned into an age by the Date header of
an answer (RFC 9110 section 6.6.1), and neither the kiosk's clock nor a profile at the desk has a say.
"""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Protocol

import msgspec

from kiosk.domain.news import TicketNews
from sync.desks.base import BadAnswer, Changes, DeskFault, Refused
from sync.desks.http_line import Answer, Query
from sync.desks.request_tracker_wire import PAGE, Row, Rows, search

MARGIN_S = 5
"""Between the answer that told RT's time and the search: a little too much is told twice, too little never."""

OVERLAP_S = 60
"""RT stamps an update when it begins and shows it when it is committed; the last minute is read again."""

_FORM = "%Y-%m-%dT%H:%M:%SZ"


class _Ask(Protocol):
    def __call__(self, path: str, query: Query = ..., /) -> Awaitable[Answer]: ...


async def read_news(
    cursor: str, *, ours: str, ask: _Ask, tell: Callable[[Sequence[Row]], Awaitable[tuple[TicketNews, ...]]]
) -> Changes:
    """The page of news after `cursor` among the tickets that `ours` selects. Raises DeskTrouble."""
    since, page = _parse(cursor)
    query = ours
    if since is not None:
        query += f" AND LastUpdated >= '{_age_s(since, await ask('rt'))} seconds ago'"
    parameters = [each for each in search(query, page) if each[0] not in ("orderby", "order")]
    parameters += [("orderby", "LastUpdated"), ("orderby", "id"), ("order", "ASC"), ("order", "ASC")]
    try:
        rows = msgspec.json.decode((await ask("tickets", parameters)).body, type=Rows).items
        newest = max((row.updated_at for row in rows), default=since)
    except (msgspec.DecodeError, ValueError) as error:
        raise BadAnswer(DeskFault.BAD_ANSWER, "not_request_tracker") from error
    news = await tell(rows)
    if len(rows) < PAGE:
        # What was told stays told: without rows the cursor stands, so that it never goes backwards by itself.
        after = newest - timedelta(seconds=OVERLAP_S) if rows and newest is not None else since
        after = max(after, since) if after is not None and since is not None else after
        return Changes(news=news, cursor=_write(after, 1), more=False)
    if newest is not None and (since is None or newest > since + timedelta(seconds=MARGIN_S)):
        return Changes(news=news, cursor=_write(newest, 1), more=True)
    return Changes(news=news, cursor=_write(since, page + 1), more=True)


def _age_s(since: datetime, answer: Answer) -> int:
    try:
        now = parsedate_to_datetime(answer.headers.get("Date", ""))
    except ValueError as error:
        raise BadAnswer(DeskFault.BAD_ANSWER, "no_date") from error
    return max(0, math.ceil((now - since).total_seconds())) + MARGIN_S


def _parse(cursor: str) -> tuple[datetime | None, int]:
    if not cursor:
        return None, 1
    moment, _, page = cursor.partition("/")
    try:
        return datetime.strptime(moment, _FORM).replace(tzinfo=UTC), max(1, int(page))
    except ValueError as error:
        raise Refused(DeskFault.REFUSED, "bad_cursor") from error


def _write(moment: datetime | None, page: int) -> str:
    return f"{moment.strftime(_FORM)}/{page}" if moment is not None else ""
