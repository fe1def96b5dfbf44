"""What a kiosk does for itself while it runs: forget what is old enough, and tell the desk that its store was restored.

Part of the composition root; no Qt here.
"""

from __future__ import annotations

import logging
from concurrent.futures import Executor
from typing import TYPE_CHECKING

from kiosk.domain.catalog import Pack
from kiosk.domain.kept_days import KeptDays
from kiosk.journeys.browse import CatalogView
from kiosk.journeys.futures import unattended
from kiosk.journeys.place import KioskPlace, Wordings
from kiosk.logs import log_event
from kiosk.settings import Settings

if TYPE_CHECKING:
    from kiosk.store import Store

EVERY_MS = 3_600_000
"""An hour: what is kept for days need not be forgotten to the minute, and a word to the desk waits for no customer."""


def kept_days(settings: Settings) -> KeptDays:
    """How long the settings say that things are kept."""
    retention = settings.retention
    return KeptDays(
        guest_contact=retention.guest_contact_days,
        request=retention.request_days,
        task=retention.task_days,
        set_aside=retention.set_aside_days,
        backup=retention.backup_days,
    )


class Upkeep:
    """The upkeep of one open store. Methods return at once, on any thread; the work is done on the pool."""

    def __init__(self, store: Store, key: bytes, settings: Settings, pool: Executor) -> None:
        self._store = store
        self._key = key
        self._settings = settings
        self._pool = pool

    def purge(self) -> None:
        """Keep the word that Identify gives, and the rest of `[retention]`."""
        unattended(self._pool.submit(self._purge))

    def announce(self, pack: Pack, place: KioskPlace, wordings: Wordings) -> None:
        """Tell the desk if the store was restored or copied, once; later if the disk does not take it now."""
        unattended(self._pool.submit(self._announce, pack, place, wordings))

    def _announce(self, pack: Pack, place: KioskPlace, wordings: Wordings) -> None:
        if not self._store.is_announcement_due():
            return
        from kiosk.journeys.announcing import announce_restored

        unattended(announce_restored(self._store, catalog=CatalogView(pack), place=place, wordings=wordings))

    def _purge(self) -> None:
        # Here, because it is for after the first frame.
        from kiosk.store.purging import purge

        try:
            purge(self._store, self._key, kept_days(self._settings), backups=self._settings.store.backups)
        except TimeoutError:
            log_event("purge_late", logging.WARNING)
