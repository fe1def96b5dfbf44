"""News from Request Tracker, page by page: tickets by the second of their last update. No network here.

RT reads a date in a query in the time zone of whoever asks, but "90 seconds ago" by its own clock: so the second of the
cursor is turned into an age by the Date header of an answer (RFC 9110 section 6.6.1), and neither the kiosk's clock nor
a profile at the desk has a say.
"""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from kiosk.domain.news import TicketNews
from sync.desks.base import BadAnswer, Changes, DeskFault
from sync.desks.http_faults import read_http_date
from sync.desks.http_line import Answer, Query
from sync.desks.news_cursor import NewsCursor
from sync.desks.request_tracker_wire import PAGE, Row, Rows, search

MARGIN_S = 5
"""Between the answer that told RT's time and the search: a little too much is told twice, too little never."""


class _Ask(Protocol):
    def __call__(self, path: str, query: Query = ..., /) -> Awaitable[Answer]: ...


async def read_news(
    cursor: str, *, ours: str, ask: _Ask, tell: Callable[[Sequence[Row]], Awaitable[tuple[TicketNews, ...]]]
) -> Changes:
    """The page of news after `cursor` among the tickets that `ours` selects. Raises DeskTrouble."""
    here = NewsCursor.read(cursor)
    query = ours
    if here.since is not None:
        query += f" AND LastUpdated >= '{_age_s(here.since, await ask('rt'))} seconds ago'"
    parameters = [each for each in search(query, here.page) if each[0] not in ("orderby", "order")]
    parameters += [("orderby", "LastUpdated"), ("orderby", "id"), ("order", "ASC"), ("order", "ASC")]
    try:
        rows = msgspec.json.decode((await ask("tickets", parameters)).body, type=Rows).items
        newest = max((row.updated_at for row in rows), default=None)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise BadAnswer(DeskFault.BAD_ANSWER, "not_request_tracker") from error
    more = len(rows) >= PAGE
    after = here.after_full_page(newest, margin_s=MARGIN_S) if more else here.after_last_page(newest)
    return Changes(news=await tell(rows), cursor=after.write(), more=more)


def _age_s(since: datetime, answer: Answer) -> int:
    now = read_http_date(answer.headers.get("Date", ""))
    if now is None:
        raise BadAnswer(DeskFault.BAD_ANSWER, "no_date")
    return max(0, math.ceil((now - since).total_seconds())) + MARGIN_S
