"""The desk's public knowledge articles as its gateway tells them over HTTP (docs/desks/django-helpdesk.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import msgspec

from sync.desks.address import DeskAddress
from sync.desks.base import BadAnswer, DeskFault
from sync.desks.gateway_wire import read_error_code
from sync.desks.http_faults import trouble_of_status
from sync.desks.http_line import HttpLine

MAX_ARTICLES = 300
"""As many as the gateway tells at most. More than that is no answer of our gateway."""

_Key = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
_Name = Annotated[str, msgspec.Meta(max_length=200)]
"""Titles and slugs have at most 100 characters at the desk."""


class ToldCategory(msgspec.Struct, frozen=True):
    """Where agents put an article."""

    slug: _Name
    title: _Name
    queue: _Name


class ToldArticle(msgspec.Struct, frozen=True):
    """An article as agents wrote it."""

    id: _Key
    title: _Name
    question: str
    answer: str
    """Markdown, and whatever else they put into it."""
    updated: Annotated[datetime, msgspec.Meta(tz=True)]
    category: ToldCategory


class _Told(msgspec.Struct, frozen=True):
    articles: Annotated[tuple[ToldArticle, ...], msgspec.Meta(max_length=MAX_ARTICLES)]
    left_out: _Key


@dataclass(frozen=True, slots=True)
class Told:
    """An answer."""

    articles: tuple[ToldArticle, ...]
    left_out: int
    etag: str
    """Names it when it is asked for again; empty where the desk gave no usable name."""


class NotOffered(BadAnswer):
    """A gateway from before it told of articles, or no gateway at all: the deliveries tell which."""


class ArticleSource:
    """One desk's articles. One per event loop; asked by one caller at a time."""

    def __init__(self, address: DeskAddress) -> None:
        """Raises SettingsError when the certificates cannot be read."""
        self.url = address.url
        self._known = ""
        self._line = HttpLine(address, below="kiosk/v1/", authorize=self._headers, connections=1)

    async def ask(self, known: str) -> Told | None:
        """All articles, or None when they still are what was called `known`. Raises DeskTrouble."""
        self._known = known
        answer = await self._line.call("GET", "knowledge")
        if answer.status == 304 and known:
            return None
        if answer.status == 404:
            raise NotOffered(DeskFault.BAD_ANSWER, "not_offered")
        trouble = trouble_of_status(answer.status, answer.headers, read_error_code(answer.body))
        if trouble is not None:
            raise trouble
        try:
            told = msgspec.json.decode(answer.body, type=_Told)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise BadAnswer(DeskFault.BAD_ANSWER, "not_articles") from error
        if len({article.id for article in told.articles}) < len(told.articles):
            raise BadAnswer(DeskFault.BAD_ANSWER, "article_twice")
        return Told(told.articles, told.left_out, _usable(answer.headers.get("ETag", "")))

    async def close(self) -> None:
        """Close the connection."""
        await self._line.close()

    def _headers(self, token: str) -> dict[str, str]:
        condition = {"If-None-Match": self._known} if self._known else {}
        return {"Authorization": f"Bearer {token}", **condition}


def _usable(etag: str) -> str:
    """The ETag, if it can be sent back as it is (RFC 9110 section 8.8.3); else nothing, and all is sent each time."""
    return etag if len(etag) <= 200 and etag.isascii() and etag.isprintable() else ""
