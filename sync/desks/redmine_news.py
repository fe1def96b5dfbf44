"""News from Redmine, page by page: issues by the second of their last update. No network here.

The cursor is that second with the offset within it, `2026-11-22T04:36:34Z/0`. Both come from Redmine's answers and go
back to it in UTC, so no clock but Redmine's has a say.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from kiosk.domain.news import TicketNews
from sync.desks.base import BadAnswer, Changes, DeskFault, Refused
from sync.desks.redmine_wire import MOMENT, PAGE, Row, read_moment

OVERLAP_S = 60
"""Redmine dates an update when it begins and shows it when it is committed; the last minute is read again."""

SORT = "updated_on,id"


async def read_news(
    cursor: str,
    *,
    search: Callable[[Sequence[tuple[str, str]], int], Awaitable[Sequence[Row]]],
    tell: Callable[[Sequence[Row]], Awaitable[tuple[TicketNews, ...]]],
) -> Changes:
    """The page of news after `cursor` among our issues, which `search` gives from an offset. Raises DeskTrouble."""
    since, offset = _parse(cursor)
    conditions = [("updated_on", f">={since.strftime(MOMENT)}")] if since is not None else []
    rows = await search(conditions, offset)
    try:
        newest = max((row.updated_at for row in rows), default=since)
    except ValueError as error:
        raise BadAnswer(DeskFault.BAD_ANSWER, "not_redmine") from error
    news = await tell(rows)
    if len(rows) < PAGE:
        # What was told stays told: without rows the cursor stands, so that it never goes backwards by itself.
        after = newest - timedelta(seconds=OVERLAP_S) if rows and newest is not None else since
        after = max(after, since) if after is not None and since is not None else after
        return Changes(news=news, cursor=_write(after, 0), more=False)
    if newest is not None and (since is None or newest > since):
        return Changes(news=news, cursor=_write(newest, 0), more=True)
    return Changes(news=news, cursor=_write(since, offset + PAGE), more=True)


def _parse(cursor: str) -> tuple[datetime | None, int]:
    if not cursor:
        return None, 0
    moment, _, offset = cursor.partition("/")
    try:
        return read_moment(moment), max(0, int(offset))
    except ValueError as error:
        raise Refused(DeskFault.REFUSED, "bad_cursor") from error


def _write(moment: datetime | None, offset: int) -> str:
    return f"{moment.strftime(MOMENT)}/{offset}" if moment is not None else ""
