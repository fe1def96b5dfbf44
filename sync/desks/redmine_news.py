"""News from Redmine, page by page: issues by the second of their last update. No network here.

The cursor's second comes from Redmine's answers and goes back to it in UTC, so no clock but Redmine's has a say.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from kiosk.domain.news import TicketNews
from sync.desks.base import BadAnswer, Changes, DeskFault
from sync.desks.news_cursor import NewsCursor, write_moment
from sync.desks.redmine_wire import PAGE, Row

SORT = "updated_on,id"


async def read_news(
    cursor: str,
    *,
    search: Callable[[Sequence[tuple[str, str]], int], Awaitable[Sequence[Row]]],
    tell: Callable[[Sequence[Row]], Awaitable[tuple[TicketNews, ...]]],
) -> Changes:
    """The page of news after `cursor` among our issues, which `search` gives from an offset. Raises DeskTrouble."""
    here = NewsCursor.read(cursor)
    conditions = [("updated_on", f">={write_moment(here.since)}")] if here.since is not None else []
    rows = await search(conditions, (here.page - 1) * PAGE)
    try:
        newest = max((row.updated_at for row in rows), default=None)
    except ValueError as error:
        raise BadAnswer(DeskFault.BAD_ANSWER, "not_redmine") from error
    more = len(rows) >= PAGE
    after = here.after_full_page(newest) if more else here.after_last_page(newest)
    return Changes(news=await tell(rows), cursor=after.write(), more=more)
