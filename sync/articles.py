"""Keeps the desk's knowledge articles on this kiosk as the desk has them: asks, cleans, puts down, lets go.

One event loop; what computes or touches the disk runs in a thread. Whatever goes wrong, what is kept stays, until the
desk has said nothing for so long that nobody could have taken a wrong article back.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta
from enum import StrEnum

from kiosk.clock import Clock, plausible
from kiosk.content.desk_articles import DeskArticle, DeskArticles, Kept, KeptDeskArticles
from kiosk.content.desk_text import line_of, passage_of
from kiosk.content.texts import MAX_BODY, MAX_LINE, MAX_TITLE
from kiosk.errors import ContentError
from kiosk.logs import log_event
from kiosk.store.desk_tasks import ARTICLES_AWAY
from sync.article_source import ArticleSource, NotOffered, Told, ToldArticle
from sync.desks.base import DeskTrouble
from sync.lasting import NOT_KEPT, LastingTrouble, TroubleList, patience_s
from sync.once import ToldOnce

SILENCE = timedelta(days=30)
"""How long articles stay that the desk could not confirm. An outage ends before; a kiosk that was cut off for good must
not go on answering for a desk that may have changed its mind."""


class ArticlesPulled(StrEnum):
    """What came of a look at the desk's articles."""

    TAKEN = "taken"
    UNCHANGED = "unchanged"
    NOT_OFFERED = "not_offered"
    """The desk's gateway is older than this."""
    NOT_REACHED = "not_reached"
    NOT_KEPT = "not_kept"
    """The kiosk's own disk did not take them."""


class ArticlePuller:
    """Looks at one desk for one kiosk."""

    def __init__(
        self, *, source: ArticleSource, kept: KeptDeskArticles, tasks: TroubleList | None, clock: Clock
    ) -> None:
        """`tasks` None: whoever asked reads the outcome."""
        self._source = source
        self._kept = kept
        self._clock = clock
        self._told = ToldOnce()
        self._away = LastingTrouble(tasks, ARTICLES_AWAY, monotonic_s=clock.monotonic_s)
        self.trouble: DeskTrouble | ContentError | None = None
        """What kept the last look from its end."""

    async def close(self) -> None:
        """Close the connection."""
        await self._source.close()

    async def pull(self) -> ArticlesPulled:
        """One look. Never raises for what the desk, the network or the disk do."""
        self.trouble = None
        try:
            try:
                outcome = await self._look()
            except DeskTrouble as trouble:
                self.trouble = trouble
                await asyncio.to_thread(self._let_go_of_the_old)
                return await self._tell(trouble)
        except ContentError as error:
            self.trouble = error
            self._told.begin("content_not_kept", type(error).__name__, because=error)
            await self._stay_away(NOT_KEPT)
            return ArticlesPulled.NOT_KEPT
        self._told.end()
        await self._away.end()
        return outcome

    async def _look(self) -> ArticlesPulled:
        kept = await asyncio.to_thread(self._read)
        told = await self._source.ask(kept.told.etag if kept is not None else "")
        if told is not None:
            await asyncio.to_thread(self._take, told)
        await asyncio.to_thread(self._kept.note_asked, self._now())
        return ArticlesPulled.UNCHANGED if told is None else ArticlesPulled.TAKEN

    def _read(self) -> Kept | None:
        """What is kept of this desk; what cannot be used any more is put out of the way, and asked for anew."""
        try:
            kept = self._kept.read()
        except ContentError as error:
            log_event("articles_set_aside", logging.WARNING, because=error)
            self._kept.set_aside()
            return None
        return kept if kept is not None and kept.told.source == self._source.url else None

    def _take(self, told: Told) -> None:
        cleaned = [clean_article(article) for article in told.articles]
        articles = tuple(article for article in cleaned if article is not None)
        left_out = told.left_out + len(cleaned) - len(articles)
        self._kept.write(DeskArticles(self._source.url, told.etag, left_out, articles))
        log_event("articles_kept", count=len(articles))

    def _let_go_of_the_old(self) -> None:
        asked, now = self._kept.asked(), self._now()
        if asked is not None and now is not None and now - asked > SILENCE and self._read() is not None:
            self._kept.forget()
            log_event("articles_forgotten", logging.WARNING)

    async def _tell(self, trouble: DeskTrouble) -> ArticlesPulled:
        if isinstance(trouble, NotOffered):
            self._told.begin("articles_not_offered", trouble.detail, level=logging.INFO)
            await self._away.end()  # it is there and has none: no work for staff
            return ArticlesPulled.NOT_OFFERED
        self._told.begin("articles_not_reached", trouble.reason)
        await self._stay_away(trouble.fault)
        return ArticlesPulled.NOT_REACHED

    async def _stay_away(self, code: str) -> None:
        answered = await asyncio.to_thread(self._kept.asked)
        await self._away.met(code, after_s=patience_s(answered, self._clock))

    def _now(self) -> datetime | None:
        now = self._clock.now()
        return now if plausible(now) else None


def clean_article(told: ToldArticle) -> DeskArticle | None:
    """The article as it may be shown; None where nothing readable is left, or more than a kiosk shows."""
    title, whole_title = line_of(told.title, limit=MAX_TITLE), line_of(told.title, limit=MAX_LINE)
    question, body = passage_of(told.question), passage_of(told.answer)
    if not title or not body:
        return None
    if title != whole_title:
        summary = whole_title
    else:
        summary = question if "\n" not in question and len(question) <= MAX_LINE and question != title else ""
    if question not in ("", title, summary):
        body = f"{question}\n\n{body}"  # too long to stand above it
    if len(body) > MAX_BODY:
        return None
    return DeskArticle(
        id=told.id,
        title=title,
        summary=summary,
        body=body,
        updated=told.updated.date().isoformat(),
        category=told.category.slug,
        category_title=line_of(told.category.title, limit=MAX_TITLE),
        queue=line_of(told.category.queue, limit=MAX_TITLE),
    )
