"""Puts the desk's own articles beside those of a pack, marked as the desk's. Pure.

Nothing of the pack changes: no article of the desk replaces, hides or comes before one of the pack's, whatever it is
called, because the ids of the two can never be equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from kiosk.content.desk_articles import DeskArticle
from kiosk.domain.catalog import Article, ArticleSource, Department, Pack
from kiosk.domain.folding import fold

_LANGUAGE_MARK = re.compile(r"(?:(.*)-)?lang-([a-z]{2,3})")
"""The end of a category's slug that names the language of its articles: `wi-fi-lang-el`."""


def merge(pack: Pack, articles: Iterable[DeskArticle], *, desk_language: str) -> Pack:
    """`pack` with `articles`, except those in a language that the pack does not have.

    An article is in `desk_language` unless its category's slug says otherwise.
    """
    merged = (_merged(article, pack, desk_language) for article in articles)
    added = tuple(article for article in merged if article is not None)
    return msgspec.structs.replace(pack, articles=pack.articles + added) if added else pack


def _merged(article: DeskArticle, pack: Pack, desk_language: str) -> Article | None:
    marked = _LANGUAGE_MARK.fullmatch(article.category)
    slug, language = (marked[1], marked[2]) if marked else (article.category, desk_language)
    if language not in pack.languages:
        return None
    department = _department(pack.departments, article, slug)
    return Article(
        id=f"{ArticleSource.DESK}:{article.id}",
        title={language: article.title},
        summary={language: article.summary} if article.summary else {},
        body={language: article.body},
        department=department.id if department is not None else "",
        owner=article.category_title,
        updated=article.updated,
        review_by="",
        source=ArticleSource.DESK,
    )


def _department(departments: Sequence[Department], article: DeskArticle, slug: str | None) -> Department | None:
    """Where its category's queue belongs, else where its category's name does."""
    queue, title = fold(article.queue), fold(article.category_title)
    by_queue = (each for each in departments if queue and fold(each.queue) == queue)
    by_name = (each for each in departments if each.id == slug or title in map(fold, each.title.values()))
    return next(by_queue, None) or next(by_name, None)
