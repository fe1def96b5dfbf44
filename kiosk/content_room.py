"""Which pack the kiosk shows; part of the composition root.

Packs that come over sync, and the articles of the desk, are pulled, checked and put down by the sync process. Here they
are only read.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kiosk.content.load import load_pack
from kiosk.domain.catalog import Pack
from kiosk.errors import ContentError
from kiosk.launch import sample_content
from kiosk.logs import log_event
from kiosk.settings import Settings

if TYPE_CHECKING:
    from kiosk.content.delivered import DeliveredPacks, Record


class Chosen(msgspec.Struct, frozen=True):
    """A pack to be shown."""

    pack: Pack | None
    """None: there is no pack that can be used."""
    sha256: str = ""
    """Of its bundle, if it came over sync; empty: it is the one of the kiosk's own folder."""
    articles: str = ""
    """Digest of the desk's articles that are merged in; empty: none are."""


def choose_pack(settings: Settings) -> Chosen:
    """The delivered pack in use, else the one before it, else that of the kiosk's own folder. Any thread."""
    if settings.content.url:
        chosen = choose_delivered(settings.delivered)
        if chosen is not None:
            return chosen
    return _own_pack(settings)


def choose_delivered(folder: Path) -> Chosen | None:
    """The delivered pack in use, else the one before it; None where none is in use or can be read. Any thread."""
    from kiosk.content.delivered import DeliveredPacks  # a kiosk that pulls none does without

    delivered = DeliveredPacks(folder)
    try:
        record = delivered.record()
    except ContentError as error:
        log_event("content_not_kept", logging.WARNING, because=error)
        return None
    return _choose(delivered, record)


def choose_again(settings: Settings, bare: Chosen) -> Chosen:
    """The pack in use now, without articles of the desk; `bare` itself if it still is, and while a disk does not read:
    what is shown is good. Any thread.

    The pack of the kiosk's own folder stays what it was at the start: whoever edits it there starts the kiosk anew.
    """
    if not settings.content.url:
        return bare
    from kiosk.content.delivered import DeliveredPacks

    delivered = DeliveredPacks(settings.delivered)
    try:
        record = delivered.record()
    except ContentError as error:
        log_event("content_not_kept", logging.WARNING, because=error)
        return bare
    if record.current is not None:
        in_use = record.current.sha256 == bare.sha256
        return bare if in_use else _choose(delivered, record) or bare
    return _own_pack(settings) if bare.sha256 else bare


def _choose(delivered: DeliveredPacks, record: Record) -> Chosen | None:
    for installed in (record.current, record.previous) if record.current is not None else ():
        if installed is None:
            continue
        try:
            return Chosen(delivered.load(installed), installed.sha256)
        except ContentError as error:
            log_event("content_refused", logging.ERROR, version=installed.version, because=error)
    return None


def _own_pack(settings: Settings) -> Chosen:
    content = settings.content
    loaded = load_pack(content.folder or sample_content(), content.compiled)
    if loaded.faults:
        log_event("content_refused", logging.WARNING, count=len(loaded.faults))
    return Chosen(loaded.pack)


def add_desk_articles(settings: Settings, bare: Chosen) -> Chosen:
    """`bare` with the desk's articles, if there are any to show beside it. Any thread, after the first frame."""
    if not settings.content.desk_articles or bare.pack is None:
        return bare
    from kiosk.content.desk_articles import KeptDeskArticles
    from kiosk.content.merging import merge

    try:
        kept = KeptDeskArticles(settings.delivered).read()
    except ContentError as error:
        # The sync process puts the file aside and fetches them again.
        log_event("articles_not_shown", logging.WARNING, because=error)
        return bare
    if kept is None or kept.told.source != settings.desk.url:
        return bare
    pack = merge(bare.pack, kept.told.articles, desk_language=settings.desk.language)
    return Chosen(pack, bare.sha256, kept.digest)
