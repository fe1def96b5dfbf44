"""Finds out, once at its start, that the whole disk was put back from an image: the desk has references that this store
has yet to give out. Nothing on the disk itself could tell (`kiosk/store/put_back.py`).

One event loop; what waits for the disk is awaited. It asks while the desk is well and nothing is to be delivered.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from kiosk.errors import StoreDamaged, StoreError
from kiosk.logs import log_event
from kiosk.store import Store
from kiosk.store.put_back import begin_anew, upcoming_references
from sync.delivery import back_off_s
from sync.desks.base import Ability, DeskConnector, DeskTrouble
from sync.news import CAP_S, FIRST_S, Deliveries


async def find_put_back_disk(
    *, store: Store, kiosk_code: str, connector: DeskConnector, deliveries: Deliveries, random: Callable[[], float]
) -> None:
    """Ask the desk for the next references, and begin new generations until it knows none of them.

    Ends when it was asked, and at once for a desk that cannot be. Raises StoreDamaged, and whatever is a bug.
    """
    if Ability.FIND not in connector.abilities:
        return
    failures = 0
    while True:
        await deliveries.until_idle()
        try:
            if not await _is_ahead(connector, store, kiosk_code):
                return
            # Looked at again: an image that is put back twice may draw what it drew the first time.
            await asyncio.wrap_future(begin_anew(store))
            log_event("store_replaced", logging.WARNING)
        except StoreDamaged:
            raise
        except (DeskTrouble, StoreError) as error:
            failures += 1
            asked_s = error.retry_after_s if isinstance(error, DeskTrouble) else None
            if isinstance(error, DeskTrouble) and asked_s is None:
                deliveries.doubt()
            wait_s = back_off_s(failures, random=random, first_s=FIRST_S, cap_s=CAP_S)
            await asyncio.sleep((asked_s or 0.0) + FIRST_S + wait_s)


async def _is_ahead(desk: DeskConnector, store: Store, kiosk_code: str) -> bool:
    """Whether the desk has a reference that is still to come here, of a request that was never made here."""
    upcoming = await asyncio.to_thread(upcoming_references, store, kiosk_code)
    # What nobody asked for proves nothing: each hit uses up one of some thirty generations, for ever.
    told = [news for news in await desk.find(upcoming) if news.reference in upcoming]
    # Somebody may have sent one meanwhile; then the request is known here.
    return await asyncio.to_thread(lambda: any(store.request_by_id(news.request) is None for news in told))
