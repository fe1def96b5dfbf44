"""What `kiosk content pull` and `installed` do about the desk's own articles; part of the composition of commands."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
import typer

from kiosk.errors import ContentError

if TYPE_CHECKING:
    from kiosk.settings import Settings
    from sync.articles import ArticlePuller


class ArticlesHere(msgspec.Struct, frozen=True):
    """The articles of the desk that this kiosk keeps."""

    count: int = 0
    newest: str = ""
    """ISO date of the one that was updated last; empty where there is none."""
    source: str = ""
    """The desk they came from; empty where none came yet."""
    asked: datetime | None = None
    """When that desk last told how its articles stand."""
    left_out: int = 0
    problem: str = ""
    """Why what is kept is not shown."""


def articles_here(settings: Settings) -> ArticlesHere | None:
    """What is kept for these settings; None where they want no articles of the desk."""
    from kiosk.content.desk_articles import KeptDeskArticles

    if not settings.content.desk_articles:
        return None
    kept = KeptDeskArticles(settings.delivered)
    try:
        read = kept.read()
    except ContentError as error:
        return ArticlesHere(asked=kept.asked(), problem=str(error))
    if read is None:
        return ArticlesHere(asked=kept.asked())
    told = read.told
    return ArticlesHere(
        count=len(told.articles),
        newest=max((article.updated for article in told.articles), default=""),
        source=told.source,
        asked=kept.asked(),
        left_out=told.left_out,
        problem="" if told.source == settings.desk.url else "They are another desk's than the settings name.",
    )


def sentence_of(here: ArticlesHere) -> str:
    """It for people, on one line."""
    if here.problem:
        return f"of the desk: none shown. {here.problem}"
    if not here.source:
        return "of the desk: none came yet"
    newest = f", the newest of {here.newest}" if here.newest else ""
    more = f"; {here.left_out} more are empty, too long or too many" if here.left_out else ""
    return f"of the desk: {here.count}{newest}{more}"


def pull_articles(settings: Settings, puller: ArticlePuller) -> bool:
    """Ask the desk now and tell what came; whether that went well."""
    from sync.articles import ArticlesPulled
    from sync.looking import look_once

    outcome = asyncio.run(look_once(puller))
    here = articles_here(settings) or ArticlesHere()
    match outcome:
        case ArticlesPulled.TAKEN | ArticlesPulled.UNCHANGED:
            words = "New." if outcome is ArticlesPulled.TAKEN else "Nothing new."
            typer.echo(f"{words} Articles {sentence_of(here)}.")
            return True
        case ArticlesPulled.NOT_OFFERED:
            typer.echo("The desk's gateway hands out no articles. Update it on the desk's server.", err=True)
        case _:
            typer.echo(f"{puller.trouble} Articles {sentence_of(here)}.", err=True)
    return False
